import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { aCase, aLink, type TestApi, TWILIO_TOKEN, testApi } from './support';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.stop());
beforeEach(() => {
  api.engine.told.length = 0;
});

function post(path: string, fields: Record<string, string>, token = TWILIO_TOKEN) {
  const signature = getExpectedTwilioSignature(token, `http://nhipcau.test${path}`, fields);
  return request(api.app).post(path).type('form').set('X-Twilio-Signature', signature).send(fields);
}

let n = 0;
/** A message just handed over to the provider. */
async function sent(): Promise<{ id: bigint; sid: string }> {
  n += 1;
  const sid = `SM${String(n).padStart(32, '0')}`;
  const notice = await api.db.notice.create({
    data: {
      key: sid,
      scope: 'follow-up/x',
      provinceId: '14',
      kind: 'visit-reminder',
      priority: 'routine',
      channels: ['sms'],
      recipientId: 'user-mentor',
      caseId: 'x',
      subjectId: 'x/v1',
      notBefore: new Date(0),
      expiresAt: new Date(0),
      collapseKey: sid,
      status: 'sent',
    },
  });
  const message = await api.db.message.create({
    data: {
      key: sid,
      noticeId: notice.id,
      provinceId: '14',
      channel: 'sms',
      recipientId: 'user-mentor',
      caseId: 'x',
      to: '+84900001004',
      body: 'x',
      segments: 1,
      status: 'sent',
      providerId: sid,
      tryAt: new Date(0),
    },
  });
  return { id: message.id, sid };
}
const status = (sid: string, MessageStatus: string, more: object = {}) =>
  post('/webhooks/twilio/status', { MessageSid: sid, MessageStatus, AccountSid: 'AC0', ...more });
const message = (id: bigint) =>
  api.db.message.findUniqueOrThrow({ where: { id }, include: { receipts: { orderBy: { id: 'asc' } } } });

describe('a webhook', () => {
  test.each([
    ['without a signature', undefined],
    [
      'signed with another token',
      getExpectedTwilioSignature('other', 'http://nhipcau.test/webhooks/twilio/inbound', {
        MessageSid: 'SM9',
        From: '+84900001004',
        Body: '1',
      }),
    ],
    [
      'signed for another address',
      getExpectedTwilioSignature(TWILIO_TOKEN, 'http://elsewhere.test/webhooks/twilio/inbound', {
        MessageSid: 'SM9',
        From: '+84900001004',
        Body: '1',
      }),
    ],
    [
      'signed for other words',
      getExpectedTwilioSignature(TWILIO_TOKEN, 'http://nhipcau.test/webhooks/twilio/inbound', {
        MessageSid: 'SM9',
        From: '+84900001004',
        Body: '2',
      }),
    ],
  ])('%s is refused and leaves nothing behind', async (_, signature) => {
    const asked = request(api.app).post('/webhooks/twilio/inbound').type('form');
    if (signature) asked.set('X-Twilio-Signature', signature);
    const answer = await asked.send({ MessageSid: 'SM9', From: '+84900001004', Body: '1' });
    expect([answer.status, answer.body.type]).toEqual([403, '/problems/signature']);
    expect(await api.db.inbound.count()).toBe(0);
    expect(api.lines.at(-1)).not.toContain('900001004');
  });
});

describe('a delivery report', () => {
  test.each([
    [['sent', 'delivered'], 'delivered'],
    [['delivered', 'sent'], 'delivered'],
    [['delivered', 'undelivered'], 'delivered'],
    [['undelivered', 'delivered'], 'delivered'],
    [['queued', 'sending'], 'sent'],
    [['failed', 'sent', 'queued'], 'failed'],
    [['delivered', 'delivered', 'delivered'], 'delivered'],
    [['unheard-of'], 'sent'],
  ])('in the order %j ends as %s', async (order, end) => {
    const { id, sid } = await sent();
    for (const said of order) expect((await status(sid, said)).status).toBe(204);
    const after = await message(id);
    expect(after.status).toBe(end);
    expect(after.receipts.map((r) => r.status)).toEqual(
      [...new Set(order)].filter((s) => s !== 'unheard-of'),
    );
  });

  test('of a phone that cannot be reached keeps the reason', async () => {
    const { id, sid } = await sent();
    await status(sid, 'undelivered', { ErrorCode: '30005' });
    expect(await message(id)).toMatchObject({
      status: 'undelivered',
      code: '30005',
      receipts: [{ status: 'undelivered', code: '30005' }],
    });
  });

  test('twenty of them at once end in the furthest', async () => {
    const { id, sid } = await sent();
    const words = ['queued', 'sent', 'delivered', 'sending'];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => status(sid, words[i % 4] as string)),
    );
    expect(new Set(answers.map((a) => a.status))).toEqual(new Set([204]));
    const after = await message(id);
    expect([after.status, after.receipts.length]).toEqual(['delivered', 4]);
  });

  test('that overtakes the record of the sending is not lost', async () => {
    const { id, sid } = await sent();
    await api.db.message.update({ where: { id }, data: { status: 'sending', providerId: null } });
    const early = status(sid, 'delivered').then((answer) => answer.status);
    await api.db.message.update({ where: { id }, data: { status: 'sent', providerId: sid } });
    expect(await early).toBe(204);
    expect((await message(id)).status).toBe('delivered');
  });

  test('of a message nobody knows is answered and forgotten', async () => {
    expect((await status('SMunknown', 'delivered')).status).toBe(204);
  });
});

