import type { Day } from '../../domain/calendar';
import {
  INDICATORS,
  type IndicatorId,
  mayTell,
  noneOrMany,
  type Period,
  periodOf,
} from '../../domain/indicators';
import type { Db } from '../client';
import { type Counted, countFigures, type Of } from './count';

/**
 * Which counts of something sensitive stay hidden (domain/indicators/hidden). They are told of a whole province only: a
 * place less than it, or all provinces together, would give away a hidden one by subtraction.
 * @returns for each indicator and period whether it is hidden.
 */
export async function hiddenOf(
  db: Db,
  periods: readonly Period[],
  { provinceId, ...narrower }: Of,
  today: Day,
  counted: ReadonlyMap<IndicatorId, Counted[]>,
): Promise<Map<IndicatorId, boolean[]>> {
  const sensitive = INDICATORS.filter((one) => one.sensitive && counted.has(one.id)).map(({ id }) => id);
  const hidden = new Map(
    [...counted].map(([id, all]) => [id, all.map(() => sensitive.includes(id))] as const),
  );
  const years = [...new Set(periods.map(yearOf))].filter((year) => year < today.slice(0, 4));
  if (!provinceId || Object.values(narrower).some(Boolean) || !sensitive.length || !years.length)
    return hidden;
  const months = years.flatMap((year) => MONTHS.map((month) => periodOf(`${year}-${month}`) as Period));
  const apart = await countFigures(db, sensitive, months, { provinceId }, today);
  for (const id of sensitive) {
    const parts = (apart.get(id) ?? []).map((one) => one?.part ?? 0);
    for (const [n, period] of periods.entries()) {
      const from = years.indexOf(yearOf(period)) * MONTHS.length;
      const itself = counted.get(id)?.[n]?.part ?? 0; // from paper, it is no sum of months
      const told =
        from >= 0 && noneOrMany(itself) && mayTell(period, parts.slice(from, from + MONTHS.length), today);
      (hidden.get(id) as boolean[])[n] = !told;
    }
  }
  return hidden;
}

const MONTHS = Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, '0'));
const yearOf = ({ from }: Period) => from.slice(0, 4);
