import {
  isMarket,
  isOfficeHours,
  kindOf,
  limitOf,
  PolicyError,
  problemWith,
} from '../../domain/policy-limits';

// What a place may set and what not, on both sides of each limit.

const local = (value: unknown, name = 'something') => ({ name, value, basis: 'no law', local: true });
const code = (row: Parameters<typeof problemWith>[0], value: unknown) =>
  problemWith(row, value)?.code ?? 'taken';

describe('whether a value may be set at all', () => {
  const law = { name: 'loan_cap', value: 100, basis: 'a decree' };
  test('what the law fixes is not a place’s; what it only bounds may be raised', () => {
    expect(problemWith(undefined, 1)).toEqual({ code: 'unknown' });
    expect(problemWith(law, 100)).toEqual({ code: 'fixed-by-law', basis: 'a decree' });
    const raisable = { ...law, raisable: true };
    expect(problemWith(raisable, 99)).toEqual({ code: 'below-law', min: 100, basis: 'a decree' });
    expect([code(raisable, 100), code(raisable, 101)]).toEqual(['taken', 'taken']);
    expect(code(local(100, 'loan_cap'), 99)).toBe('taken');
  });

  test('a value of a sort that no screen knows is the law’s', () => {
    expect(problemWith(local({ hours: 24 }), { hours: 12 })).toEqual({
      code: 'fixed-by-law',
      basis: 'no law',
    });
  });
});

test('what sort of value it is follows from the shipped one', () => {
  const kinds = [
    null,
    3,
    '08:00',
    { from: '07:00', to: '22:00' },
    [{ everyDays: 7 }],
    { goodChecks: 3 },
    { usual: {} },
  ];
  expect(kinds.map((value) => kindOf({ value }))).toEqual([
    'number',
    'number',
    'time',
    'window',
    'cadence',
    'pace',
    'ladder',
  ]);
  expect([[], ['x'], {}, true, { hours: 1 }].map((value) => kindOf({ value }))).toEqual(
    Array(5).fill('other'),
  );
});

// biome-ignore format: a table
test.each<[string, unknown, unknown, string]>([
  ['visit_grace', 3, 0, 'taken'], ['visit_grace', 3, 15, 'taken'], ['visit_grace', 3, 16, 'too-high'],
  ['visit_grace', 3, -1, 'too-low'], ['visit_grace', 3, 2.5, 'not-whole'], ['visit_grace', 3, '3', 'not-a-number'],
  ['visit_grace', 3, Number.NaN, 'not-a-number'], ['visit_grace', 3, Number.POSITIVE_INFINITY, 'not-a-number'],
  ['visit_grace', 3, null, 'not-a-number'], ['self_report', null, null, 'taken'], ['self_report', null, 7, 'taken'],
  ['self_report', null, 6, 'too-low'], ['unlisted', 25, 3, 'taken'], ['unlisted', 25, 2, 'too-low'],
  ['unlisted', 25, 250, 'taken'], ['unlisted', 25, 251, 'too-high'], ['unlisted', 2.5, 3.5, 'taken'],
])('number %s, shipped as %j, set to %j: %s', (name, shipped, value, outcome) => {
  expect(code(local(shipped, name), value)).toBe(outcome);
});

test('what is said of a number names its limit', () => {
  expect(problemWith(local(3, 'visit_grace'), 16)).toEqual({ code: 'too-high', max: 15 });
  expect(problemWith(local(3, 'visit_grace'), -1)).toEqual({ code: 'too-low', min: 0 });
  expect(limitOf('nobody-set-any', 25)).toEqual({ min: 3, max: 250 });
  expect(limitOf('visit_grace', 3)).toEqual({ min: 0, max: 15 });
  expect(new PolicyError('visitGrace', { code: 'too-high', max: 15 })).toMatchObject({
    name: 'PolicyError',
    message: 'visitGrace: too-high 15',
  });
});

