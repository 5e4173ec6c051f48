import { failover } from '../../activities/messages/failover';
import type { Gateway, LookUp, SendOutcome } from '../../activities/messages/gateway';
import { reserve } from '../../activities/messages/rate';
import { HOUR } from '../../domain/calendar';
import { refused } from '../../scripts/phones';
import { COMMUNE, MENTOR, OFFICER, Office, PROVINCE } from './office';

let office: Office;
beforeEach(async () => {
  office = await Office.open();
});
afterEach(() => office.close());

/** After so long without a receipt a text counts as not arrived: policy, receipt_within. */
const RECEIPT_WITHIN = 6 * HOUR;
/** Not put together with others. */
const ALONE = { priority: 'urgent' };

/** A gateway that only notes what it was given. */
function noting(channel: Gateway['channel'], outcome?: SendOutcome): Gateway & { bodies: string[] } {
  const bodies: string[] = [];
  return {
    channel,
    bodies,
    send: async ({ key, body }) => {
      bodies.push(body);
      return outcome ?? { kind: 'sent', providerId: key };
    },
    lookUp: async () => ({ kind: 'absent' }),
  };
}

describe('a notice that goes by one way after the other', () => {
  /** Claimed already: a text in the queue, a letter that stands by. */
  async function oneAfterTheOther(): Promise<bigint> {
    const caseId = await office.case();
    const id = await office.notice(caseId, { status: 'claimed', channels: ['sms', 'email'] });
    const { key } = await office.noticeOf(id);
    for (const [channel, to, status] of [
      ['sms', MENTOR, 'queued'],
      ['email', 'mentor@nhipcau.example', 'standby'],
    ] as const)
      await office.db.message.create({
        data: {
          key: `${key}/${channel}`,
          noticeId: id,
          provinceId: PROVINCE,
          channel,
          recipientId: office.users.mentor,
          caseId,
          to,
          body: `a ${channel}`,
          segments: 1,
          status,
          tryAt: status === 'queued' ? new Date(office.now) : null,
          createdAt: new Date(office.now),
        },
      });
    return id;
  }
  const statesOf = async (id: bigint) => {
    const { status, messages } = await office.noticeOf(id);
    return [status, ...messages.sort((a, b) => Number(a.id - b.id)).map((m) => m.status)];
  };

  test('goes by the next at once when the first will never arrive', async () => {
    office.twilio.failSend(refused.optedOut);
    const email = noting('email');
    const id = await oneAfterTheOther();
    expect(await office.dispatch([office.sms(), email])).toEqual({ sent: 1, nextAt: null });
    expect(email.bodies).toEqual(['a email']);
    expect(await statesOf(id)).toEqual(['sent', 'failed', 'sent']);
    expect(await office.db.escalation.count()).toBe(0);
  });

  /** Of a provider that says what became of each text (here it never does). */
  const answering = () => office.sms({ statusCallback: 'http://127.0.0.1:1/receipts' });

  test('waits for a receipt, and goes by the next when none came in time', async () => {
    const email = noting('email');
    const id = await oneAfterTheOther();
    const { nextAt } = await office.dispatch([answering(), email]);
    expect(await statesOf(id)).toEqual(['sent', 'sent', 'standby']);
    expect(nextAt).toBe(office.now + RECEIPT_WITHIN);
    office.now += RECEIPT_WITHIN - 1;
    await office.dispatch([answering(), email]);
    expect(email.bodies).toEqual([]);
    office.now += 1;
    expect(await office.dispatch([answering(), email])).toEqual({ sent: 1, nextAt: null });
    expect(await statesOf(id)).toEqual(['sent', 'sent', 'sent']);
  });

  test('does not go by the next when the first was delivered, nor when it was withdrawn', async () => {
    const email = noting('email');
    const delivered = await oneAfterTheOther();
    const withdrawn = await oneAfterTheOther();
    await office.dispatch([answering(), email]);
    await office.db.message.updateMany({
      where: { noticeId: delivered, channel: 'sms' },
      data: { status: 'delivered' },
    });
    await office.db.notice.update({ where: { id: withdrawn }, data: { status: 'withdrawn' } });
    office.now += RECEIPT_WITHIN;
    expect(await office.dispatch([answering(), email])).toEqual({ sent: 0, nextAt: null });
    expect(await statesOf(delivered)).toEqual(['sent', 'delivered']);
    expect(await statesOf(withdrawn)).toEqual(['withdrawn', 'sent']);
  });

  test('does not wait for the receipts of a provider that gives none', async () => {
    const id = await oneAfterTheOther();
    expect(await office.dispatch([office.sms(), noting('email')])).toEqual({ sent: 1, nextAt: null });
    office.now += 2 * RECEIPT_WITHIN;
    expect(await office.dispatch([office.sms(), noting('email')])).toEqual({ sent: 0, nextAt: null });
    expect(await statesOf(id)).toEqual(['sent', 'sent', 'standby']);
  });

  test('that arrives by no way at all is told to a supervisor', async () => {
    office.twilio.failSend(refused.optedOut);
    const id = await oneAfterTheOther();
    await office.dispatch([office.sms(), noting('email', { kind: 'permanent', code: 'smtp-550' })]);
    expect(await statesOf(id)).toEqual(['failed', 'failed', 'failed']);
    expect(await office.db.escalation.count()).toBe(1);
  });
});

