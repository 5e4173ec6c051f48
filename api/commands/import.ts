import { z } from 'zod';
import { type Cell, type Discharge, findHeader } from '../../domain/discharge-row';
import { may } from '../../domain/permission';
import { explainColumns } from '../../domain/wording/discharge-row';
import { Prisma } from '../../prisma/client';
import type { Context } from '../context';
import { reconcileSoon } from '../reconcile';
import { invalid, type Result } from '../result';
import { type Actor, sha256 } from '../session';
import { command, notThisRole } from './command';
import { id } from './fields';
import { judge } from './judge';
import { MOST_ROWS, readSpreadsheet, type SheetRow } from './spreadsheet';
import { startAll } from './start';
import { once } from './submit';

/** A cell as sent, kept so that the row can be given back: dates as days, everything else as it is. */
export type KeptCell = Exclude<Cell, Date | undefined> | { date: string };

/** Previews a spreadsheet: every row is read and judged, nothing starts yet. */
export async function createImport(
  ctx: Context,
  actor: Actor,
  file: { name: string; content: Buffer },
  key: string,
): Promise<Result<{ importId: string; good: number; bad: number; already: number }>> {
  const centreId = actor.centreId;
  if (!may(actor, 'start-handover', { centreId }) || !centreId)
    return notThisRole(ctx, actor, 'start-handover');
  const sheet = await readSpreadsheet(file.content);
  if (sheet.kind !== 'applied') return sheet as Result<never>;
  const { row: headerAt, match } = findHeader(sheet.value.map((row) => row.cells));
  if (!match.ok) return wrongColumns(match);
  const rows = sheet.value.slice(headerAt + 1);
  if (rows.length === 0)
    return invalid(
      '/file',
      'no-rows',
      'Tệp không có dòng nào dưới hàng tiêu đề.',
      'The file has no row under its headings.',
    );
  if (rows.length > MOST_ROWS) {
    return invalid(
      '/file',
      'too-many-rows',
      `Tệp có hơn ${MOST_ROWS} dòng. Hãy chia tệp.`,
      `The file has more than ${MOST_ROWS} rows. Split it.`,
    );
  }
  const headings = (sheet.value[headerAt] as SheetRow).cells.map((cell) =>
    typeof cell === 'string' ? cell : String(cell ?? ''),
  );
  const fileHash = sha256(file.content);
  return once(ctx, actor, key, 'create-import', { fileHash, name: file.name }, async (db) => {
    const judged = await judge(ctx, db, centreId, rows, match.columns);
    const created = await db.import.create({
      data: { centreId, userId: actor.id, fileName: file.name.slice(0, 200), fileHash },
    });
    await db.importRow.createMany({
      data: judged.map(({ row, result, verdict, problems, known }) => ({
        importId: created.id,
        row: row.number,
        cells: headings.map((heading, i) => [heading, keep(row.cells[i])]) as Prisma.InputJsonArray,
        discharge: result.ok ? (result.discharge as unknown as Prisma.InputJsonObject) : Prisma.JsonNull,
        verdict,
        problems: problems as unknown as Prisma.InputJsonArray,
        warnings: result.warnings as unknown as Prisma.InputJsonArray,
        personId: known?.personId ?? null,
        handoverId: verdict === 'already' ? (known?.caseId ?? null) : null,
      })),
    });
    const count = (verdict: string) => judged.filter((row) => row.verdict === verdict).length;
    return {
      kind: 'applied',
      value: { importId: created.id, good: count('good'), bad: count('bad'), already: count('already') },
    };
  });
}

/** Starts every good row of a previewed import, once; people already on their way are left as they are. */
export const startImport = command(z.object({ importId: id }), async (ctx, actor, { importId }, key) => {
  const found = await ctx.db.import.findUnique({ where: { id: importId } });
  if (!found || found.centreId !== actor.centreId) return { kind: 'not-found' };
  if (!may(actor, 'start-handover', found)) return notThisRole(ctx, actor, 'start-handover');
  const result = await once(ctx, actor, key, 'start-import', { importId }, async (db) => {
    // One start at a time per import: two clicks must not read the same rows as unstarted.
    await db.$queryRaw`SELECT 1 FROM "Import" WHERE id = ${importId} FOR UPDATE`;
    const rows = await db.importRow.findMany({
      where: { importId, verdict: 'good', handoverId: null },
      orderBy: { row: 'asc' },
    });
    const starts = await startAll(
      ctx,
      db,
      actor,
      found.centreId,
      rows.map((row) => ({ rowId: row.id, discharge: row.discharge as unknown as Discharge })),
    );
    await db.$executeRaw`
      UPDATE "ImportRow" AS r SET "handoverId" = s."caseId", "personId" = s."personId", verdict = CASE WHEN s.fresh THEN 'good' ELSE 'already' END
      FROM unnest(${starts.map((s) => s.rowId as string)}::text[], ${starts.map((s) => s.caseId)}::text[], ${starts.map((s) => s.personId)}::text[], ${starts.map((s) => s.fresh)}::boolean[])
        AS s("rowId", "caseId", "personId", fresh) WHERE r.id = s."rowId"`;
    await db.import.update({ where: { id: importId }, data: { status: 'started' } });
    const fresh = starts.filter((start) => start.fresh).length;
    return { kind: 'applied', value: { importId, started: fresh, already: starts.length - fresh } };
  });
  if (result.kind === 'applied') await reconcileSoon(ctx);
  return result;
});

function keep(cell: Cell): KeptCell {
  if (cell === undefined) return null;
  return cell instanceof Date ? { date: Number.isNaN(cell.getTime()) ? '' : cell.toISOString() } : cell;
}

/** The cell that was kept, as it was sent. */
export function asSent(cell: KeptCell): Cell {
  return cell !== null && typeof cell === 'object' && 'date' in cell ? new Date(cell.date) : cell;
}

function wrongColumns(match: Parameters<typeof explainColumns>[0]): Result<never> {
  const vi = explainColumns(match, 'vi');
  const en = explainColumns(match, 'en');
  return {
    kind: 'invalid',
    errors: vi.map((said, i) => ({
      pointer: '/file',
      code: 'wrong-columns',
      message: { vi: said, en: en[i] as string },
    })),
  };
}
