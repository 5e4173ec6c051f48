import { addDays, at, type Day, endOfDay, HOUR, type Instant, startOfDay } from '../../../domain/calendar';
import {
  FollowUp,
  type FollowUpFacts,
  type FollowUpState,
  type VisitReport,
} from '../../../domain/follow-up';
import { endCertificateOpens, policyInForce, termEnd } from '../../../domain/policy';
import { refusalOf } from '../refusals';

// The first and the last day on which a command is taken, and exactly what it leaves behind.

const START: Day = '2026-11-23'; // a Monday
const END = termEnd(START, 12);
const policy = policyInForce(START);
const facts: FollowUpFacts = {
  caseId: 'case',
  personId: 'person',
  provinceId: '14',
  communeId: 'origin',
  startDay: START,
  endDay: END,
  policy,
};
const day = (n: number) => addDays(START, n);
const on = (n: number): Instant => at(day(n), '09:00');
const begun = (change: (f: FollowUp) => unknown = () => null) => {
  const f = FollowUp.begin(facts, 'mai', on(0));
  change(f);
  return f;
};
/** Gives a command; what was refused changed nothing. */
function given(f: FollowUp, command: (f: FollowUp) => unknown): string | null {
  const before = structuredClone(f.state);
  const refusal = refusalOf(() => command(f));
  if (refusal) expect(f.state).toEqual(before);
  else expect(f.state.revision).toBe(before.revision + 1);
  return refusal;
}
const report = (
  seq: number,
  heldOn: Day,
  now: Instant,
  more: Partial<VisitReport> = {},
): [VisitReport, Instant] => [
  { seq, outcome: 'met', heldOn, needs: [], by: 'mai', submissionId: 's', ...more },
  now,
];

describe('on day 3', () => {
  // biome-ignore format: a table
  test.each<[string, (f: FollowUp) => unknown, string | null]>([
    ['hospital since today',               (f) => f.pause('hospital', day(3), on(3)), null],
    ['hospital from tomorrow',             (f) => f.pause('hospital', day(4), on(3)), 'in-the-future'],
    ['hospital since the return',          (f) => f.pause('hospital', day(0), on(3)), null],
    ['hospital since before the return',   (f) => f.pause('hospital', day(-1), on(3)), 'before-the-return'],
    ['absent unsaid until today',          (f) => f.absent({ from: day(0), until: day(3), reported: false }, on(3)), null],
    ['absent unsaid until tomorrow',       (f) => f.absent({ from: day(0), until: day(4), reported: false }, on(3)), 'in-the-future'],
    ['absent as said until tomorrow',      (f) => f.absent({ from: day(3), until: day(4), reported: true }, on(3)), null],
    ['absent for one day',                 (f) => f.absent({ from: day(3), until: day(3), reported: true }, on(3)), null],
    ['absent from its end on',             (f) => f.absent({ from: day(3), until: day(2), reported: true }, on(3)), 'before-the-return'],
    ['absent before the return',           (f) => f.absent({ from: day(-1), until: day(2), reported: true }, on(3)), 'before-the-return'],
    ['covered today only',                 (f) => f.coverBy('lan', day(3), day(3), on(3)), null],
    ['covered since yesterday',            (f) => f.coverBy('lan', day(2), day(3), on(3)), null],
    ['covered until yesterday',            (f) => f.coverBy('lan', day(1), day(2), on(3)), 'before-the-return'],
    ['covered backwards',                  (f) => f.coverBy('lan', day(6), day(5), on(3)), 'before-the-return'],
    ['covered by oneself',                 (f) => f.coverBy('mai', day(3), day(5), on(3)), 'same-mentor'],
    ['given to who has it',                (f) => f.reassign('mai', on(3)), 'same-mentor'],
    ['a stranger leaves',                  (f) => f.mentorGone('lan', on(3)), 'already-done'],
    ['moves to where they live',           (f) => f.moveAway({ communeId: 'origin', provinceId: '14' }, on(3)), 'same-place'],
    ['visit moved to today',               (f) => f.reschedule(1, day(3), on(3)), null],
    ['visit moved to yesterday',           (f) => f.reschedule(1, day(2), on(3)), 'before-the-return'],
    ['visit moved to the last day',        (f) => f.reschedule(1, END, on(3)), null],
    ['visit moved beyond it',              (f) => f.reschedule(1, addDays(END, 1), on(3)), 'after-the-term'],
    ['a visit there is none of moved',     (f) => f.reschedule(2, day(5), on(3)), 'unknown-visit'],
    ['met today',                          (f) => f.contact('met', day(3), on(3)), null],
    ['met tomorrow',                       (f) => f.contact('met', day(4), on(3)), 'in-the-future'],
    ['met on the day of the return',       (f) => f.contact('met', day(0), on(3)), null],
    ['met before the return',              (f) => f.contact('met', day(-1), on(3)), 'before-the-return'],
    ['reported as of the return',          (f) => f.report(...report(1, day(0), on(3))), null],
    ['promised today',                     (f) => f.report(...report(1, day(3), on(3), { outcome: 'promised', promisedOn: day(3) })), null],
    ['promised two weeks on',              (f) => f.report(...report(1, day(3), on(3), { outcome: 'promised', promisedOn: day(17) })), null],
    ['promised later than that',           (f) => f.report(...report(1, day(3), on(3), { outcome: 'promised', promisedOn: day(18) })), 'promise-too-far'],
    ['promised yesterday',                 (f) => f.report(...report(1, day(3), on(3), { outcome: 'promised', promisedOn: day(2) })), 'before-the-return'],
  ])('%s', (_what, command, refusal) => expect(given(begun(), command)).toBe(refusal));

  test('home again on the day of leaving, not before it, and not tomorrow', () => {
    const ill = () => begun((f) => f.pause('hospital', day(2), on(2)));
    expect(given(ill(), (f) => f.resume(day(2), on(3)))).toBeNull();
    expect(given(ill(), (f) => f.resume(day(1), on(3)))).toBe('before-the-return');
    expect(given(ill(), (f) => f.resume(day(4), on(3)))).toBe('in-the-future');
  });
});

