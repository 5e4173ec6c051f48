import fc from 'fast-check';
import {
  addDays,
  addMonths,
  addWorkingDays,
  addWorkingHours,
  ageOn,
  at,
  type Calendar,
  dayOf,
  daysBetween,
  endOfDay,
  endOfTerm,
  HOUR,
  isDay,
  isMarketDay,
  isWorkingDay,
  nextWorkingDay,
  startOfDay,
  weekday,
} from '../../domain/calendar';
import { calendarFor, holidaysOf } from '../../domain/holidays';

const calendar = calendarFor(2026, 2031);
const days = fc.integer({ min: 0, max: 5 * 365 }).map((n) => addDays('2026-01-01', n));
const utc = (text: string) => Date.parse(text);

describe('days in Vietnam', () => {
  test.each([
    ['2026-11-21T16:59:59Z', '2026-11-21'],
    ['2026-11-21T17:00:00Z', '2026-11-22'],
    ['2026-12-31T17:00:00Z', '2027-01-01'],
  ])('%s is the day %s', (instant, day) => expect(dayOf(utc(instant))).toBe(day));

  test('a time of the day is seven hours before the same time in UTC', () => {
    expect(at('2026-11-22', '08:00')).toBe(utc('2026-11-22T01:00:00Z'));
    expect(at('2026-11-22', '24:00')).toBe(endOfDay('2026-11-22'));
    expect(() => at('2026-11-22', '25:00')).toThrow(RangeError);
  });

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2027-12-31', 2, '2028-02-29'],
    ['2026-11-20', 24, '2028-11-20'],
    ['2026-03-31', -1, '2026-02-28'],
  ])('%s and %i months is %s', (day, months, end) => expect(addMonths(day, months)).toBe(end));

  test.each(['2027-02-29', '2026-02-31', '2026-13-01', '2026-1-1', '01/01/2026', ''])(
    '%p is no day',
    (text) => {
      expect(isDay(text)).toBe(false);
      expect(() => addDays(text, 1)).toThrow(RangeError);
    },
  );

  test('an age is completed on the birthday', () => {
    expect([ageOn('2008-12-05', '2026-12-04'), ageOn('2008-12-05', '2026-12-05')]).toEqual([17, 18]);
    expect([ageOn('2008-02-29', '2026-02-28'), ageOn('2008-02-29', '2026-03-01')]).toEqual([17, 18]);
  });

  test('adding days and counting them agree', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -900, max: 900 }), (day, n) => {
        expect(daysBetween(day, addDays(day, n))).toBe(n);
        expect(dayOf(startOfDay(day))).toBe(day);
        expect(dayOf(endOfDay(day) - 1)).toBe(day);
        expect(weekday(addDays(day, 7))).toBe(weekday(day));
      }),
    );
  });
});

