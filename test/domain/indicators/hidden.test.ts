import fc from 'fast-check';
import { mayTell, type Period, periodOf } from '../../../domain/indicators';

const TODAY = '2028-01-01';
const MONTHS = Array.from({ length: 12 }, (_, m) => `2027-${String(m + 1).padStart(2, '0')}`);
const QUARTERS = ['2027-Q1', '2027-Q2', '2027-Q3', '2027-Q4'];
const period = (name: string) => periodOf(name) as Period;
const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
/** A year that has these counts in its first months. */
const year = (...first: number[]) => [...first, ...Array<number>(12 - first.length).fill(0)];

// biome-ignore format: a table
test.each<[string, string, number[], boolean]>([
  ['a year of none', '2027', year(), true],
  ['a year of four', '2027', year(4), false],
  ['a year of five, one at a time', '2027', year(1, 1, 1, 1, 1), true],
  ['its quarters, which could be told apart', '2027-Q1', year(1, 1, 1, 1, 1), false],
  ['a quarter among many and none', '2027-Q1', year(5, 0, 0, 7), true],
  ['a quarter of five beside one of two', '2027-Q1', year(5, 0, 0, 2), false],
  ['a quarter of none beside one of two', '2027-Q4', year(5, 0, 0, 2), false],
  ['a month of a quarter of many', '2027-01', year(5, 0, 6), true],
  ['a month of seven beside one of one', '2027-01', year(7, 1), false],
  ['a month of none beside one of one', '2027-03', year(7, 1), false],
  ['a month of a quarter apart, where another month is small', '2027-04', year(7, 1, 0, 8), true],
  ['a month where another quarter is small', '2027-04', year(1, 0, 0, 8), false],
  ['days of any choice', '2027-01-01..2027-12-30', year(50), false],
])('%s', (_, name, months, told) => expect(mayTell(period(name), months, TODAY)).toBe(told));

test('nothing is told of a year that still runs: each day would tell of itself', () => {
  for (const name of ['2027', '2027-Q1', '2027-01'])
    expect(mayTell(period(name), year(50, 50, 50), '2027-12-31')).toBe(false);
});

const ALL = ['2027', ...QUARTERS, ...MONTHS].map((name) => ({ name, period: period(name) }));
type Part = (typeof ALL)[number];
const countOf = ({ name }: Part, months: readonly number[]) => {
  if (name.length === 4) return sum(months);
  const quarter = QUARTERS.indexOf(name);
  return quarter < 0
    ? (months[MONTHS.indexOf(name)] as number)
    : sum(months.slice(quarter * 3, quarter * 3 + 3));
};
/** What a reader sees of a part of a year; all of them are everything there ever is to see. */
const seen = (part: Part, months: readonly number[]) =>
  mayTell(part.period, months, TODAY) ? countOf(part, months) : null;

/** Years that could be behind the same sight: all of a year, or of a quarter, in one place but for one. */
function* others(months: readonly number[]): Iterable<number[]> {
  for (let total = 1; total < 5; total++)
    for (let m = 0; m < 12; m++) yield MONTHS.map((_, n) => (n === m ? total : 0));
  for (const [size, at] of [
    [12, 0],
    [3, 0],
    [3, 3],
    [3, 6],
    [3, 9],
  ] as const) {
    const total = sum(months.slice(at, at + size));
    for (let most = at; most < at + size; most++)
      for (let one = at; one < at + size; one++)
        if (most !== one && total > 0)
          yield months.map((count, n) =>
            n < at || n >= at + size ? count : n === most ? total - 1 : n === one ? 1 : 0,
          );
  }
}

test('from all that is told, no hidden count can be worked out: some other year, hidden alike, has another', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9 })), { minLength: 12, maxLength: 12 }),
      (months) => {
        const sight = ALL.map((part) => seen(part, months));
        const alike = [...others(months)].filter((other) =>
          ALL.every((part, n) => seen(part, other) === sight[n]),
        );
        for (const [n, part] of ALL.entries())
          if (sight[n] === null)
            expect([
              part.name,
              new Set([months, ...alike].map((all) => countOf(part, all))).size > 1,
            ]).toEqual([part.name, true]);
      },
    ),
    { numRuns: 25 },
  );
});
