import type { AddressInfo } from 'node:net';
import net from 'node:net';
import twilio from 'twilio';
import type { Gateway } from '../../activities/messages/gateway';
import { ProviderHttp } from '../../activities/messages/provider-http';
import { classify, twilioGateway } from '../../activities/messages/twilio';
import { refused, TwilioStandIn } from '../../scripts/phones';
import { webhookSink } from './webhook-sink';

const accountSid = 'AC00000000000000000000000000000001';
const authToken = 'not-a-secret';
const to = '+84912345678';

/** Long enough for an answer on loopback on a busy machine; the cases that run into it wait this long. */
const timeoutMs = 4_000;

let phones: TwilioStandIn;
let app: Awaited<ReturnType<typeof webhookSink>>;
let gateway: Gateway;

beforeEach(async () => {
  app = await webhookSink(authToken, { status: 200, body: '<Response/>' });
  phones = new TwilioStandIn({ accountSid, authToken, inboundUrl: `${app.url}/inbound` });
  await phones.start();
  gateway = gatewayTo(phones.url);
});

afterEach(async () => {
  gateway.close?.();
  await phones.stop();
  await app.stop();
});

function gatewayTo(baseUrl: string, token = authToken): Gateway {
  return twilioGateway({
    accountSid,
    authToken: token,
    from: 'NHIPCAU',
    baseUrl,
    statusCallback: `${app.url}/receipts?v=1`,
    timeoutMs,
    maxConcurrent: 20,
  });
}

const text = (body: string, number = to) => ({ key: `key of ${body}`, to: number, body });
const anHourAgo = () => new Date(Date.now() - 3_600_000);

describe('what a refusal means', () => {
  test.each([
    [429, 20429, 'temporary'],
    [429, undefined, 'temporary'],
    [429, 63038, 'temporary'],
    [400, 21610, 'permanent'],
    [400, 21614, 'permanent'],
    [400, 21211, 'permanent'],
    [400, 21408, 'permanent'],
    [400, 21612, 'permanent'],
    [400, 21617, 'permanent'],
    [400, undefined, 'permanent'],
    [400, 21611, 'temporary'],
    [400, 21606, 'temporary'],
    [401, 20003, 'temporary'],
    [403, undefined, 'temporary'],
    [404, 20404, 'temporary'],
    [408, undefined, 'unknown'],
    [500, undefined, 'unknown'],
    [500, 20500, 'unknown'],
    [502, undefined, 'unknown'],
    [503, 20503, 'unknown'],
    [504, undefined, 'unknown'],
    [302, undefined, 'unknown'],
  ])('http %s with code %s is %s', (status, code, kind) => {
    expect(classify(status, code)).toBe(kind);
  });
});

