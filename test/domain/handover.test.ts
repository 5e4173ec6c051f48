import fc from 'fast-check';
import {
  addDays,
  addWorkingDays,
  at,
  type Day,
  dayOf,
  endOfDay,
  HOUR,
  type Instant,
} from '../../domain/calendar';
import {
  Handover,
  type HandoverFacts,
  MILESTONES,
  type Milestone,
  type MilestoneKind,
  milestoneId,
  type RecordableMilestone,
} from '../../domain/handover';
import { policyInForce } from '../../domain/policy';
import { refusalOf } from './refusals';

const MAI_SON = { communeId: 'mai-son', provinceId: '14' };
const TODAY = '2026-11-23';
const NOW = at(TODAY, '09:00');
const policy = policyInForce(TODAY);

const factsOf = (more: Partial<HandoverFacts> = {}): HandoverFacts => ({
  caseId: 'case',
  personId: 'person',
  provinceId: '14',
  centreId: 'CS1',
  centreKind: 'public',
  treatment: 'compulsory',
  minor: false,
  endDay: addDays(TODAY, 40),
  startedBy: 'centre',
  policy,
  ...more,
});
const opened = (more: Partial<HandoverFacts> = {}, communeId: string | null = 'mai-son') =>
  Handover.open(factsOf(more), communeId, NOW);
const milestone = (h: Handover, kind: MilestoneKind) =>
  h.state.milestones.find((m) => m.kind === kind) as Milestone;
const done = (h: Handover, ...kinds: RecordableMilestone[]) => {
  for (const kind of kinds) h.record(kind, 'officer', NOW, kind === 'decision' ? 'mai' : undefined);
  return h;
};

/** The shortest way to each step being in each status it can be in. */
const WAYS: Partial<Record<MilestoneKind, Partial<Record<Milestone['status'], () => Handover>>>> = {
  residence: { open: () => opened({}, null), done: () => opened() },
  proposal: { waiting: () => opened({}, null), open: opened, done: () => done(opened(), 'proposal') },
  decision: {
    waiting: opened,
    open: () => done(opened(), 'proposal'),
    done: () => done(opened(), 'proposal', 'decision'),
  },
  mentor: {
    waiting: opened,
    open: () => done(opened(), 'proposal', 'decision'),
    done: () => accepted(done(opened(), 'proposal', 'decision')),
  },
  certificate: { open: opened, done: () => done(opened(), 'certificate') },
  handout: {
    waiting: () => done(opened(), 'certificate'),
    open: () => done(opened(), 'proposal', 'decision', 'certificate'),
    done: () => done(opened(), 'proposal', 'decision', 'certificate', 'handout'),
  },
  arrival: { open: opened, done: () => done(opened(), 'arrival') },
};
const accepted = (h: Handover) => {
  h.answer('mai', true, NOW);
  return h;
};
const reach = (kind: MilestoneKind, status: Milestone['status']): Handover => {
  const h = WAYS[kind]?.[status === 'overdue' ? 'open' : status]?.() as Handover;
  if (status === 'overdue') h.fallOverdue(milestone(h, kind).due as Instant);
  expect(milestone(h, kind).status).toBe(status);
  return h;
};

