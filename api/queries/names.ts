import { DISCREET, seesHealth } from '../../domain/health';
import type { OrganisationKind } from '../../domain/referral';
import { ROLE_LABELS } from '../../domain/wording/labels';
import type { Db } from '../../prisma/client';
import type { Actor } from '../session';
import { maskAddress } from './words';

/** id → name of the users among these ids. */
export async function userNames(db: Db, ids: (string | null | undefined)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null && id !== undefined))];
  if (!wanted.length) return new Map();
  const users = await db.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [id, name]));
}

export interface SeenAccount {
  id: string;
  name: string;
  role: string;
  phone: string | null;
}

/** Whether this account's name, or its place's, would tell the asker what an 'other' need is about (domain/health). */
export const unnamedFor = (
  actor: Actor,
  { role, organisation }: { role: string; organisation: { kind: string } | null },
): boolean =>
  role === 'partner' &&
  !seesHealth(actor) &&
  DISCREET.includes((organisation?.kind ?? 'clinic') as OrganisationKind);

/** Who is asked for 'other' needs, to somebody who may not know which. */
export const UNNAMED = ROLE_LABELS.partner.vi;

/** The accounts among these ids as the asker may know them. */
export async function accountsSeen(
  db: Db,
  actor: Actor,
  ids: (string | null | undefined)[],
): Promise<Map<string, SeenAccount>> {
  const wanted = [...new Set(ids.filter((id) => id !== null && id !== undefined))];
  if (!wanted.length) return new Map();
  const users = await db.user.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true, role: true, phone: true, organisation: { select: { kind: true } } },
  });
  return new Map(
    users.map(({ organisation, ...user }) => {
      const unnamed = unnamedFor(actor, { ...user, organisation });
      return [user.id, unnamed ? { ...user, name: UNNAMED, phone: null } : user];
    }),
  );
}

/** Who a message is for, as lists show it. */
export function receiverOf(accounts: Map<string, SeenAccount>, id: string) {
  const { name, role } = accounts.get(id) ?? { name: '', role: '' };
  return { id, name, role };
}

/** Where it went, as far as the asker may know; an address of who goes without name would name them. */
export const addressSeen = (
  account: Pick<SeenAccount, 'name'> | undefined,
  { channel, to }: { channel: string; to: string },
): string => (account?.name === UNNAMED ? '' : maskAddress(channel, to));

/** id → the name alone. */
export async function namesSeen(
  db: Db,
  actor: Actor,
  ids: (string | null | undefined)[],
): Promise<Map<string, string>> {
  const accounts = await accountsSeen(db, actor, ids);
  return new Map([...accounts].map(([id, { name }]) => [id, name]));
}

/** id → 'Xã Mai Sơn' of the communes among these ids. */
export async function communeNames(db: Db, ids: (string | null | undefined)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null && id !== undefined))];
  if (!wanted.length) return new Map();
  const communes = await db.commune.findMany({ where: { id: { in: wanted } } });
  return new Map(
    communes.map(({ id, kind, name }) => [id, `${kind[0]?.toUpperCase()}${kind.slice(1)} ${name}`]),
  );
}

/** caseId → person, for lists that only know the case; what is a club's or a course's stands under its id and has no code. */
export async function casePeople(
  db: Db,
  caseIds: string[],
): Promise<Map<string, { fullName: string; code: string; communeId: string | null }>> {
  const wanted = [...new Set(caseIds)];
  if (!wanted.length) return new Map();
  const cases = await db.handover.findMany({
    where: { id: { in: wanted } },
    select: { id: true, communeId: true, person: { select: { fullName: true, code: true } } },
  });
  const people = new Map(
    cases.map(({ id, communeId, person }) => [id, { ...person, communeId: communeId as string | null }]),
  );
  const others = wanted.filter((id) => !people.has(id));
  const clubs = others.length ? await db.club.findMany({ where: { id: { in: others } } }) : [];
  for (const { id, name, communeId } of clubs) people.set(id, { fullName: name, code: '', communeId });
  const rest = others.filter((id) => !people.has(id));
  const courses = rest.length ? await db.course.findMany({ where: { id: { in: rest } } }) : [];
  for (const { id, name } of courses) people.set(id, { fullName: name, code: '', communeId: null });
  return people;
}
