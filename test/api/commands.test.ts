import { randomUUID } from 'node:crypto';
import { REFUSALS } from '../../domain/wording/refusals';
import { aCase, anEscalation, aReferral, signedIn, type TestApi, testApi } from './support';

let api: TestApi;
let officer: Awaited<ReturnType<typeof signedIn>>;
let mentor: Awaited<ReturnType<typeof signedIn>>;

beforeAll(async () => {
  api = await testApi();
  officer = await signedIn(api.app, 'commune');
  mentor = await signedIn(api.app, 'mentor');
});
afterAll(() => api.stop());
beforeEach(() => {
  api.engine.answer = { kind: 'applied' };
  api.engine.told.length = 0;
});

const visit = (caseId: string, n = 2) => `/api/v1/visits/${encodeURIComponent(`${caseId}/v${n}`)}`;
const report = { outcome: 'met', heldOn: '2026-11-23' };

describe('one key is one deed', () => {
  test('the same key and body are answered alike and told to the engine under one id', async () => {
    const caseId = await aCase(api.db, { open: ['proposal'] });
    const key = randomUUID();
    const first = await officer.post(`/api/v1/handovers/${caseId}/milestones/proposal`, {}, key);
    const second = await officer.post(`/api/v1/handovers/${caseId}/milestones/proposal`, {}, key);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    expect(api.engine.told).toHaveLength(1);
    expect(await api.db.submission.count({ where: { caseId } })).toBe(1);
  });

  test('twenty at once are one submission', async () => {
    const caseId = await aCase(api.db, { open: ['proposal'] });
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        officer.post(`/api/v1/handovers/${caseId}/milestones/proposal`, {}, key),
      ),
    );
    expect(new Set(answers.map((a) => `${a.status} ${a.body.submissionId}`)).size).toBe(1);
    expect(new Set(api.engine.told.map((t) => t.id)).size).toBe(1);
  });

  test('the same key with another body is refused with 422', async () => {
    const caseId = await aCase(api.db, { followUp: true, mentorId: 'user-mentor' });
    const key = randomUUID();
    expect((await mentor.post(`${visit(caseId)}/report`, report, key)).status).toBe(200);
    const other = await mentor.post(`${visit(caseId)}/report`, { ...report, outcome: 'phone' }, key);
    expect([other.status, other.body.type]).toEqual([422, '/problems/key-reused']);
    const note = await mentor.post(`${visit(caseId)}/report`, { ...report, note: 'khác' }, key);
    expect(note.status).toBe(422);
  });

  test('the key of one person is not that of another', async () => {
    const caseId = await aCase(api.db, { followUp: true, mentorId: 'user-mentor' });
    const key = randomUUID();
    expect((await mentor.post(`${visit(caseId)}/report`, report, key)).status).toBe(200);
    expect((await officer.post(`${visit(caseId, 1)}/report`, report, key)).status).toBe(200);
    expect(api.engine.told).toHaveLength(2);
  });

  test('without a key nothing is taken', async () => {
    const caseId = await aCase(api.db, { open: ['proposal'] });
    const answer = await officer.agent
      .post(`/api/v1/handovers/${caseId}/milestones/proposal`)
      .set('X-CSRF-Token', officer.csrf)
      .send({});
    expect([answer.status, answer.body.type]).toEqual([400, '/problems/key-missing']);
    expect(await api.db.submission.count({ where: { caseId } })).toBe(0);
  });
});

