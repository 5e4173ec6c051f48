import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { resumeInbound } from '../../api/inbound';
import { segmentsOf } from '../../domain/sms';
import { textProblems } from '../../domain/wording/messages';
import { replyText, withAnswerHint } from '../../domain/wording/replies';
import { aCase, aLink, type TestApi, TWILIO_TOKEN, testApi } from './support';

let api: TestApi;
beforeAll(async () => {
  api = await testApi({}, { twoWay: true });
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

test('a webhook of either of two accounts is heard, of a third it is not', async () => {
  api.ctx.config.smsFallbackAuthToken = 'of-the-second-account';
  const { id, sid } = await sent();
  const tell = (token: string, MessageStatus: string) =>
    post('/webhooks/twilio/status', { MessageSid: sid, MessageStatus }, token);
  expect((await tell('of-a-third', 'delivered')).status).toBe(403);
  expect((await message(id)).status).toBe('sent');
  expect((await tell('of-the-second-account', 'undelivered')).status).toBe(204);
  expect((await tell(TWILIO_TOKEN, 'delivered')).status).toBe(204);
  expect((await message(id)).status).toBe('delivered');
  delete api.ctx.config.smsFallbackAuthToken;
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

  test.each([
    ['30005', true],
    ['30003', false],
  ])('with code %s marks the phone as dead: %s', async (code, dead) => {
    const { sid } = await sent();
    await api.db.user.updateMany({
      where: { id: 'user-mentor' },
      data: { phone: '+84900001004', phoneDeadAt: null },
    });
    await status(sid, 'undelivered', { ErrorCode: code });
    const { phoneDeadAt } = await api.db.user.findUniqueOrThrow({ where: { id: 'user-mentor' } });
    expect(phoneDeadAt !== null).toBe(dead);
    await api.db.user.update({ where: { id: 'user-mentor' }, data: { phoneDeadAt: null } });
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
  const PHONE = async (who = 'user-mentor') =>
    (await api.db.user.findUniqueOrThrow({ where: { id: who } })).phone as string;
  /** What became of it, and what was answered. */
  const say = async (
    Body: string,
    { sid = `SM${randomUUID()}`, from }: { sid?: string; from?: string } = {},
  ) => {
    const fields = { MessageSid: sid, From: from ?? (await PHONE()), To: '+84900000000', Body };
    const answer = await post('/webhooks/twilio/inbound', fields);
    expect([answer.status, answer.headers['content-type']]).toEqual([
      200,
      expect.stringMatching(/^text\/xml/),
    ]);
    const reply = /<Message>(.*)<\/Message>/.exec(answer.text)?.[1] ?? null;
    const row = await api.db.inbound.findUniqueOrThrow({ where: { id: sid } });
    expect(row.reply).toBe(reply);
    return row;
  };
  const ask = async (purpose: 'mentor-request' | 'visit-report') => {
    const visit = purpose === 'visit-report';
    const caseId = await aCase(api.db, {
      mentorId: 'user-mentor',
      ...(visit ? { followUp: true } : { open: ['mentor'] }),
    });
    const subjectId = `${caseId}/${visit ? 'v2' : 'mentor'}`;
    const token = await aLink(api.db, { purpose, userId: 'user-mentor', caseId, subjectId });
    const { code } = await api.db.person.findFirstOrThrow({ where: { handovers: { some: { id: caseId } } } });
    return { caseId, code, linkId: token.split('.')[0] as string };
  };
  beforeEach(async () => {
    await api.db.link.deleteMany();
    await api.db.inbound.deleteMany();
    await api.db.stoppedNumber.deleteMany();
    api.engine.answer = { kind: 'applied' };
  });

  test.each([
    ['1', true],
    [' 2 ', false],
    ['Đồng ý', true],
  ])('"%s" answers the one request there is, and its link has done its work', async (body, accepts) => {
    const { caseId, linkId } = await ask('mentor-request');
    expect(await say(body)).toMatchObject({ status: 'applied', answersId: linkId, reply: null });
    expect(api.engine.told).toMatchObject([
      { workflowId: `handover/${caseId}`, name: 'answerMentorRequest', args: { accepts, by: 'user-mentor' } },
    ]);
    expect(await say('1')).toMatchObject({ status: 'desk', why: 'nothing-asked' });
  });

  test.each([
    ['1', 'met'],
    ['không gặp', 'not-home'],
  ])('"%s" reports the visit of today', async (body, outcome) => {
    const { caseId } = await ask('visit-report');
    expect((await say(body)).status).toBe('applied');
    expect(api.engine.told).toMatchObject([
      {
        workflowId: `follow-up/${caseId}`,
        name: 'reportVisit',
        args: { seq: 2, outcome, heldOn: '2026-11-23', needs: [] },
      },
    ]);
  });

  test('with a code answers for one of several', async () => {
    const first = await ask('visit-report');
    const second = await ask('visit-report');
    const several = await say('1');
    expect(several).toMatchObject({
      status: 'desk',
      why: 'several',
      communeId: '14-mai-son',
      provinceId: '14',
    });
    expect(several.reply).toMatch(/vi du: 1 T\d+/);
    expect(api.engine.told).toEqual([]);
    expect((await say(`2 ${second.code}`)).answersId).toBe(second.linkId);
    expect(api.engine.told).toMatchObject([{ workflowId: `follow-up/${second.caseId}` }]);
    expect((await say('1')).answersId).toBe(first.linkId);
  });

  test('that comes twice under one id is one answer', async () => {
    await ask('visit-report');
    await Promise.all([say('1', { sid: 'SMtwice' }), say('1', { sid: 'SMtwice' })]);
    await say('1', { sid: 'SMtwice' });
    expect(new Set(api.engine.told.map(({ id }) => id)).size).toBe(1);
    expect(await api.db.inbound.findMany({ where: { id: 'SMtwice' } })).toMatchObject([
      { status: 'applied' },
    ]);
  });

  test('nobody understands goes to the desk of the commune, until the end of the next working day, and is helped once a day', async () => {
    await ask('visit-report');
    const first = await say('mai em ghé nhé <b>');
    expect(first).toMatchObject({ status: 'desk', why: 'not-understood', communeId: '14-mai-son' });
    expect(first.dueAt).toEqual(new Date('2026-11-24T17:00:00Z'));
    expect(first.reply).toMatch(/^Nhip cau: Chua hieu/);
    expect(await say('alo')).toMatchObject({ status: 'desk', why: 'not-understood', reply: null });
    api.clock.now += 86_400_000;
    expect((await say('alo')).reply).toMatch(/^Nhip cau: Chua hieu/);
    api.clock.now -= 86_400_000;
  });

  test('from a stranger waits at the province we wrote to them from, else at every province', async () => {
    expect(await say('1', { from: '+84999999999' })).toMatchObject({
      status: 'desk',
      why: 'unknown-sender',
      provinceId: null,
      communeId: null,
    });
    await sent();
    await api.db.message.updateMany({ data: { to: '+84988888888' } });
    expect(await say('alo', { from: '+84988888888' })).toMatchObject({ provinceId: '14', communeId: null });
    await aCase(api.db);
    expect(await say('alo', { from: '+84912345678' })).toMatchObject({ communeId: '14-mai-son' });
  });

  test('STOP ends routine texts and is the desk at once; START takes it back', async () => {
    const stopped = await say('Từ chối');
    expect(stopped).toMatchObject({ status: 'desk', why: 'stopped', dueAt: new Date(api.clock.now) });
    expect(stopped.reply).toMatch(/viec khan van bao/);
    const number = await PHONE();
    const silenced = () => api.db.stoppedNumber.findUnique({ where: { number } });
    expect(await silenced()).toEqual({ number, at: new Date(api.clock.now) });
    expect(await say('bật')).toMatchObject({
      status: 'applied',
      reply: 'Nhip cau: Tu nay lai gui tin. Cam on anh/chi.',
    });
    expect(await silenced()).toBeNull();
    expect(await api.db.inbound.findUnique({ where: { id: stopped.id } })).toMatchObject({
      handled: 'came-back',
    });
  });

  test("STOP holds for a number that is nobody's account, and for whoever has it later", async () => {
    const number = '+84977000111';
    expect(await say('STOP', { from: number })).toMatchObject({
      ...{ why: 'unknown-sender', reply: expect.stringMatching(/Da ngung/), replySegments: 1 },
    });
    expect(await api.db.stoppedNumber.findUnique({ where: { number } })).not.toBeNull();
    expect(await say('START', { from: number })).toMatchObject({ status: 'applied' });
    expect(await api.db.stoppedNumber.findUnique({ where: { number } })).toBeNull();
  });

  test('"tu choi" of somebody who is asked stops too, and says how to decline', async () => {
    const { caseId } = await ask('mentor-request');
    expect((await say('tu choi')).reply).toMatch(/Khong nhan loi moi thi nhan 2\.$/);
    expect(api.engine.told).toEqual([]);
    expect((await say('2')).status).toBe('applied');
    expect(api.engine.told).toMatchObject([{ workflowId: `handover/${caseId}`, args: { accepts: false } }]);
  });

  test('is kept and taken while the engine is down', async () => {
    const { caseId } = await ask('visit-report');
    api.engine.answer = { kind: 'unreachable', cause: new Error() };
    expect((await say('1')).status).toBe('applied');
    expect(await api.db.submission.findFirst({ where: { caseId } })).toMatchObject({
      status: 'received',
      key: expect.stringContaining('sms:SM'),
    });
  });

  test('that the rules refuse is shown to a person', async () => {
    const { caseId } = await ask('visit-report');
    api.engine.answer = { kind: 'refused', code: 'already-reported' };
    expect(await say('1')).toMatchObject({ status: 'desk', why: 'refused', caseId });
  });

  test('that was kept when the process died is read with the next start, and answers once', async () => {
    const { caseId } = await ask('visit-report');
    const from = await PHONE();
    await api.db.inbound.create({ data: { id: 'SMdied', from, to: '', body: '1' } });
    expect(await resumeInbound(api.ctx)).toBe(1);
    expect(api.engine.told).toMatchObject([{ workflowId: `follow-up/${caseId}` }]);
    // It died later: between giving the answer and writing that down.
    await api.db.inbound.update({ where: { id: 'SMdied' }, data: { status: 'received', answersId: null } });
    expect(await resumeInbound(api.ctx)).toBe(1);
    expect(api.engine.told).toHaveLength(1);
    expect(await api.db.inbound.findUnique({ where: { id: 'SMdied' } })).toMatchObject({ status: 'applied' });
    expect(await resumeInbound(api.ctx)).toBe(0);
  });

  test('is answered by nobody where no two-way number is', async () => {
    api.ctx.config.twoWay = false;
    expect(await say('alo')).toMatchObject({ status: 'desk', reply: null });
    api.ctx.config.twoWay = true;
  });
});

describe('what we answer', () => {
  test.each(['vi', 'en'] as const)('in %s is one segment and tells nothing', (lang) => {
    const replies = ['not-understood', 'several', 'nothing-asked', 'refused', 'stopped', 'started'] as const;
    for (const reply of replies) {
      const text = replyText(reply, lang, '2 K7M4X');
      expect([reply, segmentsOf(text)]).toEqual([
        reply,
        expect.objectContaining({ encoding: 'GSM-7', segments: 1 }),
      ]);
      expect(textProblems(text, [], 'sms')).toEqual([]);
    }
  });
  test('a text asks for a digit where there is room', () => {
    expect(withAnswerHint('Nhip cau: x', 'visit-report', 'vi')).toBe(
      'Nhip cau: x Hoac nhan 1: da gap, 2: khong gap',
    );
    const full = 'x'.repeat(150);
    expect(withAnswerHint(full, 'visit-report', 'vi')).toBe(full);
  });
});
