/**
 * Every boundary between two steps of a send × what can happen to the sender there: it is killed, it hangs and goes on as a
 * zombie when another has long taken over, something throws. Real PostgreSQL, real clients over HTTP and SMTP. Whatever the
 * cell: the text reaches its recipient exactly once and the row says so, or (only where nobody can be asked: e-mail) it may
 * have reached them once and is listed as unknown for a person, with the reason.
 */
import type http from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pino from 'pino';
import type { Gateway } from '../../activities/messages/gateway';
import { smtpGateway } from '../../activities/messages/smtp';
import { Turns } from '../../activities/messages/turns';
import type { Context } from '../../api/context';
import { webhooks } from '../../api/webhooks';
import { addDays, at, dayOf, HOUR, type Instant, MINUTE } from '../../domain/calendar';
import { Mailbox } from '../../scripts/phones';
import { IMPATIENT_MS, Office } from '../activities/office';
import { type Boundary, meeting } from './faulty';

let office: Office;
let mailbox: Mailbox;
let receipts: http.Server;
let statusCallback: string;
/** Yesterday morning: each cell begins within the sending hours, and before what the provider takes now. */
let morning: Instant;

beforeAll(async () => {
  office = await Office.open();
  morning = office.now;
  mailbox = new Mailbox();
  await mailbox.start();
  const config = { twilioAuthToken: 'token', publicUrl: '' };
  const engine = { pokeCourier: async () => {} };
  const ctx = { db: office.db, engine, config, log: pino({ level: 'silent' }), now: () => office.now };
  const app = express()
    .use(express.urlencoded({ extended: false }))
    .use('/webhooks', webhooks(ctx as unknown as Context));
  receipts = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => receipts.once('listening', resolve));
  config.publicUrl = `http://127.0.0.1:${(receipts.address() as AddressInfo).port}`;
  statusCallback = `${config.publicUrl}/webhooks/twilio/status`;
});
beforeEach(() => {
  office.now = morning;
});
afterAll(async () => {
  await office.close();
  await mailbox.stop();
  receipts.closeAllConnections();
  await new Promise((resolve) => receipts.close(resolve));
});

const CHANNELS = ['sms', 'email'] as const;
type Channel = (typeof CHANNELS)[number];
type Effect = 'kill' | 'hang' | 'error';

/** Where the first sender is met. A transaction that is cut off there leaves nothing behind. */
const BOUNDARIES: [
  what: string,
  where: (Boundary & { inTransaction?: true }) | 'begun' | 'taken' | 'answered',
][] = [
  ['before the claim', { statement: /WITH due AS/, when: 'before', inTransaction: true }],
  [
    'before the claim is committed',
    { statement: /INSERT INTO "Message"/, when: 'after', inTransaction: true },
  ],
  ['after the claim', { statement: /SET status = 'sending'/, when: 'before' }],
  ['after marking the row', { statement: /SET status = 'sending'/, when: 'after' }],
  ['before the request', 'begun'],
  ['while the provider takes it', 'taken'],
  ['after the answer', 'answered'],
  ['before it is written down', { statement: /UPDATE "Message" m SET/, when: 'before', inTransaction: true }],
  [
    'before that is committed',
    { statement: /UPDATE "Notice" n SET status = s/, when: 'after', inTransaction: true },
  ],
  ['after all is written down', { statement: /INSERT INTO "Courier"/, when: 'before', inTransaction: true }],
];

/** What goes wrong before the request is the same for every channel. */
const FROM_THE_REQUEST_ON = BOUNDARIES.findIndex(([, where]) => where === 'begun');
const CELLS = CHANNELS.flatMap((channel) =>
  BOUNDARIES.slice(channel === 'email' ? FROM_THE_REQUEST_ON : 0).flatMap(([what, where]) =>
    (['kill', 'hang', 'error'] as const).map((effect) => ({ channel, what, where, effect })),
  ),
);