test('a visit that was missed, or answered, is not moved', () => {
  const f = begun((f) => f.wake(f.state.planned?.graceEnds ?? 0));
  expect(given(f, (f) => f.reschedule(1, day(20), on(12)))).toBe('unknown-visit');
  f.report(...report(1, day(12), on(12)));
  expect(given(f, (f) => f.reschedule(1, day(20), on(12)))).toBe('already-reported');
  expect(given(f, (f) => f.reschedule(2, day(20), on(12)))).toBeNull();
});

test('somebody met within two days of the visit has been visited, before that it was another meeting', () => {
  expect(begun().contact('met', day(5), on(5))).toEqual({ seq: 1, planned: true });
  expect(begun().contact('met', day(4), on(5))).toEqual({ seq: 2, planned: false });
});

describe('a worry on the street', () => {
  const late = () => begun((f) => f.reschedule(1, day(40), on(0)));
  test.each([
    ['brings the visit forward', day(3), on(3), day(10)],
    ['not before today', day(3), on(20), day(20)],
  ])('%s', (_what, met, now, visit) => {
    const f = late();
    f.contact('worry', met, now);
    expect(f.state.planned).toMatchObject({ seq: 1, on: visit });
  });

  test('does not put it off, and a call without one changes nothing of it', () => {
    const f = begun((f) => f.reschedule(1, day(8), on(0)));
    f.contact('worry', day(3), on(3));
    expect(f.state.planned).toMatchObject({ on: day(8) });
    const calm = late();
    calm.contact('phone', day(3), on(3));
    expect([calm.state.planned?.on, calm.state.pace]).toEqual([day(40), { percent: 100, good: 0 }]);
  });
});

