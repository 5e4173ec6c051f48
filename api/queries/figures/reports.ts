import { z } from 'zod';
import { type PeriodName, periodOf } from '../../../domain/indicators';
import { may } from '../../../domain/permission';
import type { Frozen } from '../../../prisma/figures/freeze';
import { notThisRole } from '../../commands/command';
import type { Context } from '../../context';
import { problemFor } from '../../problem';
import type { Actor } from '../../session';
import { cut, type Page, type PageQuery, seek } from '../page';
import { moment } from '../shapes';
import { FigureTable, figureFrom } from './table';

export const ReportCard = z.object({ id: z.string(), month: z.string(), savedAt: moment });
export type ReportCard = z.infer<typeof ReportCard>;

export const SavedReport = FigureTable.extend({ id: z.string(), savedAt: moment, place: z.string() });
export type SavedReport = z.infer<typeof SavedReport>;

/** The reports saved of the asker's province, the newest first. */
export async function listReports(
  ctx: Context,
  actor: Actor,
  { after, limit = 24 }: PageQuery = {},
): Promise<Page<ReportCard>> {
  const rows = await ctx.db.savedReport.findMany({
    where: { AND: [{ provinceId: provinceOf(ctx, actor) }, seek(after, 'savedAt', 'desc')] },
    orderBy: [{ savedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    select: { id: true, month: true, savedAt: true },
  });
  return cut(
    rows,
    limit,
    (row) => [row.savedAt.getTime(), row.id],
    (row) => row,
  );
}

/** A report as it was saved: its numbers with the definitions of then; null: not of the asker's province. */
export async function savedReport(ctx: Context, actor: Actor, id: string): Promise<SavedReport | null> {
  const provinceId = provinceOf(ctx, actor);
  const row = await ctx.db.savedReport.findUnique({ where: { id } });
  const period = row && periodOf(row.month);
  if (!row || !period || row.provinceId !== provinceId) return null;
  const province = await ctx.db.province.findUnique({ where: { id: provinceId } });
  return {
    id,
    savedAt: row.savedAt,
    place: province?.name ?? '',
    period: { name: row.month as PeriodName, ...period },
    items: (row.figures as unknown as Frozen[]).map(({ indicator, counted }) =>
      figureFrom(indicator, counted),
    ),
  };
}

function provinceOf(ctx: Context, actor: Actor): string {
  const { provinceId } = actor;
  if (!provinceId || !may(actor, 'see-reports', { provinceId }))
    throw problemFor(notThisRole(ctx, actor, 'see-reports'));
  return provinceId;
}