describe('handing over', () => {
  test('a text arrives word for word, accents and all, and its sid is the one that was answered', async () => {
    const body = 'Mai anh ghé nhà N.V.A. nhé, đường nhỏ: https://example.org/l/abc?x=1&y=2 + 100%';
    const outcome = await gateway.send(text(body));
    const sms = await phones.expectMessage({ to, body });
    expect(outcome).toEqual({ kind: 'sent', providerId: sms.sid });
    expect(sms).toMatchObject({ body, from: 'NHIPCAU', segments: 2 });
    phones.assertNoUnexpected();
  });

  test('the plain twilio client can send, fetch and list page by page', async () => {
    const httpClient = new ProviderHttp({ origin: phones.url, timeoutMs, maxSockets: 2 });
    const client = twilio(accountSid, authToken, { httpClient });
    const sent = await client.messages.create({ to, from: 'NHIPCAU', body: 'number 0' });
    expect(sent).toMatchObject({
      status: 'queued',
      numSegments: '1',
      direction: 'outbound-api',
      errorCode: null,
    });
    expect(sent.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(Math.abs(sent.dateCreated.getTime() - Date.now())).toBeLessThan(60_000);
    for (let i = 1; i < 5; i++) await client.messages.create({ to, from: 'NHIPCAU', body: `number ${i}` });
    await client.messages.create({ to: '+84987654321', from: 'NHIPCAU', body: 'to another' });
    await phones.receiptsSettled();

    expect(await client.messages(sent.sid).fetch()).toMatchObject({
      sid: sent.sid,
      body: 'number 0',
      status: 'delivered',
    });
    await expect(client.messages(`SM${'0'.repeat(32)}`).fetch()).rejects.toMatchObject({
      status: 404,
      code: 20404,
    });
    const listed = await client.messages.list({ to, dateSentAfter: anHourAgo(), pageSize: 2 });
    expect(listed.map((m) => m.body)).toEqual([4, 3, 2, 1, 0].map((i) => `number ${i}`));
    expect(await client.messages.list({ to, dateSentAfter: new Date(Date.now() + 60_000) })).toEqual([]);
    expect(
      await client.messages.list({ dateSentBefore: new Date(Date.now() + 60_000), from: 'NHIPCAU' }),
    ).toHaveLength(6);
    httpClient.close();
  });

  test.each([
    ['a landline', '+842438123456', '21614'],
    ['not a number', '0912345678', '21211'],
    ["Twilio's number of someone who opted out", '+15005550004', '21610'],
    ["Twilio's number in a country we may not text", '+15005550003', '21408'],
  ])('%s is refused for good', async (_what, number, code) => {
    expect(await gateway.send(text('hello', number))).toEqual({ kind: 'permanent', code });
    expect(phones.all).toEqual([]);
  });

  test.each([
    ['429 with Retry-After', refused.tooMany(7), { kind: 'temporary', code: '20429', retryAfterMs: 7000 }],
    ['21610', refused.optedOut, { kind: 'permanent', code: '21610' }],
    ['21614', refused.notAMobile, { kind: 'permanent', code: '21614' }],
    ['500', refused.serverError(500), { kind: 'unknown', code: 'http-500' }],
    ['503', refused.serverError(503), { kind: 'unknown', code: 'http-503' }],
  ])('a fault of one request (%s) is told once, and the next send works', async (_what, fault, outcome) => {
    phones.failSend(fault);
    expect(await gateway.send(text('first'))).toEqual(outcome);
    expect(phones.all).toEqual([]);
    expect(await gateway.send(text('second'))).toMatchObject({ kind: 'sent' });
  });

  test('a fault aimed at one number leaves the others alone', async () => {
    phones.failSend(refused.tooMany(), { to, times: Number.POSITIVE_INFINITY });
    expect(await gateway.send(text('a', '+84987654321'))).toMatchObject({ kind: 'sent' });
    expect(await gateway.send(text('b'))).toMatchObject({ kind: 'temporary' });
    expect(await gateway.send(text('c'))).toMatchObject({ kind: 'temporary' });
  });

  test('wrong credentials are our own fault: temporary', async () => {
    const stranger = gatewayTo(phones.url, 'wrong');
    expect(await stranger.send(text('x'))).toEqual({ kind: 'temporary', code: '20003' });
    stranger.close?.();
  });

  test('nobody listening is temporary: nothing can have been taken', async () => {
    const closed = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => closed.once('listening', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const lost = gatewayTo(`http://127.0.0.1:${port}`);
    expect(await lost.send(text('x'))).toEqual({ kind: 'temporary', code: 'econnrefused' });
    expect(await lost.lookUp(text('x'), anHourAgo())).toEqual({ kind: 'unknown', code: 'econnrefused' });
    lost.close?.();
  });

  test('an answer that is not the API (a proxy page) is unknown, and its words stay out of the outcome', async () => {
    const proxy = await webhookSink(authToken, { status: 200, body: `<html>${to}</html>` });
    const odd = gatewayTo(proxy.url);
    expect(await odd.send(text('x'))).toEqual({ kind: 'unknown', code: 'bad-answer' });
    odd.close?.();
    await proxy.stop();
  });

  test('more sends than connections wait their turn instead of timing out', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, i) => gateway.send(text(`one of many ${i}`))),
    );
    expect(outcomes.every(({ kind }) => kind === 'sent')).toBe(true);
    expect(new Set(phones.all.map((m) => m.body)).size).toBe(200);
  });
});

