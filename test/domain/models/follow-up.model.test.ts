import fc from 'fast-check';
import { at, type Day, dayOf, HOUR, type Instant } from '../../../domain/calendar';
import { FollowUp } from '../../../domain/follow-up';
import { policyInForce } from '../../../domain/policy';
import { midnightAfter, shifted, workingDayAfter } from './clock';
import { comparedBy } from './does';

const COMPLETED: Day = '2026-11-23';
const START = at(COMPLETED, '09:00');
const POLICY = policyInForce(COMPLETED);
// A fixed cadence: how visits adapt to what was found is a rule of its own, tested beside it.
const policy = { ...POLICY, params: { ...POLICY.params, adaptive: undefined } };
const TERM_ENDS: Day = '2027-11-23'; // 12 months

/** What a follow-up is, in the words of the people who use it. */
interface Model {
  now: Instant;
  mentor: 'mai' | 'lan' | null;
  /** The visit that is waited for. */
  visit: { n: number; on: Day } | null;
  visits: number;
  /** Missed and never reported. */
  missed: Set<number>;
  pausedSince: Day | null;
  /** Days that are served after the term. */
  uncounted: Set<Day>;
  certificate: boolean;
  closed: boolean;
}

const today = (model: Model): Day => dayOf(model.now);
const lastDay = ({ uncounted }: Model): Day => shifted(TERM_ENDS, uncounted.size);
const graceOver = (on: Day): Instant => midnightAfter(workingDayAfter(on, 3, policy.calendar));
const papersFrom = (model: Model): Instant =>
  midnightAfter(shifted(workingDayAfter(lastDay(model), -3, policy.calendar), -1));

/** Weekly for the first month, fortnightly up to the third, then every thirty days. */
function after(day: Day): Day {
  const age = Math.round((Date.parse(day) - Date.parse(COMPLETED)) / (24 * HOUR));
  return shifted(day, age < 30 ? 7 : age < 90 ? 14 : 30);
}

/** The next visit is never planned in the past, and never beyond the term. */
function planFrom(model: Model, day: Day): void {
  let on = after(day);
  while (on < today(model)) on = after(on);
  model.visit = on > lastDay(model) ? null : { n: ++model.visits, on };
}

function uncount(model: Model, from: Day, to: Day): void {
  const before = lastDay(model);
  for (let day = from; day < to; day = shifted(day, 1)) model.uncounted.add(day);
  if (lastDay(model) !== before) model.certificate = false;
}

function close(model: Model): void {
  if (model.visit) model.missed.add(model.visit.n);
  Object.assign(model, { closed: true, visit: null, pausedSince: null });
}

/** What an office waits for, as it follows from the rest. */
function duties(model: Model): string[] {
  if (model.closed) return [];
  const waits: Record<string, boolean> = {
    'name-mentor': model.mentor === null,
    'check-pause': model.pausedSince !== null,
    'end-certificate': !model.pausedSince && !model.certificate && model.now >= papersFrom(model),
    delisting: !model.pausedSince && model.certificate && model.now >= midnightAfter(lastDay(model)),
  };
  return Object.keys(waits).filter((duty) => waits[duty]);
}

/** What the workflow does when its time has come. */
function settle(real: FollowUp, until: Instant): void {
  for (let wake = real.wakesAt() ?? Infinity; wake <= until; wake = real.wakesAt() ?? Infinity)
    for (let decided = real.wake(wake); decided; decided = real.wake(wake)) {
      const { planned } = real.state;
      if (decided.what === 'visit-missed' && planned) expect(planned.on >= dayOf(wake)).toBe(true);
    }
}

function same(model: Model, real: FollowUp): void {
  settle(real, model.now);
  const { planned, missed, mentorId, closed, pause, certificate } = real.state;
  expect(planned && { n: planned.seq, on: planned.on }).toEqual(model.visit);
  expect(new Set(missed)).toEqual(model.missed);
  expect(mentorId).toBe(model.mentor);
  expect(closed !== null).toBe(model.closed);
  expect(pause?.from ?? null).toBe(model.pausedSince);
  expect(certificate).toBe(model.certificate);
  expect(real.endDay).toBe(lastDay(model));
  expect(real.state.duties.map(({ kind }) => kind).sort()).toEqual(duties(model).sort());
  // Nobody is forgotten, and nobody closed is written to.
  expect(real.accountable() === null).toBe(model.closed);
  expect(real.next() === null).toBe(model.closed);
  if (model.closed) expect(real.wanted()).toEqual([]);
}

/** One thing somebody does: what the model says of it must be what the real one says. */
const Does = comparedBy<Model, FollowUp>(same);

const passes = (hours: number) =>
  new Does(
    `${hours} h pass`,
    () => null,
    (model) => {
      const until = model.now + hours * HOUR;
      while (model.visit && graceOver(model.visit.on) <= until) {
        model.now = graceOver(model.visit.on);
        model.missed.add(model.visit.n);
        planFrom(model, model.visit.on);
      }
      model.now = until;
      return null;
    },
  );

