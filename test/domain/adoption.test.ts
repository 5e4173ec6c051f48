import fc from 'fast-check';
import { type Adopting, adoptionChanges, type Dates, movedDate, nothingChanges } from '../../domain/adoption';
import { addDays, at, type Day, dayOf, endOfDay, type Instant } from '../../domain/calendar';
import { Escalation } from '../../domain/escalation';
import { visitPlan } from '../../domain/follow-up/cadence';
import { FollowUp } from '../../domain/follow-up/follow-up';
import { Handover } from '../../domain/handover';
import type { Wanted } from '../../domain/notice';
import { type Overrides, type PolicyParams, policyInForce } from '../../domain/policy';
import { Referral } from '../../domain/referral';

const START: Day = '2026-11-23'; // a Monday
const NOW = at(START, '09:00');
const shipped = policyInForce(START);
const own = (params: Partial<PolicyParams>, more: Overrides = {}) =>
  policyInForce(START, { params, ...more });

const handover = (now: Instant = NOW) =>
  Handover.open(
    {
      caseId: 'c1',
      personId: 'p1',
      provinceId: '14',
      centreId: 'CS1',
      centreKind: 'public',
      treatment: 'compulsory',
      minor: false,
      endDay: addDays(START, 40),
      startedBy: 'u1',
      policy: shipped,
    },
    'k1',
    now,
  );
const followUp = (now: Instant = NOW) =>
  FollowUp.begin(
    {
      caseId: 'c1',
      personId: 'p1',
      provinceId: '14',
      communeId: 'k1',
      startDay: START,
      endDay: addDays(START, 700),
      policy: shipped,
    },
    'm1',
    now,
  );
const escalation = (now: Instant = NOW) =>
  Escalation.raise(
    { escalationId: 'e1', kind: 'visit-missed', provinceId: '14', communeId: 'k1', policy: shipped },
    now,
  );
const referral = (now: Instant = NOW) =>
  Referral.request(
    {
      referralId: 'r1',
      caseId: 'c1',
      kind: 'training',
      provinceId: '14',
      communeId: 'k1',
      requesterId: 'm1',
      organisationId: 'o1',
      policy: shipped,
    },
    now,
  );
const PROCESSES: [string, (now?: Instant) => Adopting][] = [
  ['handover', handover],
  ['follow-up', followUp],
  ['escalation', escalation],
  ['referral', referral],
];

describe.each(PROCESSES)('a %s', (_, make) => {
  test('that adopts the version it has changes nothing, whenever it does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 24 }), (hours) => {
        const now = NOW + hours * 3_600_000;
        const adopted = make();
        adopted.adopt(shipped, now);
        expect(nothingChanges(adoptionChanges(make(), adopted, now))).toBe(true);
      }),
    );
  });

  test('never has a date moved into the past by adopting, unless it was there', () => {
    const params = fc.record({
      chairDecision: fc.integer({ min: 1, max: 10 }),
      presentPublicCentre: fc.integer({ min: 1, max: 10 }),
      mentorReply: fc.integer({ min: 1, max: 10 }),
      visitGrace: fc.integer({ min: 0, max: 15 }),
      cadence: fc.integer({ min: 1, max: 30 }).map((everyDays) => [{ everyDays }]),
      referralReply: fc.integer({ min: 1, max: 30 }),
      ladders: fc
        .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 40 }))
        .map(([resolveWithin, ackWithinWorkingHours]) => {
          const rung = { role: 'supervisor' as const, channels: ['sms' as const], ackWithinWorkingHours };
          return { usual: { levels: [{ ...rung, scope: 'province' as const }], repeats: 1, resolveWithin } };
        }),
    });
    fc.assert(
      fc.property(params, fc.integer({ min: 0, max: 60 * 24 }), (values, hours) => {
        const now = NOW + hours * 3_600_000;
        const [before, after] = [make().dates(), make()];
        after.adopt(own(values), now);
        for (const [what, date] of Object.entries(after.dates())) {
          if ((before[what] ?? Number.POSITIVE_INFINITY) > now)
            expect([what, date > now]).toEqual([what, true]);
        }
      }),
    );
  });
});

test('what is open moves with the rules, what has slipped stays slipped', () => {
  const h = handover();
  expect(Object.keys(h.dates())).toEqual(['plan', 'acceptance', 'certificate', 'arrival']);
  h.record('proposal', 'u1', NOW);
  h.adopt(own({ chairDecision: 4 }), NOW);
  expect(dayOf((h.dates().decision as Instant) - 1)).toBe('2026-11-27');
  h.fallOverdue(at('2026-11-28', '08:00'));
  h.adopt(own({ chairDecision: 10 }), at('2026-11-28', '08:00'));
  expect(h.dates().decision).toBeUndefined();
  expect(h.state.facts.policy.params.chairDecision).toBe(10);
});

