import { at, type Day, endOfDay, HOUR } from '../../../domain/calendar';
import { FollowUp, type FollowUpFacts } from '../../../domain/follow-up';
import type { Wanted } from '../../../domain/notice';
import { KINDS } from '../../../domain/notice-kinds';
import { policyInForce, termEnd } from '../../../domain/policy';

// What each state asks to be sent, to the letter (what its kind says stands in notice-kinds): a key that changed would be a second message for the same need.

const START: Day = '2026-11-23'; // a Monday
const NOW = at(START, '09:00');
const facts: FollowUpFacts = {
  caseId: 'case',
  personId: 'person',
  provinceId: '14',
  communeId: 'origin',
  startDay: START,
  endDay: termEnd(START, 12),
  policy: policyInForce(START),
};
const begun = (change: (f: FollowUp) => unknown = () => null) => {
  const f = FollowUp.begin(facts, 'mai', NOW);
  change(f);
  return f;
};
const of = (f: FollowUp, kind: Wanted['kind']) => f.wanted().filter((w) => w.kind === kind);
/** Without what is a courtesy. */
const asked = (f: FollowUp) => f.wanted().filter((w) => !KINDS[w.kind].optional);

const VISIT: Wanted = {
  key: 'case/v1/reminder/2026-11-30/mai',
  kind: 'visit-reminder',
  to: { role: 'mentor', userId: 'mai' },
  subjectId: 'case/v1',
  notBefore: at('2026-11-29', '08:00'),
  expiresAt: endOfDay('2026-12-03'),
  data: { on: '2026-11-30' },
};

test('a planned visit: one text to who goes that day, the day before, good until its grace is over', () => {
  expect(asked(begun())).toEqual([VISIT]);
  const covered = begun((f) => f.coverBy('lan', '2026-11-30', '2026-11-30', NOW));
  expect(asked(covered)).toEqual([
    { ...VISIT, key: 'case/v1/reminder/2026-11-30/lan', to: { role: 'mentor', userId: 'lan' } },
  ]);
});

const office = {
  to: { role: 'commune' },
} as const;

test('no mentor: nobody is reminded of the visit, the commune is asked at once and reminded the day before', () => {
  const duty = {
    ...office,
    subjectId: 'case/name-mentor1',
    expiresAt: endOfDay('2026-11-25'),
    data: { duty: 'name-mentor', due: '2026-11-25' },
  };
  const f = begun((f) => f.mentorGone('mai', NOW));
  expect(asked(f)).toEqual([
    {
      ...duty,
      key: 'case/name-mentor1/request',
      kind: 'follow-up-request',
      notBefore: 0,
    },
    {
      ...duty,
      key: 'case/name-mentor1/reminder',
      kind: 'follow-up-reminder',
      notBefore: at('2026-11-24', '07:30'),
    },
  ]);
  f.wake(endOfDay('2026-11-25'));
  expect(asked(f)).toEqual([]); // from here on the ladder speaks
});

test('a move: the destination is asked, the person’s own commune hears for a week that it was declined', () => {
  const to = { role: 'commune', communeId: 'there' };
  const f = begun((f) => f.moveAway({ communeId: 'there', provinceId: '01' }, NOW));
  expect(asked(f).slice(1)).toMatchObject([
    { key: 'case/accept-move1/request', to, data: { duty: 'accept-move', due: '2026-11-26' } },
    { key: 'case/accept-move1/reminder', to, notBefore: at('2026-11-25', '07:30') },
  ]);
  f.declineMove(NOW);
  expect(asked(f).slice(1)).toEqual([
    {
      ...office,
      key: 'case/move-declined1',
      kind: 'move-declined',
      subjectId: 'case',
      notBefore: 0,
      expiresAt: NOW + 7 * 24 * HOUR,
      data: {},
    },
  ]);
  f.moveAway({ communeId: 'elsewhere', provinceId: '14' }, NOW);
  expect(of(f, 'move-declined')).toEqual([]);
  f.declineMove(NOW);
  expect(of(f, 'move-declined')).toMatchObject([{ key: 'case/move-declined2' }]);
});