describe('two providers', () => {
  test.each<[SendOutcome['kind'], SendOutcome, number]>([
    ['temporary', { kind: 'temporary', code: '20429' }, 1],
    ['permanent', { kind: 'permanent', code: '21614' }, 0],
    ['unknown', { kind: 'unknown', code: 'timeout' }, 0],
    ['sent', { kind: 'sent', providerId: 'one' }, 0],
  ])(
    'after %s of the first the second is asked only when nothing can have been taken',
    async (_, outcome, times) => {
      const second = noting('sms');
      const both = failover(noting('sms', outcome), second);
      const result = await both.send({ key: 'k', to: MENTOR, body: 'b' });
      expect(second.bodies).toHaveLength(times);
      expect(result).toEqual(times ? { kind: 'sent', providerId: 'k' } : outcome);
    },
  );

  const FOUND: LookUp = { kind: 'found', providerId: 'x' };
  const ABSENT: LookUp = { kind: 'absent' };
  const UNKNOWN: LookUp = { kind: 'unknown', code: 'timeout' };
  test.each([
    [FOUND, ABSENT, FOUND],
    [ABSENT, FOUND, FOUND],
    [UNKNOWN, FOUND, FOUND],
    [ABSENT, UNKNOWN, UNKNOWN],
    [UNKNOWN, ABSENT, UNKNOWN],
    [ABSENT, ABSENT, ABSENT],
  ])('%j and %j together are %j', async (one, two, both) => {
    const answering = (answer: LookUp): Gateway => ({ ...noting('sms'), lookUp: async () => answer });
    const gateway = failover(answering(one), answering(two));
    expect(await gateway.lookUp({ key: 'k', to: MENTOR, body: 'b' }, new Date(0))).toEqual(both);
  });

  test('a refusal of the first account for now is no delay', async () => {
    office.twilio.failSend(refused.tooMany(600));
    const id = await office.notice(await office.case());
    const second = noting('sms');
    expect(await office.dispatch([failover(office.sms(), second)])).toEqual({ sent: 1, nextAt: null });
    expect(second.bodies).toHaveLength(1);
    expect(office.twilio.all).toEqual([]);
    expect(await office.noticeOf(id)).toMatchObject({ status: 'sent', messages: [{ attempts: 1 }] });
  });
});

test('a notice that cannot be worded is set aside with its reason and told; the others of its batch go out', async () => {
  const caseId = await office.case();
  const good = await Promise.all(Array.from({ length: 6 }, () => office.notice(caseId, ALONE)));
  const bad = await office.notice(caseId, { ...ALONE, kind: 'no-such-kind', key: 'poison' });
  good.push(await office.notice(caseId, ALONE));
  expect(await office.dispatch()).toEqual({ sent: 7, nextAt: null });
  expect(office.twilio.all).toHaveLength(7);
  for (const id of good) expect(await office.noticeOf(id)).toMatchObject({ status: 'sent' });
  expect(await office.noticeOf(bad)).toMatchObject({
    status: 'failed',
    code: 'cannot-be-worded',
    messages: [],
  });
  expect(office.slipped.map(({ itemId }) => itemId)).toEqual(['poison']);
});

test('a poisoned one that a digest reads ahead of its day does not set aside the one that is due', async () => {
  const caseId = await office.case();
  const due = await office.notice(caseId);
  const notBefore = office.now + 24 * HOUR;
  const poison = await office.notice(caseId, { notBefore, data: { on: 5 }, key: 'poison' });
  expect(await office.dispatch()).toMatchObject({ sent: 1 });
  expect(await office.noticeOf(due)).toMatchObject({ status: 'sent' });
  expect(await office.noticeOf(poison)).toMatchObject({ status: 'planned' });
  office.now = notBefore;
  await office.dispatch();
  expect(await office.noticeOf(poison)).toMatchObject({ status: 'failed', code: 'cannot-be-worded' });
});