test('the visit and its reminder move with the cadence, but not a day somebody chose', () => {
  const daily = own({ cadence: [{ everyDays: 3 }] });
  const before = followUp();
  const after = followUp();
  after.adopt(daily, NOW);
  expect(adoptionChanges(before, after, NOW)).toMatchObject({
    dates: [{ what: 'visit', to: endOfDay('2026-11-26') }, { what: 'grace' }],
    notices: [
      { kind: 'visit-reminder', from: null, to: at('2026-11-25', '08:00') },
      { kind: 'visit-told', from: null, to: at('2026-11-25', '08:00') },
      { kind: 'visit-reminder', from: at('2026-11-29', '08:00'), to: null },
      { kind: 'visit-told', from: at('2026-11-29', '08:00'), to: null },
    ],
  });
  const chosen = followUp();
  chosen.reschedule(1, '2026-12-04', NOW);
  chosen.adopt(daily, NOW);
  expect(chosen.state.planned?.on).toBe('2026-12-04');
});

test('changes are told in the order of time; what goes out by now is changed by nothing', () => {
  const notice = (key: string, notBefore: Instant): Wanted => ({
    key,
    kind: 'visit-reminder',
    to: { role: 'mentor', userId: 'mai' },
    subjectId: key,
    notBefore,
    data: {},
  });
  const looked = (dates: Dates, ...wanted: Wanted[]) => ({ dates: () => dates, wanted: () => wanted });
  const before = looked(
    { late: 90, early: 60, same: 70 },
    notice('old', 80),
    notice('gone', 40),
    notice('now', 50),
  );
  const after = looked({ late: 100, same: 70, new: 55 }, notice('new', 60));
  const changes = adoptionChanges(before, after, 50);
  expect(changes).toEqual({
    dates: [
      { what: 'new', from: null, to: 55 },
      { what: 'early', from: 60, to: null },
      { what: 'late', from: 90, to: 100 },
    ],
    notices: [
      { kind: 'visit-reminder', subjectId: 'new', from: null, to: 60 },
      { kind: 'visit-reminder', subjectId: 'old', from: 80, to: null },
    ],
  });
  const [date] = changes.dates.slice(0, 1);
  const [told] = changes.notices;
  expect(nothingChanges({ dates: [], notices: [] })).toBe(true);
  if (date) expect(nothingChanges({ dates: [date], notices: [] })).toBe(false);
  if (date && told) expect(nothingChanges({ dates: [date], notices: [told] })).toBe(false);
});

test('a reminder at another hour is a change of its own', () => {
  const after = followUp();
  after.adopt(own({ reminderTime: '18:30' }), NOW);
  const moved = { subjectId: 'c1/v1', from: at('2026-11-29', '08:00'), to: at('2026-11-29', '18:30') };
  expect(adoptionChanges(followUp(), after, NOW)).toEqual({
    dates: [],
    notices: [
      { kind: 'visit-reminder', ...moved },
      { kind: 'visit-told', ...moved },
    ],
  });
});

test('a shorter grace that would be over already ends with today, not yesterday', () => {
  const f = followUp();
  const now = at('2026-12-02', '10:00'); // the visit was on Monday the 30th, its grace ends on the 3rd
  f.adopt(own({ visitGrace: 0 }), now);
  expect(f.state.planned).toMatchObject({ on: '2026-11-30', graceEnds: endOfDay('2026-12-02') });
});

test('a term that the law has since shortened ends no earlier than today, and only where its beginning is known', () => {
  const shorter = { ...shipped, params: { ...shipped.params, termAdultCompulsory: 1 } };
  const old = followUp();
  old.adopt(shorter, NOW);
  expect(old.state.facts.endDay).toBe(addDays(START, 700));
  const known = new FollowUp({
    ...followUp().state,
    facts: { ...old.state.facts, term: { from: '2026-10-01', treatment: 'compulsory', minor: false } },
  });
  known.adopt(shorter, NOW);
  expect([known.state.facts.endDay, known.state.planned]).toEqual([START, null]);
});

test.each([
  ['ahead, and ahead under the new rule', 100, 200, 150, 200],
  ['ahead, past under the new rule: soon', 100, 10, 80, 80],
  ['ahead but sooner than soon: not later than it was', 60, 10, 80, 60],
  ['past already', 40, 10, 80, 10],
  ['ahead, this very moment under the new rule: soon', 100, 50, 80, 80],
  ['this very moment', 50, 10, 80, 10],
])('a date that was %s', (_, was, wouldBe, soon, then) =>
  expect(movedDate(was, wouldBe, soon, 50)).toBe(then),
);

test('visits are on market days where the commune has one near, and always go forward', () => {
  const weekly = policyInForce(START, { market: { weekdays: [3] } });
  const days = (policy: typeof weekly) =>
    visitPlan({ startDay: START, endDay: addDays(START, 60), policy }).map((day) => day.slice(5));
  expect(days(shipped).slice(0, 3)).toEqual(['11-30', '12-07', '12-14']);
  expect(days(weekly).slice(0, 3)).toEqual(['12-02', '12-09', '12-16']);
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 9 }),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 1, max: 30 }),
      (every, visitWindow, everyDays) => {
        const policy = policyInForce(START, {
          params: { visitWindow, cadence: [{ everyDays }] },
          market: { every, from: START },
        });
        const planned = visitPlan({ startDay: START, endDay: addDays(START, 300), policy });
        expect([...planned].sort()).toEqual([...new Set(planned)]);
        expect(planned.every((day) => day > START && day <= addDays(START, 300))).toBe(true);
      },
    ),
  );
});
