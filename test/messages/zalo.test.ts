import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { failover } from '../../activities/messages/failover';
import type { Gateway } from '../../activities/messages/gateway';
import { trackingId, zaloGateway } from '../../activities/messages/zalo';
import { ZaloStandIn } from '../../scripts/phones/zalo-api';

const account = { accessToken: 'token', templateId: '7895' };
const message = {
  key: 'follow-up/1/visit/2/sms',
  to: '+84912345678',
  body: 'Nhip cau: mai co hen: https://nhipcau.example/l/abc',
};

let zalo: ZaloStandIn;
let gateway: Gateway;
beforeEach(async () => {
  zalo = new ZaloStandIn(account);
  await zalo.start();
  gateway = to(zalo.url);
});
afterEach(() => zalo.stop());

const to = (baseUrl: string, more: object = {}) =>
  zaloGateway({ ...account, baseUrl, timeoutMs: 30_000, maxConcurrent: 4, ...more });

test('a message goes out by the approved template, its words and its link apart, under a tracking id of its own', async () => {
  const outcome = await gateway.send(message);
  expect(zalo.messages).toMatchObject([
    {
      phone: '84912345678',
      template_id: '7895',
      template_data: { noi_dung: 'Nhip cau: mai co hen', lien_ket: 'https://nhipcau.example/l/abc' },
      tracking_id: trackingId(message.key),
    },
  ]);
  expect(outcome).toEqual({ kind: 'sent', providerId: `zalo:${zalo.messages[0]?.msg_id}` });
});

test('the tracking id fits, is always the same for one message, and another for another', () => {
  const long = trackingId('x'.repeat(500));
  expect(long.length).toBeLessThanOrEqual(48);
  expect(trackingId('x'.repeat(500))).toBe(long);
  expect(trackingId('y')).not.toBe(trackingId('x'));
});

test.each([
  [-118, 'permanent'],
  [-119, 'permanent'],
  [-114, 'permanent'],
  [-108, 'permanent'],
  [-115, 'temporary'],
  [-124, 'temporary'],
  [-144, 'temporary'],
  [-133, 'temporary'],
  [-100, 'unknown'],
  [-9999, 'unknown'],
])('Zalo code %i is %s', async (error, kind) => {
  zalo.fail({ kind: 'code', error });
  expect(await gateway.send(message)).toEqual({ kind, code: `zalo${error}` });
});

test.each([
  [429, 'temporary'],
  [401, 'temporary'],
  [408, 'unknown'],
  [500, 'unknown'],
  [503, 'unknown'],
])('http %i is %s', async (status, kind) => {
  zalo.fail({ kind: 'http', status });
  expect(await gateway.send(message)).toEqual({ kind, code: `zalo-http-${status}` });
});

test('an answer that never comes is unknown; nobody listening is not', async () => {
  zalo.fail({ kind: 'accept-then-timeout' });
  expect(await to(zalo.url, { timeoutMs: 300 }).send(message)).toEqual({
    kind: 'unknown',
    code: 'zalo-timeouterror',
  });
  const closed = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => closed.once('listening', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  expect(await to(`http://127.0.0.1:${port}`).send(message)).toEqual({
    kind: 'temporary',
    code: 'zalo-econnrefused',
  });
});

test('nothing is asked when too little time is left', async () => {
  expect(await gateway.send(message, () => false)).toEqual({ kind: 'not-begun' });
  expect(zalo.messages).toEqual([]);
});

test.each([
  [-118, 1],
  [-144, 1],
  [-100, 0], // it may have been taken
  [0, 0],
])('before an SMS provider: after %i the text is sent %i times', async (error, times) => {
  if (error) zalo.fail({ kind: 'code', error });
  const texts: string[] = [];
  const sms: Gateway = {
    channel: 'sms',
    send: async ({ body }) => {
      texts.push(body);
      return { kind: 'sent', providerId: 'sms' };
    },
    lookUp: async () => ({ kind: 'absent' }),
  };
  await failover(gateway, sms, ['temporary', 'permanent']).send(message);
  expect(texts).toHaveLength(times);
});