test.each(CELLS)('$channel, $what: $effect', async ({ channel, where, effect }) => {
  const id = await aNotice(channel);
  const { met, meet, release } = meetingPoint(
    effect,
    typeof where === 'object' && where.inTransaction === true,
  );
  const gateway =
    typeof where === 'string' ? interrupted(gatewayOf(channel), where, meet) : gatewayOf(channel);
  const first = office
    .dispatch([gateway], typeof where === 'string' ? {} : { db: meeting(office.db, where, meet) })
    .catch(() => undefined);
  await met;

  await office.dispatch([gatewayOf(channel)]).catch(() => undefined); // another comes too early: the lease runs
  office.now += 3 * MINUTE;
  await untilQuiet(channel);
  release();
  if (effect !== 'kill') await first;
  office.now += 3 * MINUTE;
  await untilQuiet(channel);

  const { status, messages } = await office.noticeOf(id);
  const [message] = messages;
  const times = arrived(channel, message?.body ?? '');
  if (channel === 'sms' || message?.status === 'sent') {
    expect({ status, times }).toEqual({ status: 'sent', times: [message?.providerId] });
    expect(message).toMatchObject({ status: 'sent', code: null });
  } else {
    expect(times.length).toBeLessThanOrEqual(1);
    expect({ status, message }).toMatchObject({
      status: 'claimed',
      message: { status: 'unknown', tryAt: null },
    });
    expect(message?.code).toMatch(/./);
  }
});

test('what waits for its turn at a slow provider until its lease is over is given back, and comes once', async () => {
  const ids = await Promise.all(Array.from({ length: 12 }, () => aNotice('sms')));
  const turns = new Turns(1);
  const { met, meet, release } = meetingPoint('hang', false);
  let asked = 0;
  let begun = 0;
  const slow: Gateway = {
    ...office.sms(),
    send(_message, mayBegin) {
      asked += 1;
      return turns.take(async () => {
        if (!mayBegin?.(1_000)) return { kind: 'not-begun' };
        begun += 1;
        await meet();
        return { kind: 'unknown', code: 'timeout' };
      });
    },
  };
  const first = office.dispatch([slow]);
  await met;
  expect(asked).toBe(12);
  office.now += 3 * MINUTE; // the lease of all twelve is over before the turn of eleven comes
  await untilQuiet('sms');
  release();
  await first;
  await untilQuiet('sms');
  expect(begun).toBe(1);
  for (const id of ids) {
    const { status, messages } = await office.noticeOf(id);
    expect(status).toBe('sent');
    expect(arrived('sms', messages[0]?.body ?? '')).toEqual([messages[0]?.providerId]);
  }
});

describe('the clock of the database', () => {
  const stepped = (hours: number) => ({ clock: async () => () => office.now + hours * HOUR });

  test.each([1, -1])(
    'steps by %i h while a sender is about to ask the provider: its lease runs on, and the text comes once',
    async (hours) => {
      const id = await aNotice('sms');
      const { met, meet, release } = meetingPoint('hang', false);
      const first = office.dispatch([interrupted(gatewayOf('sms'), 'begun', meet)]);
      await met;
      await office.dispatch([gatewayOf('sms')], stepped(hours));
      release();
      await first;
      await untilQuiet('sms');
      const { status, messages } = await office.noticeOf(id);
      expect(status).toBe('sent');
      expect(arrived('sms', messages[0]?.body ?? '')).toEqual([messages[0]?.providerId]);
    },
  );

  test.each([
    ['ahead of the morning', 1, '06:30'],
    ['behind the evening', -1, '22:30'],
  ] as const)(
    'is %s: nothing goes at night, and the courier does not turn in circles',
    async (_, hours, time) => {
      const moment = at(dayOf(morning), time);
      office.now = moment - 2 * HOUR;
      const id = await aNotice('sms');
      office.now = moment;
      const { sent, nextAt } = await office.dispatch([gatewayOf('sms')], stepped(hours));
      expect(sent).toBe(0);
      expect(nextAt).toBeGreaterThan(office.now);
      office.now = at(addDays(dayOf(morning), time < '07:00' ? 0 : 1), '08:00');
      await untilQuiet('sms');
      expect(await office.noticeOf(id)).toMatchObject({ status: 'sent' });
    },
  );
});

