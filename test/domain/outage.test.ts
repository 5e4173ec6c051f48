import fc from 'fast-check';
import { addDays, at, HOUR, type Instant, MINUTE } from '../../domain/calendar';
import { NEVER, NOTICE_KINDS, type NoticeKind } from '../../domain/notice';
import { afterOutage, isLate, type LateNotice, sameNews, standIns } from '../../domain/outage';

const MONDAY = '2026-11-23';
const NOW = at(MONDAY, '09:00');
const LIMITS = { smsWindow: { from: '07:00', to: '22:00' }, lateAfter: 60 };

let ids = 0;
const notice = (more: Partial<LateNotice> = {}): LateNotice => {
  const { kind = 'visit-reminder', recipientId = 'm1' } = more;
  return {
    id: String(++ids),
    kind,
    priority: 'routine',
    recipientId,
    subjectId: `c${ids}/v1`,
    collapseKey: `${kind}:${recipientId}`,
    notBefore: NOW - 24 * HOUR,
    expiresAt: NOW + 72 * HOUR,
    ...more,
  };
};
const classes = (...notices: LateNotice[]) => {
  const rule = afterOutage(notices, NOW);
  return notices.map(({ id }) => rule.get(id));
};

describe('what was held up', () => {
  test.each<[string, Instant, LateNotice['priority'], boolean, string?]>([
    ['due now', NOW, 'routine', false],
    ['due an hour ago', NOW - 60 * MINUTE, 'routine', false],
    ['due longer ago', NOW - 61 * MINUTE, 'routine', true],
    ['asked at night: the morning is its hour', at(addDays(MONDAY, -1), '23:30'), 'urgent', false, '07:59'],
    ['critical at night: the night is its hour', at(addDays(MONDAY, -1), '23:30'), 'critical', true],
    ['due before the night', at(addDays(MONDAY, -1), '20:00'), 'routine', true],
  ])('%s', (_, notBefore, priority, late, time = '09:00') =>
    expect(isLate({ notBefore, priority }, at(MONDAY, time), LIMITS)).toBe(late),
  );
});

describe('what becomes of it', () => {
  test('a reminder of what is still to come, or within its grace, is sent late', () =>
    expect(classes(notice())).toEqual(['send-late']));

  test('a reminder of what has passed is dropped', () =>
    expect(classes(notice({ expiresAt: NOW }))).toEqual(['drop']));

  test('of several reminders to one person the most urgent stands for all; another person has their own', () =>
    expect(
      classes(
        notice({ expiresAt: NOW + 72 * HOUR }),
        notice({ expiresAt: NOW + 24 * HOUR }),
        notice({ recipientId: 'm2' }),
        notice({ expiresAt: NOW - HOUR }),
      ),
    ).toEqual(['collapse', 'send-late', 'send-late', 'drop']));

  test('requests about different people are each sent, a request and its own reminder once', () => {
    const ask = { kind: 'mentor-request' as const, subjectId: 'c1/mentor' };
    expect(classes(notice(ask), notice({ ...ask, expiresAt: NOW + HOUR }))).toEqual([
      'collapse',
      'send-late',
    ]);
    expect(classes(notice(ask), notice({ ...ask, subjectId: 'c2/mentor' }))).toEqual([
      'send-late',
      'send-late',
    ]);
  });

  test('of two as urgent the one that waited longest, then the one noted first', () => {
    const first = notice({ id: 'b', notBefore: NOW - 2 * HOUR });
    const later = notice({ id: 'a', notBefore: NOW - HOUR });
    expect(classes(later, first)).toEqual(['collapse', 'send-late']);
    const same = ['c', 'a', 'b'].map((id) => notice({ id, notBefore: NOW - HOUR }));
    expect(classes(...same)).toEqual(['collapse', 'send-late', 'collapse']);
  });

  // biome-ignore format: a table
  test.each<[string, Partial<LateNotice>, Partial<LateNotice>, boolean]>([
    ['reminders of two visits to one person', { subjectId: 'a' }, { subjectId: 'b' }, true],
    ['reminders of two steps to one person', { kind: 'milestone-reminder', subjectId: 'a' }, { kind: 'milestone-reminder', subjectId: 'b' }, true],
    ['reminders to two people', { subjectId: 'a' }, { subjectId: 'a', recipientId: 'm2' }, false],
    ['requests of two kinds about one thing', { kind: 'mentor-request', subjectId: 'a' }, { kind: 'mentor-declined', subjectId: 'a' }, false],
    ['one request to two people', { kind: 'mentor-request', subjectId: 'a' }, { kind: 'mentor-request', subjectId: 'a', recipientId: 'm2' }, false],
    ['one escalation twice', { kind: 'escalation', subjectId: 'a' }, { kind: 'escalation', subjectId: 'a' }, true],
  ])('%s are one piece of news: %#', (_what, one, other, same) =>
    expect(sameNews(notice(one)) === sameNews(notice(other))).toBe(same),
  );

  test('an escalation is sent however late', () =>
    expect(classes(notice({ kind: 'escalation', expiresAt: NEVER, notBefore: NOW - 9000 * HOUR }))).toEqual([
      'send-late',
    ]));

  test('what this outage has said already is not said again', () => {
    const one = notice();
    expect(afterOutage([one], NOW, new Set([sameNews(one)])).get(one.id)).toBe('collapse');
  });

  test('what collapses names what goes out in its stead; null where that went out before', () => {
    const [sent, one, other] = [notice({ expiresAt: NOW + HOUR }), notice(), notice({ recipientId: 'm2' })];
    const dropped = notice({ expiresAt: NOW });
    const all = [one, sent, other, dropped];
    const rule = afterOutage(all, NOW, new Set([sameNews(other)]));
    expect([...standIns(all, rule)]).toEqual([
      [one, sent],
      [other, null],
    ]);
  });

  test('every notice has its class; whoever has anything alive hears once of each news; nothing passed is sent', () => {
    const some = fc.array(
      fc.record({
        kind: fc.constantFrom<NoticeKind>(...NOTICE_KINDS),
        recipientId: fc.constantFrom('m1', 'm2', 'm3'),
        subjectId: fc.constantFrom('a', 'b', 'c'),
        expiresAt: fc.integer({ min: NOW - 100 * HOUR, max: NOW + 100 * HOUR }),
      }),
    );
    fc.assert(
      fc.property(some, (drawn) => {
        const notices = drawn.map((one) => notice(one));
        const rule = afterOutage(notices, NOW);
        expect([...rule.keys()].sort()).toEqual(notices.map(({ id }) => id).sort());
        const alive = notices.filter((n) => n.expiresAt > NOW);
        const sent = notices.filter(({ id }) => rule.get(id) === 'send-late');
        expect(sent.every((n) => alive.includes(n))).toBe(true);
        expect(sent.map(sameNews).sort()).toEqual([...new Set(alive.map(sameNews))].sort());
      }),
    );
  });
});
