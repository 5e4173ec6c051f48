import fc from 'fast-check';
import { addDays, at, type Day, dayOf, HOUR, type Instant } from '../../../domain/calendar';
import {
  daysIn,
  END_REASONS,
  FollowUp,
  interval,
  PAUSE_REASONS,
  type Pace,
  paced,
  STEADY,
  VISIT_OUTCOMES,
} from '../../../domain/follow-up';
import { policyInForce, termEnd } from '../../../domain/policy';
import { refusalOf } from '../refusals';

const START = '2026-11-23';
const policy = policyInForce(START);
const adaptive = policy.params.adaptive as NonNullable<typeof policy.params.adaptive>;

const when = fc.integer({ min: -20, max: 20 });
const who = fc.constantFrom('mai', 'lan', 'hoa');
const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 24 * 45 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('report' as const),
      outcome: fc.constantFrom(...VISIT_OUTCOMES),
      back: fc.integer({ min: 0, max: 2 }),
      promised: fc.integer({ min: -1, max: 16 }),
    }),
  },
  fc.record({
    do: fc.constant('contact' as const),
    ago: fc.integer({ min: -1, max: 9 }),
    outcome: fc.constantFrom('met' as const, 'phone' as const, 'worry' as const),
  }),
  fc.record({ do: fc.constant('reschedule' as const), in: when }),
  fc.record({ do: fc.constant('reassign' as const), who }),
  fc.record({ do: fc.constant('gone' as const), who }),
  fc.record({ do: fc.constant('cover' as const), who, in: when, days: fc.integer({ min: -1, max: 30 }) }),
  fc.record({ do: fc.constant('pause' as const), why: fc.constantFrom(...PAUSE_REASONS), in: when }),
  fc.record({ do: fc.constant('still' as const) }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('resume' as const), in: when }) },
  fc.record({
    do: fc.constant('absent' as const),
    in: when,
    days: fc.integer({ min: 0, max: 30 }),
    reported: fc.boolean(),
  }),
  fc.record({ do: fc.constant('move' as const), to: fc.constantFrom('origin', 'there', 'elsewhere') }),
  fc.record({ do: fc.constant('accept' as const), who }),
  fc.record({ do: fc.constant('decline' as const) }),
  fc.record({
    do: fc.constant('paper' as const),
    paper: fc.constantFrom('certificate' as const, 'delisting' as const),
  }),
  fc.record({
    do: fc.constant('end' as const),
    reason: fc.constantFrom(...END_REASONS),
    sure: fc.integer({ min: 0, max: 9 }),
  }),
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

function give(f: FollowUp, c: Command, now: Instant): unknown {
  const today = dayOf(now);
  const { state } = f;
  switch (c.do) {
    case 'wait':
      return null;
    case 'report':
      return f.report(
        {
          seq: state.seq - c.back,
          outcome: c.outcome,
          heldOn: today,
          ...(c.outcome === 'promised' && { promisedOn: addDays(today, c.promised) }),
          needs: [],
          by: 'mai',
          submissionId: 's',
        },
        now,
      );
    case 'contact':
      return f.contact(c.outcome, addDays(today, -c.ago), now);
    case 'reschedule':
      return f.reschedule(state.planned?.seq ?? 1, addDays(today, c.in), now);
    case 'reassign':
      return f.reassign(c.who, now);
    case 'gone':
      return f.mentorGone(c.who, now);
    case 'cover':
      return f.coverBy(c.who, addDays(today, c.in), addDays(today, c.in + c.days), now);
    case 'pause':
      return f.pause(c.why, addDays(today, c.in), now);
    case 'still':
      return f.stillPaused(now);
    case 'resume':
      return f.resume(addDays(today, c.in), now);
    case 'absent':
      return f.absent(
        { from: addDays(today, c.in), until: addDays(today, c.in + c.days), reported: c.reported },
        now,
      );
    case 'move':
      return f.moveAway({ communeId: c.to, provinceId: '14' }, now);
    case 'accept':
      return f.acceptMove(c.who, now);
    case 'decline':
      return f.declineMove(now);
    case 'paper':
      return f.recordEnd(c.paper, now);
    case 'end':
      return c.sure === 0 ? f.end(c.reason, now) : null;
  }
}

