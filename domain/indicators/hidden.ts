/** When a count of something sensitive may be told: few people would be recognised by it, and by what it is compared with. */
import type { Day } from '../calendar';
import { kindOf, type Period } from './period';

/** Fewer than this, and a figure could point at somebody everybody knows; none points at nobody. */
const SMALL = 5;
export const noneOrMany = (count: number) => count === 0 || count >= SMALL;
const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);

/**
 * Whether the count of this month, quarter or year may be told. Only of a year gone by: what grows while somebody looks
 * tells of each day. The year, if it is none or many. Its quarters all together, if each of them is; the months of a told
 * quarter likewise. So what is kept back adds up to what is told in more than one way, whichever part of it one looks
 * at (a property test proves it), and a free period, which could be a day longer than another, is never told.
 * @param months what was counted in each of the twelve months of its year
 * @param today the last day known
 */
export function mayTell(period: Period, months: readonly number[], today: Day): boolean {
  const kind = kindOf(period);
  if (!kind || period.from.slice(0, 4) >= today.slice(0, 4)) return false;
  const first = Math.floor((Number(period.from.slice(5, 7)) - 1) / 3) * 3;
  const [year, quarters] = [[sum(months)], [0, 3, 6, 9].map((at) => sum(months.slice(at, at + 3)))];
  const apart = {
    year: [year],
    quarter: [year, quarters],
    month: [year, quarters, months.slice(first, first + 3)],
  };
  return apart[kind].every((counts) => counts.every(noneOrMany));
}
