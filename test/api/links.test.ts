import { randomUUID } from 'node:crypto';
import { answerLink, openLink } from '../../api/links';
import { aCase, aLink, anEscalation, aReferral, type TestApi, testApi } from './support';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.stop());
beforeEach(() => {
  api.engine.answer = { kind: 'applied' };
  api.engine.told.length = 0;
});

async function visitLink(more: { userId?: string; expiresAt?: Date } = {}) {
  const caseId = await aCase(api.db, { followUp: true, mentorId: 'user-mentor' });
  const token = await aLink(api.db, {
    purpose: 'visit-report',
    userId: 'user-mentor',
    caseId,
    subjectId: `${caseId}/v2`,
    ...more,
  });
  return { caseId, token };
}
async function open(token: string) {
  const opened = await openLink(api.ctx, token);
  if (opened.kind !== 'open') throw new Error(`the link is ${opened.kind}`);
  return opened;
}
const report = { outcome: 'met', heldOn: '2026-11-23' };

test('opening a link changes nothing and shows no name', async () => {
  const { token, caseId } = await visitLink();
  for (const _ of [1, 2, 3]) {
    const opened = await open(token);
    expect(opened.view).toMatchObject({
      purpose: 'visit-report',
      caseId,
      visit: { seq: 2, plannedOn: '2026-11-24', today: '2026-11-23' },
    });
    expect(JSON.stringify(opened.view)).not.toMatch(/Lường|\+84/);
    expect(opened.view.who).toMatch(/^L\.V\.M \(T\d+\)$/);
  }
  expect(await api.db.link.count({ where: { caseId, usedAt: null } })).toBe(1);
  expect(api.engine.told).toEqual([]);
});

test('its form is taken once: then it says what was recorded', async () => {
  const { token, caseId } = await visitLink();
  const opened = await open(token);
  expect((await answerLink(api.ctx, opened, { ...report, needs: ['training'] }, 'form-1')).kind).toBe(
    'applied',
  );
  expect(api.engine.told).toMatchObject([
    {
      workflowId: `follow-up/${caseId}`,
      name: 'reportVisit',
      args: { seq: 2, by: 'user-mentor', outcome: 'met' },
    },
  ]);
  expect(await openLink(api.ctx, token)).toMatchObject({
    kind: 'used',
    purpose: 'visit-report',
    recorded: 'met',
  });
});

test('the same form sent twice at once is one report', async () => {
  const { token } = await visitLink();
  const opened = await open(token);
  const results = await Promise.all([1, 2, 3].map(() => answerLink(api.ctx, opened, report, 'form-1')));
  expect(results.map((r) => r.kind)).toEqual(['applied', 'applied', 'applied']);
  expect(new Set(api.engine.told.map((t) => t.id)).size).toBe(1);
});

test('while the engine is down the form is kept and the link is used up', async () => {
  api.engine.answer = { kind: 'unreachable', cause: new Error() };
  const { token, caseId } = await visitLink();
  expect((await answerLink(api.ctx, await open(token), report, 'form-1')).kind).toBe('saved');
  expect(await api.db.submission.findFirst({ where: { caseId } })).toMatchObject({ status: 'received' });
  expect(await openLink(api.ctx, token)).toMatchObject({ kind: 'used', recorded: 'met' });
});

test('what is refused leaves the link open, so that it can be put right', async () => {
  const { token } = await visitLink();
  api.engine.answer = { kind: 'refused', code: 'in-the-future' };
  expect(await answerLink(api.ctx, await open(token), { ...report, heldOn: '2026-11-30' }, 'form-1')).toEqual(
    { kind: 'refused', code: 'in-the-future' },
  );
  expect(
    await answerLink(api.ctx, await open(token), { outcome: 'met', heldOn: 'x' }, 'form-2'),
  ).toMatchObject({ kind: 'invalid' });
  api.engine.answer = { kind: 'applied' };
  expect((await answerLink(api.ctx, await open(token), report, 'form-3')).kind).toBe('applied');
});

test('a link cannot be bent to another visit or case', async () => {
  const { token, caseId } = await visitLink();
  const other = await aCase(api.db, { followUp: true, mentorId: 'user-mentor' });
  await answerLink(api.ctx, await open(token), { ...report, caseId: other, seq: 1 }, 'form-1');
  expect(api.engine.told).toMatchObject([{ workflowId: `follow-up/${caseId}`, args: { seq: 2 } }]);
});

