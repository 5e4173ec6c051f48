import type { Gateway } from '../../activities/messages/gateway';
import { pushGateway } from '../../activities/messages/push';
import { HOUR } from '../../domain/calendar';
import { isPushSign } from '../../domain/push';
import { Browser, PushService } from '../support/push-service';
import { MENTOR, Office } from './office';

const SECRET = 'a secret of at least thirty-two characters';
/** So long a browser is waited for: policy, push_within. */
const WITHIN = HOUR;
let office: Office;
let service: PushService;
let push: Gateway;
let phone: Browser;
beforeEach(async () => {
  office = await Office.open();
  service = new PushService();
  const baseUrl = await service.start();
  push = pushGateway({
    ...{ db: office.db, secret: SECRET, contact: 'mailto:a@nhipcau.example', now: () => office.now, baseUrl },
    ...{ timeoutMs: 1_000, maxConcurrent: 4 },
  });
  phone = new Browser('phone');
  await agree(phone);
});
afterEach(async () => {
  await service.stop();
  await office.close();
});

const pathOf = ({ endpoint }: Browser) => new URL(endpoint).pathname;
const agree = ({ endpoint, keys }: Browser) =>
  office.db.pushSubscription.create({ data: { userId: office.users.mentor, endpoint, ...keys } });
const dispatch = () => office.dispatch([push, office.sms()]);
async function reminder(): Promise<bigint> {
  const caseId = await office.case();
  return office.notice(caseId, { channels: ['push', 'sms', 'email'], priority: 'urgent' });
}
const statesOf = async (id: bigint) =>
  Object.fromEntries((await office.noticeOf(id)).messages.map((m) => [m.channel, m.status]));

describe('a notice to somebody whose browser agreed', () => {
  test('goes there first: encrypted for it alone, with neutral words and a link, and no text beside it', async () => {
    const id = await reminder();
    expect(await dispatch()).toEqual({ sent: 1, nextAt: office.now + WITHIN });
    expect(await statesOf(id)).toEqual({ push: 'sent', sms: 'standby', email: 'standby' });
    const [sent] = service.taken;
    expect(sent?.headers).toMatchObject({ ttl: String(WITHIN / 1000), 'content-encoding': 'aes128gcm' });
    expect(sent?.headers.authorization).toMatch(/^vapid t=/);
    const payload = phone.open(sent?.body as Buffer);
    const message = (await office.noticeOf(id)).messages.find((m) => m.channel === 'push');
    expect(payload).toMatchObject({
      ...{ title: 'Nhịp cầu', words: 'Có việc mới chờ anh/chị xem', tag: String(message?.id) },
      link: expect.stringMatching(/^http:\/\/127\.0\.0\.1:3000\/l\/[\w.-]+$/),
    });
    const [, m, s] = /^\/webhooks\/push\?m=(\d+)&s=([\w-]+)$/.exec(payload.seen) ?? [];
    expect(isPushSign(SECRET, m as string, s as string)).toBe(true);
    expect(office.twilio.all).toEqual([]);
  });

  test('goes by text when the browser gave no sign in time, and only then', async () => {
    const id = await reminder();
    await dispatch();
    office.now += WITHIN - 1;
    expect(await dispatch()).toMatchObject({ sent: 0 });
    office.now += 1;
    expect(await dispatch()).toMatchObject({ sent: 1 });
    expect(await statesOf(id)).toEqual({ push: 'sent', sms: 'sent', email: 'standby' });
    expect(office.twilio.all).toMatchObject([{ to: MENTOR }]);
  });

  test('never goes by text once the browser has shown it', async () => {
    const id = await reminder();
    await dispatch();
    await office.db.message.updateMany({ where: { channel: 'push' }, data: { status: 'delivered' } });
    office.now += 2 * WITHIN;
    expect(await dispatch()).toEqual({ sent: 0, nextAt: null });
    expect(await statesOf(id)).toEqual({ push: 'delivered' });
  });

  test.each([404, 410])(
    'goes by text at once when the browser is gone (%i), which is not asked again',
    async (status) => {
      service.answers.set(pathOf(phone), status);
      const id = await reminder();
      expect(await dispatch()).toMatchObject({ sent: 1 });
      expect(await statesOf(id)).toEqual({ push: 'failed', sms: 'sent', email: 'standby' });
      expect(await office.db.pushSubscription.findFirst()).toMatchObject({ goneAt: new Date(office.now) });
      const next = await reminder();
      await dispatch();
      expect(await statesOf(next)).toEqual({ sms: 'sent', email: 'standby' });
    },
  );

  test('waits with the text for the hours of its reader', async () => {
    await office.db.user.update({
      where: { id: office.users.mentor },
      data: { quietFrom: '09:30', quietTo: '14:00' },
    });
    const id = await reminder();
    await dispatch();
    office.now += WITHIN; // ten o'clock: theirs alone
    const { sent, nextAt } = await dispatch();
    expect([sent, nextAt]).toEqual([0, office.now + 4 * HOUR]);
    expect(await statesOf(id)).toMatchObject({ sms: 'queued' });
    office.now += 4 * HOUR;
    expect(await dispatch()).toMatchObject({ sent: 1 });
  });
});

