import fc from 'fast-check';
import {
  addDays,
  at,
  type Day,
  dayOf,
  daysBetween,
  endOfDay,
  HOUR,
  type Instant,
} from '../../domain/calendar';
import { FollowUp, type FollowUpFacts, type VisitReport, visitPlan } from '../../domain/follow-up';
import { policyInForce, termEnd } from '../../domain/policy';
import { refusalOf } from './refusals';

const TODAY = '2026-11-23';
const NOW = at(TODAY, '09:00');

const factsOf = (more: Partial<FollowUpFacts> = {}): FollowUpFacts => ({
  caseId: 'case',
  personId: 'person',
  provinceId: '14',
  communeId: 'mai-son',
  startDay: TODAY,
  endDay: termEnd(TODAY, 24),
  policy: policyInForce(TODAY),
  ...more,
});
const begun = (more: Partial<FollowUpFacts> = {}, now = NOW, papers = true) =>
  FollowUp.begin(factsOf(more), 'mai', now, papers);
const report = (seq: number, heldOn: Day): VisitReport => ({
  seq,
  outcome: 'met',
  heldOn,
  needs: [],
  by: 'mai',
  submissionId: 's',
});

const wakesAt = (f: FollowUp): Instant => f.wakesAt() ?? Number.POSITIVE_INFINITY;

/** What the workflow does when it wakes at a moment: until there is nothing more to decide now. */
function wake(f: FollowUp, now: Instant): number[] {
  const missed: number[] = [];
  for (let due = f.wake(now); due; due = f.wake(now)) {
    if (due.what !== 'visit-missed') continue;
    missed.push(due.visit.seq);
    if (f.state.planned) expect(f.state.planned.on >= dayOf(now)).toBe(true);
  }
  return missed;
}

describe('the plan of visits', () => {
  test('is weekly for a month, fortnightly until three months, then monthly', () => {
    const days = visitPlan(factsOf()).map((day) => daysBetween(TODAY, day));
    expect(days.slice(0, 12)).toEqual([7, 14, 21, 28, 35, 49, 63, 77, 91, 121, 151, 181]);
  });

  test.each([
    [12, 18],
    [24, 30],
  ])('of %i months has %i visits, all within the term', (months, visits) => {
    const plan = visitPlan(factsOf({ endDay: termEnd(TODAY, months) }));
    expect(plan).toHaveLength(visits);
    expect((plan.at(-1) as Day) <= termEnd(TODAY, months)).toBe(true);
  });

  test('of a term that ends before the first visit is empty, and the case closes with its term', () => {
    const f = begun({ endDay: addDays(TODAY, 3) }, NOW, false);
    expect([f.state.planned, f.next()?.action]).toEqual([null, 'close']);
    expect(f.closeAtTermEnd(wakesAt(f) - 1)).toBe(false);
    expect(f.closeAtTermEnd(wakesAt(f))).toBe(true);
    expect(f.next()).toBeNull();
  });
});

describe('a report', () => {
  const missedOnce = () => {
    const f = begun();
    wake(f, wakesAt(f));
    return f;
  };
  // biome-ignore format: a table
  test.each<[string, () => FollowUp, number, Day, string | null]>([
    ['of the planned visit', begun, 1, TODAY, null],
    ['of a visit never planned', begun, 2, TODAY, 'unknown-visit'],
    ['of visit 0', begun, 0, TODAY, 'unknown-visit'],
    ['of half a visit', begun, 0.5, TODAY, 'unknown-visit'],
    ['held tomorrow', begun, 1, addDays(TODAY, 1), 'in-the-future'],
    ['held before the return', begun, 1, addDays(TODAY, -1), 'before-the-return'],
    ['of a missed visit', missedOnce, 1, TODAY, null],
    ['of the visit after a missed one', missedOnce, 2, TODAY, null],
  ])('%s', (_what, make, seq, heldOn, outcome) => {
    const f = make();
    const before = structuredClone(f.state);
    expect(refusalOf(() => f.report(report(seq, heldOn), NOW))).toBe(outcome);
    if (outcome) expect(f.state).toEqual(before);
    else expect(refusalOf(() => f.report(report(seq, heldOn), NOW))).toBe('already-reported');
  });

  test('in time plans the next from its day, an early one does not bring the plan forward', () => {
    const early = begun();
    early.report(report(1, TODAY), NOW);
    expect(early.state.planned).toMatchObject({ seq: 2, on: addDays(TODAY, 14) });
    const late = begun();
    late.report(report(1, addDays(TODAY, 9)), at(addDays(TODAY, 9), '18:00'));
    expect(late.state.planned).toMatchObject({ seq: 2, on: addDays(TODAY, 16) });
  });

  test('of a missed visit leaves the visit planned since as it is', () => {
    const f = missedOnce();
    const { planned } = structuredClone(f.state);
    expect(f.report(report(1, TODAY), wakesAt(f) - 1)).toEqual({ late: true, answered: true });
    expect(f.state).toMatchObject({ planned, missed: [] });
  });
});

