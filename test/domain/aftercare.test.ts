import fc from 'fast-check';
import {
  Aftercare,
  type AftercareFacts,
  CHECK_OUTCOMES,
  type CheckOutcome,
  type CheckYear,
  checkDay,
  isStable,
} from '../../domain/aftercare';
import { addDays, at, dayOf, endOfDay } from '../../domain/calendar';
import { policyInForce } from '../../domain/policy';
import { refusalOf } from './refusals';

const ENDED = '2026-11-23';
const NOW = at('2026-11-24', '09:00');
const facts: AftercareFacts = {
  ...{
    caseId: 'case',
    provinceId: '14',
    communeId: 'MS',
    endedOn: ENDED,
    consentOn: '2026-11-24',
    revision: 0,
  },
  policy: policyInForce(ENDED),
};
const begin = (now = NOW, more: Partial<AftercareFacts> = {}) =>
  Aftercare.begin({ ...structuredClone(facts), ...more }, now);
const asked = (year: CheckYear, outcome: CheckOutcome = 'reached') => ({
  year,
  outcome,
  heldOn: checkDay(facts, year),
});
const on = (year: CheckYear) => at(checkDay(facts, year), '10:00');

describe('contact after the term', () => {
  test('is a year after it, on a working day, and is the office’s; it is told of on the day and before the end', () => {
    const a = begin();
    expect(a.state.check).toMatchObject({ year: 1, on: '2027-11-23', overdue: false });
    expect(a.next()).toMatchObject({ action: 'later-check', owner: { role: 'commune' } });
    expect(a.wanted().map(({ kind, notBefore }) => [kind, dayOf(notBefore)])).toEqual([
      ['later-check', '2027-11-23'],
      ['later-check', expect.any(String)],
    ]);
    expect(checkDay(facts, 2)).toBe('2028-11-23');
    expect(checkDay({ ...facts, endedOn: '2026-11-21' }, 1)).toBe('2027-11-22'); // a Sunday
  });

  // biome-ignore format: a table
  test.each<[CheckOutcome, object]>([
    ['reached', { closed: null, check: { year: 2 } }],
    ['moved', { closed: null, check: { year: 2 } }],
    ['not-reached', { closed: null, check: { year: 2 } }],
    ['no-wish', { closed: 'withdrawn', check: null }],
    ['died', { closed: 'died', check: null }],
  ])('whoever was found %s', (outcome, then) => {
    const a = begin();
    a.report(asked(1, outcome), on(1));
    expect(a.state).toMatchObject(then);
  });

  test('three times, and then it is done', () => {
    const a = begin();
    for (const year of [1, 2, 3] as const) a.report(asked(year), on(year));
    expect([a.state.closed, a.next(), a.wakesAt(), a.wanted()]).toEqual(['done', null, null, []]);
  });

  // biome-ignore format: a table
  test.each<[string, object, number, string]>([
    ['another year', asked(2), on(1), 'unknown-check'],
    ['a day ahead', { ...asked(1), heldOn: addDays(checkDay(facts, 1), 1) }, on(1), 'in-the-future'],
    ['a day long before', { ...asked(1), heldOn: '2027-06-01' }, on(1), 'too-early'],
  ])('refuses %s', (_what, report, now, code) => {
    const a = begin();
    const before = structuredClone(a.state);
    expect(refusalOf(() => a.report(report as never, now))).toBe(code);
    expect(a.state).toEqual(before);
  });

  test('consent taken back ends it at once: nothing is planned, nobody is told, nothing is taken', () => {
    const a = begin();
    a.withdraw();
    expect([a.state.closed, a.next(), a.wakesAt(), a.wanted()]).toEqual(['withdrawn', null, null, []]);
    expect(refusalOf(() => a.withdraw())).toBe('closed');
    expect(refusalOf(() => a.report(asked(1), on(1)))).toBe('closed');
  });

  test('nobody asks: a human hears of it once, it can still be told, and is given up before the next year', () => {
    const a = begin();
    const due = a.next()?.due as number;
    expect(a.pass(due - 1)).toBeNull();
    expect([a.pass(due), a.pass(due), a.wanted()]).toEqual(['overdue', null, []]);
    const late = structuredClone(a.state);
    expect(new Aftercare(late).report({ ...asked(1), heldOn: dayOf(due) }, due + 1)).toBe(true);
    expect(a.pass(a.wakesAt() as number)).toBe('missed');
    expect(a.state.check?.year).toBe(2);
  });

  test('agreed to late it asks for no year that is over; agreed to again it begins where it is, under new keys', () => {
    const a = begin(endOfDay('2028-06-01'), { consentOn: '2028-06-01', revision: 7 });
    expect(a.state).toMatchObject({ check: { year: 2 }, revision: 8 });
    expect(a.wanted()[0]?.key).not.toBe(begin(on(1)).wanted()[0]?.key);
    expect(begin(endOfDay('2031-01-01')).state.closed).toBe('done');
  });

  test('whatever happens, while it is open there is one date, and closed there is none', () => {
    const doing = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 500 }),
        fc.constantFrom<CheckOutcome | 'wait' | 'withdraw'>(...CHECK_OUTCOMES, 'wait', 'withdraw'),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(doing, (steps) => {
        const a = begin();
        let now = NOW;
        for (const [days, what] of steps) {
          now += days * 86_400_000;
          while ((a.wakesAt() ?? now + 1) <= now) a.pass(now);
          const year = a.state.check?.year;
          if (what === 'withdraw') refusalOf(() => a.withdraw());
          else if (what !== 'wait' && year)
            refusalOf(() => a.report({ year, outcome: what, heldOn: dayOf(now) }, now));
          expect(a.next() === null).toBe(a.state.closed !== null);
          expect((a.wakesAt() ?? now + 1) > now).toBe(true);
          if (a.state.closed) expect(a.wanted()).toEqual([]);
        }
      }),
    );
  });
});

// biome-ignore format: a table
test.each<[string, Parameters<typeof isStable>[0], boolean]>([
  ['well and with work in the third year', [{ year: 3, outcome: 'reached', working: true, relapseFree: true }], true],
  ['without work', [{ year: 3, outcome: 'reached', working: false, relapseFree: true }], false],
  ['not asked', [{ year: 3, outcome: 'reached', working: true, relapseFree: null }], false],
  ['a setback in the year before', [{ year: 2, outcome: 'reached', working: true, relapseFree: false }, { year: 3, outcome: 'reached', working: true, relapseFree: true }], false],
  ['not reached in the year before', [{ year: 2, outcome: 'not-reached', working: null, relapseFree: null }, { year: 3, outcome: 'reached', working: true, relapseFree: true }], true],
  ['only two years', [{ year: 2, outcome: 'reached', working: true, relapseFree: true }], false],
])('three years well and with work: %s', (_what, checks, stable) => expect(isStable(checks)).toBe(stable));
