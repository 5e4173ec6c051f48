import { addDays, at, type Day, endOfDay, HOUR, type Instant, startOfDay } from '../../../domain/calendar';
import {
  FollowUp,
  type FollowUpFacts,
  seenInPerson,
  VISIT_OUTCOMES,
  type VisitOutcome,
} from '../../../domain/follow-up';
import { endCertificateOpens, policyInForce, termEnd } from '../../../domain/policy';
import { refusalOf } from '../refusals';

const START = '2026-11-23'; // a Monday
const policy = policyInForce(START);
const END = termEnd(START, 12);
const morning = (day: Day): Instant => at(day, '09:00');
const facts: FollowUpFacts = {
  caseId: 'case',
  personId: 'person',
  provinceId: '14',
  communeId: 'origin',
  startDay: START,
  endDay: END,
  policy,
};
const TO = { communeId: 'destination', provinceId: '01' };
/** The day on which every state below is looked at. */
const ON = addDays(START, 40);
const NOW = morning(ON);

/** Lets time pass; nobody reports. */
function until(f: FollowUp, now: Instant): void {
  for (let next = f.wakesAt(); next !== null && next <= now; next = f.wakesAt())
    while (f.wake(Math.max(next, 0))) {}
  while (f.wake(now)) {}
}
const report = (f: FollowUp, outcome: VisitOutcome, heldOn: Day, more: { promisedOn?: Day } = {}) =>
  f.report(
    {
      seq: f.state.planned?.seq ?? f.state.seq,
      outcome,
      heldOn,
      needs: [],
      by: 'mai',
      submissionId: 's',
      ...more,
    },
    morning(heldOn),
  );

/** Each state a follow-up can be in, on the day ON or, near the end of the term, on its own day. */
const STATES = {
  open: () => FollowUp.begin(facts, 'mai', NOW),
  'one missed': () => {
    const f = FollowUp.begin(facts, 'mai', morning(START));
    until(f, NOW);
    return f;
  },
  'no mentor': () => with_(STATES.open(), (f) => f.mentorGone('mai', NOW)),
  covered: () =>
    with_(STATES.open(), (f) => {
      f.coverBy('lan', ON, addDays(ON, 20), NOW);
      until(f, NOW);
    }),
  paused: () => with_(STATES.open(), (f) => f.pause('hospital', ON, NOW)),
  moving: () => with_(STATES.open(), (f) => f.moveAway(TO, NOW)),
  assessed: () => with_(STATES.open(), (f) => void f.refer('assessment')),
  dead: () => with_(STATES.open(), (f) => f.end('death', NOW)),
};
type State = keyof typeof STATES;
function with_(f: FollowUp, change: (f: FollowUp) => void): FollowUp {
  change(f);
  return f;
}

const COMMANDS: Record<string, (f: FollowUp) => unknown> = {
  report: (f) => report(f, 'met', ON),
  contact: (f) => f.contact('phone', ON, NOW),
  reschedule: (f) => f.reschedule(f.state.planned?.seq ?? 1, addDays(ON, 3), NOW),
  reassign: (f) => f.reassign('hoa', NOW),
  mentorGone: (f) => f.mentorGone('mai', NOW),
  cover: (f) => f.coverBy('hoa', ON, addDays(ON, 5), NOW),
  pause: (f) => f.pause('prison', ON, NOW),
  stillPaused: (f) => f.stillPaused(NOW),
  resume: (f) => f.resume(ON, NOW),
  'absence reported': (f) => f.absent({ from: ON, until: addDays(ON, 9), reported: true }, NOW),
  'absence not reported': (f) => f.absent({ from: addDays(ON, -9), until: ON, reported: false }, NOW),
  moveAway: (f) => f.moveAway(TO, NOW),
  acceptMove: (f) => f.acceptMove('far', NOW),
  declineMove: (f) => f.declineMove(NOW),
  refer: (f) => f.refer('loan'),
  certificate: (f) => f.recordEnd('certificate', NOW),
  delisting: (f) => f.recordEnd('delisting', NOW),
  'end by death': (f) => f.end('death', NOW),
  'end by relapse': (f) => f.end('relapse', NOW),
};

