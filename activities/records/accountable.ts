import type { Party } from '../../domain/roles';
import type { Db } from '../../prisma/client';

/** The area of a case: where its offices and supervisors are looked for. */
export interface Area {
  centreId: string | null;
  communeId: string | null;
  provinceId: string;
}

/**
 * The one account that answers for a party in an area: the longest-standing active one of its office.
 * Null where nobody has that role there: that must itself reach a human.
 */
export async function accountable(db: Db, party: Party, area: Area): Promise<string | null> {
  const where = place(party, area);
  if (!where) return null;
  const user = await db.user.findFirst({
    where: { ...where, active: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
  return user?.id ?? null;
}

/** The same for several parties, asked once each. */
export async function accountables(
  db: Db,
  parties: readonly Party[],
  area: Area,
): Promise<(party: Party) => string | null> {
  const known = new Map<string, string | null>();
  for (const party of parties) {
    const key = JSON.stringify(party);
    if (!known.has(key)) known.set(key, await accountable(db, party, area));
  }
  return (party) => known.get(JSON.stringify(party)) ?? null;
}

function place(party: Party, area: Area) {
  if ('userId' in party) return { id: party.userId };
  switch (party.role) {
    case 'centre':
      return area.centreId && { role: 'centre', centreId: area.centreId };
    case 'commune':
      return area.communeId && { role: 'commune', communeId: area.communeId };
    case 'partner':
      return { role: 'partner', organisationId: party.organisationId };
    case 'supervisor':
      if (party.scope === 'province')
        return { role: 'supervisor', provinceId: area.provinceId, communeId: null };
      return area.communeId && { role: 'supervisor', communeId: area.communeId };
  }
}