test('an expired link, a revoked one, and those of a closed account or of a mentor no longer assigned say so', async () => {
  const expired = await visitLink({ expiresAt: new Date(api.clock.now - 1) });
  expect(await openLink(api.ctx, expired.token)).toMatchObject({ kind: 'expired', purpose: 'visit-report' });
  const revoked = await visitLink();
  await api.db.link.updateMany({
    where: { caseId: revoked.caseId },
    data: { revokedAt: new Date(api.clock.now) },
  });
  expect((await openLink(api.ctx, revoked.token)).kind).toBe('expired');
  const reassigned = await visitLink();
  await api.db.followUp.update({ where: { id: reassigned.caseId }, data: { mentorId: 'user-other-mentor' } });
  expect((await openLink(api.ctx, reassigned.token)).kind).toBe('expired');
  const left = await visitLink({ userId: 'user-other-mentor' });
  await api.db.user.update({ where: { id: 'user-other-mentor' }, data: { active: false } });
  expect((await openLink(api.ctx, left.token)).kind).toBe('expired');
  await api.db.user.update({ where: { id: 'user-other-mentor' }, data: { active: true } });
});

test('a forged link opens nothing, whatever is changed', async () => {
  const { token } = await visitLink();
  const [id, sig] = token.split('.');
  const other = (await visitLink()).token.split('.')[1];
  for (const forged of [
    `${id}.${other}`,
    `${id}.`,
    `${id}`,
    `${randomUUID().slice(0, 8)}.${sig}`,
    '',
    'a.b',
    `${token}x`,
    `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
  ]) {
    expect([forged, (await openLink(api.ctx, forged)).kind]).toEqual([forged, 'forged']);
  }
});

test('a visit already reported by other means is answered', async () => {
  const { token, caseId } = await visitLink();
  await api.db.visit.update({
    where: { id: `${caseId}/v2` },
    data: { status: 'reported', outcome: 'phone' },
  });
  expect(await openLink(api.ctx, token)).toMatchObject({ kind: 'used', recorded: 'phone' });
});

test('a mentor accepts by link; the one who was replaced finds it closed', async () => {
  const caseId = await aCase(api.db, { open: ['mentor'], mentorId: 'user-mentor' });
  const subjectId = `${caseId}/mentor`;
  const [first, second] = [
    await aLink(api.db, { purpose: 'mentor-request', userId: 'user-mentor', caseId, subjectId }),
    await aLink(api.db, { purpose: 'mentor-request', userId: 'user-other-mentor', caseId, subjectId }),
  ];
  expect((await openLink(api.ctx, second)).kind).toBe('expired');
  expect(
    (await answerLink(api.ctx, await open(first), { accepts: 'no', reason: 'Bận mùa' }, 'form-1')).kind,
  ).toBe('applied');
  expect(api.engine.told).toMatchObject([
    { name: 'answerMentorRequest', args: { accepts: false, by: 'user-mentor' } },
  ]);
  expect(await openLink(api.ctx, first)).toMatchObject({ kind: 'used', recorded: 'declined' });
});

test('a supervisor acknowledges by link and resolves by the same one later', async () => {
  const caseId = await aCase(api.db, { followUp: true, mentorId: 'user-mentor' });
  const id = await anEscalation(api.db, caseId);
  const token = await aLink(api.db, {
    purpose: 'escalation',
    userId: 'user-supervisor',
    caseId,
    subjectId: id,
  });
  expect((await open(token)).view.escalation).toMatchObject({
    kind: 'visit-missed',
    status: 'open',
    items: [{ id: `${caseId}/v1` }],
  });
  expect((await answerLink(api.ctx, await open(token), { action: 'acknowledge' }, 'form-1')).kind).toBe(
    'applied',
  );
  expect(
    (
      await answerLink(
        api.ctx,
        await open(token),
        { action: 'resolve', how: 'mentor-reminded', seen: [`${caseId}/v1`] },
        'form-2',
      )
    ).kind,
  ).toBe('applied');
  expect(api.engine.told.map((t) => t.name)).toEqual(['acknowledge', 'resolve']);
  expect(await openLink(api.ctx, token)).toMatchObject({ kind: 'used', recorded: 'mentor-reminded' });
});

test('a partner accepts by link, without learning the name before', async () => {
  const caseId = await aCase(api.db, { followUp: true, mentorId: 'user-mentor' });
  const id = await aReferral(api.db, caseId);
  const token = await aLink(api.db, { purpose: 'referral', userId: 'user-partner', caseId, subjectId: id });
  const opened = await open(token);
  expect(opened.view.referral).toEqual({ kind: 'training', status: 'requested' });
  expect((await answerLink(api.ctx, opened, { to: 'accepted' }, 'form-1')).kind).toBe('applied');
  expect(api.engine.told).toMatchObject([
    { workflowId: `referral/${id}`, args: { to: 'accepted', by: 'user-partner' } },
  ]);
});