describe('what a report leaves behind', () => {
  const short = (endDay: Day) => FollowUp.begin({ ...facts, endDay }, 'mai', on(0));
  const promise = (promisedOn: Day) => report(1, day(3), on(3), { outcome: 'promised', promisedOn });

  test('a promise is for a day of the term', () => {
    expect(given(short(day(10)), (f) => f.report(...promise(day(10))))).toBeNull();
    expect(given(short(day(10)), (f) => f.report(...promise(day(11))))).toBe('after-the-term');
  });

  test('of a visit that was missed a promise comes too late to be measured', () => {
    const f = begun((f) => f.wake(f.state.planned?.graceEnds ?? 0));
    expect(given(f, (f) => f.report(...report(1, day(3), on(12), { promisedOn: day(2) })))).toBeNull();
  });

  test('only a promise with its day moves the visit; anything else answers it', () => {
    const answered = { late: false, answered: true };
    for (const [outcome, promisedOn] of [
      ['met', day(9)],
      ['phone', undefined],
    ] as const) {
      const f = begun();
      expect(f.report(...report(1, day(7), on(7), { outcome, promisedOn }))).toEqual(answered);
      expect(f.state.planned).toEqual({ seq: 2, on: day(14), graceEnds: endOfDay(day(17)), from: day(7) });
    }
  });

  test('a report that asks for no assessment is no reason for one', () => {
    const f = begun((f) => f.report(...report(1, day(7), on(7), { needs: ['loan'] })));
    expect(given(f, (f) => f.end('relapse', on(8)))).toBe('not-assessed');
  });

  test('an earlier visit was chosen, the plan after it is counted again', () => {
    const f = begun((f) => f.reschedule(1, day(40), on(0)));
    f.report(...report(1, day(40), on(40), { outcome: 'not-home' }));
    expect(f.state.planned).toEqual({ seq: 2, on: day(47), graceEnds: endOfDay(day(51)) });
    const late = begun((f) => f.reschedule(1, day(40), on(0)));
    late.report(...report(1, day(40), on(50), { outcome: 'not-home' }));
    expect(late.state.planned?.from).toBe(day(47));
  });

  test('a visit nobody made is followed by an earlier one', () => {
    const f = begun((f) => f.reschedule(1, day(40), on(0)));
    f.wake(f.state.planned?.graceEnds ?? 0);
    expect(f.state.pace.percent).toBeLessThan(100);
  });

  test('where no visit is planned none is moved', () => {
    const f = begun((f) => f.absent({ from: day(1), until: END, reported: true }, on(0)));
    expect(given(f, (f) => f.reschedule(1, day(5), on(3)))).toBe('already-reported');
  });
});

describe('a mentor leaves', () => {
  test('who only stood in: the mentor is back, and nothing is asked of the commune', () => {
    const f = begun((f) => f.coverBy('lan', day(1), day(5), on(0)));
    expect(given(f, (f) => f.mentorGone('lan', on(0)))).toBeNull();
    expect([f.state.cover, f.state.mentorId, f.state.duties]).toEqual([null, 'mai', []]);
  });

  test('while another stands in: the other goes on, and a mentor is to be named', () => {
    const f = begun((f) => f.coverBy('lan', day(0), day(5), on(0)));
    f.wake(on(0));
    f.mentorGone('mai', on(0));
    expect(f.accountable()).toEqual({ role: 'mentor', userId: 'lan' });
    expect(f.state.duties).toEqual([
      { kind: 'name-mentor', n: 1, due: endOfDay('2026-11-25'), overdue: false },
    ]);
    expect([f.mentorOn(day(5)), f.mentorOn(day(6)), f.mentorOn(day(-1))]).toEqual(['lan', null, null]);
  });
});

describe('absence', () => {
  test.each([
    ['over the visit', 7, 9, 10],
    ['until the day before it', 5, 6, 7],
    ['from the day after it', 8, 9, 7],
    ['on its day', 7, 7, 8],
  ])('as said, %s: the visit waits for the return', (_what, from, until, visit) => {
    const f = begun();
    f.absent({ from: day(from), until: day(until), reported: true }, on(0));
    expect([f.state.planned?.on, f.state.planned?.seq, f.endDay]).toEqual([day(visit), 1, END]);
  });

  test('as said and long over: the visit is today', () => {
    const f = begun();
    f.absent({ from: day(6), until: day(8), reported: true }, on(12));
    expect(f.state.planned?.on).toBe(day(12));
  });

  test('as said beyond the term: no visit is left', () => {
    const last = begun();
    last.absent({ from: day(1), until: addDays(END, -1), reported: true }, on(0));
    expect(last.state.planned?.on).toBe(END);
    const f = begun();
    f.absent({ from: day(1), until: END, reported: true }, on(0));
    expect([f.state.planned, f.next()]).toEqual([
      null,
      { action: 'end-certificate', owner: { role: 'commune' }, due: endOfDay(END) },
    ]);
  });

  test('unsaid: its days, both counted, are served afterwards, and the visit stays', () => {
    const f = begun();
    f.absent({ from: day(1), until: day(3), reported: false }, on(3));
    expect([f.endDay, f.state.uncounted, f.state.planned?.on]).toEqual([
      addDays(END, 3),
      [{ from: day(1), to: day(4) }],
      day(7),
    ]);
  });

  test('unsaid when no visit was left: there are days again, so there is a visit; in hospital there is not', () => {
    const f = begun((f) => f.absent({ from: day(1), until: END, reported: true }, on(0)));
    f.absent({ from: day(1), until: day(9), reported: false }, on(9));
    expect(f.state.planned?.on).toBe(day(16));
    const ill = begun((f) => f.pause('hospital', day(2), on(9)));
    ill.absent({ from: day(1), until: day(9), reported: false }, on(9));
    expect(ill.state.planned).toBeNull();
  });
});