describe('of three texts a day to one number', () => {
  const routine = async () =>
    office.notice(await office.case(), { channels: ['push', 'sms'], kind: 'club-report' });

  test('none is counted that only stands by behind a browser', async () => {
    for (let n = 0; n < 3; n++) await routine();
    await dispatch();
    await office.db.message.updateMany({ where: { channel: 'push' }, data: { status: 'delivered' } });
    const fourth = await office.notice(await office.case(), { kind: 'club-report' });
    await dispatch();
    expect(await statesOf(fourth)).toEqual({ sms: 'sent' });
  });

  test('those are counted that go after a browser gave no sign: a fourth waits for the next day', async () => {
    for (let n = 0; n < 4; n++) await routine();
    await dispatch();
    office.now += WITHIN;
    expect(await dispatch()).toEqual({ sent: 3, nextAt: office.now + 24 * HOUR });
    expect(office.twilio.all).toHaveLength(3);
  });
});

describe('a push service', () => {
  const send = () =>
    push.send({
      key: 'k/push',
      ref: '7',
      to: office.users.mentor,
      body: 'Nhịp cầu: Có việc: https://a.example/l/x',
    });

  test.each([
    [429, { kind: 'temporary', code: 'push-429', retryAfterMs: 90_000 }],
    [503, { kind: 'temporary', code: 'push-503' }],
    [403, { kind: 'permanent', code: 'push-403' }],
    [413, { kind: 'permanent', code: 'push-413' }],
  ])('that answers %i', async (status, outcome) => {
    service.answers.set(pathOf(phone), status);
    expect(await send()).toEqual(outcome);
    expect(await office.db.pushSubscription.count({ where: { goneAt: null } })).toBe(1);
  });

  test('that never answers leaves it open; sent again, it replaces itself', async () => {
    service.answers.set(pathOf(phone), 0);
    expect(await send()).toMatchObject({ kind: 'unknown' });
    expect(await push.lookUp({ key: '', to: '', body: '' }, new Date())).toEqual({ kind: 'absent' });
    service.answers.clear();
    await Promise.all([send(), send()]);
    const topics = service.taken.map(({ headers, body }) => [headers.topic, phone.open(body).tag]);
    expect(topics).toEqual([
      ['m7', '7'],
      ['m7', '7'],
    ]);
  });

  test('of one of several browsers is enough', async () => {
    const old = new Browser('old');
    await agree(old);
    service.answers.set(pathOf(old), 410);
    expect(await send()).toEqual({ kind: 'sent', providerId: 'push:7' });
    expect(await office.db.pushSubscription.findMany({ where: { goneAt: null } })).toMatchObject([
      { endpoint: phone.endpoint },
    ]);
  });

  test('is not asked when too little of the lease is left', async () => {
    expect(await push.send({ key: 'k', to: office.users.mentor, body: 'x' }, () => false)).toEqual({
      kind: 'not-begun',
    });
    expect(service.taken).toEqual([]);
  });
});
