import { addDays } from '../../../domain/calendar';
import {
  interval,
  nextVisitDay,
  type Pace,
  paced,
  STEADY,
  type Term,
} from '../../../domain/follow-up/cadence';
import { policyInForce } from '../../../domain/policy';

const START = '2026-11-23'; // a Monday
const policy = policyInForce(START);
/** Weekly for a month, fortnightly until three, then every 30 days; by three good visits longer, by a bad one shorter. */
const term: Term = { startDay: START, endDay: '2028-11-23', policy };
const pace = (percent: number, good = 0): Pace => ({ percent, good });
const day = (age: number) => addDays(START, age);

describe('the pace after a visit', () => {
  // biome-ignore format: a table
  test.each<[number, Pace, 'good' | 'bad', Pace, string]>([
    [10,  STEADY,        'bad',  pace(100),    'weekly is as dense as it gets'],
    [29,  STEADY,        'bad',  pace(100),    'to the last day of the month'],
    [30,  STEADY,        'bad',  pace(50),     'a fortnight becomes a week'],
    [30,  pace(50),      'bad',  pace(50),     'and stays one'],
    [89,  STEADY,        'bad',  pace(50),     'a fortnight until the ninetieth day'],
    [100, STEADY,        'bad',  pace(50),     'half a month'],
    [100, pace(50),      'bad',  pace(25),     'half again'],
    [100, pace(25),      'bad',  pace(23),     'but never below a week'],
    [100, pace(20),      'bad',  pace(20),     'and never slower by a bad one'],
    [100, pace(150, 2),  'bad',  pace(100),    'one bad visit undoes what was lengthened'],
    [100, pace(100, 2),  'bad',  pace(50),     'and the run of good ones'],
    [10,  pace(100, 2),  'good', pace(100, 0), 'the dense weeks are not shortened away'],
    [89,  pace(150, 2),  'good', pace(150, 0), 'whatever the pace was'],
    [40,  pace(50),      'good', pace(50, 1),  'what was shortened is undone'],
    [40,  pace(50, 1),   'good', pace(50, 2),  'by a run'],
    [40,  pace(50, 2),   'good', STEADY,       'of three'],
    [90,  STEADY,        'good', pace(100, 1), 'in the last step'],
    [90,  pace(100, 1),  'good', pace(100, 2), 'a run'],
    [90,  pace(100, 2),  'good', pace(150),    'lengthens'],
    [90,  pace(150, 2),  'good', pace(200),    'up to two months'],
    [90,  pace(200, 2),  'good', pace(200),    'and no more'],
    [90,  pace(260, 2),  'good', pace(260),    'nor faster by a good one'],
  ])('day %i, %j, %s: %j (%s)', (age, before, check, after) => {
    expect(paced(before, check, term, day(age))).toEqual(after);
  });
});

describe('days to the next visit', () => {
  // biome-ignore format: a table
  test.each([
    [0, 100, 7], [29, 100, 7], [30, 100, 14], [89, 100, 14], [90, 100, 30], [700, 100, 30],
    [30, 50, 7], [90, 50, 15], [90, 25, 7], [90, 99, 29],
    [90, 101, 30], [90, 150, 45], [90, 200, 60], [90, 500, 60], [30, 150, 21],
  ])('on day %i at %i percent: %i', (age, percent, days) => {
    expect(interval(day(age), term, pace(percent))).toBe(days);
  });

  test('are the cadence’s where the policy does not adapt', () => {
    const { adaptive: _, ...params } = policy.params;
    expect(interval(START, { startDay: START, policy: { ...policy, params } }, pace(50))).toBe(7);
  });

  test.each([
    [5, 50, 5, 'denser than the bounds'],
    [90, 150, 90, 'wider than the bounds'],
  ])('a place that wishes every %i days keeps it at %i percent: %i (%s)', (everyDays, percent, days) => {
    const own = { ...policy, params: { ...policy.params, cadence: [{ everyDays }] } };
    expect(interval(START, { startDay: START, policy: own }, pace(percent))).toBe(days);
  });
});

describe('the next visit', () => {
  const ending = (age: number) => ({ ...term, endDay: day(age) });
  const market = (...weekdays: number[]) => ({
    ...term,
    policy: { ...policy, calendar: { ...policy.calendar, market: { weekdays } } },
  });

  test('may be on the last day of the term, not after it', () => {
    expect(nextVisitDay(START, ending(7))).toBe(day(7));
    expect(nextVisitDay(START, ending(6))).toBeNull();
  });

  test('comes soon where nobody was seen, and not later than it would anyway', () => {
    expect(nextVisitDay(day(100), term, STEADY, 7)).toBe(day(107));
    expect(nextVisitDay(START, term, STEADY, 20)).toBe(day(7));
  });

  // The visit would be on a Monday.
  // biome-ignore format: a table
  test.each<[string, number[], number, number | undefined, number]>([
    ['Wednesdays',                    [3],    100, undefined, 9],
    ['Thursdays are too far',         [4],    100, undefined, 7],
    ['Saturdays',                     [6],    100, undefined, 5],
    ['as far either way: the earlier', [3, 6], 100, undefined, 5],
    ['the nearest',                   [2, 6], 100, undefined, 8],
    ['after the term there is none',  [3],    8,   undefined, 7],
    ['on its last day there is',      [3],    9,   undefined, 9],
    ['later than it must be: none',   [3],    100, 7,         7],
    ['earlier may be',                [6],    100, 7,         5],
    ['never back on the day itself',  [1],    100, 1,         1],
  ])('goes to market on %s', (_what, weekdays, ends, soon, days) => {
    const endDay = day(ends);
    expect(nextVisitDay(START, { ...market(...weekdays), endDay }, STEADY, soon)).toBe(day(days));
  });
});
