/** When a club meets: a rule kept as data, and the days that follow from it. */
import { addDays, type Calendar, type Day, daysBetween, endOfTerm, weekday } from '../calendar';

/**
 * Every week or every second one, counted from a first meeting; or on one weekday of the month ('the second Saturday').
 * Weekdays as in Date: 0 is Sunday.
 */
export type Rhythm =
  | { every: 'week'; from: Day; weeks: 1 | 2 }
  | { every: 'month'; nth: 1 | 2 | 3 | 4; weekday: number };

/**
 * The first meeting after a day. One that would fall on a public holiday is held on the next working day (Labour Code
 * art. 112); a club that meets at the weekend is left alone.
 */
export function nextMeeting(rhythm: Rhythm, after: Day, calendar: Calendar): Day {
  for (let day = firstSlot(rhythm, addDays(after, -14)); ; day = firstSlot(rhythm, addDays(day, 1))) {
    const held = weekday(day) % 6 === 0 ? day : endOfTerm(day, calendar);
    if (held > after) return held;
  }
}

/** The first day on or after `from` that the rule itself names. */
function firstSlot(rhythm: Rhythm, from: Day): Day {
  if (rhythm.every === 'week') {
    const step = 7 * rhythm.weeks;
    const since = daysBetween(rhythm.from, from);
    return since <= 0 ? rhythm.from : addDays(rhythm.from, Math.ceil(since / step) * step);
  }
  let day = from;
  while (weekday(day) !== rhythm.weekday || nthOf(day) !== rhythm.nth) day = addDays(day, 1);
  return day;
}

/** Which one of its weekday in the month a day is. */
const nthOf = (day: Day): number => Math.ceil(Number(day.slice(8)) / 7);

/** How a rule is chosen on a form. */
export const EVERY = ['week', 'fortnight', 'month-1', 'month-2', 'month-3', 'month-4'] as const;
export type Every = (typeof EVERY)[number];

/** The rule for a choice; a week's is counted from the first such weekday on or after `from`. */
export function rhythmOf(every: Every, onWeekday: number, from: Day): Rhythm {
  if (every === 'week' || every === 'fortnight') {
    const first = addDays(from, (onWeekday - weekday(from) + 7) % 7);
    return { every: 'week', from: first, weeks: every === 'week' ? 1 : 2 };
  }
  return { every: 'month', nth: Number(every.slice(6)) as 1, weekday: onWeekday };
}

/** The choice that a rule is. */
export function everyOf(rhythm: Rhythm): { every: Every; weekday: number } {
  if (rhythm.every === 'month') return { every: `month-${rhythm.nth}`, weekday: rhythm.weekday };
  return { every: rhythm.weeks === 1 ? 'week' : 'fortnight', weekday: weekday(rhythm.from) };
}