describe('recording a step', () => {
  const record = (kind: RecordableMilestone) => (h: Handover) =>
    h.record(kind, 'officer', NOW, kind === 'decision' ? 'mai' : undefined);
  // biome-ignore format: a table
  test.each<[MilestoneKind, Milestone['status'], string, (h: Handover) => void, string | null]>([
    ['residence', 'open', 'give', (h) => h.giveResidence(MAI_SON, 'centre', NOW), null],
    ['residence', 'overdue', 'give', (h) => h.giveResidence(MAI_SON, 'centre', NOW), null],
    ['residence', 'done', 'give', (h) => h.giveResidence(MAI_SON, 'centre', NOW), 'already-done'],
    ['proposal', 'waiting', 'record', record('proposal'), 'not-yet'],
    ['proposal', 'open', 'record', record('proposal'), null],
    ['proposal', 'overdue', 'record', record('proposal'), null],
    ['proposal', 'done', 'record', record('proposal'), 'already-done'],
    ['decision', 'waiting', 'record', record('decision'), 'not-yet'],
    ['decision', 'open', 'record', record('decision'), null],
    ['decision', 'open', 'record without a mentor', (h) => h.record('decision', 'officer', NOW), 'not-yet'],
    ['decision', 'overdue', 'record', record('decision'), null],
    ['decision', 'done', 'record', record('decision'), 'already-done'],
    ['mentor', 'waiting', 'name', (h) => h.nameMentor('lan', NOW), 'not-yet'],
    ['mentor', 'waiting', 'accept', (h) => h.answer('mai', true, NOW), 'not-asked'],
    ['mentor', 'open', 'accept', (h) => h.answer('mai', true, NOW), null],
    ['mentor', 'open', 'decline', (h) => h.answer('mai', false, NOW), null],
    ['mentor', 'open', 'accept by another', (h) => h.answer('lan', true, NOW), 'not-asked'],
    ['mentor', 'open', 'name another', (h) => h.nameMentor('lan', NOW), null],
    ['mentor', 'open', 'name the same', (h) => h.nameMentor('mai', NOW), 'same-mentor'],
    ['mentor', 'overdue', 'accept', (h) => h.answer('mai', true, NOW), null],
    ['mentor', 'overdue', 'decline', (h) => h.answer('mai', false, NOW), null],
    ['mentor', 'overdue', 'name another', (h) => h.nameMentor('lan', NOW), null],
    ['mentor', 'done', 'accept', (h) => h.answer('mai', true, NOW), 'already-done'],
    ['mentor', 'done', 'decline', (h) => h.answer('mai', false, NOW), 'already-done'],
    ['mentor', 'done', 'name another', (h) => h.nameMentor('lan', NOW), 'already-done'],
    ['certificate', 'open', 'record', record('certificate'), null],
    ['certificate', 'overdue', 'record', record('certificate'), null],
    ['certificate', 'done', 'record', record('certificate'), 'already-done'],
    ['handout', 'waiting', 'record', record('handout'), 'not-yet'],
    ['handout', 'open', 'record', record('handout'), null],
    ['handout', 'overdue', 'record', record('handout'), null],
    ['handout', 'done', 'record', record('handout'), 'already-done'],
    ['arrival', 'open', 'record', record('arrival'), null],
    ['arrival', 'overdue', 'record', record('arrival'), null],
    ['arrival', 'done', 'record', record('arrival'), 'already-done'],
  ])('%s while %s: %s is answered %s', (kind, status, _what, command, outcome) => {
    const h = reach(kind, status);
    const before = structuredClone(h.state);
    expect(refusalOf(() => command(h))).toBe(outcome);
    if (outcome === null) expect(h.state.revision).toBeGreaterThan(before.revision);
    else expect(h.state).toEqual(before); // a refusal changes nothing
  });

  test('every status each step can be in stands in the table', () => {
    for (const kind of MILESTONES.filter((k) => k !== 'notice')) {
      expect(Object.keys(WAYS[kind] ?? {})).toEqual(expect.arrayContaining(['open', 'done']));
    }
  });
});

