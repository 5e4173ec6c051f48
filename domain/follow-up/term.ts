import { addDays, type Day, daysBetween } from '../calendar';

/** Days from the first up to, not including, the second. */
export interface Span {
  from: Day;
  to: Day;
}

/** How many days lie in at least one of the spans: prison during an unreported absence does not count off twice. */
export function daysIn(spans: readonly Span[]): number {
  let days = 0;
  let counted: Day = '';
  for (const { from, to } of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const start = from > counted ? from : counted;
    if (to > start) {
      days += daysBetween(start, to);
      counted = to;
    }
  }
  return days;
}

/**
 * Last day of a term whose uncounted days are served afterwards: hospital and prison (the remaining term goes on after
 * them) and absence that was not reported (time away unreported does not count; Law 120/2025, Decree 163/2026).
 */
export const termWithout = (endDay: Day, uncounted: readonly Span[]): Day =>
  addDays(endDay, daysIn(uncounted));
