import type { Instant } from '../../domain/calendar';
import type { Party, ToldPerson } from '../../domain/roles';
import { type Db, Prisma } from '../../prisma/client';
import { receiverOf } from './stand-in';

/** The area of a case: where its offices and supervisors are looked for. */
export interface Area {
  centreId: string | null;
  communeId: string | null;
  provinceId: string;
}

/** The one account that answers for a party, and who receives for it now. */
export interface Answers {
  /** The longest-standing active one of its office, away or not; null where nobody has that role there. */
  holder: string | null;
  /** The same while they are here, else who stands in (domain/cover); null: must itself reach a human. */
  here: string | null;
}

const NOBODY: Answers = { holder: null, here: null };

export async function accountable(
  db: Db,
  party: Party | ToldPerson,
  area: Area,
  at: Instant,
): Promise<Answers> {
  if (party.role === 'person') {
    const consent = await db.consent.findUnique({ where: { openKey: party.caseId }, select: { id: true } });
    return { holder: consent?.id ?? null, here: consent?.id ?? null };
  }
  const where = place(party, area);
  if (!where) return NOBODY;
  const [answers] = await db.$queryRaw<Answers[]>`
    SELECT CASE WHEN active THEN id ELSE here END AS holder, here FROM (
      SELECT u.id, u.active, ${receiverOf(at)} AS here FROM "User" u
      WHERE ${where} ORDER BY u."createdAt", u.id LIMIT 1) one`;
  return answers ?? NOBODY;
}

/** The same for several parties, asked once each. */
export async function accountables(
  db: Db,
  parties: readonly (Party | ToldPerson)[],
  area: Area,
  at: Instant,
): Promise<(party: Party | ToldPerson) => Answers> {
  const known = new Map<string, Answers>();
  for (const party of parties) {
    const key = JSON.stringify(party);
    if (!known.has(key)) known.set(key, await accountable(db, party, area, at));
  }
  return (party) => known.get(JSON.stringify(party)) ?? NOBODY;
}

/** An account that is named may be closed by now: then its office answers. */
function place(party: Party, area: Area): Prisma.Sql | null {
  if ('userId' in party) return Prisma.sql`u.id = ${party.userId}`;
  switch (party.role) {
    case 'centre':
      return area.centreId
        ? Prisma.sql`u.active AND u.role = 'centre' AND u."centreId" = ${area.centreId}`
        : null;
    case 'commune': {
      const communeId = 'communeId' in party ? party.communeId : area.communeId;
      return communeId ? Prisma.sql`u.active AND u.role = 'commune' AND u."communeId" = ${communeId}` : null;
    }
    case 'partner':
      return Prisma.sql`u.active AND u.role = 'partner' AND u."organisationId" = ${party.organisationId}`;
    case 'supervisor':
      if (party.scope === 'province')
        return Prisma.sql`u.active AND u.role = 'supervisor' AND u."provinceId" = ${area.provinceId} AND u."communeId" IS NULL`;
      return area.communeId
        ? Prisma.sql`u.active AND u.role = 'supervisor' AND u."communeId" = ${area.communeId}`
        : null;
  }
}