test.each([
  ['00:00', 'taken'],
  ['19:59', 'taken'],
  ['23:59', 'taken'],
  ['24:00', 'not-a-time'],
  ['08:60', 'not-a-time'],
  ['8:00', 'not-a-time'],
  ['108:00', 'not-a-time'],
  ['08:000', 'not-a-time'],
  [800, 'not-a-time'],
  [['08:00'], 'not-a-time'],
  [null, 'not-a-time'],
])('time %j: %s', (value, outcome) => expect(code(local('08:00'), value)).toBe(outcome));

const objectsThatAreNone = [null, 'text', 3, [], undefined];

// biome-ignore format: a table
test.each<[unknown, string]>([
  [{ from: '05:00', to: '22:00' }, 'taken'], [{ from: '09:00', to: '17:00' }, 'taken'],
  [{ from: '04:59', to: '22:00' }, 'not-a-window'], [{ from: '09:01', to: '22:00' }, 'not-a-window'],
  [{ from: '07:00', to: '16:59' }, 'not-a-window'], [{ from: '07:00', to: '22:01' }, 'not-a-window'],
  [{ from: '07:00' }, 'not-a-window'], [{ from: '07:00', to: '22:00', also: 1 }, 'not-a-window'],
  [{ from: '7', to: '22:00' }, 'not-a-window'], [{ from: '07:00', to: '22' }, 'not-a-window'],
  [{ from: '07:00', until: '22:00' }, 'not-a-window'],
  ...objectsThatAreNone.map((value): [unknown, string] => [value, 'not-a-window']),
])('sending hours %j: %s', (value, outcome) => {
  expect(code(local({ from: '07:00', to: '22:00' }), value)).toBe(outcome);
});

const steps = (...untils: number[]) => [
  ...untils.map((untilDay) => ({ untilDay, everyDays: 7 })),
  { everyDays: 30 },
];
// biome-ignore format: a table
test.each<[unknown, string]>([
  [steps(), 'taken'], [steps(1), 'taken'], [steps(731), 'taken'], [steps(30, 31), 'taken'], [steps(1, 2, 3, 4, 5), 'taken'],
  [[{ everyDays: 1 }], 'taken'], [[{ everyDays: 92 }], 'taken'],
  [[], 'not-a-cadence'], [steps(1, 2, 3, 4, 5, 6), 'not-a-cadence'], [steps(0), 'not-a-cadence'], [steps(732), 'not-a-cadence'],
  [steps(30, 30), 'not-a-cadence'], [steps(30, 20), 'not-a-cadence'],
  [[{ everyDays: 0 }], 'not-a-cadence'], [[{ everyDays: 93 }], 'not-a-cadence'], [[{ everyDays: 1.5 }], 'not-a-cadence'],
  [[{ untilDay: 30, everyDays: 7 }], 'not-a-cadence'], [[{ everyDays: 7 }, { everyDays: 30 }], 'not-a-cadence'],
  [[{ untilDay: 30 }, { everyDays: 30 }], 'not-a-cadence'], [[{ everyDays: 7, also: 1 }], 'not-a-cadence'],
  [[{ untilDay: 30, everyDays: 7, also: 1 }, { everyDays: 30 }], 'not-a-cadence'], [[null], 'not-a-cadence'], [['weekly'], 'not-a-cadence'],
  ...[null, 'text', 3, {}].map((value): [unknown, string] => [value, 'not-a-cadence']),
])('cadence %j: %s', (value, outcome) => expect(code(local([{ everyDays: 7 }]), value)).toBe(outcome));

