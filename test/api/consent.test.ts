import { randomUUID } from 'node:crypto';
import { aCase, signedIn, type TestApi, TODAY, testApi } from './support';

let api: TestApi;
let officer: Awaited<ReturnType<typeof signedIn>>;
let mentor: Awaited<ReturnType<typeof signedIn>>;
let supervisor: Awaited<ReturnType<typeof signedIn>>;
beforeAll(async () => {
  api = await testApi();
  [officer, mentor, supervisor] = [
    await signedIn(api.app, 'commune'),
    await signedIn(api.app, 'mentor'),
    await signedIn(api.app, 'supervisor'),
  ];
});
afterAll(() => api.stop());

const PHONE = '0912 345 679';
const given = { told: 'family', channel: 'sms', phone: PHONE, how: 'signed', givenOn: TODAY };
const path = (caseId: string, rest = '') => `/api/v1/handovers/${caseId}/consent${rest}`;
const atHome = async () => {
  const caseId = await aCase(api.db, { mentorId: 'user-mentor', followUp: true });
  // A day that has not come, whatever cases the helper makes.
  const soon = new Date(api.clock.now + 3 * 86_400_000);
  await api.db.visit.updateMany({
    where: { id: `${caseId}/v2` },
    data: { plannedOn: soon, status: 'planned' },
  });
  return caseId;
};
const planned = (caseId: string) =>
  api.db.notice.findMany({ where: { caseId, kind: 'visit-told' }, orderBy: { id: 'asc' } });

describe('a consent', () => {
  test('is kept with who recorded it and how it was given, and the visit that is planned is told of', async () => {
    const caseId = await atHome();
    expect((await officer.get(path(caseId))).body).toEqual({ consent: null, canRecord: true });
    expect((await officer.post(path(caseId), given)).status).toBe(200);
    expect((await officer.post(path(caseId), given)).body).toMatchObject({ code: 'already-done' });
    const { body } = await officer.get(path(caseId));
    expect(body.consent).toMatchObject({
      ...{ told: 'family', channel: 'sms', how: 'signed', givenOn: TODAY, recordedBy: 'Người commune' },
      to: expect.not.stringContaining('912345'),
    });
    const [consent] = await api.db.consent.findMany({ where: { caseId } });
    expect(await planned(caseId)).toMatchObject([
      {
        status: 'planned',
        recipientId: consent?.id,
        scope: `follow-up/${caseId}`,
        data: { mentorId: 'user-mentor' },
      },
    ]);
    const kinds = await api.db.timelineEvent.findMany({ where: { caseId, kind: { startsWith: 'consent' } } });
    expect(kinds).toMatchObject([{ kind: 'consent-recorded', byId: 'user-commune', data: {} }]);
  });

  test('withdrawn by anybody who accompanies the person, ends at once with what was planned; given again, it holds again', async () => {
    const caseId = await atHome();
    await officer.post(path(caseId), given);
    expect((await mentor.post(path(caseId, '/withdraw'))).status).toBe(200);
    expect(await planned(caseId)).toMatchObject([{ status: 'withdrawn' }]);
    expect((await mentor.post(path(caseId, '/withdraw'))).body).toMatchObject({ code: 'already-done' });
    await officer.post(path(caseId), { ...given, told: 'person' });
    const open = await api.db.consent.findUniqueOrThrow({ where: { openKey: caseId } });
    expect(await planned(caseId)).toMatchObject([{ status: 'planned', recipientId: open.id }]);
    expect(await api.db.consent.count({ where: { caseId } })).toBe(2);
  });

  test.each([
    ['without a way to reach them', { phone: '' }, 400],
    ['for a landline', { phone: '0212 3 852 123' }, 400],
    ['given tomorrow', { givenOn: '2026-11-24' }, 409],
  ])('%s is refused', async (_, more, status) => {
    const caseId = await atHome();
    expect((await officer.post(path(caseId), { ...given, ...more })).status).toBe(status);
    expect(await planned(caseId)).toEqual([]);
  });

  test('is refused once the case is closed, and is nobody’s elsewhere', async () => {
    const caseId = await atHome();
    const far = await signedIn(api.app, 'other-commune');
    expect((await far.post(path(caseId), given)).status).toBe(404);
    expect((await supervisor.post(path(caseId), given)).status).toBe(403);
    await api.db.followUp.update({ where: { id: caseId }, data: { status: 'closed' } });
    expect((await officer.post(path(caseId), given)).body).toMatchObject({ code: 'closed' });
  });
});

describe('sending in spite of the hours', () => {
  const aNotice = async (more: object = {}) => {
    const caseId = await atHome();
    const notBefore = new Date(api.clock.now + 86_400_000);
    return api.db.notice.create({
      data: {
        ...{ key: randomUUID(), scope: 'x', provinceId: '14', kind: 'visit-reminder', priority: 'routine' },
        ...{
          channels: ['sms'],
          recipientId: 'user-mentor',
          caseId,
          subjectId: `${caseId}/v2`,
          collapseKey: 'x',
        },
        ...{ notBefore, expiresAt: new Date(notBefore.getTime() + 86_400_000), heldFor: 'hours', ...more },
      },
    });
  };
  const now = (id: bigint) => `/api/v1/desk/notices/${id}/send-now`;

  test('is a supervisor’s word, and who said so, why and when stay with it', async () => {
    const { id, caseId } = await aNotice();
    expect((await officer.post(now(id), { why: 'danger' })).status).toBe(403);
    expect((await supervisor.post(now(id), {})).status).toBe(400);
    expect((await supervisor.post(now(id), { why: 'danger' })).status).toBe(200);
    const at = new Date(api.clock.now);
    expect(await api.db.notice.findUnique({ where: { id } })).toMatchObject({
      ...{ priority: 'critical', notBefore: at, nowWhy: 'danger', nowById: 'user-supervisor', nowAt: at },
    });
    const told = await api.db.timelineEvent.findMany({ where: { caseId, kind: 'message-sent-now' } });
    expect(told).toMatchObject([
      { byId: 'user-supervisor', data: { kind: 'visit-reminder', why: 'danger' } },
    ]);
    const { body } = await supervisor.get('/api/v1/desk/outbox?limit=1');
    expect(body.items[0]).toMatchObject({ now: { why: 'danger', by: 'Người supervisor' } });
  });

  test.each([
    ['sent', 'on-its-way'],
    ['withdrawn', 'no-longer-true'],
    ['collapsed', 'no-longer-true'],
  ])('of what is %s is refused', async (status, code) => {
    const { id } = await aNotice({ status });
    expect((await supervisor.post(now(id), { why: 'agreed' })).body).toMatchObject({ code });
  });
});
