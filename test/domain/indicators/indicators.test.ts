import fc from 'fast-check';
import { addDays, daysBetween } from '../../../domain/calendar';
import { calendarFor } from '../../../domain/holidays';
import {
  addUp,
  type HistoryColumn,
  historyHeader,
  INDICATORS,
  kindOf,
  meets,
  monthToReport,
  nameOf,
  numberOf,
  type Period,
  periodOf,
  readHistory,
  trendOf,
} from '../../../domain/indicators';
import { formatNumber } from '../../../domain/vietnamese';
import { shownValue } from '../../../domain/wording/figures';

describe('an indicator', () => {
  test('has an id of its own, words in both languages, and a denominator exactly where it compares', () => {
    expect(new Set(INDICATORS.map(({ id }) => id)).size).toBe(INDICATORS.length);
    for (const { id, unit, label, part, whole, when, once, target } of INDICATORS) {
      for (const text of [label, part, when, once, ...(whole ? [whole] : [])])
        expect([id, text.vi.length > 2 && text.en.length > 2]).toEqual([id, true]);
      expect([id, whole !== undefined]).toEqual([id, ['percent', 'each', 'days'].includes(unit)]);
      if (target) expect(unit).toBe('percent');
    }
  });

  test.each([
    ['count', { part: 7, whole: null }, 7],
    ['dong', { part: 1_500_000, whole: null }, 1_500_000],
    ['percent', { part: 3, whole: 8 }, 37.5],
    ['percent', { part: 0, whole: 0 }, null],
    ['each', { part: 9, whole: 4 }, 2.25],
    ['days', { part: 10, whole: 4 }, 2.5],
  ] as const)('of unit %s comes from %j as %p', (unit, count, value) => {
    expect(numberOf({ unit }, count)).toBe(value);
  });

  test('meets its target from the target on; without a number nobody knows', () => {
    expect(meets({ target: { atLeast: 80 } }, 80)).toBe(true);
    expect(meets({ target: { atLeast: 80 } }, 79.9)).toBe(false);
    expect(meets({ target: { atMost: 2 } }, 2.1)).toBe(false);
    expect(meets({ target: { atLeast: 80 } }, null)).toBeNull();
    expect(meets({}, 1)).toBeNull();
  });

  test('of parts of a place is the sum of both sides', () => {
    expect(
      addUp([
        { part: 1, whole: 2 },
        { part: 3, whole: 4 },
      ]),
    ).toEqual({ part: 4, whole: 6 });
    expect(addUp([{ part: 1, whole: null }])).toEqual({ part: 1, whole: null });
  });
});

describe('a period', () => {
  test.each([
    ['2026-02', '2026-02-01', '2026-02-28'],
    ['2028-02', '2028-02-01', '2028-02-29'],
    ['2026-Q4', '2026-10-01', '2026-12-31'],
    ['2026', '2026-01-01', '2026-12-31'],
    ['2026-03-05..2026-03-05', '2026-03-05', '2026-03-05'],
  ])('%s is from %s to %s', (name, from, to) => expect(periodOf(name)).toEqual({ from, to }));

  test.each([
    '',
    undefined,
    '2026-13',
    '2026-Q5',
    '26',
    '2026-03-05..2026-03-04',
    '2026-02-30..2026-03-01',
    '..',
  ])('%p is none', (name) => expect(periodOf(name)).toBeNull());

  const day = fc.integer({ min: 0, max: 9_000 }).map((n) => addDays('2010-01-01', n));
  const period = fc.oneof(
    fc
      .tuple(day, fc.constantFrom('month', 'quarter', 'year'))
      .map(([at, kind]) => periodOf(nameOf(at, kind)) as Period),
    fc
      .tuple(day, fc.integer({ min: 0, max: 2_000 }))
      .map(([from, days]) => ({ from, to: addDays(from, days) })),
  );

  test('has a trend that ends with it, without gap or overlap', () => {
    fc.assert(
      fc.property(period, (one) => {
        const bars = trendOf(one).map((bar) => bar.period);
        expect(bars.at(-1)?.to).toBe(one.to);
        expect((bars[0] as Period).from <= one.from).toBe(true);
        for (const [n, bar] of bars.entries()) {
          expect(bar.from <= bar.to).toBe(true);
          if (n > 0) expect(daysBetween((bars[n - 1] as Period).to, bar.from)).toBe(1);
        }
        if (kindOf(one)) expect(bars.at(-1)).toEqual(one);
      }),
    );
  });

  test.each([
    ['2027-05-03', null], // 1 May 2027 is a Saturday: Monday is in lieu
    ['2027-05-04', '2027-04'],
    ['2027-05-31', '2027-04'],
    ['2027-01-01', null],
    ['2027-01-04', '2026-12'],
  ])('on %s the report of %p is due', (today, month) => {
    expect(monthToReport(today, calendarFor(2026, 2028))).toBe(month);
  });
});

