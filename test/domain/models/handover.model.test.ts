import fc from 'fast-check';
import { at, type Day, dayOf, HOUR, type Instant } from '../../../domain/calendar';
import { Handover, type MilestoneKind, type RecordableMilestone } from '../../../domain/handover';
import { policyInForce } from '../../../domain/policy';
import { comparedBy } from './does';

const TODAY: Day = '2026-11-23';
const START = at(TODAY, '09:00');

/** What a handover is, in the words of the people who use it: what is done, who was asked, who gave it back. */
interface Model {
  now: Instant;
  done: Set<MilestoneKind>;
  mentor: string | null;
  returned: 'elsewhere' | 'file' | null;
  cancelled: boolean;
}

const ALL: MilestoneKind[] = [
  'residence',
  'plan',
  'notice',
  'acceptance',
  'proposal',
  'decision',
  'mentor',
  'team',
  'monitoring',
  'certificate',
  'handout',
  'arrival',
  'first-contact',
];
const closed = ({ done, cancelled }: Model) => cancelled || ALL.every((kind) => done.has(kind));
const home = ({ done }: Model) => done.has('arrival') && done.has('mentor');

/** What the law puts before a step; a commune that proposes or receives has taken the case over by that. */
function ready({ done }: Model, kind: MilestoneKind): boolean {
  switch (kind) {
    case 'residence':
    case 'plan':
    case 'certificate':
      return true;
    case 'notice':
    case 'arrival':
      return done.has('residence');
    case 'acceptance':
    case 'proposal':
      return done.has('notice');
    case 'decision':
      return done.has('proposal');
    case 'mentor':
    case 'team':
    case 'monitoring':
      return done.has('decision');
    case 'handout':
      return done.has('decision') && done.has('certificate');
    case 'first-contact':
      return done.has('arrival');
    default:
      return false;
  }
}

/** The centre until the commune has taken the case, the commune until a mentor walks beside a person who is home. */
function answers(model: Model): string | null {
  if (closed(model)) return null;
  if (home(model) && model.mentor) return model.mentor;
  return model.done.has('acceptance') || model.done.has('arrival') ? 'commune' : 'centre';
}

function same(model: Model, real: Handover): void {
  for (let wake = real.wakesAt(); wake !== null && wake <= model.now; wake = real.wakesAt())
    expect(real.fallOverdue(wake).length).toBeGreaterThan(0); // it never wakes for nothing
  const { milestones, mentorId, noShow } = real.state;
  expect(new Set(milestones.filter((m) => m.status === 'done').map((m) => m.kind))).toEqual(model.done);
  const waiting = milestones.filter((m) => m.status === 'open' || m.status === 'overdue').map((m) => m.kind);
  const expected = ALL.filter((kind) => !model.done.has(kind) && ready(model, kind));
  // The proposal waits for the taking over, which it implies.
  const listed = expected.filter((kind) => kind !== 'proposal' || model.done.has('acceptance'));
  expect(new Set(waiting)).toEqual(new Set(model.cancelled ? [] : listed));
  expect(mentorId).toBe(model.mentor);
  expect(real.closed).toBe(closed(model));
  if (noShow) expect(model.done.has('arrival') || closed(model)).toBe(false);
  // One accountable owner and one next date while it is open; silence once it is closed.
  const party = real.accountable();
  expect(party && ('userId' in party ? party.userId : party.role)).toBe(answers(model));
  expect(real.next() === null).toBe(closed(model));
  const wanted = real.wanted().map((w) => w.key);
  expect(new Set(wanted).size).toBe(wanted.length);
  if (closed(model)) expect(wanted).toEqual([]);
  expect(real.readyForFollowUp).toBe(!model.cancelled && home(model));
}

/** One thing somebody does: what the model says of it must be what the real one says. */
const Does = comparedBy<Model, Handover>(same);

const passes = (hours: number) =>
  new Does(
    `${hours} h pass`,
    () => null,
    (model) => {
      model.now += hours * HOUR;
      return null;
    },
  );

const records = (kind: RecordableMilestone) =>
  new Does(
    kind,
    (h, { now }) => h.record(kind, 'lan', now, kind === 'decision' ? 'mai' : undefined),
    (model) => {
      if (model.done.has(kind)) return 'already-done';
      if (closed(model)) return 'closed';
      if (!ready(model, kind)) return 'not-yet';
      if ((kind === 'proposal' || kind === 'arrival') && ready(model, 'acceptance'))
        model.done.add('acceptance');
      model.done.add(kind);
      if (kind === 'decision') model.mentor = 'mai';
      return null;
    },
  );

