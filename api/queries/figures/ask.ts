import { z } from 'zod';
import { type Day, dayOf } from '../../../domain/calendar';
import {
  AGE_GROUPS,
  type AgeGroup,
  nameOf,
  type Period,
  type PeriodName,
  periodOf,
} from '../../../domain/indicators';
import { figuresArea } from '../../../domain/permission';
import type { Of } from '../../../prisma/figures/count';
import type { Context } from '../../context';
import type { Actor } from '../../session';

export const SEXES = ['male', 'female', 'unknown'] as const;
const AGES = Object.keys(AGE_GROUPS) as [AgeGroup, ...AgeGroup[]];

/** Which figures: of when, where and whom. */
export const FiguresAsk = z.object({
  period: z
    .string()
    .refine((text) => periodOf(text) !== null)
    .optional()
    .meta({ description: 'YYYY-MM, YYYY-Q1, YYYY, or YYYY-MM-DD..YYYY-MM-DD; this month' }),
  provinceId: z.string().max(60).optional(),
  communeId: z.string().max(60).optional(),
  centreId: z.string().max(60).optional(),
  organisationId: z.string().max(60).optional(),
  sex: z.enum(SEXES).optional(),
  age: z.enum(AGES).optional(),
});
export type FiguresAsk = z.infer<typeof FiguresAsk>;

export interface Scope {
  of: Of;
  name: PeriodName;
  period: Period;
  today: Day;
}

/** What was asked within what the asker may see: their own area always holds. Null: no figures are theirs to see. */
export function scopeOf(ctx: Context, actor: Actor, ask: FiguresAsk): Scope | null {
  const area = figuresArea(actor);
  if (!area) return null;
  const today = dayOf(ctx.now());
  const { period, ...of } = ask;
  const name = periodOf(period) ? (period as PeriodName) : nameOf(today, 'month');
  const own = Object.fromEntries(Object.entries(area).filter(([, id]) => id));
  return { of: { ...of, ...own }, name, period: periodOf(name) as Period, today };
}