describe('the engine says', () => {
  test.each(Object.keys(REFUSALS) as (keyof typeof REFUSALS)[])(
    '%s: 409 with its sentence, and again on a repetition',
    async (code) => {
      api.engine.answer = { kind: 'refused', code };
      const caseId = await aCase(api.db, { open: ['proposal'] });
      const key = randomUUID();
      for (const _ of [1, 2]) {
        const answer = await officer.post(`/api/v1/handovers/${caseId}/milestones/proposal`, {}, key);
        expect(answer.status).toBe(409);
        expect(answer.body).toMatchObject({ type: '/problems/refused', code, detail: REFUSALS[code].vi });
      }
      expect(api.engine.told).toHaveLength(1);
    },
  );

  test('nothing: 503 that the work is safe, the submission waits, and a repetition delivers it', async () => {
    api.engine.answer = { kind: 'unreachable', cause: new Error('no engine') };
    const caseId = await aCase(api.db, { open: ['proposal'] });
    const key = randomUUID();
    const answer = await officer.post(`/api/v1/handovers/${caseId}/milestones/proposal`, {}, key);
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBeDefined();
    expect(answer.body).toMatchObject({
      type: '/problems/saved',
      detail: expect.stringContaining('Không cần gửi lại'),
    });
    const kept = await api.db.submission.findFirstOrThrow({ where: { caseId } });
    expect(kept).toMatchObject({
      status: 'received',
      kind: 'recordMilestone',
      update: 'recordMilestone',
      workflowId: `handover/${caseId}`,
    });
    expect(kept.args).toEqual({ milestone: 'proposal', submissionId: kept.id, by: 'user-commune' });

    api.engine.answer = { kind: 'applied' };
    expect((await officer.post(`/api/v1/handovers/${caseId}/milestones/proposal`, {}, key)).status).toBe(200);
    expect((await api.db.submission.findFirstOrThrow({ where: { caseId } })).status).toBe('applied');
    expect(new Set(api.engine.told.map((t) => t.id)).size).toBe(1);
  });
});

test('words stay with the submission and never reach the engine', async () => {
  const caseId = await aCase(api.db, { followUp: true, mentorId: 'user-mentor' });
  const note = 'Gặp ở nhà bà nội, số 0912 345 678';
  await mentor.post(`${visit(caseId)}/report`, { ...report, needs: ['training', 'loan'], note });
  expect(api.engine.told[0]?.args).toEqual({
    seq: 2,
    outcome: 'met',
    heldOn: '2026-11-23',
    topics: [],
    by: 'user-mentor',
    submissionId: expect.any(String),
    needs: [
      { kind: 'training', organisationId: 'school-14' },
      { kind: 'loan', organisationId: 'fund-14' },
    ],
  });
  expect(JSON.stringify(api.engine.told)).not.toContain('bà nội');
  expect((await api.db.submission.findFirstOrThrow({ where: { caseId } })).payload).toEqual({ note });
  expect(api.lines.join('')).not.toContain('bà nội');
});

test('where the province has no partner for a need, the referral goes without', async () => {
  const caseId = await aCase(api.db, { followUp: true, mentorId: 'user-mentor', provinceId: '01' });
  await mentor.post(`${visit(caseId)}/report`, { ...report, needs: ['loan'] });
  expect(api.engine.told[0]?.args.needs).toEqual([{ kind: 'loan', organisationId: null }]);
});

test.each<[string, object, string, string]>([
  ['an outcome nobody knows', { outcome: 'happy', heldOn: '2026-11-23' }, '/outcome', 'not-a-choice'],
  ['no outcome', { heldOn: '2026-11-23' }, '/outcome', 'missing'],
  ['an impossible day', { outcome: 'met', heldOn: '2026-02-30' }, '/heldOn', 'invalid'],
  ['a day of another form', { outcome: 'met', heldOn: '23/11/2026' }, '/heldOn', 'invalid'],
  ['a need nobody knows', { ...report, needs: ['training', 'car'] }, '/needs/1', 'not-a-choice'],
  ['a note without end', { ...report, note: 'x'.repeat(2001) }, '/note', 'too-long'],
])('a visit report with %s is not taken', async (_, body, pointer, code) => {
  const caseId = await aCase(api.db, { followUp: true, mentorId: 'user-mentor' });
  const answer = await mentor.post(`${visit(caseId)}/report`, body);
  expect(answer.status).toBe(400);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ type: '/problems/invalid', status: 400, errors: [{ pointer, code }] });
  expect(api.engine.told).toEqual([]);
});