describe('whose turn it is', () => {
  test('what is due first, and on the same day whoever was asked first', () => {
    const f = begun();
    expect(f.next()).toEqual({
      action: 'visit',
      owner: { role: 'mentor', userId: 'mai' },
      due: endOfDay(day(7)),
    });
    f.moveAway({ communeId: 'there', provinceId: '01' }, on(0));
    expect(f.next()).toEqual({
      action: 'accept-move',
      owner: { role: 'commune', communeId: 'there' },
      due: endOfDay(day(3)),
    });
    f.mentorGone('mai', on(0));
    expect(f.next()).toEqual({
      action: 'name-mentor',
      owner: { role: 'commune' },
      due: endOfDay(day(2)),
    });
    f.reschedule(1, day(2), on(0));
    expect(f.next()?.action).toBe('name-mentor');
  });

  test('a visit without a mentor is the commune’s, and so is what slips of it', () => {
    const f = begun((f) => f.mentorGone('mai', on(0)));
    f.wake(endOfDay(day(2)));
    expect(f.wake(f.state.planned?.graceEnds ?? 0)).toMatchObject({
      what: 'visit-missed',
      responsible: { role: 'commune' },
    });
  });
});

describe('when it must decide', () => {
  const wakes = (change: (f: FollowUp) => unknown) => begun(change).wakesAt();
  test.each<[string, (f: FollowUp) => unknown, Instant]>([
    ['at the end of the grace of a visit', () => null, endOfDay('2026-12-03')],
    ['when a duty is due', (f) => f.mentorGone('mai', on(0)), endOfDay(day(2))],
    ['when a cover begins', (f) => f.coverBy('lan', day(1), day(9), on(0)), startOfDay(day(1))],
    ['when a rest must be looked at', (f) => f.pause('prison', day(0), on(0)), endOfDay(day(30))],
    [
      'when the certificate may be signed',
      (f) => f.absent({ from: day(1), until: END, reported: true }, on(0)),
      startOfDay(endCertificateOpens(END, policy)),
    ],
  ])('%s', (_what, change, when) => expect(wakes(change)).toBe(when));

  test('when a cover that began is over', () => {
    const f = begun((f) => f.coverBy('lan', day(0), day(2), on(0)));
    f.wake(on(0));
    expect(f.wakesAt()).toBe(endOfDay(day(2)));
  });

  test('never again of a duty a human was told of, nor once it is closed', () => {
    const f = begun((f) => f.pause('prison', day(0), on(0)));
    f.wake(endOfDay(day(30)));
    expect([f.wakesAt(), f.slipped()]).toEqual([null, ['case/check-pause1']]);
    f.end('death', on(31));
    expect([f.wakesAt(), f.wake(on(99)), f.slipped(), f.dates()]).toEqual([null, null, [], {}]);
  });
});