/** What each state refuses; everything else it takes. */
// biome-ignore format: a table
const REFUSES: Record<State, Partial<Record<string, string>>> = {
  open: { stillPaused: 'not-paused', resume: 'not-paused', acceptMove: 'not-moving', declineMove: 'not-moving', certificate: 'not-yet', delisting: 'not-yet', 'end by relapse': 'not-assessed' },
  'one missed': { stillPaused: 'not-paused', resume: 'not-paused', acceptMove: 'not-moving', declineMove: 'not-moving', certificate: 'not-yet', delisting: 'not-yet', 'end by relapse': 'not-assessed' },
  'no mentor': { mentorGone: 'already-done', cover: 'not-yet', stillPaused: 'not-paused', resume: 'not-paused', acceptMove: 'not-moving', declineMove: 'not-moving', certificate: 'not-yet', delisting: 'not-yet', 'end by relapse': 'not-assessed' },
  covered: { stillPaused: 'not-paused', resume: 'not-paused', acceptMove: 'not-moving', declineMove: 'not-moving', certificate: 'not-yet', delisting: 'not-yet', 'end by relapse': 'not-assessed' },
  paused: { report: 'already-reported', reschedule: 'paused', pause: 'paused', acceptMove: 'not-moving', declineMove: 'not-moving', certificate: 'paused', delisting: 'paused', 'end by relapse': 'not-assessed' },
  moving: { stillPaused: 'not-paused', resume: 'not-paused', moveAway: 'moving', certificate: 'not-yet', delisting: 'not-yet', 'end by relapse': 'not-assessed' },
  assessed: { stillPaused: 'not-paused', resume: 'not-paused', acceptMove: 'not-moving', declineMove: 'not-moving', certificate: 'not-yet', delisting: 'not-yet' },
  dead: Object.fromEntries(Object.keys(COMMANDS).filter((name) => name !== 'report').map((name) => [name, 'closed'])),
};

describe('every command in every state', () => {
  const cells = (Object.keys(STATES) as State[]).flatMap((state) =>
    Object.keys(COMMANDS).map((command) => ({ state, command, refusal: REFUSES[state][command] ?? null })),
  );
  test.each(cells)('$command, $state: $refusal', ({ state, command, refusal }) => {
    const f = STATES[state]();
    const before = structuredClone(f.state);
    expect(refusalOf(() => void COMMANDS[command]?.(f))).toBe(refusal);
    if (refusal) expect(f.state).toEqual(before);
    else expect(f.state.revision).toBeGreaterThan(before.revision);
  });
});

test('only somebody who was stood before was seen', () => {
  expect(VISIT_OUTCOMES.filter((outcome) => seenInPerson({ outcome }))).toEqual(['met', 'worry']);
  expect(seenInPerson({})).toBe(false);
});

describe('what a report does', () => {
  // biome-ignore format: a table
  test.each<[VisitOutcome, number, string]>([
    ['met', 14, 'the cadence goes on'],
    ['phone', 14, 'the cadence goes on'],
    ['not-home', 7, 'nobody was seen: soon again'],
    ['away', 14, 'an absence is proposed'],
    ['moved', 7, 'a move is proposed'],
    ['refused', 7, 'soon again'],
    ['ill', 7, 'a pause is proposed'],
    ['worry', 7, 'shorter'],
  ])('%s: the next visit in %i days (%s)', (outcome, days) => {
    const f = STATES.open();
    const on = f.state.planned?.on as Day;
    report(f, outcome, on);
    expect(f.state.planned?.on).toBe(addDays(on, days));
  });

  test('a promise holds the ladder once: the visit moves to the promised day, a second promise leaves it due', () => {
    const f = STATES.open();
    const on = f.state.planned?.on as Day;
    expect(report(f, 'promised', on, { promisedOn: addDays(on, 3) })).toEqual({
      late: false,
      answered: true,
    });
    expect(f.state.planned).toMatchObject({ seq: 2, on: addDays(on, 3), promised: true });
    const waiting = structuredClone(f.state.planned);
    expect(report(f, 'promised', addDays(on, 3), { promisedOn: addDays(on, 9) })).toEqual({
      late: false,
      answered: false,
    });
    expect(f.state.planned).toEqual(waiting);
    expect(f.wake(waiting?.graceEnds ?? 0)).toMatchObject({ what: 'visit-missed', visit: { seq: 2 } });
  });

  test.each([
    [15, 'promise-too-far'],
    [-1, 'before-the-return'],
    [14, null],
  ])('a day promised in %i days: %s', (days, refusal) => {
    const f = STATES.open();
    expect(refusalOf(() => void report(f, 'promised', ON, { promisedOn: addDays(ON, days) }))).toBe(refusal);
  });

  test('somebody met near the planned day has been visited; met on the street before, the plan stays', () => {
    const near = STATES.open();
    const planned = near.state.planned?.on as Day;
    expect(near.contact('met', addDays(planned, -2), morning(planned))).toEqual({ seq: 1, planned: true });
    const far = STATES.open();
    expect(far.contact('met', ON, NOW)).toEqual({ seq: 2, planned: false });
    expect(far.state.planned).toMatchObject({ seq: 1, on: planned });
    far.contact('worry', ON, NOW);
    expect(far.state.planned).toMatchObject({ seq: 1, on: addDays(ON, 7) });
  });
});