describe('working days', () => {
  test.each([
    ['2026-01-02', false, 'the Friday swapped for 10 January'],
    ['2026-01-10', true, 'the Saturday worked for 2 January'],
    ['2026-08-22', true, 'the Saturday worked for 31 August'],
    ['2026-08-31', false, 'the swapped Monday'],
    ['2026-08-29', false, 'a Saturday'],
    ['2026-02-16', false, 'Tết'],
    ['2026-02-20', false, 'Tết'],
    ['2026-02-23', true, 'the Monday after Tết'],
    ['2026-04-27', false, 'the day for Hùng Kings on Sunday'],
    ['2026-09-02', false, 'the National Day'],
    ['2026-11-24', true, 'not a holiday unless switched on'],
  ])('%s: %s, %s', (day, working) => expect(isWorkingDay(day, calendar)).toBe(working));

  test('24 November can be switched on', () => {
    const switched = calendarFor(2026, 2026, { november24: true });
    expect(isWorkingDay('2026-11-24', switched)).toBe(false);
    // On a Saturday it changes nothing: it is no made-up day yet.
    expect(holidaysOf(2029, { november24: true })).toEqual(holidaysOf(2029));
  });

  test.each([
    ['2026-11-20', 1, '2026-11-23'], // Friday: the first day does not count
    ['2026-11-22', 1, '2026-11-23'],
    ['2026-11-20', 3, '2026-11-25'],
    ['2026-02-13', 1, '2026-02-23'], // over Tết
    ['2026-08-21', 1, '2026-08-22'], // onto the worked Saturday
    ['2026-08-28', 1, '2026-09-03'],
    ['2026-11-25', -3, '2026-11-20'],
    ['2026-11-22', 0, '2026-11-22'],
  ])('%s and %i working days is %s', (day, n, end) => expect(addWorkingDays(day, n, calendar)).toBe(end));

  test('a term ending on a rest day ends on the next working day', () => {
    expect(endOfTerm('2026-11-21', calendar)).toBe('2026-11-23');
    expect(endOfTerm('2026-11-23', calendar)).toBe('2026-11-23');
    expect(nextWorkingDay('2026-11-23', calendar)).toBe('2026-11-24');
  });

  test('counting working days adds up, ends on a working day and never goes back', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), (day, a, b) => {
        const end = addWorkingDays(day, a, calendar);
        expect(isWorkingDay(end, calendar)).toBe(true);
        expect(addWorkingDays(end, b, calendar)).toBe(addWorkingDays(day, a + b, calendar));
        let counted = 0;
        for (let d = addDays(day, 1); d <= end; d = addDays(d, 1)) if (isWorkingDay(d, calendar)) counted++;
        expect(counted).toBe(a);
      }),
    );
  });

  test('counting back from a working day undoes counting on', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 30 }), (day, n) => {
        const start = endOfTerm(day, calendar);
        expect(addWorkingDays(addWorkingDays(start, n, calendar), -n, calendar)).toBe(start);
      }),
    );
  });
});

describe('working hours', () => {
  const time = (day: string, hour: string) => at(day, hour);
  test.each([
    ['2026-11-23', '08:00', 8, '2026-11-24', '08:30'], // 3½ + 3½ that day, 1 the next
    ['2026-11-23', '08:00', 3.5, '2026-11-23', '11:30'],
    ['2026-11-23', '12:00', 1, '2026-11-23', '14:30'],
    ['2026-11-20', '17:00', 1, '2026-11-23', '08:30'], // over a weekend
    ['2026-11-22', '03:00', 7.5, '2026-11-23', '17:00'],
    ['2026-11-22', '03:00', 0, '2026-11-22', '03:00'],
    ['2026-02-13', '16:00', 2, '2026-02-23', '08:30'], // over Tết
  ])('%s %s and %f hours is %s %s', (day, from, hours, endDay, to) => {
    expect(addWorkingHours(time(day, from), hours, calendar)).toBe(time(endDay, to));
  });

  test('a commune with hours of its own and an open Saturday morning', () => {
    const own: Calendar = {
      ...calendar,
      hours: {
        workday: [
          ['07:00', '11:00'],
          ['13:00', '17:00'],
        ],
        saturday: [['07:00', '11:00']],
      },
    };
    expect(addWorkingHours(time('2026-11-20', '16:00'), 2, own)).toBe(time('2026-11-21', '08:00'));
    expect(addWorkingHours(time('2026-11-21', '10:30'), 1, own)).toBe(time('2026-11-23', '07:30'));
    const holiday: Calendar = { ...own, off: [...own.off, '2026-11-21'] };
    expect(addWorkingHours(time('2026-11-20', '16:00'), 2, holiday)).toBe(time('2026-11-23', '08:00'));
  });

  test('an office that never opens and negative hours are refused', () => {
    expect(() => addWorkingHours(0, 1, { ...calendar, hours: { workday: [] } })).toThrow(RangeError);
    expect(() => addWorkingHours(0, -1, calendar)).toThrow(RangeError);
    expect(() => addWorkingHours(0, Number.NaN, calendar)).toThrow(RangeError);
  });

  test('working hours add up and never run faster than the clock', () => {
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 1, max: 80 }),
        (day, minute, a, b) => {
          const start = startOfDay(day) + minute * 60_000;
          const half = addWorkingHours(start, a / 4, calendar);
          expect(half - start).toBeGreaterThanOrEqual((a / 4) * HOUR);
          expect(addWorkingHours(half, b / 4, calendar)).toBe(addWorkingHours(start, (a + b) / 4, calendar));
        },
      ),
    );
  });
});