describe('receipts', () => {
  const FATES = [
    'writes it down',
    'is killed before it writes it down',
    'hangs before it writes it down',
  ] as const;
  const RECEIPTS = [
    ['once', undefined, 'delivered'],
    ['each twice', { kind: 'duplicate' }, 'delivered'],
    ['in the wrong order', { kind: 'reordered' }, 'delivered'],
    ['late', { kind: 'late' }, 'delivered'],
    ['that it was not delivered', { kind: 'undelivered', errorCode: 30003 }, 'undelivered'],
    ['never', { kind: 'none' }, 'sent'],
  ] as const;
  const cells = FATES.flatMap((fate) => RECEIPTS.map(([how, fault, end]) => ({ fate, how, fault, end })));

  test.each(cells)('the sender $fate, the receipt comes $how', async ({ fate, fault, end }) => {
    const id = await aNotice('sms');
    if (fault) office.twilio.failReceipts(fault);
    const sms = office.sms({ statusCallback });
    const effect = fate.startsWith('hangs') ? 'hang' : 'kill';
    const { met, meet, release } = meetingPoint(effect, false);
    const writes = fate.startsWith('writes');
    const first = office.dispatch([writes ? sms : interrupted(sms, 'answered', meet)]);
    await (writes ? first : met);
    await office.twilio.receiptsSettled();
    if (fault?.kind !== 'late') await untilQuiet('sms');
    office.now += 3 * MINUTE;
    await untilQuiet('sms');
    await office.twilio.releaseReceipts();
    release();
    if (effect === 'hang' || writes) await first;
    await untilQuiet('sms');

    const { status, messages } = await office.noticeOf(id);
    const [message] = messages;
    expect(message).toMatchObject({ status: end, code: end === 'undelivered' ? '30003' : null });
    expect({ status, times: arrived('sms', message?.body ?? '') }).toEqual({
      status: 'sent',
      times: [message?.providerId],
    });
  });
});

test('that a receipt came is proof enough: a sender whose answer was lost is not asked about', async () => {
  const id = await aNotice('sms');
  office.twilio.failSend({ kind: 'accept-then-timeout' });
  let asked = 0;
  const sms = office.sms({ statusCallback, timeoutMs: IMPATIENT_MS });
  const counting: Gateway = {
    ...sms,
    lookUp: (...about) => {
      asked += 1;
      return sms.lookUp(...about);
    },
  };
  await office.dispatch([counting]);
  await office.twilio.receiptsSettled();
  office.now += 3 * MINUTE;
  await office.dispatch([counting]);
  expect(await office.noticeOf(id)).toMatchObject({ status: 'sent', messages: [{ status: 'delivered' }] });
  expect(asked).toBe(0);
});

const aNotice = async (channel: Channel) =>
  channel === 'sms'
    ? office.notice(await office.case(), { priority: 'urgent' })
    : office.notice(await office.case(), {
        kind: 'mentor-declined',
        channels: ['email'],
        recipientId: office.users.officer,
      });

const gatewayOf = (channel: Channel): Gateway =>
  channel === 'sms'
    ? office.sms()
    : office.keep(smtpGateway({ url: mailbox.url, from: 'nhipcau@example.test' }));

/** The provider's ids of every copy of this text that arrived. */
function arrived(channel: Channel, body: string): string[] {
  if (channel === 'sms') return office.twilio.all.filter((sms) => sms.body === body).map(({ sid }) => sid);
  return mailbox.all.filter((mail) => mail.text.trim() === body.trim()).map(({ messageId }) => messageId);
}

/** Other couriers until there is nothing left to do but wait for a person. */
async function untilQuiet(channel: Channel): Promise<void> {
  for (let looks = 0; looks < 12; looks++) {
    // As the engine does with an activity that failed: again.
    const done = await office.dispatch([gatewayOf(channel)]).catch(() => undefined);
    if (done?.nextAt === null) return;
    office.now = Math.max(office.now, done?.nextAt ?? 0);
  }
}

function meetingPoint(effect: Effect, inTransaction: boolean) {
  let here = () => {};
  let release = () => {};
  const met = new Promise<void>((resolve) => {
    here = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const meet = async (): Promise<void> => {
    here();
    if (effect === 'error' || (effect === 'kill' && inTransaction)) throw new Error(`met: ${effect}`);
    await (effect === 'hang' ? released : new Promise(() => {}));
  };
  return { met, meet, release };
}

/** The gateway, met once in the middle of its first send. */
function interrupted(
  gateway: Gateway,
  where: 'begun' | 'taken' | 'answered',
  meet: () => Promise<void>,
): Gateway {
  return {
    ...gateway,
    async send(message, mayBegin) {
      if (where === 'begun') await meet();
      const sending = gateway.send(message, mayBegin);
      if (where === 'answered') await sending;
      if (where === 'taken') {
        await (gateway.channel === 'sms'
          ? office.twilio.waitForMessage(message.to, (sms) => sms.body === message.body)
          : sending);
      }
      if (where !== 'begun') await meet();
      return sending;
    },
  };
}