describe('the first visit', () => {
  test.each([
    [0, 7, 'the cadence and the first contact agree'],
    [5, 2, 'arrived on the fifth day, still to be seen within seven'],
    [9, 7, 'the first contact is past already: the cadence'],
  ])('%i days after the completion is planned %i days ahead (%s)', (after, ahead) => {
    const term = { from: addDays(START, -after), treatment: 'voluntary' as const, minor: false };
    const f = FollowUp.begin({ ...facts, term }, 'mai', morning(START));
    expect(f.state.planned?.on).toBe(addDays(START, ahead));
  });
});

describe('who answers', () => {
  test('the cover between its days, the mentor again afterwards by itself', () => {
    const f = STATES.open();
    f.coverBy('lan', addDays(ON, 5), addDays(ON, 20), NOW);
    expect(f.accountable()).toMatchObject({ userId: 'mai' });
    // The visit of day 47 lies within: who is reminded follows from its day, whenever that is asked.
    expect(f.wanted()).toMatchObject([
      { kind: 'visit-reminder', to: { userId: 'lan' } },
      { kind: 'visit-told', data: { mentorId: 'lan' } },
    ]);
    until(f, morning(addDays(ON, 5)));
    expect(f.accountable()).toMatchObject({ userId: 'lan' });
    expect(f.wanted().map((w) => w.kind)).toContain('mentor-assigned');
    until(f, endOfDay(addDays(ON, 20)));
    expect(f.accountable()).toMatchObject({ userId: 'mai' });
  });

  test('the commune from the moment a mentor is gone, with a date for naming another; the visit stays', () => {
    const f = STATES['no mentor']();
    expect(f.accountable()).toEqual({ role: 'commune' });
    expect(f.state.planned).not.toBeNull();
    expect(f.state.duties).toMatchObject([{ kind: 'name-mentor', overdue: false }]);
    const due = f.state.duties[0]?.due as Instant;
    expect(f.wake(due)).toMatchObject({ what: 'duty-overdue', responsible: { role: 'commune' } });
    expect(f.slipped()).toEqual(['case/name-mentor1']);
    f.reassign('hoa', due);
    expect([f.slipped(), f.accountable()]).toEqual([[], { role: 'mentor', userId: 'hoa' }]);
  });

  test('the origin until the destination accepts', () => {
    const f = STATES.moving();
    expect([f.accountable(), f.state.communeId]).toEqual([{ role: 'mentor', userId: 'mai' }, 'origin']);
    expect(f.wanted().find((w) => w.kind === 'follow-up-request')?.to).toEqual({
      role: 'commune',
      communeId: 'destination',
    });
    f.acceptMove('far', NOW);
    expect([f.accountable(), f.state.communeId, f.state.provinceId]).toEqual([
      { role: 'mentor', userId: 'far' },
      'destination',
      '01',
    ]);
  });
});