const livesIn = (commune: string) =>
  new Does(
    `will live in ${commune}`,
    (h, { now }) => h.giveResidence({ communeId: commune, provinceId: '14' }, 'cs', now),
    (model) => {
      if (model.done.has('residence')) return 'already-done';
      if (closed(model)) return 'closed';
      model.returned = null;
      model.done.add('residence').add('notice');
      return null;
    },
  );

const givesBack = (reason: 'not-resident' | 'wrong-commune' | 'incomplete-file') =>
  new Does(
    `given back: ${reason}`,
    (h, { now }) => h.returnCase(reason, now),
    (model) => {
      if (closed(model)) return 'closed';
      if (model.done.has('acceptance')) return 'already-accepted';
      if (!model.done.has('notice')) return 'not-yet';
      model.done.delete('notice');
      model.returned = reason === 'incomplete-file' ? 'file' : 'elsewhere';
      if (reason !== 'incomplete-file') model.done.delete('residence');
      return null;
    },
  );

const resends = new Does(
  'the file is completed',
  (h, { now }) => h.resend('cs', now),
  (model) => {
    if (closed(model)) return 'closed';
    if (!model.returned) return 'already-done';
    if (model.returned === 'elsewhere') return 'not-yet';
    model.returned = null;
    model.done.add('notice');
    return null;
  },
);

const names = (mentor: string) =>
  new Does(
    `${mentor} is asked`,
    (h, { now }) => h.nameMentor(mentor, now),
    (model) => {
      if (closed(model)) return 'closed';
      if (!model.done.has('decision')) return 'not-yet';
      if (model.done.has('mentor')) return 'already-done';
      if (model.mentor === mentor) return 'same-mentor';
      model.mentor = mentor;
      return null;
    },
  );

const says = (mentor: string, yes: boolean) =>
  new Does(
    `${mentor} says ${yes ? 'yes' : 'no'}`,
    (h, { now }) => h.answer(mentor, yes, now),
    (model) => {
      if (closed(model)) return 'closed';
      if (model.done.has('mentor')) return 'already-done';
      if (model.mentor !== mentor) return 'not-asked';
      if (yes) model.done.add('mentor');
      else model.mentor = null;
      return null;
    },
  );

const cancelled = new Does(
  'escaped',
  (h) => h.cancel('escaped'),
  (model) => {
    if (closed(model)) return 'closed';
    if (home(model)) return 'already-home';
    Object.assign(model, { cancelled: true, returned: null });
    return null;
  },
);

const who = fc.constantFrom('mai', 'hoa');
const recordable: RecordableMilestone[] = [
  'plan',
  'acceptance',
  'proposal',
  'decision',
  'team',
  'monitoring',
  'certificate',
  'handout',
  'arrival',
  'first-contact',
];

test('a handover is what the small model of it says, whatever happens in whatever order', () => {
  const record = fc.constantFrom(...recordable).map(records);
  const commands = fc.commands(
    [
      record,
      record,
      record,
      record,
      fc.integer({ min: 1, max: 24 * 20 }).map(passes),
      fc.constantFrom('mai-son', 'to-hieu').map(livesIn),
      fc
        .constantFrom('not-resident', 'wrong-commune', 'incomplete-file')
        .map((r) => givesBack(r as 'not-resident')),
      fc.constant(resends),
      who.map(names),
      fc.tuple(who, fc.boolean()).map(([mentor, yes]) => says(mentor, yes)),
      fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 1, max: 80 }).map(passes) },
        { weight: 1, arbitrary: fc.constant(cancelled) },
      ),
    ],
    { maxCommands: 60 },
  );
  fc.assert(
    fc.property(fc.integer({ min: -20, max: 90 }), fc.boolean(), commands, (ends, known, run) => {
      fc.modelRun(() => {
        const facts = {
          caseId: 'case',
          personId: 'person',
          provinceId: '14',
          centreId: 'cs1',
          centreKind: 'public' as const,
          treatment: 'compulsory' as const,
          minor: false,
          endDay: dayOf(START + ends * 24 * HOUR),
          startedBy: 'cs',
          policy: policyInForce(TODAY),
        };
        const real = Handover.open(facts, known ? 'mai-son' : null, START);
        const model: Model = {
          now: START,
          done: new Set<MilestoneKind>(known ? ['residence', 'notice'] : []),
          mentor: null,
          returned: null,
          cancelled: false,
        };
        return { model, real };
      }, run);
    }),
    { numRuns: 200 },
  );
});
