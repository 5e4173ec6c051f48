import { fold } from '../vietnamese';
import type { Discharge } from './row';

/**
 * Who this is, however often a file is sent: the case number within its centre, else the folded name and birth date.
 * Personal data: never part of a workflow id or a log.
 */
export function personKey(
  row: Pick<Discharge, 'caseNumber' | 'fullName' | 'birthDate'>,
  centreId: string,
): string {
  const number = row.caseNumber && fold(row.caseNumber).replace(/[^a-z0-9]/g, '');
  return number ? `case:${centreId}:${number}` : `person:${fold(row.fullName)}:${row.birthDate}`;
}

/**
 * Rows that name somebody an earlier row of the same file already names, by case number or by name and birth date:
 * index of the row → index of the first row with the same person.
 */
export function findDuplicates(
  rows: readonly (Pick<Discharge, 'caseNumber' | 'fullName' | 'birthDate'> | null)[],
  centreId: string,
): Map<number, number> {
  const seen = new Map<string, number>();
  const duplicates = new Map<number, number>();
  rows.forEach((row, index) => {
    if (!row) return;
    const keys = [personKey(row, centreId), personKey({ ...row, caseNumber: null }, centreId)];
    const first = keys.map((key) => seen.get(key)).find((at) => at !== undefined);
    if (first !== undefined) duplicates.set(index, first);
    for (const key of keys) if (!seen.has(key)) seen.set(key, first ?? index);
  });
  return duplicates;
}
