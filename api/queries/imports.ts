import type { Column, Discharge, Warning } from '../../domain/discharge-row';
import { explainWarning } from '../../domain/wording/discharge-row';
import type { Prisma } from '../../prisma/client';
import { asSent, type KeptCell } from '../commands/import';
import { explainRow, type RowProblem } from '../commands/row-problem';
import { writeSpreadsheet } from '../commands/spreadsheet';
import type { Context } from '../context';
import type { Lang } from '../language';
import type { Actor } from '../session';
import { communeNames, userNames } from './names';
import { cut, type Page, type PageQuery, seek } from './page';
import type { ImportCard, ImportRowView } from './shapes';

/** Files are the centre's that sent them. */
const own = (actor: Actor): Prisma.ImportWhereInput =>
  actor.role === 'centre' && actor.centreId ? { centreId: actor.centreId } : { id: { in: [] } };

type Row = Prisma.ImportGetPayload<object>;

export async function listImports(
  ctx: Context,
  actor: Actor,
  { after, limit = 50 }: PageQuery = {},
): Promise<Page<ImportCard>> {
  const rows = await ctx.db.import.findMany({
    where: { AND: [own(actor), seek(after, 'createdAt', 'desc')] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const cards = await importCards(ctx, rows);
  return cut(
    rows,
    limit,
    (row) => [row.createdAt.getTime(), row.id],
    (row) => cards.get(row.id) as ImportCard,
  );
}

/** One import with its progress: `running` of `started` have a case that can be opened. Null when it is another centre's. */
export async function importDetail(ctx: Context, actor: Actor, id: string): Promise<ImportCard | null> {
  const row = await ctx.db.import.findFirst({ where: { AND: [{ id }, own(actor)] } });
  return row && ((await importCards(ctx, [row])).get(id) as ImportCard);
}

async function importCards(ctx: Context, rows: Row[]): Promise<Map<string, ImportCard>> {
  const ids = rows.map((row) => row.id);
  const [verdicts, progress, users] = await Promise.all([
    ctx.db.importRow.groupBy({ by: ['importId', 'verdict'], where: { importId: { in: ids } }, _count: true }),
    ctx.db.$queryRaw<{ importId: string; started: number; running: number }[]>`
      SELECT r."importId", count(*)::int AS started, count(h.id)::int AS running
      FROM "ImportRow" r LEFT JOIN "Handover" h ON h.id = r."handoverId"
      WHERE r."importId" = ANY(${ids}::text[]) AND r.verdict = 'good' AND r."handoverId" IS NOT NULL GROUP BY 1`,
    userNames(
      ctx.db,
      rows.map((row) => row.userId),
    ),
  ]);
  const count = (id: string, verdict: string) =>
    verdicts.find((v) => v.importId === id && v.verdict === verdict)?._count ?? 0;
  return new Map(
    rows.map((row) => {
      const { started = 0, running = 0 } = progress.find((p) => p.importId === row.id) ?? {};
      return [
        row.id,
        {
          id: row.id,
          fileName: row.fileName,
          status: row.status as ImportCard['status'],
          createdAt: row.createdAt,
          by: users.get(row.userId) ?? null,
          good: count(row.id, 'good'),
          bad: count(row.id, 'bad'),
          already: count(row.id, 'already'),
          started,
          running,
        },
      ];
    }),
  );
}

export interface RowFilter extends PageQuery {
  verdict?: 'good' | 'bad' | 'already';
}

/** The rows in the order of the file; null when the import is another centre's. */
export async function importRows(
  ctx: Context,
  actor: Actor,
  importId: string,
  { after, limit = 200, verdict }: RowFilter = {},
): Promise<Page<ImportRowView> | null> {
  if (!(await ctx.db.import.count({ where: { AND: [{ id: importId }, own(actor)] } }))) return null;
  const from = Number.parseInt(after ?? '0', 10) || 0;
  const rows = await ctx.db.importRow.findMany({
    where: { importId, row: { gt: from }, ...(verdict && { verdict }) },
    orderBy: { row: 'asc' },
    take: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const discharges = shown.map((row) => row.discharge as unknown as Discharge | null);
  const communes = await communeNames(
    ctx.db,
    discharges.map((d) => d?.communeId),
  );
  const caseIds = shown.flatMap((row) => row.handoverId ?? []);
  const starts = await ctx.db.submission.findMany({
    where: { kind: 'start-handover', caseId: { in: caseIds } },
    select: { caseId: true, status: true },
  });
  const cases = await ctx.db.handover.findMany({ where: { id: { in: caseIds } }, select: { id: true } });
  const there = new Set(cases.map((c) => c.id));
  // Taken by the engine is a moment before there is a case to open.
  const startOf = new Map(
    starts.map((s) => [
      s.caseId,
      (s.status === 'applied' && !there.has(s.caseId ?? '')
        ? 'received'
        : s.status) as ImportRowView['start'],
    ]),
  );
  return {
    items: shown.map((row, i): ImportRowView => {
      const d = discharges[i];
      return {
        id: row.id,
        row: row.row,
        verdict: row.verdict as ImportRowView['verdict'],
        fullName: d?.fullName ?? nameAsSent(row.cells),
        bornOn: d?.birthDate ?? null,
        endDay: d?.endDay ?? null,
        commune: (d?.communeId && communes.get(d.communeId)) ?? null,
        minor: d?.minor ?? false,
        late: d?.late ?? false,
        problems: problemsOf(row).map((p) => ({
          column: p.code === 'duplicate' ? null : (p as { column: Column }).column,
          code: p.code,
          message: { vi: explainRow(p, 'vi'), en: explainRow(p, 'en') },
        })),
        warnings: (row.warnings as unknown as Warning[]).map((w) => ({
          column: w.column,
          code: w.code,
          message: { vi: explainWarning(w, 'vi'), en: explainWarning(w, 'en') },
        })),
        caseId: row.handoverId,
        start: startOf.get(row.handoverId) ?? null,
      };
    }),
    next: rows.length > limit ? String(shown.at(-1)?.row) : null,
  };
}

/** The bad rows as they were sent, with a column that says what is wrong; null when the import is another centre's. */
export async function correctedRows(
  ctx: Context,
  actor: Actor,
  importId: string,
  lang: Lang,
): Promise<{ name: string; content: Buffer } | null> {
  const found = await ctx.db.import.findFirst({ where: { AND: [{ id: importId }, own(actor)] } });
  if (!found) return null;
  const rows = await ctx.db.importRow.findMany({
    where: { importId, verdict: 'bad' },
    orderBy: { row: 'asc' },
  });
  // A file that comes back a second time has the column already: it is written anew.
  const sent = rows.map((row) =>
    (row.cells as unknown as [string, KeptCell][]).filter(([heading]) => !HINTS.includes(heading)),
  );
  const headings = (sent[0] ?? []).map(([heading]) => heading);
  const cells = rows.map((row, i) => [
    ...(sent[i] ?? []).map(([, cell]) => asSent(cell)),
    problemsOf(row)
      .map((p) => explainRow(p, lang))
      .join('\n'),
  ]);
  const name = `${found.fileName.replace(/\.\w+$/, '')}-${lang === 'vi' ? 'can-sua' : 'to-correct'}.xlsx`;
  return {
    name,
    content: await writeSpreadsheet(
      lang === 'vi' ? 'Cần sửa' : 'To correct',
      [...headings, HINT[lang]],
      cells,
    ),
  };
}

const HINT: Record<Lang, string> = { vi: 'Lỗi / cách sửa', en: 'What is wrong / how to fix it' };
const HINTS = Object.values(HINT);

const problemsOf = (row: { problems: Prisma.JsonValue }) => row.problems as unknown as RowProblem[];

/** What stands in the name's column of a row that could not be read, so that it can be found in the file. */
function nameAsSent(cells: Prisma.JsonValue): string {
  const found = (cells as unknown as [string, KeptCell][]).find(([heading]) => /tên|ten|name/i.test(heading));
  return typeof found?.[1] === 'string' ? found[1] : '';
}