describe('counts from paper', () => {
  const row = (cells: Partial<Record<HistoryColumn, unknown>>) => ({
    ...{ indicator: 'returned', year: 2024, commune: '', part: 12, whole: '' },
    ...cells,
  });
  const known = {
    indicators: INDICATORS,
    communes: [
      { id: 'MS', names: ['Mai Sơn', 'xã Mai Sơn'] },
      { id: 'A1', names: ['Hòa Bình', 'xã Hòa Bình'] },
      { id: 'A2', names: ['Hòa Bình', 'phường Hòa Bình'] },
    ],
    thisYear: 2026,
  };
  const read = (cells: Partial<Record<HistoryColumn, unknown>>) => readHistory([row(cells)], known)[0];

  test.each([
    [{}, { indicator: 'returned', year: 2024, communeId: null, part: 12, whole: null }],
    [{ indicator: 'NGƯỜI TRỞ VỀ', part: '1.234' }, { part: 1234 }],
    [
      { indicator: 'Complete files', part: '3', whole: '4' },
      { indicator: 'file-complete', part: 3, whole: 4 },
    ],
    [{ commune: 'xa mai son' }, { communeId: 'MS' }],
    [{ commune: 'Phường Hòa Bình' }, { communeId: 'A2' }],
  ])('%j is understood', (cells, count) => expect(read(cells)).toMatchObject({ ok: true, count }));

  test.each([
    [{ indicator: 'Người' }, ['indicator-unknown']],
    [{ year: 2027 }, ['year-wrong']],
    [{ year: 'năm ngoái' }, ['year-wrong']],
    [{ commune: 'Yên Châu' }, ['commune-unknown']],
    [{ commune: 'Hòa Bình' }, ['commune-unknown']], // there are two
    [{ part: '1,5' }, ['part-wrong']],
    [{ part: -1 }, ['part-wrong']],
    [{ indicator: 'file-complete' }, ['whole-wrong']],
    [{ whole: 5 }, ['whole-too-much']],
    [{ indicator: 'file-complete', part: 5, whole: 4 }, ['part-over-whole']],
    [{ year: '', part: '' }, ['year-wrong', 'part-wrong']],
  ])('%j comes back: %j', (cells, problems) => expect(read(cells)).toEqual({ ok: false, problems }));

  test('of one place and year stand once in a file', () => {
    const verdicts = readHistory([row({}), row({ part: 13 }), row({ commune: 'Mai Sơn' })], known);
    expect(verdicts.map(({ ok }) => ok)).toEqual([true, false, true]);
  });

  test('have their columns found by either language, in any order', () => {
    expect(historyHeader(['Năm', 'Xã, phường', 'Số đếm được', 'Chỉ số'])).toEqual({
      year: 0,
      commune: 1,
      part: 2,
      indicator: 3,
    });
    expect(historyHeader(['Year', 'Indicator', 'Counted', 'Of all'])).toEqual({
      year: 0,
      indicator: 1,
      part: 2,
      whole: 3,
    });
    expect(historyHeader(['Year', 'Indicator'])).toBeNull();
  });
});

test('numbers are written as people here write them', () => {
  expect(formatNumber(1234.56, 'vi')).toBe('1.234,6');
  expect(formatNumber(1234.56, 'en')).toBe('1,234.6');
  expect(formatNumber(1_000_000, 'vi')).toBe('1.000.000');
  expect(formatNumber(-0.04, 'vi')).toBe('0');
  expect(shownValue('percent', 87.5, 'vi')).toBe('87,5 %');
  expect(shownValue('dong', 12_000_000, 'vi')).toBe('12.000.000 đ');
  expect(shownValue('each', null, 'vi')).toBe('–');
});