describe('an SMS from a mentor', () => {
  const MENTOR = () =>
    api.db.user.findUniqueOrThrow({ where: { id: 'user-mentor' } }).then((u) => u.phone as string);
  const say = async (Body: string, MessageSid = `SM${randomUUID()}`, From?: string) => {
    const answer = await post('/webhooks/twilio/inbound', {
      MessageSid,
      From: From ?? (await MENTOR()),
      To: '+84900000000',
      Body,
    });
    expect([answer.status, answer.headers['content-type']]).toEqual([
      200,
      expect.stringMatching(/^text\/xml/),
    ]);
    expect(answer.text).toMatch(/<Response\/>$/);
    return api.db.inbound.findUniqueOrThrow({ where: { id: MessageSid } });
  };
  const asked = async () => {
    const caseId = await aCase(api.db, { open: ['mentor'], mentorId: 'user-mentor' });
    const token = await aLink(api.db, {
      purpose: 'mentor-request',
      userId: 'user-mentor',
      caseId,
      subjectId: `${caseId}/mentor`,
    });
    return { caseId, linkId: token.split('.')[0] };
  };
  const due = async () => {
    const caseId = await aCase(api.db, { followUp: true, mentorId: 'user-mentor' });
    const token = await aLink(api.db, {
      purpose: 'visit-report',
      userId: 'user-mentor',
      caseId,
      subjectId: `${caseId}/v2`,
    });
    return { caseId, linkId: token.split('.')[0] };
  };
  afterEach(() => api.db.link.deleteMany());

  test.each([
    ['1', true],
    [' 2 ', false],
  ])('"%s" answers the one request there is', async (body, accepts) => {
    const { caseId, linkId } = await asked();
    expect(await say(body)).toMatchObject({ status: 'applied', userId: 'user-mentor', answersId: linkId });
    expect(api.engine.told).toMatchObject([
      { workflowId: `handover/${caseId}`, name: 'answerMentorRequest', args: { accepts, by: 'user-mentor' } },
    ]);
  });

  test('"1" reports that the person was met today', async () => {
    const { caseId } = await due();
    expect((await say('1')).status).toBe('applied');
    expect(api.engine.told).toMatchObject([
      {
        workflowId: `follow-up/${caseId}`,
        name: 'reportVisit',
        args: { seq: 2, outcome: 'met', heldOn: '2026-11-23', needs: [] },
      },
    ]);
  });

  test('that comes twice under one id is one answer', async () => {
    await due();
    await say('1', 'SMtwice');
    await say('1', 'SMtwice');
    expect(api.engine.told).toHaveLength(1);
    expect(await api.db.inbound.count({ where: { id: 'SMtwice' } })).toBe(1);
  });

  test('waits for the desk when two things are asked, when it says something else, or when nobody asked', async () => {
    await due();
    expect((await say('toi da gap')).status).toBe('desk');
    await asked();
    expect((await say('1')).status).toBe('desk');
    await api.db.link.deleteMany();
    expect((await say('1')).status).toBe('desk');
    expect((await say('1', undefined, '+84999999999')).status).toBe('desk');
    expect(api.engine.told).toEqual([]);
  });

  test('is kept and taken while the engine is down', async () => {
    const { caseId } = await due();
    api.engine.answer = { kind: 'unreachable', cause: new Error() };
    expect((await say('1')).status).toBe('applied');
    expect(await api.db.submission.findFirst({ where: { caseId } })).toMatchObject({
      status: 'received',
      key: expect.stringContaining('sms:SM'),
    });
    api.engine.answer = { kind: 'applied' };
  });
});
