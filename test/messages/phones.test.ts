import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { smtpGateway } from '../../activities/messages/smtp';
import { twilioGateway } from '../../activities/messages/twilio';
import { INBOUND_PATH, type Phones, startPhones } from '../../scripts/phones';
import { webhookSink } from './webhook-sink';

const accountSid = 'AC00000000000000000000000000000001';
const authToken = 'not-a-secret';
const to = '+84912345678';

let dir: string;
let app: Awaited<ReturnType<typeof webhookSink>>;
let phones: Phones;
let send: (body: string, number?: string) => Promise<void>;

const start = async () => {
  phones = await startPhones({
    dir,
    appUrl: app.url,
    accountSid,
    authToken,
    receiptDelayMs: 0,
    log: () => {},
  });
};

beforeEach(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'phones-'));
  app = await webhookSink(authToken, { status: 200, body: '<Response/>' });
  await start();
  send = async (body, number = to) => {
    const gateway = twilioGateway({
      accountSid,
      authToken,
      from: 'NHIPCAU',
      baseUrl: phones.twilioUrl,
      timeoutMs: 5000,
      maxConcurrent: 5,
    });
    expect(await gateway.send({ key: body, to: number, body })).toMatchObject({ kind: 'sent' });
    gateway.close?.();
  };
});

afterEach(async () => {
  await phones.stop();
  await app.stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

const get = async (route: string) => (await fetch(phones.pageUrl + route)).text();
const seenIn = (html: string) => /seen=([a-z0-9.]+)/.exec(html)?.[1];

test('texts and mails are there again after a restart, even when the last line was torn', async () => {
  const mails = smtpGateway({ url: phones.smtpUrl, from: 'no-reply@example.org' });
  await mails.send({ key: 'm', to: 'a@example.org', subject: 'first mail', body: 'x' });
  mails.close?.();
  await send('first text');
  await phones.twilio.receiptsSettled();
  await phones.stop();
  for (const file of ['texts.jsonl', 'mails.jsonl'])
    fs.appendFileSync(path.join(dir, file), '{"sid":"SM00","bo');

  await start();
  expect(phones.twilio.all).toMatchObject([{ body: 'first text', status: 'delivered' }]);
  expect(phones.mailbox.all).toMatchObject([{ subject: 'first mail' }]);
  phones.twilio.assertNoUnexpected(); // what another process received is not this one's business
  phones.twilio.failReceipts({ kind: 'late' }); // so that it has one line only: the one after the torn one
  await send('second text');
  await phones.stop();

  await start();
  expect(phones.twilio.all.map((m) => m.body)).toEqual(['first text', 'second text']);
});

test('the page shows each phone, makes links of links only, and escapes everything else', async () => {
  await send('Xem <b>ở đây</b>: https://example.org/l/a-b_c?d=e&f.');
  await send('another', '+84987654321');
  const html = await get('/');
  expect(html).toContain('lang="vi"');
  expect(html).toContain('+84 912 345 678');
  expect(html).toContain('href="https://example.org/l/a-b_c?d=e&amp;f"');
  expect(html).toContain('&lt;b>ở đây&lt;/b>');
  expect(await get('/?lang=en')).toContain('Phones and mailbox');
  const found = await get('/?phone=0987');
  expect(found).toContain('+84 987 654 321');
  expect(found).not.toContain('+84 912 345 678');
});

test('an open page is sent the list only when something changed', async () => {
  const seen = seenIn(await get('/'));
  expect((await fetch(`${phones.pageUrl}/list?seen=${seen}`)).status).toBe(204);
  await send('news');
  const changed = await fetch(`${phones.pageUrl}/list?seen=${seen}`);
  expect(changed.status).toBe(200);
  expect(await changed.text()).toMatch(/^<main id="outside"[\s\S]*news/);
});

test('the form on a card answers in the name of that phone; another site cannot', async () => {
  await send('1 = yes');
  const post = (headers: Record<string, string>) =>
    fetch(`${phones.pageUrl}/reply`, {
      method: 'POST',
      redirect: 'manual',
      headers,
      body: new URLSearchParams({ from: to, body: ' 1 ', lang: 'en', phone: '' }),
    });
  expect((await post({ Origin: 'https://example.org' })).status).toBe(403);
  expect(app.hooks).toEqual([]);
  const answered = await post({ Origin: phones.pageUrl });
  expect([answered.status, answered.headers.get('location')]).toEqual([303, '/?lang=en&phone=#p84912345678']);
  expect(app.hooks).toMatchObject([{ path: INBOUND_PATH, genuine: true, params: { From: to, Body: '1' } }]);
  expect(await get('/?lang=en')).toContain('Answered');
});

test('it needs nothing from elsewhere: script and style come from the page’s own address', async () => {
  const html = await get('/');
  expect(html).not.toMatch(/(src|href)="https?:/);
  expect(await get('/htmx.js')).toContain('htmx');
  expect(await get('/phones.css')).toContain(':focus-visible');
});
