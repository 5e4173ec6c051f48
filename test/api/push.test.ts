import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { pushSign } from '../../domain/push';
import { Browser } from '../support/push-service';
import { aCase, aLink, SECRET, signedIn, type TestApi, testApi } from './support';

let api: TestApi;
let caseId: string;
let token: string;
beforeAll(async () => {
  api = await testApi();
  caseId = await aCase(api.db, { mentorId: 'user-mentor', followUp: true });
  const link = { purpose: 'visit-report', userId: 'user-mentor', caseId, subjectId: `${caseId}/v2` } as const;
  token = await aLink(api.db, link);
});
afterAll(() => api.stop());
beforeEach(async () => {
  await api.db.pushSubscription.deleteMany();
  await api.db.notice.deleteMany({ where: { kind: 'push-agreed' } });
});

const ask = ({ endpoint, keys }: Pick<Browser, 'endpoint' | 'keys'>, path = `/l/${token}/push`) =>
  request(api.app)
    .post(path)
    .send({ _key: randomUUID(), endpoint, ...keys });
const kept = () => api.db.pushSubscription.findMany({ orderBy: { createdAt: 'asc' } });

test('a browser on which a link was opened is told first from now on, and the phone hears so by text', async () => {
  const key = await request(api.app).get('/push/key').expect(200);
  expect(Buffer.from(key.text, 'base64url')).toHaveLength(65);
  expect((await request(api.app).get('/push/key')).text).toBe(key.text);
  const browser = new Browser('one');
  await ask(browser).expect(204);
  await ask(browser).expect(204);
  expect(await kept()).toMatchObject([
    { userId: 'user-mentor', endpoint: browser.endpoint, ...browser.keys, goneAt: null },
  ]);
  expect(await api.db.notice.findMany({ where: { kind: 'push-agreed' } })).toMatchObject([
    { recipientId: 'user-mentor', caseId, channels: ['sms', 'email'], priority: 'urgent', status: 'planned' },
  ]);
});

test.each([
  [
    'an address that is no browser’s service',
    () => ({ ...new Browser('x'), endpoint: 'https://10.0.0.1/x' }),
    400,
  ],
  ['keys that are none', () => ({ ...new Browser('x'), keys: { p256dh: '?', auth: '?' } }), 400],
])('%s is refused', async (_, browser, status) => {
  await ask(browser()).expect(status);
  expect(await kept()).toEqual([]);
});

test('a link that is over, closed or forged agrees to nothing', async () => {
  await ask(new Browser('x'), '/l/abcdefghij.abcdefghijklmnop/push').expect(404);
  await api.db.link.updateMany({ data: { revokedAt: new Date(api.clock.now) } });
  await ask(new Browser('x')).expect(404);
  await api.db.link.updateMany({ data: { revokedAt: null } });
  expect(await kept()).toEqual([]);
});

test('the page from that text ends it, however many browsers there are', async () => {
  await ask(new Browser('one'));
  await ask(new Browser('two'));
  const link = { purpose: 'push', userId: 'user-mentor', caseId, subjectId: 'user-mentor' } as const;
  const path = `/l/${await aLink(api.db, link)}`;
  const page = await request(api.app).get(path).expect(200);
  expect(page.text).toContain('2 trình duyệt');
  expect((await kept()).filter(({ goneAt }) => goneAt)).toEqual([]);
  const _key = /name="_key" value="([^"]+)"/.exec(page.text)?.[1];
  await request(api.app).post(path).type('form').send({ _key }).expect(200);
  expect((await kept()).map(({ goneAt }) => goneAt)).toEqual([
    new Date(api.clock.now),
    new Date(api.clock.now),
  ]);
});

test('by REST, and back', async () => {
  const agent = await signedIn(api.app, 'mentor');
  const { endpoint, keys } = new Browser('office');
  const said = await agent.post('/api/v1/push-subscriptions', { endpoint, ...keys });
  expect([said.status, await kept()]).toMatchObject([200, [{ id: said.body.id }]]);
  expect((await agent.post('/api/v1/push-subscriptions/end', {})).body).toEqual({ ended: 1 });
});

test('what a browser says when it has shown a message is a receipt; without its sign it is not', async () => {
  const notice = await api.db.notice.create({
    data: {
      ...{ key: 'n', scope: 's', provinceId: '14', kind: 'visit-reminder', priority: 'routine' },
      ...{ channels: ['push', 'sms'], recipientId: 'user-mentor', caseId, subjectId: `${caseId}/v2` },
      ...{ notBefore: new Date(0), expiresAt: new Date(0), collapseKey: 'n', status: 'sent' },
    },
  });
  const { id } = await api.db.message.create({
    data: {
      ...{
        key: 'n/push',
        noticeId: notice.id,
        provinceId: '14',
        channel: 'push',
        recipientId: 'user-mentor',
      },
      ...{ caseId, to: 'user-mentor', body: 'x', segments: 0, status: 'sent', providerId: 'push:x' },
    },
  });
  const seen = (s: string) => request(api.app).post(`/webhooks/push?m=${id}&s=${s}`);
  const status = async () => (await api.db.message.findUniqueOrThrow({ where: { id } })).status;
  await seen('x'.repeat(22)).expect(403);
  expect(await status()).toBe('sent');
  await api.db.message.update({ where: { id }, data: { providerId: `push:${id}` } });
  await seen(pushSign(SECRET, String(id))).expect(204);
  await seen(pushSign(SECRET, String(id))).expect(204);
  expect(await status()).toBe('delivered');
});