describe("a provider's rate", () => {
  test('is kept by all who ask at once: no two are given the same time', async () => {
    const asked = await Promise.all(
      Array.from({ length: 12 }, () => reserve(office.db, 'sms', 10, 5, office.now, 10_000)),
    );
    const given = asked.map(({ from }) => from - office.now).sort((a, b) => a - b);
    expect(given).toEqual(Array.from({ length: 12 }, (_, n) => n * 500));
  });

  test('is not given away further ahead than is asked, and comes back with time', async () => {
    expect(await reserve(office.db, 'sms', 10, 100, office.now, 4_000)).toEqual({
      count: 40,
      from: office.now,
    });
    expect(await reserve(office.db, 'sms', 10, 100, office.now, 4_000)).toMatchObject({ count: 0 });
    expect(await reserve(office.db, 'sms', 10, 100, office.now + 1_000, 4_000)).toEqual({
      count: 10,
      from: office.now + 4_000,
    });
    const later = office.now + HOUR;
    expect(await reserve(office.db, 'sms', 10, 2, later, 4_000)).toEqual({ count: 2, from: later });
  });

  test('a burst of one commune does not keep another waiting, and no second has more than its share', async () => {
    const other = `${COMMUNE}-2`;
    await office.db.commune.create({ data: { id: other, name: 'Cò Nòi', kind: 'xã', provinceId: PROVINCE } });
    const [big, small] = [await office.case(), await office.case()];
    await office.db.handover.update({ where: { id: small }, data: { communeId: other } });
    for (let n = 0; n < 20; n++) await office.notice(big, { ...ALONE, notBefore: office.now - 60_000 });
    const alone = await office.notice(small, ALONE);
    const { pause } = sleepers();
    const sent: { at: number; key: string }[] = [];
    const limited: Gateway = {
      ...noting('sms'),
      perSecond: 2,
      send: async ({ key }) => {
        sent.push({ at: office.now, key });
        return { kind: 'sent', providerId: key };
      },
    };
    await office.dispatch([limited], { pause });
    expect(sent).toHaveLength(21);
    const gaps = sent.slice(1).map(({ at }, n) => at - (sent[n]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(500);
    const { messages } = await office.noticeOf(alone);
    expect(sent.findIndex(({ key }) => key === messages[0]?.key)).toBeLessThanOrEqual(1);
  });
});

/** Waits on the office's clock: whoever wakes first moves it on. */
function sleepers() {
  const asleep: { until: number; wake(): void }[] = [];
  const wakeNext = () => {
    asleep.sort((a, b) => a.until - b.until);
    const next = asleep.shift();
    if (!next) return;
    office.now = Math.max(office.now, next.until);
    next.wake();
    setImmediate(wakeNext);
  };
  return {
    pause: (ms: number) =>
      new Promise<void>((wake) => {
        if (asleep.length === 0) setImmediate(wakeNext);
        asleep.push({ until: office.now + ms, wake });
      }),
  };
}

describe('a phone that will never take a text', () => {
  const dead = async () =>
    (await office.db.user.findUniqueOrThrow({ where: { id: office.users.mentor } })).phoneDeadAt;
  const asked = () =>
    office.db.notice.findMany({ where: { kind: 'phone-dead' }, select: { recipientId: true, status: true } });

  test('is marked, and the officer of the commune is asked once for a new number', async () => {
    office.twilio.failSend(refused.notAMobile, { to: MENTOR, times: 2 });
    const caseId = await office.case();
    await office.notice(caseId);
    await office.notice(caseId);
    await office.dispatch();
    await office.dispatch();
    expect(await dead()).not.toBeNull();
    expect(await asked()).toEqual([{ recipientId: office.users.officer, status: 'sent' }]);
  });

  test.each([
    ['for now', refused.tooMany()],
    ['because its owner opted out', refused.optedOut],
  ])('is not one that refuses %s', async (_, fault) => {
    office.twilio.failSend(fault, { to: MENTOR });
    await office.notice(await office.case());
    await office.dispatch();
    expect(await dead()).toBeNull();
    expect(await asked()).toEqual([]);
  });

  test('of another number than the present one marks nothing', async () => {
    office.twilio.failSend(refused.tooMany(1), { to: MENTOR });
    await office.notice(await office.case());
    const { nextAt } = await office.dispatch();
    await office.db.user.update({ where: { id: office.users.mentor }, data: { phone: '+84900000077' } });
    office.twilio.failSend(refused.notAMobile, { to: MENTOR });
    office.now = nextAt as number;
    await office.dispatch();
    expect(await dead()).toBeNull();
  });

  test('of an officer is told to the supervisor', async () => {
    office.twilio.failSend(refused.notAMobile, { to: OFFICER });
    await office.notice(await office.case(), { recipientId: office.users.officer });
    await office.dispatch();
    expect(await asked()).toMatchObject([{ recipientId: office.users.supervisor }]);
  });
});
