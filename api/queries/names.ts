import type { Db } from '../../prisma/client';

/** id → name of the users among these ids. */
export async function userNames(db: Db, ids: (string | null | undefined)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null && id !== undefined))];
  if (!wanted.length) return new Map();
  const users = await db.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [id, name]));
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
