import type { Gateway } from '../../activities/messages/gateway';
import { classifySmtp, messageId, smtpGateway } from '../../activities/messages/smtp';
import { Mailbox } from '../../scripts/phones';

const to = 'supervisor@example.org';
const from = 'Nhịp Cầu <no-reply@example.org>';

let mailbox: Mailbox;
let gateway: Gateway;

beforeEach(async () => {
  mailbox = new Mailbox();
  await mailbox.start();
  gateway = smtpGateway({ url: mailbox.url, from, timeoutMs: 4_000 });
});

afterEach(async () => {
  gateway.close?.();
  await mailbox.stop();
});

const mail = (key: string, address = to) => ({
  key,
  to: address,
  subject: 'Việc cần làm',
  body: 'Mời xem: https://example.org/x',
});

test('a mail arrives with its words, and the same key gives the same Message-ID', async () => {
  const outcome = await gateway.send(mail('k1'));
  const got = await mailbox.expectMail({ to, subject: 'Việc cần làm', body: /example\.org\/x$/ });
  expect(got.from).toBe('no-reply@example.org');
  expect(outcome).toEqual({ kind: 'sent', providerId: got.messageId });
  expect(await gateway.send(mail('k1'))).toEqual(outcome);
  expect(await gateway.send(mail('k2'))).not.toEqual(outcome);
  expect(mailbox.all.map((m) => m.messageId)).toEqual([
    messageId('k1', from),
    messageId('k1', from),
    messageId('k2', from),
  ]);
  expect(() => mailbox.assertNoUnexpected()).toThrow('2 unexpected');
});

test.each([
  [451, 'recipient', 'temporary'],
  [451, 'text', 'temporary'],
  [421, 'text', 'temporary'],
  [550, 'recipient', 'permanent'],
  [554, 'text', 'permanent'],
] as const)('%s in answer to the %s is %s, and the next mail goes through', async (code, at, kind) => {
  mailbox.fail({ kind: 'reply', code, at });
  expect(await gateway.send(mail('refused'))).toEqual({ kind, code: `smtp-${code}` });
  expect(mailbox.all).toEqual([]);
  expect(await gateway.send(mail('next'))).toMatchObject({ kind: 'sent' });
});

test('a fault aimed at one address leaves the others alone', async () => {
  mailbox.fail({ kind: 'reply', code: 550 }, { to });
  expect(await gateway.send(mail('a', 'other@example.org'))).toMatchObject({ kind: 'sent' });
  expect(await gateway.send(mail('b'))).toMatchObject({ kind: 'permanent' });
});

test('connection refused is temporary, and mail flows again when the server is back', async () => {
  await mailbox.refuse();
  expect(await gateway.send(mail('a'))).toEqual({ kind: 'temporary', code: 'econnrefused' });
  await mailbox.start();
  expect(await gateway.send(mail('a'))).toMatchObject({ kind: 'sent' });
});

test('an idle pooled connection that the server closed costs nothing', async () => {
  await gateway.send(mail('a'));
  await mailbox.refuse();
  await mailbox.start();
  expect(await gateway.send(mail('b'))).toMatchObject({ kind: 'sent' });
  expect(mailbox.all).toHaveLength(2);
});

test.each([
  ['silence', 'accept-then-timeout'],
  ['the connection cut', 'accept-then-reset'],
] as const)(
  'taken, then %s: unknown, never sent a second time by itself, and SMTP cannot be asked',
  async (_what, kind) => {
    mailbox.fail({ kind });
    expect(await gateway.send(mail('a'))).toMatchObject({ kind: 'unknown' });
    expect(await gateway.lookUp(mail('a'), new Date(0))).toEqual({
      kind: 'unknown',
      code: 'smtp-cannot-tell',
    });
    expect(mailbox.all).toHaveLength(1);
  },
);

test('an address that is none is refused for good', async () => {
  expect(await gateway.send(mail('a', 'nobody'))).toMatchObject({ kind: 'permanent' });
});

test.each([
  [{ code: 'ESOCKET', originalCode: 'ECONNREFUSED' }, 'temporary', 'econnrefused'],
  [{ code: 'EDNS' }, 'temporary', 'edns'],
  [{ code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT' }, 'temporary', 'greeting_timeout'],
  [{ code: 'EAUTH', responseCode: 535 }, 'temporary', 'eauth'],
  [{ code: 'EENVELOPE', responseCode: 450 }, 'temporary', 'smtp-450'],
  [{ code: 'EENVELOPE', responseCode: 503 }, 'temporary', 'smtp-503'],
  [{ code: 'EMESSAGE', responseCode: 552 }, 'permanent', 'smtp-552'],
  [{ code: 'EENVELOPE' }, 'permanent', 'bad-address'],
  [{ code: 'ETIMEDOUT', timeoutType: 'SOCKET_TIMEOUT' }, 'unknown', 'socket_timeout'],
  [{ code: 'ECONNECTION' }, 'unknown', 'econnection'],
  [{}, 'unknown', 'error'],
])('%j is %s', (failure, kind, code) => {
  expect(classifySmtp(failure)).toEqual({ kind, code });
});