describe('dates', () => {
  const dueDay = (h: Handover, kind: MilestoneKind) => dayOf((milestone(h, kind).due as Instant) - 1);
  const end = addDays(TODAY, 40);

  test.each<[MilestoneKind, Day]>([
    ['proposal', addWorkingDays(TODAY, 2, policy.calendar)],
    ['certificate', end],
    ['arrival', addWorkingDays(end, policy.params.presentPublicCentre, policy.calendar)],
  ])('%s is due at the end of %s', (kind, day) => {
    expect(dueDay(opened(), kind)).toBe(day);
  });

  test('each step of the commune has its days from the step before', () => {
    const h = opened();
    h.record('proposal', 'officer', at(addDays(TODAY, 1), '10:00'));
    expect(dueDay(h, 'decision')).toBe(addWorkingDays(addDays(TODAY, 1), 2, policy.calendar));
  });

  test.each([
    [40, false],
    [30, false],
    [29, true],
    [-3, true],
  ])('a person due home in %i days is listed late: %s', (days, late) => {
    expect(opened({ endDay: addDays(TODAY, days) }).state.late).toBe(late);
  });

  test('a date already past becomes the next working day', () => {
    expect(dueDay(opened({ endDay: addDays(TODAY, -3) }), 'certificate')).toBe(addDays(TODAY, 1));
    const onFriday = Handover.open(
      factsOf({ endDay: addDays(TODAY, -3) }),
      'mai-son',
      at('2026-11-27', '16:00'),
    );
    expect(dueDay(onFriday, 'certificate')).toBe('2026-11-30');
  });
});

describe('the mentor', () => {
  test('declining gives the turn back to the commune, which is asked and reminded each time anew', () => {
    const h = done(opened(), 'proposal', 'decision');
    const keys: string[][] = [];
    for (const [i, mentor] of ['mai', 'lan', 'huong'].entries()) {
      if (i > 0) h.nameMentor(mentor, NOW);
      expect(h.owner('mentor')).toEqual({ role: 'mentor', userId: mentor });
      h.answer(mentor, false, NOW);
      expect(h.owner('mentor')).toEqual({ role: 'commune' });
      keys.push(
        h
          .wanted()
          .filter((w) => w.subjectId === milestoneId('case', 'mentor'))
          .map((w) => w.key),
      );
    }
    expect(keys.map((k) => k.length)).toEqual([2, 2, 2]);
    expect(new Set(keys.flat()).size).toBe(6);
  });

  test('the follow-up may begin with arrival and acceptance, whatever paper is missing', () => {
    const h = done(opened(), 'arrival', 'proposal', 'decision');
    expect(h.readyForFollowUp).toBe(false);
    accepted(h);
    expect([h.readyForFollowUp, h.closed]).toEqual([true, false]);
    expect(h.followUpFacts()).toMatchObject({ communeId: 'mai-son', startDay: TODAY, endDay: '2029-01-02' });
  });
});

