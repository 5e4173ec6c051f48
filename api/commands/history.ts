import { z } from 'zod';
import { dayOf } from '../../domain/calendar';
import {
  HISTORY_COLUMNS,
  type HistoryColumn,
  historyHeader,
  INDICATORS,
  readHistory,
} from '../../domain/indicators';
import { may } from '../../domain/permission';
import type { Prisma } from '../../prisma/client';
import type { Context } from '../context';
import { applied, invalid, type Result } from '../result';
import { type Actor, sha256 } from '../session';
import { command, notThisRole } from './command';
import { id } from './fields';
import { readSpreadsheet, type SheetRow } from './spreadsheet';
import { once } from './submit';

const COLUMNS = Object.keys(HISTORY_COLUMNS) as HistoryColumn[];
const LONGEST_SOURCE = 200;

/** Reads a spreadsheet of counts from paper; nothing is shown anywhere until it is kept. */
export async function previewHistory(
  ctx: Context,
  actor: Actor,
  { file, source }: { file: { name: string; content: Buffer }; source: string },
  key: string,
): Promise<Result<{ batchId: string; good: number; bad: number }>> {
  const { provinceId } = actor;
  if (!provinceId || !may(actor, 'import-history', { provinceId }))
    return notThisRole(ctx, actor, 'import-history');
  if (!source.trim() || source.length > LONGEST_SOURCE)
    return invalid(
      '/source',
      'missing',
      'Hãy ghi số liệu lấy từ sổ hay báo cáo nào (không quá 200 ký tự).',
      'Say which book or report the counts are from (200 characters at most).',
    );
  const sheet = await readSpreadsheet(file.content);
  if (sheet.kind !== 'applied') return sheet as Result<never>;
  const headerAt = sheet.value.findIndex(({ cells }) => historyHeader(cells));
  const header = headerAt < 0 ? null : historyHeader((sheet.value[headerAt] as SheetRow).cells);
  const rows = sheet.value.slice(headerAt + 1);
  if (!header || rows.length === 0)
    return invalid(
      '/file',
      'wrong-columns',
      'Không thấy các cột "Chỉ số", "Năm" và "Số đếm được", hoặc không có dòng nào bên dưới. Hãy dùng tệp mẫu.',
      'The columns "Indicator", "Year" and "Counted" are not there, or there is no row below them. Use the template.',
    );
  const fileHash = sha256(file.content);
  return once(ctx, actor, key, 'preview-history', { fileHash, source }, async (db) => {
    const communes = await db.commune.findMany({ where: { provinceId } });
    const cellsOf = ({ cells }: SheetRow) =>
      Object.fromEntries(
        COLUMNS.map((column) => [column, plain(header[column] === undefined ? null : cells[header[column]])]),
      ) as Record<HistoryColumn, string | number | null>;
    const read = readHistory(rows.map(cellsOf), {
      indicators: INDICATORS,
      communes: communes.map(({ id, name, kind }) => ({ id, names: [name, `${kind} ${name}`] })),
      thisYear: Number(dayOf(ctx.now()).slice(0, 4)),
    });
    const batch = await db.historyBatch.create({
      data: {
        provinceId,
        fileName: file.name.slice(0, 200),
        fileHash,
        source: source.trim(),
        userId: actor.id,
      },
    });
    await db.historyRow.createMany({
      data: rows.map((row, n) => {
        const one = read[n] as (typeof read)[number];
        return {
          batchId: batch.id,
          row: row.number,
          cells: cellsOf(row) as Prisma.InputJsonObject,
          verdict: one.ok ? 'good' : 'bad',
          problems: one.ok ? [] : one.problems,
          ...(one.ok && one.count),
        };
      }),
    });
    const good = read.filter(({ ok }) => ok).length;
    return applied({ batchId: batch.id, good, bad: read.length - good });
  });
}

/** A cell as text or number; what a formula shows is taken for it. */
function plain(cell: unknown): string | number | null {
  if (typeof cell === 'number' || typeof cell === 'string') return cell;
  if (cell && typeof cell === 'object' && 'result' in cell) return plain(cell.result);
  if (cell && typeof cell === 'object' && 'richText' in cell)
    return (cell.richText as { text: string }[]).map(({ text }) => text).join('');
  return null;
}

/** The good rows count from now on, marked as from paper. */
export const keepHistory = moveTo('keep-history', 'preview', (at) => ({ status: 'kept', keptAt: at }));
/** They count no more; what an earlier batch said of the same counts holds again. */
export const removeHistory = moveTo('remove-history', 'kept', (at, actor) => ({
  status: 'removed',
  removedAt: at,
  removedById: actor.id,
}));

function moveTo(
  kind: string,
  from: string,
  data: (at: Date, actor: Actor) => Prisma.HistoryBatchUpdateManyMutationInput,
) {
  return command(
    z.object({ batchId: id }),
    async (ctx, actor, { batchId }, key): Promise<Result<{ batchId: string }>> => {
      const batch = await ctx.db.historyBatch.findUnique({ where: { id: batchId } });
      if (!batch || batch.provinceId !== actor.provinceId) return { kind: 'not-found' };
      if (!may(actor, 'import-history', { provinceId: batch.provinceId }))
        return notThisRole(ctx, actor, 'import-history');
      return once(ctx, actor, key, kind, { batchId }, async (db) => {
        const { count } = await db.historyBatch.updateMany({
          where: { id: batchId, status: from },
          data: data(new Date(ctx.now()), actor),
        });
        return count ? applied({ batchId }) : { kind: 'refused', code: 'already-done' };
      });
    },
  );
}