test('a pause: the commune is only reminded to look, since it knows of it', () => {
  const f = begun((f) => f.pause('hospital', START, NOW));
  expect(asked(f)).toEqual([
    {
      ...office,
      key: 'case/check-pause1/reminder',
      kind: 'follow-up-reminder',
      subjectId: 'case/check-pause1',
      notBefore: at('2026-12-22', '07:30'),
      expiresAt: endOfDay('2026-12-23'),
      data: { duty: 'check-pause', due: '2026-12-23' },
    },
  ]);
});

describe('whoever takes over', () => {
  const told: Wanted = {
    key: 'case/assigned1/lan',
    kind: 'mentor-assigned',
    to: { role: 'mentor', userId: 'lan' },
    subjectId: 'case',
    notBefore: 0,
    expiresAt: NOW + 48 * HOUR,
    data: {},
  };

  test('hears so at once, each time anew', () => {
    const f = begun((f) => f.reassign('lan', NOW));
    expect(of(f, 'mentor-assigned')).toEqual([told]);
    f.reassign('mai', NOW);
    f.reassign('lan', NOW);
    expect(of(f, 'mentor-assigned')).toEqual([{ ...told, key: 'case/assigned3/lan' }]);
  });

  test('for some days hears until when, on the first of them, and nothing once they are over', () => {
    const f = begun((f) => f.coverBy('lan', '2026-11-24', '2026-11-27', NOW));
    const first = at('2026-11-24', '00:00');
    expect(of(f, 'mentor-assigned')).toEqual([]);
    expect(f.wake(first - 1)).toBeNull();
    expect(f.wake(first)).toEqual({ what: 'cover-began' });
    expect(of(f, 'mentor-assigned')).toEqual([
      { ...told, expiresAt: first + 48 * HOUR, data: { until: '2026-11-27' } },
    ]);
    expect(f.wake(endOfDay('2026-11-27') - 1)).toBeNull();
    expect(f.wake(endOfDay('2026-11-27'))).toEqual({ what: 'cover-ended' });
    expect(asked(f)).toEqual([VISIT]);
  });

  test('and leaves: nobody is told anything in their place', () => {
    const f = begun((f) => f.reassign('lan', NOW));
    f.mentorGone('lan', NOW);
    expect(asked(f).map((w) => w.kind)).toEqual(['follow-up-request', 'follow-up-reminder']);
  });
});

test('the person is told of the visit the day before, until it is over; of another day anew, and of none while visits rest', () => {
  const told = (f: FollowUp) => of(f, 'visit-told');
  const f = begun();
  expect(told(f)).toEqual([
    {
      ...{ key: 'case/v1/told/2026-11-30/mai', kind: 'visit-told', to: { role: 'person', caseId: 'case' } },
      ...{ subjectId: 'case/v1', notBefore: at('2026-11-29', '08:00'), expiresAt: endOfDay('2026-11-30') },
      data: { on: '2026-11-30', mentorId: 'mai' },
    },
  ]);
  f.reschedule(1, '2026-12-02', NOW);
  expect(told(f)).toMatchObject([{ key: 'case/v1/told/2026-12-02/mai' }]);
  f.pause('hospital', START, NOW);
  expect(told(f)).toEqual([]);
});

test('whoever reported hears that it has arrived, not who wrote it down for them; and nobody once all is over', () => {
  const report = (by: string) => (f: FollowUp) =>
    f.report({ seq: 1, outcome: 'met', heldOn: START, needs: [], by, submissionId: 's' }, NOW);
  const f = begun(report('mai'));
  expect(of(f, 'report-taken')).toEqual([
    {
      ...{ key: 'case/v1/taken', kind: 'report-taken', to: { role: 'mentor', userId: 'mai' } },
      ...{ subjectId: 'case/v1', notBefore: 0, expiresAt: NOW + 12 * HOUR, data: {} },
    },
  ]);
  expect(of(begun(report('officer')), 'report-taken')).toEqual([]);
  f.end('death', NOW);
  expect(f.wanted()).toEqual([]);
});