/** What holds in every state, whatever led to it. */
function holds(f: FollowUp, now: Instant, endDay: Day): void {
  const { state } = f;
  const open = state.closed === null;
  expect([f.next() !== null, f.accountable() !== null]).toEqual([open, open]);
  expect(f.endDay).toBe(addDays(endDay, daysIn(state.uncounted)));
  if (!open) expect([f.wanted(), f.wakesAt(), f.slipped(), state.planned]).toEqual([[], null, [], null]);
  else {
    // Every date that has passed was told to a human; somebody is woken for, or told of, every other.
    for (const duty of state.duties) expect(duty.overdue || duty.due > now).toBe(true);
    if (state.planned) expect(state.planned.graceEnds).toBeGreaterThan(now);
    const wakes = f.wakesAt();
    expect(wakes === null ? state.duties.some((d) => d.overdue) : wakes > now).toBe(true);
    if (state.mentorId === null) expect(state.duties.some((d) => d.kind === 'name-mentor')).toBe(true);
    if (state.pause) {
      expect(state.planned).toBeNull();
      expect(state.duties.some((d) => d.kind === 'check-pause')).toBe(true);
    }
    expect(state.move !== null).toBe(state.duties.some((d) => d.kind === 'accept-move'));
    const kinds = state.duties.map((d) => d.kind);
    expect(new Set(kinds).size).toBe(kinds.length);
  }
  const keys = f.wanted().map((w) => w.key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(JSON.parse(JSON.stringify(state))).toEqual(state); // plain JSON, as it is carried
}

test('in whatever order: one who answers, one next date, nothing in the past, and an end without a word', () => {
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 400 }), fc.array(command, { maxLength: 60 }), (days, commands) => {
      let now = at(START, '09:00');
      const endDay = addDays(START, days);
      const facts = {
        caseId: 'case',
        personId: 'person',
        provinceId: '14',
        communeId: 'origin',
        startDay: START,
        endDay,
        term: { from: addDays(START, -2), treatment: 'voluntary' as const, minor: false },
        policy,
      };
      const f = FollowUp.begin(facts, 'mai', now);
      const told = new Map<string, string>();
      const wake = () => {
        while (f.wake(now)) {}
      };
      wake();
      for (const c of commands) {
        if (c.do === 'wait') now += c.hours * HOUR;
        wake();
        const before = structuredClone(f.state);
        const refused = refusalOf(() => give(f, c, now));
        if (refused) expect(f.state).toEqual(before);
        const { planned } = f.state;
        if (planned && JSON.stringify(planned) !== JSON.stringify(before.planned)) {
          expect(planned.on >= dayOf(now)).toBe(true);
          expect(planned.on <= f.endDay).toBe(true);
        }
        wake();
        holds(f, now, endDay);
        for (const { key, ...need } of f.wanted()) {
          // A key says the same for ever: what a commune was once told is never silently something else.
          if (need.kind !== 'mentor-assigned')
            expect(told.get(key) ?? JSON.stringify(need)).toBe(JSON.stringify(need));
          told.set(key, JSON.stringify(need));
        }
      }
      // A copy carried over and gone on with is the same follow-up.
      expect(new FollowUp(JSON.parse(JSON.stringify(f.state))).state).toEqual(f.state);
    }),
    { numRuns: 400 },
  );
});

describe('the pace', () => {
  const term = { startDay: START, policy };
  const check = fc.constantFrom('good' as const, 'bad' as const, 'neutral' as const);

  test('is whole days within the bounds of the policy, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(check, fc.integer({ min: 0, max: 60 })), { maxLength: 80 }), (checks) => {
        let pace: Pace = STEADY;
        let on = START;
        for (const [found, days] of checks) {
          on = addDays(on, days);
          pace = paced(pace, found, term, on);
          const next = interval(on, term, pace);
          expect(Number.isInteger(next)).toBe(true);
          expect(next).toBeGreaterThanOrEqual(adaptive.minDays);
          expect(next).toBeLessThanOrEqual(adaptive.maxDays);
        }
      }),
    );
  });

  test('is never faster after a good visit nor slower after a bad one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 20, max: 200 }),
        fc.nat({ max: 2 }),
        (age, percent, good) => {
          const on = addDays(START, age);
          const pace = { percent, good };
          expect(interval(on, term, paced(pace, 'good', term, on))).toBeGreaterThanOrEqual(
            interval(on, term, pace),
          );
          expect(interval(on, term, paced(pace, 'bad', term, on))).toBeLessThanOrEqual(
            interval(on, term, pace),
          );
          expect(paced(pace, 'neutral', term, on)).toBe(pace);
        },
      ),
    );
  });

  test('stays steady under a policy of before', () => {
    const { adaptive: _, ...params } = policy.params;
    const old = { startDay: START, policy: { ...policy, params } };
    expect(paced(STEADY, 'bad', old, termEnd(START, 6))).toBe(STEADY);
  });
});
