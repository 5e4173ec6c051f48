import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, type Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { NativeConnection, Worker } from '@temporalio/worker';
import { connectTemporal } from '../../api/context';
import { addDays, dayOf } from '../../domain/calendar';
import { workerOptions } from '../../worker/run';
import { ensureSchedules } from '../../worker/schedule';
import { Engine } from '../../workflows/client';
import { temporalAddress, workflowBundle } from '../support/real-parts';
import { type Account, signedIn, type TestApi, testApi } from './support';

/** The api on a real engine, real workers and a real database; the courier alone is not there: nothing is sent. */
let api: TestApi;
let connection: Connection;
let native: NativeConnection;
let stopWorkers = async () => {};
const people = {} as Record<Account, Awaited<ReturnType<typeof signedIn>>>;
const today = dayOf(Date.now());

beforeAll(async () => {
  const address = await temporalAddress();
  connection = connectTemporal(address);
  native = await NativeConnection.connect({ address });
  // A namespace of its own: the queues' names are the product's, and other files run workers too.
  const namespace = `api-${randomUUID().slice(0, 8)}`;
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  });
  const temporal = new Client({ connection, namespace });
  await eventually(async () => {
    await ensureSchedules(temporal);
    return true;
  });
  api = await testApi({ engine: new Engine(temporal), temporal, now: Date.now });
  const options = workerOptions({
    client: temporal,
    namespace,
    db: api.db,
    gateways: [],
    publicUrl: 'http://nhipcau.test',
    secret: 'x'.repeat(32),
    bundle: await workflowBundle(),
  });
  const workers = await Promise.all(
    options.filter((o) => o.taskQueue !== 'courier').map((o) => Worker.create({ ...o, connection: native })),
  );
  const running = workers.map((worker) => worker.run());
  stopWorkers = async () => {
    for (const worker of workers) worker.shutdown();
    await Promise.all(running);
  };
  for (const account of ['centre', 'commune', 'mentor', 'other-mentor', 'supervisor', 'partner'] as const)
    people[account] = await signedIn(api.app, account);
}, 180_000);

afterAll(async () => {
  await stopWorkers();
  await native.close();
  await connection.close();
  await api.stop();
}, 60_000);

/** The engine works beside us: asks until it is so. */
async function eventually(so: () => Promise<boolean>): Promise<void> {
  let last: unknown;
  for (const end = Date.now() + 30_000; Date.now() < end; await pause(50)) {
    try {
      if (await so()) return;
    } catch (error) {
      last = error;
    }
  }
  throw last ?? new Error('it did not come about within 30 seconds');
}

/** Starts one person's handover and waits until it is on record. */
async function start(name: string, endDay = addDays(today, 1)): Promise<string> {
  const answer = await people.centre.post('/api/v1/handovers', {
    fullName: name,
    birthDate: '12/03/1990',
    commune: 'Mai Sơn',
    treatment: 'bắt buộc',
    endDay,
  });
  expect([answer.status, answer.body]).toEqual([
    202,
    expect.objectContaining({ caseId: expect.any(String) }),
  ]);
  const { caseId } = answer.body;
  await eventually(async () => (await people.centre.get(`/api/v1/handovers/${caseId}`)).status === 200);
  return caseId;
}
const milestone = (who: Account, caseId: string, kind: string, body: object = {}) =>
  people[who].post(`/api/v1/handovers/${caseId}/milestones/${kind}`, body);

test('a file becomes handovers, each once, with a progress that reaches its end', async () => {
  const head = 'Số hồ sơ,Họ và tên,Ngày sinh,Xã/Phường về cư trú,Hình thức cai nghiện,Ngày hoàn thành';
  const rows = Array.from(
    { length: 5 },
    (_, i) => `E-${i},Lò Văn Thật ${i},12/03/1990,Mai Sơn,tự nguyện,${addDays(today, 40)}`,
  );
  const { importId } = (await people.centre.upload([head, ...rows].join('\n'), 'a.csv')).body;
  expect((await people.centre.post(`/api/v1/imports/${importId}/start`)).body).toMatchObject({ started: 5 });
  await eventually(async () => (await people.centre.get(`/api/v1/imports/${importId}`)).body.running === 5);
  await eventually(
    async () =>
      (await api.db.handover.count({ where: { person: { fullName: { startsWith: 'Lò Văn Thật' } } } })) === 5,
  );
  const work = (await people.commune.get('/api/v1/work')).body.items;
  expect(
    work.filter(
      (item: { action: string; fullName: string }) =>
        item.action === 'acceptance' && item.fullName.startsWith('Lò Văn Thật'),
    ),
  ).toHaveLength(5);
});