describe('holidays', () => {
  test.each([
    [
      2027,
      [
        '2027-01-01',
        '2027-02-05',
        '2027-02-08',
        '2027-02-09',
        '2027-02-10',
        '2027-02-11',
        '2027-04-16',
        '2027-04-30',
        '2027-05-03',
        '2027-09-02',
        '2027-09-03',
      ],
    ],
    [
      2028,
      [
        '2028-01-03',
        '2028-01-25',
        '2028-01-26',
        '2028-01-27',
        '2028-01-28',
        '2028-01-31',
        '2028-04-04',
        '2028-05-01',
        '2028-05-02',
        '2028-09-01',
        '2028-09-04',
      ],
    ],
    [
      2029,
      [
        '2029-01-01',
        '2029-02-12',
        '2029-02-13',
        '2029-02-14',
        '2029-02-15',
        '2029-02-16',
        '2029-04-23',
        '2029-04-30',
        '2029-05-01',
        '2029-09-03',
        '2029-09-04',
      ],
    ],
    // Tết of 2030 is a day before the Chinese new year: the new moon falls before midnight only at +07:00.
    [
      2030,
      [
        '2030-01-01',
        '2030-02-01',
        '2030-02-04',
        '2030-02-05',
        '2030-02-06',
        '2030-02-07',
        '2030-04-12',
        '2030-04-30',
        '2030-05-01',
        '2030-09-02',
        '2030-09-03',
      ],
    ],
    [
      2031,
      [
        '2031-01-01',
        '2031-01-22',
        '2031-01-23',
        '2031-01-24',
        '2031-01-27',
        '2031-01-28',
        '2031-04-01',
        '2031-04-30',
        '2031-05-01',
        '2031-09-01',
        '2031-09-02',
      ],
    ],
  ])('%i is computed by the rule and marked unconfirmed', (year, off) => {
    expect(holidaysOf(year)).toMatchObject({ off, worked: [], confirmed: false });
  });

  test('2026 is official', () => expect(holidaysOf(2026).confirmed).toBe(true));

  test('every computed year makes up each weekend holiday: eleven rest days from Monday to Friday', () => {
    for (let year = 2027; year <= 2031; year++) {
      const { off } = holidaysOf(year);
      expect(off).toHaveLength(11);
      expect(off.filter((day) => weekday(day) % 6 === 0)).toEqual([]);
    }
  });

  test('Tết is a new moon and Hùng Kings the tenth day of a moon', () => {
    // Mean new moon of 2000-01-06 18:14 UTC, month of 29.530588853 days; the true one is within 0.6 days of it.
    const moonAge = (day: string) =>
      ((at(day, '12:00') - utc('2000-01-06T18:14:00Z')) / (24 * HOUR)) % 29.530588853;
    for (let year = 2027; year <= 2031; year++) {
      const tet = addDays(holidaysOf(year).off.find((day) => day > `${year}-01-15`) as string, 1);
      const near = Math.min(moonAge(tet), 29.53 - moonAge(tet));
      expect(near).toBeLessThan(3);
      const hungKings = holidaysOf(year).off.find((day) => day > `${year}-03-20`) as string;
      expect(Math.abs(moonAge(hungKings) - 9.5)).toBeLessThan(3.5);
    }
  });

  test('a year nobody has computed still has its fixed days', () => {
    expect(holidaysOf(2040).off).toContain('2040-04-30');
    expect(holidaysOf(2040).source).toMatch(/no lunar/);
  });
});

test.each(['2026-11', '2026-02-30', '2026-1-05', '', '2026-11-22T00:00'])('%j is no day', (text) =>
  expect(isDay(text)).toBe(false),
);

test.each(['07:60', '24:01', '-1:00', '7', 'x'])('%j is no time of a day', (time) =>
  expect(() => at('2026-11-22', time)).toThrow(RangeError),
);

test('where there is no market no day is a market day', () =>
  expect(isMarketDay('2026-11-22', { off: [], worked: [] })).toBe(false));
