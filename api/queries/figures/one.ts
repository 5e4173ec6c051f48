import { z } from 'zod';
import { type IndicatorId, indicatorOf, trendOf } from '../../../domain/indicators';
import { type CaseAction, may } from '../../../domain/permission';
import { type Behind, casesBehind, countFigures } from '../../../prisma/figures/count';
import { hiddenOf } from '../../../prisma/figures/hidden';
import { withHistory } from '../../../prisma/figures/history';
import { MEASURES } from '../../../prisma/figures/measures';
import type { Context } from '../../context';
import type { Actor } from '../../session';
import { listCases } from '../cases';
import type { Page } from '../page';
import type { CaseCard } from '../shapes';
import { casesOf } from '../where';
import { type FiguresAsk, scopeOf } from './ask';
import { Figure, figureFrom } from './table';

export const FigureDetail = z.object({
  period: z.object({ name: z.string(), from: z.string(), to: z.string() }),
  figure: Figure,
  trend: z.array(
    z.object({
      name: z.string(),
      from: z.string(),
      to: z.string(),
      part: z.number().nullable(),
      whole: z.number().nullable(),
      value: z.number().nullable(),
      imported: z
        .string()
        .nullable()
        .meta({ description: 'Counted on paper before: the book or report it is from' }),
    }),
  ),
  /** Whether the asker may see which people are behind the number. */
  hasCases: z.boolean(),
});
export type FigureDetail = z.infer<typeof FigureDetail>;

/** One indicator in a period, and how it went before; null: there is none, or it is not the asker's to see. */
export async function figureDetail(
  ctx: Context,
  actor: Actor,
  id: string,
  ask: FiguresAsk,
): Promise<FigureDetail | null> {
  const scope = scopeOf(ctx, actor, ask);
  const indicator = indicatorOf(id);
  if (!scope || !indicator) return null;
  const { name, period, of, today } = scope;
  const bars = trendOf(period).filter((bar) => bar.period.from <= today);
  // A month, quarter or year is itself the last bar of its trend; a free period is none of them.
  const itself = bars.findIndex((bar) => bar.name === name);
  const periods = [...bars.map((bar) => bar.period), ...(itself < 0 ? [period] : [])];
  const counted = await countFigures(ctx.db, [indicator.id], periods, of, today);
  const imported = (await withHistory(ctx.db, periods, of, counted)).get(indicator.id) ?? [];
  const hidden = (await hiddenOf(ctx.db, periods, of, today, counted)).get(indicator.id) ?? [];
  const all = counted.get(indicator.id) ?? [];
  const now = itself < 0 ? bars.length : itself;
  return {
    period: { name, ...period },
    figure: figureFrom(indicator, all[now] ?? null, imported[now], hidden[now]),
    trend: bars.map((bar, n) => {
      const { part, whole, value } = figureFrom(indicator, all[n] ?? null, null, hidden[n]);
      return { name: bar.name, ...bar.period, part, whole, value, imported: imported[n] ?? null };
    }),
    hasCases: mayLookBehind(actor, indicator.id) && !indicator.sensitive,
  };
}

/** The people behind a number whom the asker may see; null: nobody's to see, or no people are behind it. */
export async function figureCases(
  ctx: Context,
  actor: Actor,
  id: string,
  { behind = 'part', after, ...ask }: FiguresAsk & { behind?: Behind; after?: string },
): Promise<(Page<CaseCard> & { counted: number; seen: number }) | null> {
  const scope = scopeOf(ctx, actor, ask);
  const indicator = indicatorOf(id);
  if (!scope || !indicator || indicator.sensitive || !mayLookBehind(actor, indicator.id)) return null;
  const ids = await casesBehind(ctx.db, indicator.id, behind, scope.period, scope.of, scope.today);
  if (!ids) return null;
  const [page, seen] = await Promise.all([
    listCases(ctx, actor, { ids, after }),
    ctx.db.handover.count({ where: { AND: [casesOf(actor), { id: { in: ids } }] } }),
  ]);
  return { ...page, counted: ids.length, seen };
}

/** What a role may see of a case at all; which cases is asked of each. */
function mayLookBehind(actor: Actor, id: IndicatorId): boolean {
  const { part, whole } = MEASURES[id];
  const needed = [part, whole].flatMap((m) => (m ? [m.source.sees] : []));
  return needed.every((sees): sees is CaseAction => sees !== null && may(actor, sees, { ...actor }));
}
