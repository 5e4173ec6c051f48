import { type Calendar, type Day, dayOf, HOUR, type Instant, MINUTE } from '../../../domain/calendar';

// A second opinion on time: counted minute by minute and day by day, as one would on a wall calendar, so that it shares
// no arithmetic with what it judges. Offices here open 07:30–11:30 and 13:30–17:00, Monday to Friday but for holidays.

const VIETNAM = 7 * HOUR;

const weekdayOf = (day: Day) => new Date(`${day}T12:00:00Z`).getUTCDay();

export function works(day: Day, { off, worked }: Calendar): boolean {
  return worked.includes(day) || (weekdayOf(day) >= 1 && weekdayOf(day) <= 5 && !off.includes(day));
}

/** The moment at which so many minutes of open office have passed. */
export function officeMinutes(from: Instant, minutes: number, calendar: Calendar): Instant {
  let left = minutes;
  let now = from;
  while (left > 0) {
    const minute = ((now + VIETNAM) / MINUTE) % 1440;
    const open = (minute >= 450 && minute < 690) || (minute >= 810 && minute < 1020);
    if (open && works(dayOf(now), calendar)) left -= 1;
    now += MINUTE;
  }
  return now;
}

/** The midnight that ends the n-th working day after a day; n may be negative. */
export function workingDayAfter(day: Day, n: number, calendar: Calendar): Day {
  let at = day;
  for (let left = Math.abs(n); left > 0; ) {
    at = shifted(at, Math.sign(n));
    if (works(at, calendar)) left -= 1;
  }
  return at;
}

export function shifted(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 24 * HOUR).toISOString().slice(0, 10);
}

export const midnightAfter = (day: Day): Instant => Date.parse(`${day}T17:00:00Z`);
