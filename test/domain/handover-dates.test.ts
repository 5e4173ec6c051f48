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
import { FIRST_MILESTONES, Handover, type MilestoneKind } from '../../domain/handover';
import { type Policy, paramsOf } from '../../domain/policy';
import { away, done, factsOf, MAI_SON, milestone, NOW, opened, policy, TODAY, YEN_CHAU } from './returns';

const END = addDays(TODAY, 40);
const dueDay = (h: Handover, kind: MilestoneKind) => dayOf((milestone(h, kind).due as Instant) - 1);
const working = (day: Day, days: number) => addWorkingDays(day, days, policy.calendar);

describe('dates', () => {
  test.each<[MilestoneKind, Day]>([
    ['plan', addDays(END, -30 + 14)],
    ['acceptance', working(TODAY, 2)],
    ['certificate', END],
    ['arrival', working(END, policy.params.presentPublicCentre)],
  ])('%s is due at the end of %s', (kind, day) => {
    expect(dueDay(opened(), kind)).toBe(day);
  });

  test('a residence, and with it the notice, is due thirty days before the end', () => {
    expect(dueDay(opened({}, null), 'residence')).toBe(addDays(END, -30));
  });

  test('each step of the commune has its days from the step before, the proposal from the notice', () => {
    const h = opened();
    h.record('acceptance', 'officer', at(addDays(TODAY, 1), '10:00'));
    expect(dueDay(h, 'proposal')).toBe(working(TODAY, 2));
    h.record('proposal', 'officer', at(addDays(TODAY, 1), '10:00'));
    expect(dueDay(h, 'decision')).toBe(working(addDays(TODAY, 1), 2));
    h.record('decision', 'chair', at(addDays(TODAY, 2), '10:00'), 'mai');
    expect(dueDay(h, 'team')).toBe(working(addDays(TODAY, 2), 5));
    expect(dueDay(h, 'mentor')).toBe(working(addDays(TODAY, 2), 2));
  });

  test.each<[boolean, string, Day]>([
    [false, '09:00', TODAY],
    [false, '16:00', addDays(TODAY, 1)],
    [true, '09:00', addDays(TODAY, 1)],
  ])('of a minor %s, decided at %s: monitoring is taken down by the end of %s', (minor, time, day) => {
    const h = done(opened({ minor }), 'proposal');
    h.record('decision', 'chair', at(TODAY, time), 'mai');
    expect(dueDay(h, 'monitoring')).toBe(day);
  });

  test('the mentor sees the person within seven days of the end, at the latest thirty', () => {
    const h = done(opened(), 'arrival');
    expect(dueDay(h, 'first-contact')).toBe(addDays(END, 7));
    expect(milestone(h, 'first-contact').latest).toBe(endOfDay(addDays(END, 30)));
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
    const late = { endDay: addDays(TODAY, -3) };
    for (const kind of ['plan', 'certificate'] as const)
      expect(dueDay(opened(late), kind)).toBe(addDays(TODAY, 1));
    const onFriday = Handover.open(factsOf(late), 'mai-son', at('2026-11-27', '16:00'));
    expect(dueDay(onFriday, 'certificate')).toBe('2026-11-30');
    expect(dueDay(done(opened({ endDay: addDays(TODAY, -60) }), 'arrival'), 'first-contact')).toBe(
      addDays(TODAY, 1),
    );
  });

  test('a person private centres release has two days', () => {
    expect(dueDay(opened({ centreKind: 'private' }), 'arrival')).toBe('2027-01-04');
    expect(dueDay(opened({ centreKind: 'private', endDay: '2027-01-06' }), 'arrival')).toBe('2027-01-08');
  });

  test('a snapshot from before a value was policy has the default of today', () => {
    const { personalPlan, caseAcceptance, ...params } = policy.params;
    const old = { ...policy, params } as unknown as Policy;
    expect([paramsOf(old).personalPlan, paramsOf(old).caseAcceptance]).toEqual([
      personalPlan,
      caseAcceptance,
    ]);
    expect(dueDay(opened({ policy: old }), 'acceptance')).toBe(working(TODAY, 2));
  });
});