test('the whole way: proposal, decision, mentor, papers, arrival, visit, need, partner', async () => {
  const caseId = await start('Quàng Thị Đường');
  const done = async (answer: PromiseLike<{ status: number; body: object }>) => {
    const { status, body } = await answer;
    expect([status, body]).toEqual([200, { submissionId: expect.any(String) }]);
  };
  await done(milestone('commune', caseId, 'proposal'));
  await done(milestone('commune', caseId, 'decision', { mentorId: 'user-mentor' }));
  const asked = (await people.mentor.get(`/api/v1/handovers/${caseId}`)).body;
  expect(asked.actions.answerMentorRequest).toBe(true);
  await done(people.mentor.post(`/api/v1/handovers/${caseId}/mentor/answer`, { accepts: true }));
  await done(milestone('centre', caseId, 'certificate'));
  await done(milestone('centre', caseId, 'handout'));
  await done(milestone('commune', caseId, 'arrival'));
  await eventually(
    async () => (await people.mentor.get(`/api/v1/handovers/${caseId}`)).body.followUp !== null,
  );

  const home = (await people.mentor.get(`/api/v1/handovers/${caseId}`)).body;
  expect(home).toMatchObject({
    stage: 'home',
    mentor: { id: 'user-mentor' },
    followUp: { startsOn: today, visits: [{ seq: 1, status: 'planned' }] },
  });
  expect(home.followUp.plan.length).toBeGreaterThan(10);
  const visit = encodeURIComponent(home.followUp.visits[0].id);
  await done(people.mentor.post(`/api/v1/visits/${visit}/reschedule`, { on: addDays(today, 2) }));
  await done(
    people.mentor.post(`/api/v1/visits/${visit}/report`, {
      outcome: 'met',
      heldOn: today,
      needs: ['training'],
      note: 'Muốn học nghề mộc',
    }),
  );
  await eventually(async () => (await people.partner.get('/api/v1/referrals')).body.items.length === 1);

  const after = (await people.commune.get(`/api/v1/handovers/${caseId}`)).body;
  expect(after.followUp.visits).toMatchObject([
    { status: 'reported', outcome: 'met', note: 'Muốn học nghề mộc', needs: ['training'] },
    { status: 'planned' },
  ]);
  const [referral] = (await people.partner.get('/api/v1/referrals')).body.items;
  expect(referral).toMatchObject({ status: 'requested', fullName: null });
  await done(
    people.partner.post(`/api/v1/referrals/${encodeURIComponent(referral.id)}/move`, { to: 'accepted' }),
  );
  expect(
    (await people.partner.get(`/api/v1/referrals/${encodeURIComponent(referral.id)}`)).body,
  ).toMatchObject({ status: 'accepted', fullName: 'Quàng Thị Đường' });
  const timeline = (await people.commune.get(`/api/v1/handovers/${caseId}/timeline`)).body.items.map(
    (e: { kind: string }) => e.kind,
  );
  expect(timeline).toEqual(
    expect.arrayContaining([
      'handover-started',
      'mentor-accepted',
      'follow-up-started',
      'visit-reported',
      'referral-requested',
      'referral-moved',
    ]),
  );
});

test('two people answering at once: one is recorded, the other is told that it was done', async () => {
  const caseId = await start('Cầm Văn Hai');
  await milestone('commune', caseId, 'proposal');
  const answers = await Promise.all([
    milestone('commune', caseId, 'decision', { mentorId: 'user-mentor' }),
    milestone('commune', caseId, 'decision', { mentorId: 'user-other-mentor' }),
  ]);
  expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
  expect(answers.find((a) => a.status === 409)?.body).toMatchObject({
    type: '/problems/refused',
    code: 'already-done',
  });
  const winner = answers[0]?.status === 200 ? 'user-mentor' : 'user-other-mentor';
  expect((await api.db.handover.findUniqueOrThrow({ where: { id: caseId } })).mentorId).toBe(winner);
});

test('a stale form, a step too early and a repetition are told apart', async () => {
  const caseId = await start('Bạc Thị Cũ');
  expect((await milestone('commune', caseId, 'decision', { mentorId: 'user-mentor' })).body).toMatchObject({
    status: 409,
    code: 'not-yet',
  });
  const key = randomUUID();
  const path = `/api/v1/handovers/${caseId}/milestones/proposal`;
  expect((await people.commune.post(path, {}, key)).status).toBe(200);
  expect((await people.commune.post(path, {}, key)).status).toBe(200);
  expect((await people.commune.post(path)).body).toMatchObject({ status: 409, code: 'already-done' });
  const events = await api.db.timelineEvent.count({ where: { caseId, kind: 'milestone-proposal' } });
  expect(events).toBe(1);
});

test('what was kept while the engine was away is delivered, once, when it is back', async () => {
  const caseId = await start('Hoàng Văn Chờ');
  const { engine } = api.ctx;
  api.ctx.engine = {
    update: async () => ({ kind: 'unreachable', cause: new Error('away') }),
    adoptionPreview: async () => null,
    pokeCourier: async () => {},
    startHandover: (input) => engine.startHandover(input),
  };
  const answer = await milestone('commune', caseId, 'proposal');
  api.ctx.engine = engine;
  expect(answer.body.type).toBe('/problems/saved');
  // The reconciler leaves the api some seconds for its own try.
  await api.db.submission.updateMany({
    where: { caseId, update: 'recordMilestone' },
    data: { createdAt: new Date(Date.now() - 60_000) },
  });
  await (api.ctx.temporal as Client).schedule.getHandle('reconcile').trigger();
  await eventually(
    async () =>
      (await api.db.milestone.findUnique({ where: { id: `${caseId}/proposal` } }))?.status === 'done',
  );
  await eventually(
    async () =>
      (await api.db.submission.findFirst({ where: { caseId, update: 'recordMilestone' } }))?.status ===
      'applied',
  );
  expect((await milestone('commune', caseId, 'proposal')).body).toMatchObject({ code: 'already-done' });
});