describe('the papers of the end', () => {
  const opens = startOfDay(endCertificateOpens(END, policy));
  const restful = () => begun((f) => f.absent({ from: day(1), until: END, reported: true }, on(0)));

  test('are asked for one after the other, each from its moment on', () => {
    const f = restful();
    expect(f.wake(opens - 1)).toBeNull();
    expect(f.wake(opens)).toEqual({ what: 'term-ending' });
    expect(f.state.duties).toEqual([{ kind: 'end-certificate', n: 1, due: endOfDay(END), overdue: false }]);
    expect([f.wake(opens), f.wakesAt()]).toEqual([null, endOfDay(END)]);
    expect(given(f, (f) => f.recordEnd('delisting', endOfDay(END)))).toBe('not-yet');
    expect(given(f, (f) => f.recordEnd('certificate', opens))).toBeNull();
    expect(given(f, (f) => f.recordEnd('certificate', opens))).toBe('already-done');
    expect([f.state.duties, f.wakesAt()]).toEqual([[], endOfDay(END)]);
    expect(f.wake(endOfDay(END) - 1)).toBeNull();
    expect(f.wake(endOfDay(END))).toEqual({ what: 'term-ending' });
    expect(f.state.duties).toMatchObject([{ kind: 'delisting', n: 2, overdue: false }]);
    expect(f.next()?.action).toBe('delisting');
    expect(given(f, (f) => f.recordEnd('delisting', endOfDay(END) - 1))).toBe('not-yet');
    expect(given(f, (f) => f.recordEnd('delisting', endOfDay(END)))).toBeNull();
  });

  test('asked for late are due a working day later, not before they were asked for', () => {
    const f = restful();
    const late = at(addDays(END, 30), '09:00');
    f.wake(late);
    expect(f.state.duties[0]?.due).toBeGreaterThan(late);
  });

  test('are not asked for in prison, and not of a case from before there were any', () => {
    const f = restful();
    f.pause('prison', day(0), on(0));
    f.wake(endOfDay(day(30)));
    expect(f.wake(endOfDay(END))).toBeNull();
    const old = FollowUp.begin(facts, 'mai', on(0), false);
    expect(given(old, (f) => f.recordEnd('certificate', endOfDay(END)))).toBe('not-yet');
  });
});

describe('what the days that do not count leave of the end', () => {
  const opens = startOfDay(endCertificateOpens(addDays(END, 9), policy));
  const absent = (f: FollowUp, from: number, until: number, now: Instant) =>
    f.absent({ from: day(from), until: day(until), reported: false }, now);
  /** Nine days do not count, no visit is left, and the papers are asked for. */
  const ending = () => {
    const f = begun((f) => f.absent({ from: day(1), until: END, reported: true }, on(0)));
    absent(f, 1, 9, on(9));
    f.absent({ from: day(10), until: f.endDay, reported: true }, on(9));
    f.mentorGone('mai', on(9));
    f.wake(endOfDay(day(13)));
    expect(f.wake(opens)).toEqual({ what: 'term-ending' });
    return f;
  };
  const kinds = (f: FollowUp) => f.state.duties.map(({ kind }) => kind);

  test('the certificate is asked for also while a mentor is to be named', () =>
    expect(kinds(ending())).toEqual(['name-mentor', 'end-certificate']));

  test('days counted before change nothing; new ones end the term later, and its papers are due anew', () => {
    const f = ending();
    absent(f, 2, 5, opens);
    expect(kinds(f)).toContain('end-certificate');
    f.recordEnd('certificate', opens);
    absent(f, 2, 5, opens);
    expect(f.state.certificate).toBe(true);
    absent(f, 20, 21, opens);
    expect([f.state.certificate, f.endDay]).toEqual([false, addDays(END, 11)]);
    const asked = ending();
    absent(asked, 20, 21, opens);
    expect(kinds(asked)).toEqual(['name-mentor']);
  });

  test('the delisting is not waited for in hospital', () => {
    const f = ending();
    f.recordEnd('certificate', opens);
    f.pause('hospital', addDays(END, 8), at(addDays(END, 8), '09:00'));
    expect(f.wakesAt()).toBe(endOfDay(addDays(END, 38)));
  });

  test('once it is closed nothing of its end is asked for', () => {
    const f = begun((f) => f.end('death', on(1)));
    expect([f.wake(endOfDay(END)), f.state.duties]).toEqual([null, []]);
  });

  test('only a case from before there were papers ends with its term by itself, once', () => {
    const old = FollowUp.begin({ ...facts, endDay: day(3) }, 'mai', on(0), false);
    expect(begun().closeAtTermEnd(endOfDay(addDays(END, 99)))).toBe(false);
    expect(old.wake(endOfDay(day(3)) - 1)).toBeNull();
    expect(old.wake(endOfDay(day(3)))).toEqual({ what: 'follow-up-completed' });
    expect(old.closeAtTermEnd(endOfDay(day(3)))).toBe(false);
  });
});

