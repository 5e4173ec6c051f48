import { z } from 'zod';
import {
  HISTORY_COLUMNS,
  HISTORY_PROBLEMS,
  type HistoryColumn,
  type HistoryProblem,
  INDICATORS,
} from '../../../domain/indicators';
import { may } from '../../../domain/permission';
import { notThisRole } from '../../commands/command';
import { writeSpreadsheet } from '../../commands/spreadsheet';
import type { Context } from '../../context';
import type { Lang } from '../../language';
import { problemFor } from '../../problem';
import type { Actor } from '../../session';
import { userNames } from '../names';
import { cut, type Page, type PageQuery, seek } from '../page';
import { moment } from '../shapes';

const Text = z.object({ vi: z.string(), en: z.string() });

export const HistoryCard = z.object({
  id: z.string(),
  fileName: z.string(),
  source: z.string(),
  status: z.enum(['preview', 'kept', 'removed']),
  by: z.string().nullable(),
  createdAt: moment,
  good: z.number(),
  bad: z.number(),
});
export type HistoryCard = z.infer<typeof HistoryCard>;

export const HistoryDetail = HistoryCard.extend({
  rows: z.array(
    z.object({
      row: z.number(),
      verdict: z.enum(['good', 'bad']),
      /** As in the file. */
      cells: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
      problems: z.array(z.object({ code: z.string(), message: Text })),
    }),
  ),
});
export type HistoryDetail = z.infer<typeof HistoryDetail>;

/** What the asker's province imported, the newest first. */
export async function listHistory(
  ctx: Context,
  actor: Actor,
  { after, limit = 24 }: PageQuery = {},
): Promise<Page<HistoryCard>> {
  const rows = await ctx.db.historyBatch.findMany({
    where: { AND: [{ provinceId: provinceOf(ctx, actor) }, seek(after, 'createdAt', 'desc')] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const cards = await cardsOf(ctx, rows);
  return cut(
    rows,
    limit,
    (row) => [row.createdAt.getTime(), row.id],
    (row) => cards.get(row.id) as HistoryCard,
  );
}

export async function historyDetail(
  ctx: Context,
  actor: Actor,
  batchId: string,
): Promise<HistoryDetail | null> {
  const provinceId = provinceOf(ctx, actor);
  const batch = await ctx.db.historyBatch.findUnique({ where: { id: batchId } });
  if (!batch || batch.provinceId !== provinceId) return null;
  const rows = await ctx.db.historyRow.findMany({
    where: { batchId },
    orderBy: [{ verdict: 'asc' }, { row: 'asc' }], // the bad ones first
  });
  const card = (await cardsOf(ctx, [batch])).get(batchId) as HistoryCard;
  return {
    ...card,
    rows: rows.map(({ row, verdict, cells, problems }) => ({
      row,
      verdict: verdict as 'good' | 'bad',
      cells: cells as HistoryDetail['rows'][number]['cells'],
      problems: (problems as HistoryProblem[]).map((code) => ({ code, message: HISTORY_PROBLEMS[code] })),
    })),
  };
}

/** The bad rows as they were sent, with what to do in the last column. */
export async function historyToCorrect(
  ctx: Context,
  actor: Actor,
  batchId: string,
  lang: Lang,
): Promise<{ name: string; content: Buffer } | null> {
  const batch = await historyDetail(ctx, actor, batchId);
  if (!batch) return null;
  const bad = batch.rows.filter(({ verdict }) => verdict === 'bad');
  const content = await sheet(
    lang,
    bad.map(({ cells, problems }) => [
      ...COLUMNS.map((column) => cells[column] ?? null),
      problems.map(({ message }) => message[lang]).join('\n'),
    ]),
  );
  return { name: lang === 'vi' ? 'can-sua.xlsx' : 'to-correct.xlsx', content };
}

/** A row for every indicator of last year, to be filled in. */
export function historyTemplate(lang: Lang, lastYear: number): Promise<Buffer> {
  const note = (whole: boolean) =>
    whole ? '' : lang === 'vi' ? 'Không cần cột "Trong tổng số"' : 'Needs no "Of all"';
  return sheet(
    lang,
    INDICATORS.map(({ label, whole }) => [label[lang], lastYear, null, null, null, note(Boolean(whole))]),
  );
}

const COLUMNS = Object.keys(HISTORY_COLUMNS) as HistoryColumn[];
const sheet = (lang: Lang, rows: (string | number | null)[][]) =>
  writeSpreadsheet(
    lang === 'vi' ? 'Số liệu' : 'Figures',
    [
      ...COLUMNS.map((column) => HISTORY_COLUMNS[column][lang]),
      lang === 'vi' ? 'Ghi chú / cách sửa' : 'Note / how to fix it',
    ],
    rows,
    '0',
  );

type Batch = Awaited<ReturnType<Context['db']['historyBatch']['findMany']>>[number];

async function cardsOf({ db }: Context, batches: readonly Batch[]): Promise<Map<string, HistoryCard>> {
  const ids = batches.map(({ id }) => id);
  const [counts, names] = await Promise.all([
    db.historyRow.groupBy({ by: ['batchId', 'verdict'], where: { batchId: { in: ids } }, _count: true }),
    userNames(
      db,
      batches.map(({ userId }) => userId),
    ),
  ]);
  const count = (batchId: string, verdict: string) =>
    counts.find((c) => c.batchId === batchId && c.verdict === verdict)?._count ?? 0;
  return new Map(
    batches.map(({ id, fileName, source, status, userId, createdAt }) => [
      id,
      {
        ...{ id, fileName, source, createdAt, status: status as HistoryCard['status'] },
        ...{ by: names.get(userId) ?? null, good: count(id, 'good'), bad: count(id, 'bad') },
      },
    ]),
  );
}

function provinceOf(ctx: Context, actor: Actor): string {
  const { provinceId } = actor;
  if (!provinceId || !may(actor, 'import-history', { provinceId }))
    throw problemFor(notThisRole(ctx, actor, 'import-history'));
  return provinceId;
}