describe('the end of the term of a case begun before its end had papers', () => {
  test('waits for a visit still in its grace: it is reported or missed, never forgotten', () => {
    const endDay = addDays(TODAY, 8); // the visit of day 7 may be reported until day 10
    const inGrace = endOfDay(endDay) + HOUR;
    const silent = begun({ endDay }, NOW, false);
    expect(silent.closeAtTermEnd(inGrace)).toBe(false);
    expect(silent.next()).toMatchObject({ action: 'visit' });
    expect(wake(silent, wakesAt(silent))).toEqual([1]);
    expect(silent.state.closed).toBe('completed');

    const told = begun({ endDay }, NOW, false);
    told.report(report(1, endDay), inGrace);
    wake(told, inGrace);
    expect(told.state).toMatchObject({ closed: 'completed', missed: [] });
  });

  test('refuses to plan beyond it, or before today', () => {
    const f = begun();
    expect(refusalOf(() => f.reschedule(1, addDays(f.state.facts.endDay, 1), NOW))).toBe('after-the-term');
    expect(refusalOf(() => f.reschedule(1, f.state.facts.endDay, NOW))).toBeNull();
    expect(refusalOf(() => f.reschedule(1, addDays(TODAY, -1), NOW))).not.toBeNull();
    expect(refusalOf(() => f.reschedule(2, TODAY, NOW))).toBe('unknown-visit');
  });

  test.each([
    ['report', (f: FollowUp) => f.report(report(1, TODAY), NOW)],
    ['reschedule', (f: FollowUp) => f.reschedule(1, TODAY, NOW)],
    ['reassign', (f: FollowUp) => f.reassign('lan', NOW)],
  ])('after it a %s is told that the case is closed', (_what, command) => {
    const f = begun({ endDay: addDays(TODAY, 8) }, NOW, false);
    f.report(report(1, TODAY), NOW);
    wake(f, wakesAt(f));
    expect(refusalOf(() => command(f))).toBe('closed');
  });
});

test('after an outage of any length one visit is missed, one planned from today on, and nothing replayed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 800 * 24 }), (hours) => {
      const f = begun();
      const now = NOW + hours * HOUR;
      const due = wakesAt(f) <= now;
      expect(wake(f, now)).toEqual(due ? [1] : []);
      expect(f.state.seq).toBeLessThanOrEqual(2);
      if (f.state.planned) expect(f.state.planned.on >= (due ? dayOf(now) : TODAY)).toBe(true);
      else expect(f.state.closed === 'completed' || wakesAt(f) > now).toBe(true);
    }),
  );
});

test('whatever is commanded in whatever order: a visit is planned, missed or answered, once, and never in the past', () => {
  const command = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('wait' as const),
        hours: fc.integer({ min: 1, max: 24 * 12 }),
        outage: fc.boolean(),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('report' as const),
        back: fc.integer({ min: 0, max: 4 }),
        daysAgo: fc.integer({ min: -1, max: 10 }),
      }),
    },
    fc.record({ do: fc.constant('reschedule' as const), inDays: fc.integer({ min: -2, max: 40 }) }),
    fc.record({ do: fc.constant('reassign' as const), to: fc.constantFrom('mai', 'lan') }),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: -5, max: 120 }),
      fc.integer({ min: 0, max: 20 }),
      fc.array(command, { maxLength: 50 }),
      (term, lateBy, commands) => {
        let now = NOW + lateBy * 24 * HOUR;
        const f = begun({ endDay: addDays(TODAY, term) }, now, false);
        const answered = new Set<number>();
        const needs = new Map<string, string>();
        const check = () => {
          const { state } = f;
          // each visit ever planned is exactly one of: answered, missed, planned
          const all = [...answered, ...state.missed, ...(state.planned ? [state.planned.seq] : [])].sort(
            (a, b) => a - b,
          );
          expect(all).toEqual(Array.from({ length: state.seq }, (_, i) => i + 1));
          if (state.planned) {
            expect(state.planned.on <= state.facts.endDay).toBe(true);
            expect(state.planned.graceEnds).toBeGreaterThan(endOfDay(state.planned.on));
          }
          expect(f.next() === null).toBe(state.closed !== null);
          expect(f.wanted().filter((w) => w.kind === 'visit-reminder')).toHaveLength(state.planned ? 1 : 0);
          for (const w of f.wanted()) {
            const need = JSON.stringify(w);
            expect(needs.get(w.key) ?? need).toBe(need);
            needs.set(w.key, need);
          }
        };
        wake(f, now);
        check();
        for (const c of commands) {
          const before = structuredClone(f.state);
          if (c.do === 'wait') {
            const until = now + c.hours * HOUR;
            while (!c.outage && !f.state.closed && wakesAt(f) <= until) {
              now = Math.max(now, wakesAt(f));
              wake(f, now);
            }
            now = until;
            expect(wake(f, now).length).toBeLessThanOrEqual(1);
          }
          if (c.do === 'report') {
            const seq = f.state.seq - c.back;
            const heldOn = addDays(dayOf(now), -c.daysAgo);
            const open = before.planned?.seq === seq || before.missed.includes(seq);
            const refused = refusalOf(() => f.report(report(seq, heldOn), now));
            const fits = heldOn <= dayOf(now) && heldOn >= TODAY;
            expect(refused === null).toBe(open && fits);
            if (refused === null) answered.add(seq);
            if (refused === null && f.state.planned && f.state.planned.seq !== before.planned?.seq)
              expect(f.state.planned.on >= dayOf(now)).toBe(true);
          }
          if (c.do === 'reschedule' && f.state.planned) {
            const { seq } = f.state.planned;
            refusalOf(() => f.reschedule(seq, addDays(dayOf(now), c.inDays), now));
          }
          if (c.do === 'reassign')
            expect(refusalOf(() => f.reassign(c.to, now)) === null).toBe(
              !before.closed && before.mentorId !== c.to,
            );
          wake(f, now);
          check();
        }
        // Left alone it ends with its term.
        for (let decisions = 0; !f.state.closed; decisions++) {
          expect(decisions).toBeLessThan(60);
          now = Math.max(now, wakesAt(f));
          wake(f, now);
        }
        check();
      },
    ),
    { numRuns: 150 },
  );
});