test('the decision names an active mentor of the commune, nobody else', async () => {
  const caseId = await aCase(api.db, { open: ['decision'] });
  for (const mentorId of [undefined, 'user-commune', 'nobody']) {
    const answer = await officer.post(`/api/v1/handovers/${caseId}/milestones/decision`, { mentorId });
    expect([answer.status, answer.body.errors?.[0].pointer]).toEqual([400, '/mentorId']);
  }
  const answer = await officer.post(`/api/v1/handovers/${caseId}/milestones/decision`, {
    mentorId: 'user-mentor',
  });
  expect(answer.status).toBe(200);
  expect(api.engine.told[0]?.args).toMatchObject({ milestone: 'decision', mentorId: 'user-mentor' });
});

test('every command reaches its workflow with what it takes', async () => {
  const { db } = api;
  const centre = await signedIn(api.app, 'centre');
  const supervisor = await signedIn(api.app, 'supervisor');
  const partner = await signedIn(api.app, 'partner');
  const asked = await aCase(db, { open: ['mentor', 'certificate', 'residence'], mentorId: 'user-mentor' });
  const home = await aCase(db, { followUp: true, mentorId: 'user-mentor' });
  const referralId = await aReferral(db, home);
  const escalationId = await anEscalation(db, home);
  const calls: [typeof centre, string, object, string, string, object][] = [
    [
      centre,
      `/handovers/${asked}/milestones/certificate`,
      {},
      `handover/${asked}`,
      'recordMilestone',
      { milestone: 'certificate' },
    ],
    [
      centre,
      `/handovers/${asked}/residence`,
      { communeId: '14-yen-chau' },
      `handover/${asked}`,
      'giveResidence',
      { communeId: '14-yen-chau', provinceId: '14' },
    ],
    [
      officer,
      `/handovers/${asked}/mentor`,
      { mentorId: 'user-other-mentor' },
      `handover/${asked}`,
      'nameMentor',
      { mentorId: 'user-other-mentor' },
    ],
    [
      mentor,
      `/handovers/${asked}/mentor/answer`,
      { accepts: true },
      `handover/${asked}`,
      'answerMentorRequest',
      { accepts: true },
    ],
    [
      mentor,
      `/visits/${encodeURIComponent(`${home}/v2`)}/reschedule`,
      { on: '2026-11-25' },
      `follow-up/${home}`,
      'rescheduleVisit',
      { seq: 2, on: '2026-11-25' },
    ],
    [
      officer,
      `/follow-ups/${home}/reassign`,
      { mentorId: 'user-other-mentor' },
      `follow-up/${home}`,
      'reassignMentor',
      { mentorId: 'user-other-mentor' },
    ],
    [
      supervisor,
      `/escalations/${escalationId}/acknowledge`,
      {},
      `escalation/${escalationId}`,
      'acknowledge',
      {},
    ],
    [
      supervisor,
      `/escalations/${escalationId}/resolve`,
      { how: 'mentor-reminded', seen: [`${home}/v1`], note: 'đã gọi' },
      `escalation/${escalationId}`,
      'resolve',
      { how: 'mentor-reminded', seen: [`${home}/v1`] },
    ],
    [
      partner,
      `/referrals/${encodeURIComponent(referralId)}/move`,
      { to: 'accepted' },
      `referral/${referralId}`,
      'moveReferral',
      { to: 'accepted' },
    ],
  ];
  for (const [who, path, body, workflowId, name, args] of calls) {
    api.engine.told.length = 0;
    const answer = await who.post(`/api/v1${path}`, body);
    expect([path, answer.status]).toEqual([path, 200]);
    expect(api.engine.told).toEqual([
      {
        workflowId,
        name,
        args: { ...args, by: expect.any(String), submissionId: expect.any(String) },
        id: expect.any(String),
      },
    ]);
  }
});

test('a partner that refuses says why', async () => {
  const partner = await signedIn(api.app, 'partner');
  const home = await aCase(api.db, { followUp: true, mentorId: 'user-mentor' });
  const path = `/api/v1/referrals/${encodeURIComponent(await aReferral(api.db, home))}/move`;
  const answer = await partner.post(path, { to: 'rejected' });
  expect([answer.status, answer.body.errors?.[0].pointer]).toEqual([400, '/reason']);
  expect((await partner.post(path, { to: 'rejected', reason: 'Hết chỗ' })).status).toBe(200);
  expect((await partner.post(path, { to: 'cancelled' })).status).toBe(403);
});

