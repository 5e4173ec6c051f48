import fc from 'fast-check';
import {
  addDays,
  addWorkingDays,
  endOfTerm,
  isMarketDay,
  isWorkingDay,
  preferMarketDay,
  weekday,
} from '../../domain/calendar';
import {
  type OverrideRow,
  overrideProblem,
  overridesFor,
  PLACE_SETTINGS,
  PROVINCE_WIDE,
  rowsInForce,
  settable,
} from '../../domain/overrides';
import { basisOf, camel, PARAMETERS, type ParameterName, policyInForce } from '../../domain/policy';
import { PolicyError } from '../../domain/policy-limits';
import { readValue, writeValue } from '../../domain/policy-text';
import { basisText, EXAMPLES, PARAMETER_LABELS, problemText, UNIT_LABELS } from '../../domain/wording/policy';

const DAY = '2026-11-22';
let ids = 0;
const row = (name: string, value: unknown, more: Partial<OverrideRow> = {}): OverrideRow => ({
  id: String(++ids).padStart(6, '0'),
  provinceId: '14',
  communeId: null,
  name,
  value,
  validFrom: '2026-01-01',
  validTo: null,
  ...more,
});
const grace = (...rows: OverrideRow[]) => overridesFor(rows, '14', 'k1', DAY).params?.visitGrace;

describe('which local value counts', () => {
  test.each<[string, OverrideRow[], number | undefined]>([
    ['none', [], undefined],
    ["the province's", [row('visit_grace', 5)], 5],
    [
      "the commune's over the province's",
      [row('visit_grace', 7, { communeId: 'k1' }), row('visit_grace', 5)],
      7,
    ],
    ['not that of another commune', [row('visit_grace', 7, { communeId: 'k2' })], undefined],
    ['nor of another province', [row('visit_grace', 7, { provinceId: '01' })], undefined],
    ['not yet', [row('visit_grace', 7, { validFrom: addDays(DAY, 1) })], undefined],
    ['from its first day', [row('visit_grace', 7, { validFrom: DAY })], 7],
    ['its last day', [row('visit_grace', 7, { validTo: DAY })], 7],
    ['no longer', [row('visit_grace', 7, { validTo: addDays(DAY, -1) })], undefined],
    ['the later of two', [row('visit_grace', 4, { validFrom: '2026-11-01' }), row('visit_grace', 5)], 4],
    ['of one day the one written last', [row('visit_grace', 4), row('visit_grace', 5)], 5],
    ['none that the law has fixed', [row('visit_grace', 99)], undefined],
  ])('%s', (_, rows, value) => expect(grace(...rows)).toBe(value));

  test('what a province reports by has one value in all of it', () => {
    const rows = PROVINCE_WIDE.flatMap((name) => [row(name, 60, { communeId: 'k1' }), row(name, 50)]);
    expect([...rowsInForce(rows, '14', 'k1', DAY).values()].map(({ value }) => value)).toEqual([50, 50, 50]);
  });

  test('hours, market, 24 November and announced years become the calendar', () => {
    const overrides = overridesFor(
      [
        row('office_hours', { workday: [['07:00', '11:00']], saturday: [['07:00', '10:00']] }),
        row('market_days', { weekdays: [0] }, { communeId: 'k1' }),
        row('november_24', true),
      ],
      '14',
      'k1',
      DAY,
      [
        { id: '1', year: 2027, off: ['2027-02-05'], worked: [], source: 'bản đầu' },
        { id: '2', year: 2027, off: ['2027-02-05', '2027-02-08'], worked: ['2027-02-13'], source: 'QĐ' },
      ],
    );
    const { calendar, version } = policyInForce(DAY, overrides);
    expect([isWorkingDay('2026-11-24', calendar), isWorkingDay('2027-02-13', calendar)]).toEqual([
      false,
      true,
    ]);
    expect([isWorkingDay('2027-02-08', calendar), isWorkingDay('2027-02-09', calendar)]).toEqual([
      false,
      true,
    ]);
    expect(isMarketDay('2026-11-22', calendar)).toBe(true);
    expect(calendar.hours?.saturday).toHaveLength(1);
    expect(version).toMatch(/^2026-07-01\+/);
  });

  test('where nothing is set nothing is, and what the shipped calendar says counts', () => {
    expect(overridesFor([], '14', 'k1', DAY)).toEqual({});
    expect(overridesFor([row('office_hours', { workday: [] })], '14', 'k1', DAY)).toEqual({});
  });

  test('of a year announced twice the later entry counts, in whatever order they are read', () => {
    const entered = (id: string, source: string) => ({ id, year: 2027, off: [], worked: [], source });
    const read = overridesFor([], '14', null, DAY, [entered('2', 'QĐ'), entered('1', 'bản đầu')]);
    expect(read).toEqual({ announced: { 2027: { off: [], worked: [], source: 'QĐ' } } });
  });

  test('values that do not fit together give way to the shipped one, and nothing fails', () => {
    const overrides = overridesFor(
      [row('first_contact', 14), row('first_contact_latest', 7, { communeId: 'k1' })],
      '14',
      'k1',
      DAY,
    );
    expect(policyInForce(DAY, overrides).params).toMatchObject({ firstContact: 7, firstContactLatest: 7 });
  });
});

