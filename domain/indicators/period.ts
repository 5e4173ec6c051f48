/** The periods of a report and the bars of its trend. Days are those of Vietnam (Asia/Ho_Chi_Minh, +07:00). */
import { addDays, addMonths, type Calendar, type Day, daysBetween, endOfTerm, isDay } from '../calendar';

/** From one day to another, both included. */
export interface Period {
  from: Day;
  to: Day;
}

/** A month 'YYYY-MM', a quarter 'YYYY-Q1', a year 'YYYY', or 'YYYY-MM-DD..YYYY-MM-DD'. */
export type PeriodName = string;

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;
type Kind = keyof typeof MONTHS;
/** Bars of a trend that ends with the chosen period. */
const BARS: Record<Kind, number> = { month: 13, quarter: 8, year: 8 };
/** Longer than this a free period is shown by years. */
const LONG = 800;

/** The period of this name; null where it is none, ends before it begins, or is longer than twenty years. */
export function periodOf(name: PeriodName | undefined): Period | null {
  const text = name ?? '';
  const [from = '', to = ''] = text.split('..');
  if (text.includes('..'))
    return isDay(from) && isDay(to) && from <= to && daysBetween(from, to) < 7_310 ? { from, to } : null;
  const read = /^(20\d\d)(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(text);
  if (!read) return null;
  const [, year = '', quarter, month] = read;
  if (month) return whole(`${year}-${month}-01`, 'month');
  return quarter
    ? whole(`${year}-${two(Number(quarter) * 3 - 2)}-01`, 'quarter')
    : whole(`${year}-01-01`, 'year');
}

/** The name of the month, quarter or year a day lies in. */
export function nameOf(day: Day, kind: Kind): PeriodName {
  const year = day.slice(0, 4);
  if (kind === 'year') return year;
  return kind === 'month' ? day.slice(0, 7) : `${year}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** What kind of period this is; null: a free one. */
export function kindOf(period: Period): Kind | null {
  const kinds = Object.keys(MONTHS) as Kind[];
  return kinds.find((kind) => equal(periodOf(nameOf(period.from, kind)), period)) ?? null;
}

/** The bars of the trend: periods of the same kind up to this one; of a free period its months, or its years. */
export function trendOf(period: Period): { name: PeriodName; period: Period }[] {
  const kind = kindOf(period);
  if (kind) {
    return Array.from({ length: BARS[kind] }, (_, i) =>
      named(addMonths(period.from, (i + 1 - BARS[kind]) * MONTHS[kind]), kind),
    );
  }
  const by: Kind = daysBetween(period.from, period.to) > LONG ? 'year' : 'month';
  const bars: { name: PeriodName; period: Period }[] = [];
  for (
    let day = period.from;
    day <= period.to;
    day = addDays((bars.at(-1) as { period: Period }).period.to, 1)
  ) {
    const { name, period: all } = named(day, by);
    bars.push({ name, period: { from: day, to: all.to < period.to ? all.to : period.to } });
  }
  return bars;
}

/** The first working day of the month a day lies in. */
export const firstWorkingDay = (day: Day, calendar: Calendar): Day =>
  endOfTerm(`${day.slice(0, 7)}-01`, calendar);

/** The month whose report is due on this day: the one before, once this month's first working day has come. */
export function monthToReport(today: Day, calendar: Calendar): PeriodName | null {
  return today < firstWorkingDay(today, calendar)
    ? null
    : nameOf(addMonths(`${today.slice(0, 7)}-01`, -1), 'month');
}

function named(day: Day, kind: Kind): { name: PeriodName; period: Period } {
  const name = nameOf(day, kind);
  return { name, period: periodOf(name) as Period };
}

function whole(from: Day, kind: Kind): Period {
  return { from, to: addDays(addMonths(from, MONTHS[kind]), -1) };
}

const equal = (a: Period | null, b: Period) => a?.from === b.from && a.to === b.to;
const two = (n: number) => String(n).padStart(2, '0');