const reports = (back: number) => {
  const of = (model: Model) => model.visits - back;
  return new Does(
    `visit ${back} before the last is reported`,
    (f, model) =>
      f.report(
        { seq: of(model), outcome: 'met', heldOn: today(model), needs: [], by: 'mai', submissionId: 's' },
        model.now,
      ),
    (model) => {
      const n = of(model);
      if (n < 1) return 'unknown-visit';
      if (model.missed.delete(n)) return null;
      if (model.visit?.n !== n) return model.closed ? 'closed' : 'already-reported';
      planFrom(model, today(model) > model.visit.on ? today(model) : model.visit.on);
      return null;
    },
  );
};

const moves = (days: number) =>
  new Does(
    `the visit is moved to ${days} days from now`,
    (f, model) => f.reschedule(model.visit?.n ?? 0, shifted(today(model), days), model.now),
    (model) => {
      if (model.closed) return 'closed';
      if (model.pausedSince) return 'paused';
      const on = shifted(today(model), days);
      if (!model.visit) return 'already-reported';
      if (on < today(model)) return 'before-the-return';
      if (on > lastDay(model)) return 'after-the-term';
      model.visit = { ...model.visit, on };
      return null;
    },
  );

const reassigned = (to: 'mai' | 'lan') =>
  new Does(
    `${to} takes over`,
    (f, model) => f.reassign(to, model.now),
    (model) => {
      if (model.closed) return 'closed';
      if (model.mentor === to) return 'same-mentor';
      model.mentor = to;
      return null;
    },
  );

const leaves = (who: 'mai' | 'lan') =>
  new Does(
    `${who} leaves`,
    (f, model) => f.mentorGone(who, model.now),
    (model) => {
      if (model.closed) return 'closed';
      if (model.mentor !== who) return 'already-done';
      model.mentor = null;
      return null;
    },
  );

const pauses = new Does(
  'hospital',
  (f, model) => f.pause('hospital', today(model), model.now),
  (model) => {
    if (model.closed) return 'closed';
    if (model.pausedSince) return 'paused';
    Object.assign(model, { pausedSince: today(model), visit: null });
    model.certificate = false;
    return null;
  },
);

const resumes = new Does(
  'home again',
  (f, model) => f.resume(today(model), model.now),
  (model) => {
    if (model.closed) return 'closed';
    if (!model.pausedSince) return 'not-paused';
    uncount(model, model.pausedSince, today(model));
    model.pausedSince = null;
    planFrom(model, today(model));
    return null;
  },
);

const absentWithoutWord = (days: number) =>
  new Does(
    `away ${days} days without a word`,
    (f, model) =>
      f.absent({ from: shifted(today(model), -days), until: today(model), reported: false }, model.now),
    (model) => {
      if (model.closed) return 'closed';
      const from = shifted(today(model), -days);
      if (from < COMPLETED) return 'before-the-return';
      uncount(model, from, shifted(today(model), 1));
      if (!model.visit && !model.pausedSince) planFrom(model, today(model));
      return null;
    },
  );

const certified = new Does(
  'the certificate is signed',
  (f, model) => f.recordEnd('certificate', model.now),
  (model) => {
    if (model.closed) return 'closed';
    if (model.pausedSince) return 'paused';
    if (model.certificate) return 'already-done';
    if (model.now < papersFrom(model)) return 'not-yet';
    model.certificate = true;
    return null;
  },
);

const delisted = new Does(
  'off the list',
  (f, model) => f.recordEnd('delisting', model.now),
  (model) => {
    if (model.closed) return 'closed';
    if (model.pausedSince) return 'paused';
    if (!model.certificate || model.now < midnightAfter(lastDay(model))) return 'not-yet';
    close(model);
    return null;
  },
);

const dies = new Does(
  'death',
  (f, model) => f.end('death', model.now),
  (model) => {
    if (model.closed) return 'closed';
    close(model);
    return null;
  },
);

const who = fc.constantFrom('mai' as const, 'lan' as const);

test('a follow-up is what the small model of it says, whatever happens in whatever order', () => {
  const commands = fc.commands(
    [
      fc.integer({ min: 1, max: 24 * 10 }).map(passes),
      fc.integer({ min: 24 * 5, max: 24 * 90 }).map(passes),
      fc.integer({ min: 0, max: 3 }).map(reports),
      fc.constant(reports(0)),
      fc.integer({ min: -2, max: 40 }).map(moves),
      who.map(reassigned),
      who.map(leaves),
      fc.constant(pauses),
      fc.constant(resumes),
      fc.integer({ min: 0, max: 20 }).map(absentWithoutWord),
      fc.constant(certified),
      fc.constant(delisted),
      fc.oneof({ weight: 9, arbitrary: fc.constant(certified) }, { weight: 1, arbitrary: fc.constant(dies) }),
    ],
    { maxCommands: 60 },
  );
  fc.assert(
    fc.property(commands, (run) => {
      fc.modelRun(() => {
        const facts = {
          caseId: 'case',
          personId: 'person',
          provinceId: '14',
          communeId: 'mai-son',
          startDay: COMPLETED,
          endDay: TERM_ENDS,
          policy,
        };
        const real = FollowUp.begin(facts, 'mai', START);
        const model: Model = {
          now: START,
          mentor: 'mai',
          visit: null,
          visits: 0,
          missed: new Set(),
          pausedSince: null,
          uncounted: new Set(),
          certificate: false,
          closed: false,
        };
        planFrom(model, COMPLETED);
        return { model, real };
      }, run);
    }),
    { numRuns: 200 },
  );
});
