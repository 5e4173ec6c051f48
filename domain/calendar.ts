/**
 * Days, working days and office hours in Vietnam (Asia/Ho_Chi_Minh, fixed +07:00, no daylight saving).
 * Workflows import this file: no library, no clock, no mutable state. `Date` is used only as arithmetic on UTC.
 */

/** A civil day in Vietnam, 'YYYY-MM-DD'. Such strings sort in time order. */
export type Day = string;
/** A moment: milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;
/** A time of the day in Vietnam, 'HH:mm'; '24:00' is the end of the day. */
export type TimeOfDay = string;
/** An opening of an office within one day, [from, to). */
export type Span = readonly [from: TimeOfDay, to: TimeOfDay];

/** When an office is open: on working days and, in some communes, also on Saturday. */
export interface OfficeHours {
  workday: readonly Span[];
  saturday?: readonly Span[];
}

/** When a commune's market is: on days of the week (0 = Sunday), or every so many days from a day it was held. */
export type Market = { weekdays: readonly number[] } | { every: number; from: Day };

/** Plain JSON, carried by a running case. Only exceptions to "Monday to Friday" are listed. */
export interface Calendar {
  /** Rest days that fall on Monday to Friday: holidays, days in lieu, swapped days. */
  off: readonly Day[];
  /** Saturdays and Sundays worked in exchange for a swapped day. */
  worked: readonly Day[];
  /** Missing: `OFFICE_HOURS`. */
  hours?: OfficeHours;
  /** Missing: no market that anybody plans by. */
  market?: Market;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const VIETNAM = 7 * HOUR;

/** The usual office hours; a place may have its own. */
export const OFFICE_HOURS: OfficeHours = {
  workday: [
    ['07:30', '11:30'],
    ['13:30', '17:00'],
  ],
};

/** Is this an existing day written 'YYYY-MM-DD'? ('2027-02-29' is not.) */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const utc = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(utc) && new Date(utc).toISOString().startsWith(text);
}

/** The civil day in Vietnam at this moment. */
export function dayOf(instant: Instant): Day {
  return fromUtc(instant + VIETNAM);
}

/** Midnight with which the day begins in Vietnam. Throws RangeError for a day that does not exist. */
export function startOfDay(day: Day): Instant {
  return utc(day) - VIETNAM;
}

/** Midnight with which the day ends: a term of days ends at this moment (Civil Code art. 148). */
export function endOfDay(day: Day): Instant {
  return startOfDay(day) + DAY;
}

/** The moment of a time of day, 'HH:mm' in Vietnam. */
export function at(day: Day, time: TimeOfDay): Instant {
  return startOfDay(day) + timeOfDay(time);
}

export function addDays(day: Day, days: number): Day {
  return fromUtc(utc(day) + days * DAY);
}

/** The same date so many months later, or the last day of that month if it is shorter. */
export function addMonths(day: Day, months: number): Day {
  const date = new Date(utc(day));
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return fromUtc(first.getTime() + (Math.min(date.getUTCDate(), last) - 1) * DAY);
}

/** Days from one day to another; negative when the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return (utc(to) - utc(from)) / DAY;
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(day: Day): number {
  return new Date(utc(day)).getUTCDay();
}

/** Full years of age on a day. Someone born on 29 February completes a year on 1 March of other years. */
export function ageOn(birth: Day, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** Monday to Friday unless a holiday, or a weekend day worked in exchange (Labour Code arts. 111–112). */
export function isWorkingDay(day: Day, calendar: Calendar): boolean {
  const weekend = weekday(day) % 6 === 0;
  return weekend ? calendar.worked.includes(day) : !calendar.off.includes(day);
}

/** The first working day after this one. */
export function nextWorkingDay(day: Day, calendar: Calendar): Day {
  return endOfTerm(addDays(day, 1), calendar);
}

/** A term that would end on a rest day ends on the next working day (Civil Code art. 148.5). */
export function endOfTerm(day: Day, calendar: Calendar): Day {
  let end = day;
  while (!isWorkingDay(end, calendar)) end = addDays(end, 1);
  return end;
}

/**
 * The last day of a term of working days; the day of the event itself does not count (Civil Code art. 147.2).
 * A negative number counts back from the day. 0 gives the day itself, working or not.
 */
export function addWorkingDays(day: Day, days: number, calendar: Calendar): Day {
  const step = Math.sign(days);
  let end = day;
  for (let left = Math.abs(days); left > 0; ) {
    end = addDays(end, step);
    if (isWorkingDay(end, calendar)) left--;
  }
  return end;
}

/**
 * The moment at which so many office hours have passed since `instant`. A term in hours runs from the moment
 * itself (Civil Code art. 147.1), so a part of an open hour counts. 0 gives the moment itself.
 * Throws RangeError for a negative number or an office that never opens.
 */
export function addWorkingHours(instant: Instant, hours: number, calendar: Calendar): Instant {
  if (!(hours >= 0)) throw new RangeError(`working hours must be 0 or more, not ${hours}`);
  let left = Math.round(hours * HOUR);
  if (left === 0) return instant;
  for (let day = dayOf(instant), closed = 0; closed < 60; day = addDays(day, 1)) {
    const openings = openingsOn(day, calendar);
    closed = openings.length ? 0 : closed + 1;
    for (const [from, to] of openings) {
      const begin = Math.max(at(day, from), instant);
      const open = Math.max(0, at(day, to) - begin);
      if (left <= open) return begin + left;
      left -= open;
    }
  }
  throw new RangeError('this office never opens');
}

export function isMarketDay(day: Day, { market }: Calendar): boolean {
  if (!market) return false;
  if ('weekdays' in market) return market.weekdays.includes(weekday(day));
  return daysBetween(market.from, day) % market.every === 0;
}

/**
 * The market day nearest to `day`, at most `window` days away, the earlier of two: people from far hamlets come to the
 * commune on that day anyway. Without a market, or with none so near, the day itself.
 */
export function preferMarketDay(day: Day, calendar: Calendar, window: number): Day {
  for (let away = 0; calendar.market && away <= window; away++) {
    for (const near of [addDays(day, -away), addDays(day, away)])
      if (isMarketDay(near, calendar)) return near;
  }
  return day;
}

function openingsOn(day: Day, calendar: Calendar): readonly Span[] {
  const hours = calendar.hours ?? OFFICE_HOURS;
  if (isWorkingDay(day, calendar)) return hours.workday;
  const restDay = weekday(day) !== 6 || calendar.off.includes(day);
  return restDay ? [] : (hours.saturday ?? []);
}

/** Milliseconds after midnight of 'HH:mm'. */
function timeOfDay(time: TimeOfDay): number {
  const [hours = Number.NaN, minutes = Number.NaN] = time.split(':').map(Number);
  const ms = hours * HOUR + minutes * MINUTE;
  if (!(ms >= 0 && ms <= DAY && minutes < 60)) throw new RangeError(`not a time of day: ${time}`);
  return ms;
}

function utc(day: Day): number {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`);
  return Date.parse(`${day}T00:00:00Z`);
}

function fromUtc(ms: number): Day {
  return toDay(new Date(ms));
}

/** The civil day that a database's date column or a spreadsheet's cell gives as midnight UTC. */
export const toDay = (date: Date): Day => date.toISOString().slice(0, 10);