describe('a send whose outcome is unknown', () => {
  test.each([
    ['accepted, then silence', { kind: 'accept-then-timeout' } as const, 'timeout'],
    ['accepted, then the connection cut', { kind: 'reset', accepted: true } as const, 'econnreset'],
    ['accepted, then a 502', refused.serverError(502, true), 'http-502'],
  ])('%s: the look-up finds it', async (_what, fault, code) => {
    phones.failSend(fault);
    const sending = gateway.send(text('code 4711'));
    const sms = await phones.expectMessage({ to, body: 'code 4711' });
    expect(await sending).toEqual({ kind: 'unknown', code });
    expect(await gateway.lookUp(text('code 4711'), anHourAgo())).toEqual({
      kind: 'found',
      providerId: sms.sid,
    });
    phones.assertNoUnexpected();
  });

  test.each([
    ['silence', { kind: 'hang' } as const, 'timeout'],
    ['the connection cut', { kind: 'reset' } as const, 'econnreset'],
    ['a 500', refused.serverError(), 'http-500'],
  ])('%s without having accepted: the look-up says absent', async (_what, fault, code) => {
    await gateway.send(text('an older text, code 1'));
    phones.failSend(fault);
    expect(await gateway.send(text('code 2'))).toEqual({ kind: 'unknown', code });
    expect(await gateway.lookUp(text('code 2'), anHourAgo())).toEqual({ kind: 'absent' });
  });

  test('is found even while Twilio still has it queued, without a DateSent', async () => {
    phones.failReceipts({ kind: 'late' });
    phones.failSend({ kind: 'accept-then-timeout' });
    await gateway.send(text('code 3'));
    expect(phones.all[0]).toMatchObject({ status: 'queued', sentAt: null });
    expect(await gateway.lookUp(text('code 3'), anHourAgo())).toMatchObject({ kind: 'found' });
  });

  test('is found behind more than a page of other texts to the same phone', async () => {
    phones.failSend(refused.serverError(500, true));
    await gateway.send(text('the one looked for'));
    await Promise.all(Array.from({ length: 150 }, (_, i) => gateway.send(text(`later text ${i}`))));
    await phones.receiptsSettled();
    expect(await gateway.lookUp(text('the one looked for'), anHourAgo())).toMatchObject({ kind: 'found' });
  });

  test('is found there even while it has no DateSent', async () => {
    phones.failReceipts({ kind: 'late' });
    phones.failSend(refused.serverError(500, true));
    await gateway.send(text('the one looked for'));
    await Promise.all(Array.from({ length: 150 }, (_, i) => gateway.send(text(`later text ${i}`))));
    await phones.receiptsSettled();
    expect(await gateway.lookUp(text('the one looked for'), anHourAgo())).toMatchObject({ kind: 'found' });
  });

  test("does not take the phone owner's own words, or a longer text, for ours", async () => {
    await gateway.send(text('code 5 and more'));
    await phones.reply(to, 'code 5');
    expect(await gateway.lookUp(text('code 5'), anHourAgo())).toEqual({ kind: 'absent' });
  });
});