describe('the pace', () => {
  const pace = { goodChecks: 3, longerPercent: 150, shorterPercent: 50, minDays: 7, maxDays: 60 };
  // biome-ignore format: a table
  test.each<[object, boolean]>([
    [{}, true],
    [{ goodChecks: 1 }, true], [{ goodChecks: 12 }, true], [{ goodChecks: 0 }, false], [{ goodChecks: 13 }, false],
    [{ longerPercent: 100 }, true], [{ longerPercent: 300 }, true], [{ longerPercent: 99 }, false], [{ longerPercent: 301 }, false],
    [{ shorterPercent: 10 }, true], [{ shorterPercent: 100 }, true], [{ shorterPercent: 9 }, false], [{ shorterPercent: 101 }, false],
    [{ minDays: 1 }, true], [{ minDays: 31 }, true], [{ minDays: 0 }, false], [{ minDays: 32 }, false],
    [{ maxDays: 7 }, true], [{ maxDays: 92 }, true], [{ maxDays: 6 }, false], [{ maxDays: 93 }, false],
    [{ also: 1 }, false], [{ goodChecks: '3' }, false],
  ])('with %j is one: %s', (more, taken) => {
    expect(code(local(pace), { ...pace, ...more })).toBe(taken ? 'taken' : 'not-a-pace');
  });

  test.each(objectsThatAreNone)('is not %j', (value) => expect(code(local(pace), value)).toBe('not-a-pace'));

  test('needs all of it', () => {
    const { maxDays: _, ...less } = pace;
    expect(code(local(pace), less)).toBe('not-a-pace');
  });
});

// biome-ignore format: a table
test.each<[unknown, boolean]>([
  [{ workday: [['07:00', '11:00']] }, true], [{ workday: [['07:00', '11:00'], ['11:00', '17:00']] }, true],
  [{ workday: [['07:00', '11:00']], saturday: [] }, true], [{ workday: [['07:00', '11:00']], saturday: [['07:00', '11:00']] }, true],
  [{ workday: [['07:00', '08:00'], ['09:00', '10:00'], ['11:00', '12:00'], ['13:00', '14:00']] }, true],
  [{ workday: [['07:00', '08:00'], ['09:00', '10:00'], ['11:00', '12:00'], ['13:00', '14:00'], ['15:00', '16:00']] }, false],
  [{ workday: [] }, false], [{ saturday: [['07:00', '11:00']] }, false], [{ workday: 'always' }, false],
  [{ workday: [['07:00', '11:00']], saturday: 'open' }, false], [{ workday: [['07:00', '11:00']], sunday: [] }, false],
  [{ workday: [['11:00', '07:00']] }, false], [{ workday: [['07:00', '07:00']] }, false],
  [{ workday: [['07:00', '11:00'], ['10:00', '12:00']] }, false], [{ workday: [['13:00', '17:00'], ['07:00', '11:00']] }, false],
  [{ workday: [['07:00']] }, false], [{ workday: [['07:00', '11:00', '12:00']] }, false], [{ workday: ['07:00'] }, false],
  [{ workday: [['7', '11:00']] }, false], [{ workday: [['07:00', '11']] }, false], [{ workday: [['07:00', '25:00']] }, false],
  ...objectsThatAreNone.map((value): [unknown, boolean] => [value, false]),
])('office hours %j: %s', (value, taken) => expect(isOfficeHours(value)).toBe(taken));

// biome-ignore format: a table
test.each<[unknown, boolean]>([
  [{ weekdays: [0] }, true], [{ weekdays: [0, 6] }, true], [{ weekdays: [] }, false], [{ weekdays: [7] }, false],
  [{ weekdays: [3, 7] }, false], [{ weekdays: [-1] }, false], [{ weekdays: 3 }, false], [{ weekdays: [3], also: 1 }, false],
  [{ every: 2, from: '2026-11-23' }, true], [{ every: 30, from: '2026-11-23' }, true],
  [{ every: 1, from: '2026-11-23' }, false], [{ every: 31, from: '2026-11-23' }, false], [{ every: 5, from: '2026-11-31' }, false],
  [{ every: 5, from: 20261123 }, false], [{ every: 5, from: ['2026-11-23'] }, false], [{ every: 5 }, false], [{ from: '2026-11-23' }, false],
  [{ every: 5, from: '2026-11-23', also: 1 }, false], [{ every: 5, since: '2026-11-23' }, false],
  ...objectsThatAreNone.map((value): [unknown, boolean] => [value, false]),
])('market days %j: %s', (value, taken) => expect(isMarket(value)).toBe(taken));
