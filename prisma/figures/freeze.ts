import type { Day } from '../../domain/calendar';
import { INDICATORS, type Indicator, type PeriodName, periodOf } from '../../domain/indicators';
import type { Db } from '../client';
import { type Counted, countFigures } from './count';

/** A figure as it is kept: the number with the definition by which it was counted, which may change later. */
export interface Frozen {
  indicator: Indicator;
  counted: Counted;
}

/** Every figure of a province in a month. */
export async function freeze(db: Db, provinceId: string, month: PeriodName, today: Day): Promise<Frozen[]> {
  const period = periodOf(month);
  if (!period) throw new RangeError(`not a period: ${month}`);
  const ids = INDICATORS.map(({ id }) => id);
  const counted = await countFigures(db, ids, [period], { provinceId }, today);
  return INDICATORS.map((indicator) => ({ indicator, counted: counted.get(indicator.id)?.[0] ?? null }));
}