describe('limits', () => {
  test('whatever a place sets, it becomes a policy that survives JSON, or a refusal with its reason', () => {
    const names = PARAMETERS.map((parameter) => parameter.name);
    const value = fc.oneof(
      fc.integer({ min: -10, max: 400 }),
      fc.double(),
      fc.constantFrom(null, '08:00', '25:00', { from: '07:00', to: '21:00' }, { from: '00:00', to: '24:00' }),
      fc.array(
        fc.record({ everyDays: fc.integer({ min: -1, max: 100 }), untilDay: fc.integer({ max: 900 }) }),
      ),
      fc.constant([{ untilDay: 30, everyDays: 5 }, { everyDays: 20 }]),
      fc.jsonValue(),
    );
    const some = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 });
    fc.assert(
      fc.property(some, (drawn) => {
        const params = Object.fromEntries(
          Object.entries(drawn).map(([name, v]) => [camel(name as ParameterName), v]),
        );
        try {
          const policy = policyInForce(DAY, { params });
          expect(JSON.parse(JSON.stringify(policy))).toEqual(policy);
          for (const [name, v] of Object.entries(drawn)) expect(overrideProblem(name, v, DAY)).toBeNull();
        } catch (error) {
          if (!(error instanceof PolicyError)) throw error;
          const { vi, en } = problemText(error.problem);
          expect([vi.length, en.length].every((length) => length > 5)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, unknown, string | null]>([
    ['visit_grace', 5, null],
    ['visit_grace', 16, 'too-high'],
    ['visit_grace', -1, 'too-low'],
    ['visit_grace', 2.5, 'not-whole'],
    ['visit_grace', null, 'not-a-number'],
    ['visit_grace', '5', 'not-a-number'],
    ['self_report', null, null],
    ['term_adult_compulsory', 12, 'fixed-by-law'],
    ['loan_cap', 150_000_000, 'below-law'],
    ['loan_cap', 300_000_000, null],
    ['nothing', 1, 'unknown'],
    ['police_proposal', 1, 'fixed-by-law'],
    ['reminder_time', '24:00', 'not-a-time'],
    ['sms_window', { from: '07:00', to: '23:00' }, 'not-a-window'],
    ['sms_window', { from: '07:00', to: '21:00', more: 1 }, 'not-a-window'],
    ['cadence', [], 'not-a-cadence'],
    ['cadence', [{ untilDay: 30, everyDays: 7 }], 'not-a-cadence'],
    [
      'cadence',
      [{ untilDay: 30, everyDays: 7 }, { untilDay: 30, everyDays: 9 }, { everyDays: 9 }],
      'not-a-cadence',
    ],
    ['ladders', { usual: { levels: [], repeats: 1, resolveWithin: 1 } }, 'not-a-ladder'],
    ['office_hours', { workday: [] }, 'not-hours'],
    ['office_hours', { workday: [['08:00', '07:00']] }, 'not-hours'],
    [
      'office_hours',
      {
        workday: [
          ['08:00', '12:00'],
          ['11:00', '17:00'],
        ],
      },
      'not-hours',
    ],
    ['office_hours', { workday: [['08:00', '12:00']], saturday: [] }, null],
    ['market_days', { weekdays: [7] }, 'not-market-days'],
    ['market_days', { every: 5, from: '2026-02-30' }, 'not-market-days'],
    ['market_days', { every: 5, from: '2026-11-22' }, null],
    ['november_24', 1, 'not-yes-or-no'],
  ])('%s = %j: %s', (name, value, code) =>
    expect(overrideProblem(name, value, DAY)?.code ?? null).toBe(code),
  );

  test('what is shipped lies within its own limits, and can be typed as it is written', () => {
    for (const name of settable(DAY)) {
      if ((PLACE_SETTINGS as readonly string[]).includes(name)) continue;
      const { value } = basisOf(name as ParameterName, DAY) ?? {};
      expect([name, overrideProblem(name, value, DAY)]).toEqual([name, null]);
      expect([name, readValue(name, writeValue(name, value))]).toEqual([name, value]);
    }
  });

  test('what the law fixes is not offered, what it lets a province raise is, each once', () => {
    const names = settable(DAY);
    expect(names).toEqual(expect.arrayContaining(['visit_grace', 'loan_cap', 'sms_max_per_number']));
    for (const fixed of ['term_adult_compulsory', 'centre_notice_before_end', 'commune_file'] as const)
      expect(names).not.toContain(fixed);
    expect(new Set(names).size).toBe(names.length);
    expect(names.slice(-3)).toEqual([...PLACE_SETTINGS]);
  });

  test.each([
    ['office_hours', '7:30-11:30 13:30-17:00 / 07:30-11:00', '07:30-11:30 13:30-17:00 / 07:30-11:00'],
    ['market_days', 't2, t5', 'T2 T5'],
    ['market_days', '5 2026-11-22', '5 2026-11-22'],
    ['november_24', 'có', 'yes'],
    ['loan_cap', '300.000.000', '300000000'],
  ] as const)('%s typed %s is %s', (name, typed, written) => {
    const value = readValue(name, typed);
    expect([overrideProblem(name, value, DAY), writeValue(name, value)]).toEqual([null, written]);
  });

  test.each(['office_hours', 'market_days', 'cadence', 'ladders', 'sms_window', 'reminder_time'] as const)(
    'whatever is typed for %s, it is taken or refused, never a crash',
    (name) => {
      fc.assert(
        fc.property(fc.string(), (typed) => {
          const value = readValue(name, typed);
          if (!overrideProblem(name, value, DAY))
            expect(readValue(name, writeValue(name, value))).toEqual(value);
        }),
      );
    },
  );
});

test('everything on the screen of the parameters is said in both languages', () => {
  for (const { name, unit, basis } of PARAMETERS) {
    expect(Object.keys(PARAMETER_LABELS)).toContain(name);
    expect(Object.keys(UNIT_LABELS)).toContain(unit);
    expect([basis, /\b(no law|arts?\.|Law|none|kept|days)\b/.test(basisText(basis, 'vi'))]).toEqual([
      basis,
      false,
    ]);
  }
  expect(Object.values(EXAMPLES).every(({ vi, en }) => vi && en)).toBe(true);
});

describe('market days', () => {
  const { calendar } = policyInForce(DAY);
  const weekly = { ...calendar, market: { weekdays: [4] } };
  const everyFive = { ...calendar, market: { every: 5, from: '2026-11-22' } };

  test.each([
    ['no market', calendar, '2026-11-24', 3, '2026-11-24'],
    ['already on the market day', weekly, '2026-11-26', 3, '2026-11-26'],
    ['two days ahead', weekly, '2026-11-24', 3, '2026-11-26'],
    ['too far', weekly, '2026-11-23', 2, '2026-11-23'],
    ['of two as near the earlier', everyFive, '2026-11-29', 5, '2026-11-27'],
    ['counted back over the day it was held', everyFive, '2026-11-18', 1, '2026-11-17'],
  ])('%s', (_, place, day, window, then) => expect(preferMarketDay(day, place, window)).toBe(then));

  test('the day preferred is the day itself or a market day no further than the window', () => {
    fc.assert(
      fc.property(fc.integer({ min: -900, max: 900 }), fc.integer({ min: 0, max: 6 }), (n, window) => {
        const day = addDays(DAY, n);
        for (const place of [weekly, everyFive]) {
          const then = preferMarketDay(day, place, window);
          expect(then === day || isMarketDay(then, place)).toBe(true);
          expect(Math.abs(Date.parse(then) - Date.parse(day)) / 86_400_000).toBeLessThanOrEqual(window);
        }
      }),
    );
  });
});

test('counting never ends a term on a rest day, whatever holidays a place has', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 364 }), { maxLength: 30 }),
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 1, max: 15 }),
      (off, start, days) => {
        const announced = {
          2027: { off: off.map((n) => addDays('2027-01-01', n)), worked: ['2027-05-08'], source: 'QĐ' },
        };
        const { calendar } = policyInForce(DAY, { announced });
        const from = addDays('2027-01-01', start);
        for (const end of [addWorkingDays(from, days, calendar), endOfTerm(from, calendar)])
          expect(isWorkingDay(end, calendar)).toBe(true);
      },
    ),
  );
  expect(weekday(DAY)).toBe(0);
});
