/**
 * Public holidays of Vietnam (Labour Code 2019 art. 112): 1 January; Tết, 5 days; Hùng Kings (10th of the 3rd
 * lunar month); 30 April; 1 May; 2 September and one day beside it. A holiday on a weekly rest day moves to the next
 * working day. The Prime Minister fixes Tết and September each year and may swap days, so a year is official only
 * once announced; later years are computed by the rule and marked unconfirmed. Workflows import this file.
 */
import { addDays, type Calendar, type Day, weekday } from './calendar';

export interface HolidayYear extends Calendar {
  confirmed: boolean;
  source: string;
}

/** First day of Tết and the Hùng Kings' day, by the Vietnamese lunar calendar (105° E, which is +07:00). */
const LUNAR: Record<number, { tet: Day; hungKings: Day }> = {
  2027: { tet: '2027-02-06', hungKings: '2027-04-16' },
  2028: { tet: '2028-01-26', hungKings: '2028-04-04' },
  2029: { tet: '2029-02-13', hungKings: '2029-04-23' },
  2030: { tet: '2030-02-02', hungKings: '2030-04-12' },
  2031: { tet: '2031-01-23', hungKings: '2031-04-01' },
};

/** Years as announced. Weekends in between are rest days anyway and are not listed. */
const OFFICIAL: Record<number, HolidayYear> = {
  2026: {
    off: [
      '2026-01-01',
      '2026-01-02', // Friday the 2nd swapped with Saturday 10 January, for public offices
      '2026-02-16',
      '2026-02-17',
      '2026-02-18',
      '2026-02-19',
      '2026-02-20', // Tết, 14–22 February with its weekends
      '2026-04-27', // for Hùng Kings, Sunday 26 April
      '2026-04-30',
      '2026-05-01',
      '2026-08-31', // swapped with Saturday 22 August
      '2026-09-01',
      '2026-09-02',
    ],
    worked: ['2026-01-10', '2026-08-22'],
    confirmed: true,
    source: 'Labour Code art. 112; holidays and swaps announced for 2026',
  },
};

/** A year as it was announced after this table was written, or corrected: taken instead of the table's. */
export type AnnouncedYear = Pick<HolidayYear, 'off' | 'worked' | 'source'>;

export interface HolidayOptions {
  /** 24 November is proposed as a national holiday, not confirmed: off unless switched on. */
  november24?: boolean;
  announced?: Readonly<Record<number, AnnouncedYear>>;
}

/**
 * The rest days and worked weekend days from one year to another, both included. A year outside the table has only
 * its fixed days (no Tết, no Hùng Kings): better a date too early than none.
 */
export function calendarFor(fromYear: number, toYear: number, options: HolidayOptions = {}): Calendar {
  const years = Array.from({ length: toYear - fromYear + 1 }, (_, i) => holidaysOf(fromYear + i, options));
  return { off: years.flatMap((year) => year.off), worked: years.flatMap((year) => year.worked) };
}

/** One year's holidays and whether they are official. */
export function holidaysOf(year: number, options: HolidayOptions = {}): HolidayYear {
  const announced = options.announced?.[year];
  if (announced) return { ...announced, confirmed: true }; // says itself what 24 November is
  const known = OFFICIAL[year] ?? computed(year);
  const extra = `${year}-11-24`;
  if (!options.november24 || isWeekend(extra)) return known;
  return { ...known, off: [...known.off, extra].sort() };
}

/** The rule of art. 112 without swaps: weekend holidays are made up on the next days that are not off already. */
function computed(year: number): HolidayYear {
  const lunar = LUNAR[year];
  const tet = lunar ? [-1, 0, 1, 2, 3].map((offset) => addDays(lunar.tet, offset)) : [];
  const september2 = `${year}-09-02`;
  const beside = addDays(september2, weekday(september2) === 4 || weekday(september2) === 0 ? 1 : -1);
  const holidays = [
    `${year}-01-01`,
    ...tet,
    ...(lunar ? [lunar.hungKings] : []),
    `${year}-04-30`,
    `${year}-05-01`,
    september2,
    beside,
  ].sort();
  const off = new Set(holidays.filter((day) => !isWeekend(day)));
  for (const holiday of holidays.filter(isWeekend)) {
    let inLieu = addDays(holiday, 1);
    while (isWeekend(inLieu) || off.has(inLieu)) inLieu = addDays(inLieu, 1);
    off.add(inLieu);
  }
  const source = lunar
    ? 'computed by Labour Code art. 112'
    : 'fixed days of Labour Code art. 112 only, no lunar days';
  return { off: [...off].sort(), worked: [], confirmed: false, source };
}

function isWeekend(day: Day): boolean {
  return weekday(day) % 6 === 0;
}
