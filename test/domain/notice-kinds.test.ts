import { at, HOUR } from '../../domain/calendar';
import { NEVER, NOTICE_KINDS, type NoticeKind, type Wanted } from '../../domain/notice';
import { KINDS, noticeOf } from '../../domain/notice-kinds';

const NOW = at('2026-12-01', '09:00');
const wanted = (kind: NoticeKind, more: Partial<Wanted> = {}): Wanted => ({
  ...{ key: 'k', kind, to: { role: 'commune' }, subjectId: 's', notBefore: NOW, data: {} },
  ...more,
});

describe('the rules of the kinds', () => {
  test('are there for each kind, with a way to go', () => {
    expect(Object.keys(KINDS)).toEqual([...NOTICE_KINDS]);
    for (const { channels } of Object.values(KINDS)) expect(channels.length).toBeGreaterThan(0);
  });

  test.each(NOTICE_KINDS.filter((kind) => /reminder$/.test(kind)))(
    '%s is routine and may wait for a digest',
    (kind) => expect(KINDS[kind]).toMatchObject({ priority: 'routine', digest: expect.any(String) }),
  );

  test('only an escalation climbs when it cannot be delivered, and goes alone', () => {
    const climbing = NOTICE_KINDS.filter((kind) => KINDS[kind].whenItFails === 'climb');
    expect(climbing).toEqual(['escalation']);
    expect(KINDS.escalation).toMatchObject({ digest: null, lasts: 'until-answered' });
  });

  test('what goes to a volunteer goes one way at a time', () => {
    const inOrder = NOTICE_KINDS.filter((kind) => KINDS[kind].delivery === 'in-order');
    expect(inOrder).toEqual([
      'mentor-request',
      'visit-reminder',
      'mentor-assigned',
      'referral-answer',
      'loan-reminder',
      'loan-talk',
      ...['push-agreed', 'visit-told', 'report-taken'],
      'referral-offer',
      'job-check',
      'training-absent',
      'report-saved',
      'club-meeting',
      'club-report',
    ]);
  });
});

test('a link leads somewhere for everybody who has an account; only who came home has none', () => {
  expect(NOTICE_KINDS.filter((kind) => KINDS[kind].opens === null)).toEqual(['visit-told']);
  expect(NOTICE_KINDS.filter((kind) => KINDS[kind].ofNobody)).toEqual(['report-saved']);
});

test('a browser is never the only way, but for what may as well not be said', () => {
  for (const { channels, optional } of Object.values(KINDS))
    if (channels.every((channel) => channel === 'push')) expect(optional).toBe(true);
});

describe('a wanted notice', () => {
  test.each<[string, Wanted, object]>([
    [
      'is completed by its kind',
      wanted('escalation'),
      { priority: 'urgent', channels: ['sms', 'email'], expiresAt: NEVER },
    ],
    ['lasts as long as its kind says', wanted('not-arrived'), { expiresAt: NOW + 48 * HOUR }],
    [
      'keeps what its state says instead',
      wanted('milestone-request', { channels: ['email'], priority: 'routine', expiresAt: NOW + HOUR }),
      { channels: ['email'], priority: 'routine', expiresAt: NOW + HOUR },
    ],
  ])('%s', (_, given, planned) => expect(noticeOf(given)).toMatchObject(planned));
});