describe('receipts', () => {
  async function receiptsOf(...faults: Parameters<TwilioStandIn['failReceipts']>[0][]) {
    for (const fault of faults) phones.failReceipts(fault);
    const outcome = await gateway.send(text('with a receipt'));
    await phones.receiptsSettled();
    return { sid: outcome.kind === 'sent' ? outcome.providerId : undefined, said: statuses() };
  }
  const statuses = () => app.hooks.map(({ params }) => params.MessageStatus);

  test('come as sent and delivered, with a signature the twilio package accepts for the URL with its query', async () => {
    const { sid, said } = await receiptsOf();
    expect(said).toEqual(['sent', 'delivered']);
    for (const hook of app.hooks) {
      expect(hook).toMatchObject({ path: '/receipts?v=1', genuine: true });
      expect(hook.params).toMatchObject({
        MessageSid: sid,
        SmsSid: sid,
        To: to,
        From: 'NHIPCAU',
        AccountSid: accountSid,
      });
    }
  });

  test.each([
    ['undelivered', { kind: 'undelivered', errorCode: 30003 } as const, ['sent', 'undelivered']],
    ['duplicate', { kind: 'duplicate' } as const, ['sent', 'sent', 'delivered', 'delivered']],
    ['reordered', { kind: 'reordered' } as const, ['delivered', 'sent']],
    ['none', { kind: 'none' } as const, []],
  ])('%s', async (_what, fault, said) => {
    expect((await receiptsOf(fault)).said).toEqual(said);
    const code = fault.kind === 'undelivered' ? '30003' : undefined;
    expect(app.hooks.at(-1)?.params.ErrorCode).toBe(code);
  });

  test('late ones wait until they are let go', async () => {
    expect((await receiptsOf({ kind: 'late' })).said).toEqual([]);
    await phones.releaseReceipts();
    expect(statuses()).toEqual(['sent', 'delivered']);
  });

  test('a forged one does not validate', async () => {
    await receiptsOf({ kind: 'wrong-signature' });
    expect(app.hooks.map(({ genuine }) => genuine)).toEqual([false, false]);
  });
});

describe('answers from a phone', () => {
  test('reach the inbound webhook, signed, addressed to the number that texted last', async () => {
    await gateway.send(text('1 = yes, 2 = no'));
    expect(await phones.reply(to, 'Có ạ')).toMatchObject({ status: 200 });
    const hook = app.hooks.find(({ path }) => path === '/inbound');
    expect(hook?.genuine).toBe(true);
    expect(hook?.params).toMatchObject({ From: to, To: 'NHIPCAU', Body: 'Có ạ', NumSegments: '1' });
    expect(hook?.params.MessageSid).toMatch(/^SM[0-9a-f]{32}$/);
  });

  test('a TwiML message in the answer arrives at the phone', async () => {
    const polite = await webhookSink(authToken, {
      status: 200,
      body: '<Response><Message>Cam on &amp; chao</Message></Response>',
    });
    phones.inboundUrl = polite.url;
    await phones.reply(to, '1', 'NHIPCAU');
    await phones.expectMessage({ to, body: 'Cam on & chao' });
    await polite.stop();
  });

  test('are marked as lost when the application does not take them', async () => {
    phones.inboundUrl = undefined;
    expect(await phones.reply(to, '1')).toMatchObject({ status: undefined });
    expect(phones.all.at(-1)).toMatchObject({ direction: 'inbound', status: 'failed' });
  });
});

describe('strict about what nobody expected', () => {
  test('one unexpected text fails, and the failure lists it', async () => {
    await gateway.send(text('wanted'));
    await gateway.send(text('unwanted'));
    await phones.expectMessage({ to, body: /^wanted/ });
    expect(() => phones.assertNoUnexpected()).toThrow(/1 unexpected:\n.*NHIPCAU → \+84912345678: "unwanted"/);
  });

  test('the same text twice needs expecting twice', async () => {
    const both = [phones.expectMessage({ to, body: 'again' }), phones.expectMessage({ to, body: 'again' })];
    await gateway.send(text('again'));
    await gateway.send(text('again'));
    const [first, second] = await Promise.all(both);
    expect(first?.sid).not.toBe(second?.sid);
    phones.assertNoUnexpected();
  });

  test('waiting does not tick off', async () => {
    const coming = phones.waitForMessage(to, (m) => m.body === 'seen');
    await gateway.send(text('seen'));
    expect(await coming).toMatchObject({ body: 'seen' });
    expect(() => phones.assertNoUnexpected()).toThrow('1 unexpected');
  });

  test('a text that does not come fails, naming what came instead', async () => {
    await gateway.send(text('something else'));
    await expect(phones.expectMessage({ to, body: 'never' }, 20)).rejects.toThrow(
      /never did not come[\s\S]*"something else"/,
    );
  });
});