describe('a date that passed', () => {
  test('is told once, all that slipped together, and again where it has a second date', () => {
    const h = done(opened(), 'proposal', 'decision', 'mentor', 'arrival');
    const { due = 0, latest = 0 } = milestone(h, 'first-contact');
    expect(h.fallOverdue(due).map(({ kind }) => kind)).toContain('first-contact');
    expect(h.fallOverdue(due)).toEqual([]);
    expect(h.wakesAt()).toBe(latest);
    expect(h.fallOverdue(latest)).toEqual([
      {
        kind: 'first-contact',
        owner: { role: 'mentor', userId: 'mai' },
        due: latest,
        id: 'case/first-contact',
      },
    ]);
    expect([h.fallOverdue(latest + 365 * 24 * HOUR), h.wakesAt()]).toEqual([[], null]);
  });

  test('after an outage over both dates is told once', () => {
    const h = done(opened(), 'proposal', 'decision', 'mentor', 'arrival');
    const much = (milestone(h, 'first-contact').latest as Instant) + HOUR;
    expect(h.fallOverdue(much).filter(({ kind }) => kind === 'first-contact')).toHaveLength(1);
    expect(h.fallOverdue(much)).toEqual([]);
  });
});

describe('the end moved', () => {
  const moved = (h: Handover, by: number) => {
    h.moveEnd(addDays(END, by), NOW);
    return h;
  };

  test.each([-10, 10, 60])('by %i days: dates follow, and reminders are new ones', (by) => {
    const h = opened();
    const before = h.wanted();
    moved(h, by);
    expect(dueDay(h, 'certificate')).toBe(addDays(END, by));
    expect(dueDay(h, 'arrival')).toBe(working(addDays(END, by), 5));
    expect(dueDay(h, 'acceptance')).toBe(working(TODAY, 2)); // counted from the notice
    const about = (kind: MilestoneKind, wanted: typeof before) =>
      wanted.filter((w) => w.subjectId === `case/${kind}`).map((w) => w.key);
    expect(about('certificate', h.wanted())).not.toEqual(about('certificate', before));
    expect(about('acceptance', h.wanted())).toEqual(about('acceptance', before));
  });

  test('what was overdue is in time again where its new date lies ahead, and stays overdue where not', () => {
    const h = opened({ endDay: addDays(TODAY, 20) }, null);
    h.fallOverdue(milestone(h, 'residence').due as Instant);
    expect(h.overdue()).toEqual(['case/residence']);
    h.moveEnd(addDays(TODAY, 25), NOW);
    expect(h.overdue()).toEqual(['case/residence']);
    h.moveEnd(addDays(TODAY, 90), NOW);
    expect(h.overdue()).toEqual([]);
    expect(dueDay(h, 'residence')).toBe(addDays(TODAY, 60));
  });

  test('later: who did not come is not missing any more', () => {
    const h = away(opened(), 'call-family');
    h.moveEnd(addDays(END, 60), milestone(h, 'arrival').due as Instant);
    expect([h.state.noShow, h.standing, milestone(h, 'arrival').status]).toEqual([
      null,
      'awaiting-acceptance',
      'open',
    ]);
  });

  test('the follow-up counts its term from the new end', () => {
    const h = done(moved(opened(), 10), 'proposal', 'decision', 'mentor', 'arrival');
    expect(h.followUpFacts().endDay).toBe('2029-01-12');
  });
});

describe('a case given back', () => {
  test('is the centre’s, with its own clock, and asked for anew each round', () => {
    const h = opened();
    const keys: string[] = [];
    for (const round of [1, 2, 3]) {
      h.returnCase('not-resident', NOW);
      expect(h.state.communeId).toBeNull();
      expect(h.next()).toEqual({
        kind: 'residence',
        owner: { role: 'centre' },
        due: endOfDay(working(TODAY, 3)),
      });
      expect(h.accountable()).toEqual({ role: 'centre' });
      keys.push(
        ...h
          .wanted()
          .map((w) => w.key)
          .filter((key) => key.startsWith('case/residence')),
      );
      h.giveResidence(YEN_CHAU, 'centre', NOW);
      expect([h.state.communeId, h.standing]).toEqual(['yen-chau', 'awaiting-acceptance']);
      keys.push(
        ...h
          .wanted()
          .map((w) => w.key)
          .filter((key) => key.startsWith('case/acceptance')),
      );
      expect(milestone(h, 'acceptance').times).toBe(round);
    }
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(12);
  });

  test('for an incomplete file stays with its commune and is sent again', () => {
    const h = opened();
    h.returnCase('incomplete-file', NOW);
    expect([h.state.communeId, h.next()?.kind]).toEqual(['mai-son', 'notice']);
    h.resend('centre', NOW + HOUR);
    expect([h.standing, h.state.returned]).toEqual(['awaiting-acceptance', null]);
  });
});

