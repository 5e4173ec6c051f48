import { dayOf } from '../../domain/calendar';
import { type ColumnMap, findDuplicates, type RowResult, readRow } from '../../domain/discharge-row';
import { policyInForce } from '../../domain/policy';
import type { Db } from '../../prisma/client';
import type { Context } from '../context';
import { findPeople, type Known } from './people';
import type { RowProblem } from './row-problem';
import type { SheetRow } from './spreadsheet';

export interface Judged {
  row: SheetRow;
  result: RowResult;
  verdict: 'good' | 'bad' | 'already';
  problems: RowProblem[];
  known?: Known;
}

/** What each row means, and whether its person is on the way home already. */
export async function judge(
  ctx: Context,
  db: Db,
  centreId: string,
  rows: SheetRow[],
  columns: ColumnMap,
): Promise<Judged[]> {
  const communes = await knownCommunes(db);
  const today = dayOf(ctx.now());
  const context = { today, communes, policy: policyInForce(today) };
  const results = rows.map((row) => readRow(row.cells, columns, context));
  const discharges = results.map((result) => (result.ok ? result.discharge : null));
  const duplicates = findDuplicates(discharges, centreId);
  const people = await findPeople(
    db,
    centreId,
    discharges.filter((d) => d !== null),
  );
  return rows.map((row, index): Judged => {
    const result = results[index] as RowResult;
    if (!result.ok) return { row, result, verdict: 'bad', problems: result.problems };
    const first = duplicates.get(index);
    if (first !== undefined) {
      return {
        row,
        result,
        verdict: 'bad',
        problems: [{ code: 'duplicate', row: (rows[first] as SheetRow).number }],
      };
    }
    const known = people(result.discharge);
    return { row, result, verdict: known?.caseId ? 'already' : 'good', problems: [], known };
  });
}

/** Every commune with its province's name, as rows are matched against. */
export async function knownCommunes(db: Db) {
  const communes = await db.commune.findMany({ include: { province: true } });
  return communes.map(({ id, name, kind, province }) => ({
    id,
    name,
    kind: kind as 'xã' | 'phường' | 'đặc khu',
    province: province.name,
  }));
}
