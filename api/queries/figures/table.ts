import { z } from 'zod';
import { type Count, GROUPS, INDICATORS, type Indicator, meets, numberOf } from '../../../domain/indicators';
import { SPLIT_LABELS } from '../../../domain/wording/figures';
import { type Counted, countFigures } from '../../../prisma/figures/count';
import { hiddenOf } from '../../../prisma/figures/hidden';
import { withHistory } from '../../../prisma/figures/history';
import type { Context } from '../../context';
import type { Actor } from '../../session';
import { type FiguresAsk, type Scope, scopeOf } from './ask';

const Text = z.object({ vi: z.string(), en: z.string() });
const Amounts = {
  part: z.number().nullable().meta({ description: 'What was counted; null: not told (see `missing`)' }),
  whole: z.number().nullable().meta({ description: 'The denominator; null where there is none' }),
  value: z.number().nullable(),
};

/** One number of a report with its definition. */
export const Figure = z.object({
  id: z.string(),
  group: z.enum(GROUPS),
  unit: z.enum(['count', 'percent', 'each', 'days', 'dong']),
  label: Text,
  definition: z.object({ part: Text, whole: Text.nullable(), when: Text, once: Text }),
  source: z.string().nullable(),
  target: z.object({ atLeast: z.number().optional(), atMost: z.number().optional() }).nullable(),
  meets: z.boolean().nullable(),
  missing: z.enum(['not-known-by-this', 'hidden']).nullable().meta({
    description:
      'Why there is no number: it cannot be told apart by what was asked, or people could be recognised by it',
  }),
  imported: z
    .string()
    .nullable()
    .meta({ description: 'Counted on paper before: the book or report it is from' }),
  ...Amounts,
  splits: z.array(z.object({ key: z.string(), label: Text, ...Amounts })),
});
export type Figure = z.infer<typeof Figure>;

export const FigureTable = z.object({
  period: z.object({ name: z.string(), from: z.string(), to: z.string() }),
  items: z.array(Figure),
});
export type FigureTable = z.infer<typeof FigureTable>;

/** Every indicator of a period; null: not the asker's to see. */
export async function figureTable(ctx: Context, actor: Actor, ask: FiguresAsk): Promise<FigureTable | null> {
  const scope = scopeOf(ctx, actor, ask);
  if (!scope) return null;
  const { name, period } = scope;
  return { period: { name, ...period }, items: await figuresOf(ctx, scope) };
}

export async function figuresOf(ctx: Context, { period, of, today }: Scope): Promise<Figure[]> {
  const ids = INDICATORS.map(({ id }) => id);
  const counted = await countFigures(ctx.db, ids, [period], of, today);
  const imported = await withHistory(ctx.db, [period], of, counted);
  const hidden = await hiddenOf(ctx.db, [period], of, today, counted);
  return INDICATORS.map((indicator) =>
    figureFrom(
      indicator,
      counted.get(indicator.id)?.[0] ?? null,
      imported.get(indicator.id)?.[0],
      hidden.get(indicator.id)?.[0],
    ),
  );
}

/**
 * An indicator and what was counted for it, as it is told.
 * @param hidden that it is not told (prisma/figures/hidden)
 */
export function figureFrom(
  indicator: Indicator,
  counted: Counted,
  imported: string | null = null,
  hidden = indicator.sensitive ?? false,
): Figure {
  const { id, group, unit, label, part, whole, when, once, source = null, target = null } = indicator;
  const shown = hidden ? null : counted;
  const told = toldOf(indicator, shown);
  return {
    ...{ id, group, unit, label, source, target },
    definition: { part, whole: whole ?? null, when, once },
    meets: meets(indicator, told.value),
    missing: counted === null ? 'not-known-by-this' : shown === null ? 'hidden' : null,
    imported,
    ...told,
    splits: (shown?.splits ?? [])
      .map(({ key, count }) => ({
        key,
        label: (indicator.split && SPLIT_LABELS[indicator.split][key]) ?? { vi: key, en: key },
        ...toldOf(indicator, count),
      }))
      .sort((a, b) => (b.part ?? 0) - (a.part ?? 0) || a.key.localeCompare(b.key)),
  };
}

function toldOf(indicator: Indicator, count: Count | null) {
  if (!count) return { part: null, whole: null, value: null };
  return { part: count.part, whole: count.whole, value: numberOf(indicator, count) };
}