describe('days that do not count', () => {
  test('a pause is served afterwards; nothing of it is replayed', () => {
    const f = STATES.paused();
    expect(f.next()).toMatchObject({ action: 'check-pause', owner: { role: 'commune' } });
    const back = addDays(ON, 100);
    f.resume(back, morning(back));
    expect(f.endDay).toBe(addDays(END, 100));
    expect(f.state.planned).toMatchObject({ on: addDays(back, 7) });
    expect(f.state.missed).toEqual([]);
  });

  test('a pause is looked at again and again, and when nobody looks a human is told', () => {
    const f = STATES.paused();
    const due = f.wakesAt() as Instant;
    expect(due).toBe(endOfDay(addDays(ON, 30)));
    f.stillPaused(due - HOUR);
    expect(f.wake(due)).toBeNull();
    expect(f.wake(f.wakesAt() as Instant)).toMatchObject({
      what: 'duty-overdue',
      duty: { kind: 'check-pause' },
    });
  });

  test('absence counts when it was reported, and the visit waits for the return', () => {
    const f = STATES.open();
    const on = f.state.planned?.on as Day;
    f.absent({ from: addDays(on, -1), until: addDays(on, 10), reported: true }, NOW);
    expect([f.endDay, f.state.planned?.on]).toEqual([END, addDays(on, 11)]);
  });

  test('absence not reported and prison on the same days are counted off once', () => {
    const f = STATES.open();
    f.pause('prison', addDays(ON, -5), NOW);
    f.resume(ON, NOW);
    f.absent({ from: addDays(ON, -7), until: addDays(ON, -4), reported: false }, NOW);
    expect(f.endDay).toBe(addDays(END, 7));
  });
});

describe('the end of the term', () => {
  const opens = endCertificateOpens(END, policy);
  const nearEnd = () => {
    const f = FollowUp.begin({ ...facts, startDay: addDays(END, -20) }, 'mai', morning(addDays(END, -20)));
    return f;
  };

  test('asks for the certificate in the last three working days, then for the delisting, then it is over', () => {
    const f = nearEnd();
    until(f, startOfDay(opens) - 1);
    expect(refusalOf(() => f.recordEnd('certificate', startOfDay(opens) - 1))).toBe('not-yet');
    until(f, startOfDay(opens));
    expect(f.state.duties).toMatchObject([{ kind: 'end-certificate', due: endOfDay(END) }]);
    f.recordEnd('certificate', morning(opens));
    expect(refusalOf(() => f.recordEnd('delisting', morning(opens)))).toBe('not-yet');
    until(f, endOfDay(END));
    expect(f.state.duties).toMatchObject([{ kind: 'delisting' }]);
    f.recordEnd('delisting', endOfDay(END) + HOUR);
    expect([f.state.closed, f.next(), f.accountable(), f.wanted(), f.wakesAt()]).toEqual([
      'completed',
      null,
      null,
      [],
      null,
    ]);
  });

  test('a certificate nobody prepared reaches a human, and the case stays with the commune until it is there', () => {
    const f = nearEnd();
    until(f, endOfDay(END) + 30 * 24 * HOUR);
    expect(f.slipped()).toContain(`case/end-certificate${f.state.duties[0]?.n}`);
    expect(f.next()).toMatchObject({ action: 'end-certificate', owner: { role: 'commune' } });
    f.recordEnd('certificate', endOfDay(END) + 31 * 24 * HOUR);
    expect(f.wake(endOfDay(END) + 31 * 24 * HOUR)).toEqual({ what: 'term-ending' });
  });

  test('days found afterwards not to count put the end off: its papers are due anew', () => {
    const f = nearEnd();
    until(f, startOfDay(opens));
    f.recordEnd('certificate', morning(opens));
    f.absent({ from: addDays(END, -15), until: addDays(END, -11), reported: false }, morning(opens));
    expect([f.endDay, f.state.certificate, f.state.duties]).toEqual([addDays(END, 5), false, []]);
  });

  test('a visit that waited may still be reported after the end, and plans nothing', () => {
    const f = STATES['one missed']();
    const { missed, planned } = structuredClone(f.state);
    f.end('missing', NOW);
    expect(f.state.missed).toEqual([...missed, planned?.seq]);
    f.report({ seq: 1, outcome: 'met', heldOn: START, needs: [], by: 'mai', submissionId: 's' }, NOW);
    expect([f.state.planned, f.wanted(), f.slipped()]).toEqual([null, [], []]);
    expect(f.state.missed).not.toContain(1);
  });
});
