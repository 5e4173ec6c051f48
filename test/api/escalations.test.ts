import { randomUUID } from 'node:crypto';
import { aCase, anEscalation, signedIn, type TestApi, TODAY, testApi } from './support';

let api: TestApi;
let supervisor: Awaited<ReturnType<typeof signedIn>>;
let far: Awaited<ReturnType<typeof signedIn>>;
beforeAll(async () => {
  api = await testApi();
  supervisor = await signedIn(api.app, 'supervisor');
  far = await signedIn(api.app, 'other-province');
});
afterAll(() => api.stop());
beforeEach(() => {
  api.engine.answer = { kind: 'applied' };
  api.engine.told.length = 0;
});

const SEVERAL = '/api/v1/escalations/several';
const some = async (n: number) => {
  const ids: string[] = [];
  for (let i = 0; i < n; i++) {
    const caseId = await aCase(api.db, { followUp: true, mentorId: 'user-mentor' });
    ids.push(await anEscalation(api.db, caseId));
  }
  return ids.map((escalationId) => ({ escalationId, seen: ['v1'] }));
};

describe('several escalations at once', () => {
  test('each has an outcome of its own, and a repetition does nothing twice', async () => {
    const escalations = await some(3);
    const [mine] = escalations;
    const body = { what: 'acknowledge', escalations: [...escalations, { escalationId: 'not-there' }] };
    const key = randomUUID();
    const first = await supervisor.post(SEVERAL, body, key);
    expect(first.status).toBe(200);
    expect(first.body.results.map((r: { outcome: string }) => r.outcome)).toEqual([
      'applied',
      'applied',
      'applied',
      'not-found',
    ]);
    expect((await supervisor.post(SEVERAL, body, key)).body).toEqual(first.body);
    expect(api.engine.told.map((t) => t.name)).toEqual(['acknowledge', 'acknowledge', 'acknowledge']);
    expect(await api.db.submission.count({ where: { workflowId: `escalation/${mine?.escalationId}` } })).toBe(
      1,
    );
  });

  test('what the rules refuse says why; nothing is lost while the engine is away', async () => {
    const [one] = await some(1);
    const body = { what: 'resolve', escalations: [one], how: 'other', note: 'chuyện riêng' };
    api.engine.answer = { kind: 'refused', code: 'stale' };
    const refused = await supervisor.post(SEVERAL, body);
    expect(refused.body.results).toEqual([
      { ...{ escalationId: one?.escalationId }, outcome: 'refused', code: 'stale' },
    ]);
    api.engine.answer = { kind: 'unreachable', cause: new Error('down') };
    const saved = await supervisor.post(SEVERAL, body);
    expect(saved.body.results).toMatchObject([{ outcome: 'saved', submissionId: expect.any(String) }]);
    const { submissionId } = saved.body.results[0];
    expect(await api.db.submission.findUnique({ where: { id: submissionId } })).toMatchObject({
      status: 'received',
      payload: { note: 'chuyện riêng' },
    });
    expect(JSON.stringify(api.engine.told)).not.toContain('riêng');
  });

  test('another area’s are not there; an incomplete request is told what lacks', async () => {
    const escalations = await some(1);
    const away = await far.post(SEVERAL, { what: 'acknowledge', escalations });
    expect(away.body.results).toMatchObject([{ outcome: 'not-found' }]);
    const none = await supervisor.post(SEVERAL, { what: 'acknowledge', escalations: [] });
    expect([none.status, none.body.errors[0].pointer]).toEqual([400, '/escalations']);
    const how = await supervisor.post(SEVERAL, { what: 'resolve', escalations });
    expect([how.status, how.body.errors[0].pointer]).toEqual([400, '/how']);
    expect(api.engine.told).toEqual([]);
  });

  test('the list is narrowed by kind and by whose it is', async () => {
    const [one] = await some(1);
    await api.db.escalation.update({
      where: { id: one?.escalationId },
      data: { ownerId: 'user-supervisor' },
    });
    const mine = await supervisor.get('/api/v1/escalations?only=mine&kind=visit-missed');
    expect(mine.body.items.map((e: { id: string }) => e.id)).toEqual([one?.escalationId]);
    expect((await supervisor.get('/api/v1/escalations?kind=referral-silent')).body.items).toEqual([]);
    expect((await supervisor.get('/api/v1/escalations?kind=whim')).status).toBe(400);
  });
});

describe('absences', () => {
  const PATH = '/api/v1/users/user-supervisor/absences';
  const leave = { from: TODAY, until: TODAY, reason: 'leave', coverId: 'user-province' };

  test('are noted once per key, listed, and ended', async () => {
    const key = randomUUID();
    const first = await supervisor.post(PATH, leave, key);
    expect([first.status, (await supervisor.post(PATH, leave, key)).body]).toEqual([201, first.body]);
    expect((await supervisor.get(PATH)).body).toMatchObject({
      absences: [{ from: TODAY, until: TODAY, reason: 'leave', cover: { id: 'user-province' } }],
    });
    expect((await supervisor.post(PATH, leave)).body.errors[0]).toMatchObject({
      pointer: '/from',
      code: 'overlaps',
    });
    expect((await supervisor.post(`/api/v1/absences/${first.body.absenceId}/end`)).status).toBe(200);
    expect((await supervisor.get(PATH)).body.absences).toEqual([]);
  });

  test('a deputy is one of the same office, and nobody else’s account is found', async () => {
    const deputy = '/api/v1/users/user-supervisor/deputy';
    expect((await supervisor.post(deputy, { deputyId: 'user-province' })).status).toBe(200);
    expect((await supervisor.get(PATH)).body.deputy).toMatchObject({ id: 'user-province' });
    expect((await supervisor.post(deputy, { deputyId: 'user-commune' })).status).toBe(400);
    expect((await supervisor.post(deputy, {})).status).toBe(200);
    expect((await supervisor.get(PATH)).body.deputy).toBeNull();
    for (const ask of [far.get(PATH), far.post(PATH, leave), far.post(deputy, {})])
      expect((await ask).status).toBe(404);
  });
});