test('what has slipped is told by its id: visits nobody made, duties whose date passed, nothing else', () => {
  const f = begun((f) => f.mentorGone('mai', on(0)));
  expect(f.slipped()).toEqual([]);
  f.wake(endOfDay(day(2)));
  f.wake(f.state.planned?.graceEnds ?? 0);
  expect(f.slipped()).toEqual(['case/v1', 'case/name-mentor1']);
});

test('each thing decided is one change', () => {
  const f = begun((f) => f.coverBy('lan', day(1), day(2), on(0)));
  for (const now of [startOfDay(day(1)), endOfDay(day(2)), endOfDay('2026-12-03')]) {
    const { revision } = f.state;
    expect(f.wake(now)).not.toBeNull();
    expect(f.state.revision).toBe(revision + 1);
  }
});

describe('an end before the term', () => {
  test('by relapse after an assessment only: asked for by itself or in a report', () => {
    const asked = begun();
    expect(given(asked, (f) => f.refer('loan'))).toBeNull();
    expect(given(asked, (f) => f.end('relapse', on(1)))).toBe('not-assessed');
    expect(asked.refer('assessment')).toBe(2);
    expect(given(asked, (f) => f.end('relapse', on(1)))).toBeNull();
    const told = begun((f) => f.report(...report(1, day(1), on(1), { needs: ['assessment'] })));
    expect(given(told, (f) => f.end('relapse', on(1)))).toBeNull();
  });

  test('leaves nothing open; what waited may be reported for sixty days', () => {
    const f = begun((f) => {
      f.coverBy('lan', day(1), day(9), on(0));
      f.moveAway({ communeId: 'there', provinceId: '01' }, on(0));
      f.end('death', on(1));
    });
    expect(f.state).toMatchObject({
      closed: 'death',
      planned: null,
      missed: [1],
      duties: [],
      cover: null,
      pause: null,
      move: null,
      reportsUntil: endOfDay(day(61)),
    });
    expect(given(f, (f) => f.report(...report(1, day(1), on(2))))).toBeNull();
    expect(given(f, (f) => f.report(...report(1, day(1), on(2))))).toBe('closed');
  });
});

test('a case from before November 2026 goes on without what it never had', () => {
  const old = { facts, mentorId: 'mai', seq: 0, planned: null, missed: [], closed: null, revision: 3 };
  expect(new FollowUp(old).state).toEqual({
    ...old,
    communeId: 'origin',
    provinceId: '14',
    papers: false,
    pace: { percent: 100, good: 0 },
    assigned: 0,
    assignedUntil: null,
    cover: null,
    pause: null,
    move: null,
    declinedUntil: null,
    taken: null,
    uncounted: [],
    duties: [],
    dutySeq: 0,
    certificate: false,
    assessed: false,
    reportsUntil: null,
    referrals: 0,
  } satisfies FollowUpState);
});

test('a command is tried on a copy without a trace', () => {
  const f = begun((f) => f.mentorGone('mai', on(0)));
  const before = structuredClone(f.state);
  const copy = f.copy();
  expect(copy.state).toEqual(before);
  copy.reassign('lan', on(0) + HOUR);
  copy.wake(endOfDay(day(90)));
  expect(f.state).toEqual(before);
});

test('the dates ahead: the visit, its grace, what offices owe, the end', () => {
  const f = begun((f) => f.mentorGone('mai', on(0)));
  expect(f.dates()).toEqual({
    visit: endOfDay(day(7)),
    grace: endOfDay('2026-12-03'),
    'name-mentor': endOfDay(day(2)),
    'term-end': endOfDay(END),
  });
  f.wake(endOfDay(day(2)));
  f.pause('hospital', day(2), on(3));
  expect(f.dates()).toEqual({ 'check-pause': endOfDay(day(33)), 'term-end': endOfDay(END) });
});