describe('who did not come', () => {
  const due = (h: Handover) => milestone(h, 'arrival').due as Instant;

  test('is told of at once, after 24 and after 72 hours, and looked for in order', () => {
    const h = opened();
    const since = due(h);
    away(h);
    const alerts = h.wanted().filter(({ kind }) => kind === 'not-arrived');
    expect(alerts.map(({ notBefore }) => (notBefore - since) / HOUR)).toEqual([0, 24, 72]);
    const steps = ['call-family', 'look-at-home', 'ask-centre', 'report'] as const;
    let now = since;
    for (const step of steps) {
      const { noShow } = h.state;
      expect(noShow?.step).toBe(step);
      expect(noShow?.due).toBeGreaterThan(now);
      now = noShow?.due ?? 0;
      expect(h.fallOverdue(now).map(({ kind }) => kind)).toContain(`no-show-${step}`);
      h.recordNoShowStep(step, false, now);
    }
    expect([h.standing, h.state.noShow?.due]).toEqual(['absent', endOfDay(addDays(dayOf(now), 30))]);
    for (let month = 0; month < 3; month++) {
      now = h.state.noShow?.due ?? 0;
      expect(h.fallOverdue(now).at(-1)).toMatchObject({ kind: 'no-show-check', owner: { role: 'commune' } });
      h.recordNoShowStep('check', false, now);
      expect(h.state.noShow?.due).toBeGreaterThan(now);
    }
    h.record('arrival', 'officer', now);
    expect([h.state.noShow, h.standing]).toEqual([null, 'arrived-not-contacted']);
  });

  test('found, has some days to come, and not coming again is looked for anew', () => {
    const h = away(opened(), 'call-family');
    const first = h.state.noShow?.since;
    const keys = h.wanted().map((w) => w.key);
    h.recordNoShowStep('look-at-home', true, due(h));
    expect([h.state.noShow, milestone(h, 'arrival').status]).toEqual([null, 'open']);
    away(h);
    expect(h.state.noShow?.since).toBeGreaterThan(first ?? 0);
    const again = h.wanted().filter((w) => w.subjectId.includes('no-show'));
    expect(again.length).toBeGreaterThan(0);
    for (const w of again) expect(keys).not.toContain(w.key);
  });

  test('in a case of before November 2026 is told of as it was then', () => {
    const h = Handover.open(factsOf(), 'mai-son', NOW, FIRST_MILESTONES);
    h.fallOverdue(due(h));
    expect([h.state.noShow, milestone(h, 'arrival').status]).toEqual([undefined, 'overdue']);
  });
});

describe('a case of before November 2026', () => {
  test('goes its eight steps, the proposal being the taking over', () => {
    const h = Handover.open(factsOf(), 'mai-son', NOW, FIRST_MILESTONES);
    expect([h.next()?.kind, h.accountable()]).toEqual(['proposal', { role: 'centre' }]);
    expect(h.wanted().find((w) => w.subjectId === 'case/proposal')?.kind).toBe('milestone-request');
    done(h, 'proposal');
    expect(h.accountable()).toEqual({ role: 'commune' });
    done(h, 'decision', 'mentor', 'certificate', 'handout', 'arrival');
    expect([h.closed, h.standing, h.asksForContact]).toEqual([true, 'done', false]);
  });
});

describe('a facility', () => {
  test('takes who has no residence: its dossier is due fifteen days before the end', () => {
    const h = opened({}, null);
    h.giveFacility('facility', MAI_SON, 'centre', NOW);
    expect([h.state.facilityId, dueDay(h, 'dossier')]).toEqual(['facility', addDays(END, -15)]);
    done(h, 'dossier');
    expect(milestone(h, 'dossier').status).toBe('done');
  });

  test('is not asked for any more where the commune gives the case back for another', () => {
    const h = opened({}, null);
    h.giveFacility('facility', MAI_SON, 'centre', NOW);
    h.returnCase('wrong-commune', NOW);
    expect(milestone(h, 'dossier').status).toBe('cancelled');
    h.giveFacility('another', YEN_CHAU, 'centre', NOW);
    expect(milestone(h, 'dossier').status).toBe('open');
  });
});
