import { type Discharge, personKey } from '../../domain/discharge-row';
import { fold } from '../../domain/vietnamese';
import type { Db } from '../../prisma/client';

export interface Known {
  personId: string;
  code: string;
  /** The open case, or the one about to start. */
  caseId: string | null;
  /** How many returns of this person are over. */
  closed: number;
}

/** Looks up who of these is known; the answer finds a person by a row. */
export async function findPeople(
  db: Db,
  centreId: string,
  rows: Discharge[],
): Promise<(row: Discharge) => Known | undefined> {
  const names = [...new Set(rows.map((row) => fold(row.fullName)))];
  const keys = rows.map((row) => personKey(row, centreId));
  const found = await db.person.findMany({
    where: { OR: [{ identityKey: { in: keys } }, { centreId, foldedName: { in: names } }] },
    select: {
      id: true,
      code: true,
      identityKey: true,
      foldedName: true,
      bornOn: true,
      caseNumber: true,
      handovers: { select: { id: true, status: true, followUp: { select: { status: true } } } },
    },
  });
  const people = found.map((person) => {
    // A handover that is over goes on as its follow-up, also in the moment before that is written down.
    const open = person.handovers.find(
      (h) => h.status === 'open' || (h.status === 'completed' && h.followUp?.status !== 'closed'),
    );
    return { ...person, open: open?.id ?? null, closed: person.handovers.length - (open ? 1 : 0) };
  });
  const starts = await db.submission.findMany({
    where: { key: { in: people.map((p) => startKey(p.id, p.closed)) }, status: { not: 'refused' } },
    select: { key: true, caseId: true },
  });
  const starting = new Map(starts.map(({ key, caseId }) => [key, caseId]));
  const known = people.map(({ open, closed, ...person }) => {
    const caseId = open ?? starting.get(startKey(person.id, closed)) ?? null;
    return { ...person, known: { personId: person.id, code: person.code, caseId, closed } };
  });
  const byKey = new Map(known.map((person) => [person.identityKey, person.known]));
  return (row) => {
    const same = byKey.get(personKey(row, centreId));
    if (same) return same;
    // Name and birth date decide only where one side has no case number: two people may share both.
    const born = Date.parse(row.birthDate);
    return known.find(
      (p) =>
        p.foldedName === fold(row.fullName) &&
        p.bornOn.getTime() === born &&
        !(p.caseNumber && row.caseNumber),
    )?.known;
  };
}

/** A person's next return begins once: the key of its stored start. */
export const startKey = (personId: string, closed: number) => `start:${personId}:${closed}`;