describe('whatever is commanded in whatever order', () => {
  const mentor = fc.constantFrom('mai', 'lan', 'huong');
  const command = fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant('next' as const), mentor, accepts: fc.boolean() }) },
    fc.record({
      do: fc.constant('record' as const),
      kind: fc.constantFrom('proposal', 'decision', 'certificate', 'handout', 'arrival'),
      mentor,
    }),
    fc.record({ do: fc.constant('residence' as const) }),
    fc.record({ do: fc.constant('name' as const), mentor }),
    fc.record({ do: fc.constant('answer' as const), mentor, accepts: fc.boolean() }),
    fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 24 * 20 }) }),
  );
  const start = fc.record({
    known: fc.boolean(),
    endIn: fc.integer({ min: -60, max: 120 }),
    private: fc.boolean(),
    hour: fc.integer({ min: 0, max: 24 * 14 }),
  });

  const carryOut = (
    h: Handover,
    c: typeof command extends fc.Arbitrary<infer T> ? T : never,
    now: Instant,
  ) => {
    const does: Record<MilestoneKind, () => void> = {
      residence: () => h.giveResidence(MAI_SON, 'centre', now),
      notice: () => undefined,
      proposal: () => h.record('proposal', 'officer', now),
      decision: () => h.record('decision', 'officer', now, 'mentor' in c ? c.mentor : 'mai'),
      mentor: () =>
        h.state.mentorId
          ? h.answer(h.state.mentorId, 'accepts' in c ? c.accepts : true, now)
          : h.nameMentor('mentor' in c ? c.mentor : 'mai', now),
      certificate: () => h.record('certificate', 'centre', now),
      handout: () => h.record('handout', 'centre', now),
      arrival: () => h.record('arrival', 'officer', now),
    };
    if (c.do === 'wait') return h.fallOverdue(now).length ? null : 'nothing slipped';
    if (c.do === 'residence') return refusalOf(does.residence);
    if (c.do === 'record') return refusalOf(does[c.kind as RecordableMilestone]);
    if (c.do === 'name') return refusalOf(() => h.nameMentor(c.mentor, now));
    if (c.do === 'answer') return refusalOf(() => h.answer(c.mentor, c.accepts, now));
    const next = h.next();
    return next ? refusalOf(does[next.kind]) : 'closed';
  };

  test('somebody has the next step until all is done, nothing done is asked for again, and one key is one need', () => {
    fc.assert(
      fc.property(start, fc.array(command, { maxLength: 40 }), (from, commands) => {
        let now = NOW + from.hour * HOUR;
        const facts = factsOf({
          endDay: addDays(dayOf(now), from.endIn),
          centreKind: from.private ? 'private' : 'public',
        });
        const h = Handover.open(structuredClone(facts), from.known ? 'mai-son' : null, now);
        const needs = new Map<string, string>();
        const check = (before: Handover['state'] | null) => {
          const open = h.state.milestones.filter((m) => m.status === 'open' || m.status === 'overdue');
          const next = h.next();
          expect(h.closed).toBe(h.state.milestones.every((m) => m.status === 'done'));
          expect(next === null).toBe(h.closed);
          if (next) {
            expect(open.map((m) => m.kind)).toContain(next.kind);
            expect(next.due).toBe(Math.min(...open.map((m) => m.due as Instant)));
          }
          for (const m of h.state.milestones) {
            const was = before?.milestones.find((b) => b.kind === m.kind);
            const justOpened = m.status === 'open' && (was?.status !== 'open' || was.due !== m.due);
            if (justOpened)
              expect(m.due).toBeGreaterThanOrEqual(endOfDay(addWorkingDays(dayOf(now), 1, policy.calendar)));
            if (was?.status === 'done') expect(m).toEqual(was); // what is done stays done, as it was
          }
          const wanted = h.wanted();
          if (h.closed) expect(wanted).toEqual([]);
          expect(new Set(wanted.map((w) => w.key)).size).toBe(wanted.length);
          const openIds = h.state.milestones
            .filter((m) => m.status === 'open')
            .map((m) => milestoneId('case', m.kind));
          for (const w of wanted) {
            expect(openIds).toContain(w.subjectId);
            const need = JSON.stringify([w.kind, w.to, w.subjectId, w.expiresAt]);
            expect(needs.get(w.key) ?? need).toBe(need);
            needs.set(w.key, need);
          }
          expect(h.wakesAt() === null).toBe(!h.state.milestones.some((m) => m.status === 'open'));
        };
        check(null);
        for (const c of commands) {
          const before = structuredClone(h.state);
          if (c.do === 'wait') now += c.hours * HOUR;
          const refused = carryOut(h, c, now);
          if (refused) expect(h.state).toEqual(before);
          else expect(h.state.revision).toBeGreaterThan(before.revision);
          check(before);
        }
        // From anywhere, doing what is next brings the person home.
        for (let steps = 0; !h.closed; steps++) {
          expect(steps).toBeLessThan(12);
          expect(carryOut(h, { do: 'next', mentor: 'mai', accepts: true }, now)).toBeNull();
        }
        check(null);
        expect(h.readyForFollowUp).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('falling overdue tells each step once, all that slipped together', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 * 90 }), (hours) => {
        const h = opened();
        const now = NOW + hours * HOUR;
        const slipped = h.fallOverdue(now).map((m) => m.kind);
        expect(h.fallOverdue(now)).toEqual([]);
        const wakesAt = h.wakesAt();
        if (wakesAt !== null) expect(wakesAt).toBeGreaterThan(now);
        for (const kind of slipped) expect(milestone(h, kind).due).toBeLessThanOrEqual(now);
      }),
    );
  });
});