describe('accounts', () => {
  test('only the administrator opens them; a landline, a missing area and a taken e-mail are said beside their field', async () => {
    const admin = await signedIn(api.app, 'admin');
    const user = { role: 'mentor', name: 'Vàng Thị  Thử', phone: '0912 345 699', communeId: '14-mai-son' };
    expect((await officer.post('/api/v1/users', user)).status).toBe(403);
    const landline = await admin.post('/api/v1/users', { ...user, phone: '024 3825 1234' });
    expect([landline.status, landline.body.errors?.[0].pointer]).toEqual([400, '/phone']);
    expect(landline.body.errors[0].detail).toContain('máy bàn');
    expect((await admin.post('/api/v1/users', { ...user, communeId: '' })).body.errors?.[0]).toMatchObject({
      pointer: '/communeId',
      code: 'missing',
    });
    expect(
      (
        await admin.post('/api/v1/users', {
          role: 'admin',
          name: 'Hai Tài',
          email: 'Commune@nhipcau.example',
        })
      ).body.errors?.[0],
    ).toMatchObject({ pointer: '/email', code: 'taken' });

    const key = randomUUID();
    const made = await admin.post('/api/v1/users', user, key);
    expect(made.status).toBe(201);
    expect((await admin.post('/api/v1/users', user, key)).body).toEqual(made.body);
    expect(await api.db.user.findUniqueOrThrow({ where: { id: made.body.userId } })).toMatchObject({
      name: 'Vàng Thị Thử',
      phone: '+84912345699',
      provinceId: '14',
    });

    expect((await admin.patch(`/api/v1/users/${made.body.userId}`, { language: 'en' })).status).toBe(200);
    const emptied = await admin.patch(`/api/v1/users/${made.body.userId}`, { phone: '' });
    expect(emptied.body.errors).toMatchObject([{ pointer: '/phone', code: 'missing' }]);
    const clerk = await admin.post('/api/v1/users', {
      ...{ role: 'commune', name: 'Lò Văn Thử', email: 'thu@nhipcau.example', phone: '0912 345 697' },
      communeId: '14-mai-son',
    });
    await admin.patch(`/api/v1/users/${clerk.body.userId}`, { phone: null });
    expect(await api.db.user.findUniqueOrThrow({ where: { id: clerk.body.userId } })).toMatchObject({
      phone: null,
      email: 'thu@nhipcau.example',
    });
    expect((await admin.post(`/api/v1/users/${made.body.userId}/deactivate`)).status).toBe(200);
    expect((await admin.get(`/api/v1/users/${made.body.userId}`)).body).toMatchObject({
      language: 'en',
      active: false,
    });
    expect((await admin.post('/api/v1/users/user-admin/deactivate')).body.errors[0].code).toBe('yourself');
  });

  test('a closed account is signed out at once', async () => {
    const other = await signedIn(api.app, 'other-commune');
    await api.db.user.update({ where: { id: 'user-other-commune' }, data: { active: false } });
    expect((await other.get('/api/v1/work')).status).toBe(401);
    await api.db.user.update({ where: { id: 'user-other-commune' }, data: { active: true } });
  });

  test('the administrator adds places; a code taken twice and an unknown province are said', async () => {
    const admin = await signedIn(api.app, 'admin');
    const commune = { id: '14-moi', name: 'Mới', kind: 'xã', provinceId: '14' };
    expect((await admin.post('/api/v1/communes', commune)).status).toBe(201);
    expect((await admin.post('/api/v1/communes', commune)).body.errors[0]).toMatchObject({
      pointer: '/id',
      code: 'taken',
    });
    expect(
      (await admin.post('/api/v1/centres', { id: 'CS3', name: 'Số 3', kind: 'public', provinceId: '99' }))
        .body.errors[0].pointer,
    ).toBe('/provinceId');
    expect(
      (await admin.post('/api/v1/organisations', { name: 'Hội', kind: 'union', provinceId: '14' })).status,
    ).toBe(201);
    expect(
      (await admin.get('/api/v1/communes?provinceId=14')).body.items.map(
        (c: { fullName: string }) => c.fullName,
      ),
    ).toContain('Xã Mới, Sơn La');
  });
});
