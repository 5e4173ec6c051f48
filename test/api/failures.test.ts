import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, type Connection } from '@temporalio/client';
import request from 'supertest';
import { createApp } from '../../api/app';
import { connectTemporal, openContext } from '../../api/context';
import { Engine } from '../../workflows/client';
import { freshDatabase, temporalAddress } from '../support/real-parts';
import { type Wire, wireTo } from './proxy';
import { aCase, configOf, PASSWORD, signedIn, type TestApi, testApi } from './support';

/** The longest anybody may wait for an answer, whatever is broken. */
const PATIENCE_MS = 10_000;

async function timed<T>(ask: () => PromiseLike<T>): Promise<T> {
  const start = performance.now();
  const answer = await ask();
  expect(performance.now() - start).toBeLessThan(PATIENCE_MS);
  return answer;
}

/** Asks until it is so, for ten seconds at the most. */
async function until(so: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end && !(await so()); ) await pause(100);
}

describe('with the engine out of reach', () => {
  let api: TestApi;
  let wire: Wire;
  let connection: Connection;
  let officer: Awaited<ReturnType<typeof signedIn>>;

  beforeAll(async () => {
    const [host, port] = (await temporalAddress()).split(':');
    wire = await wireTo(host as string, Number(port));
    connection = connectTemporal(`127.0.0.1:${wire.port}`);
    const temporal = new Client({ connection });
    api = await testApi({ engine: new Engine(temporal), temporal });
    officer = await signedIn(api.app, 'commune');
  });
  afterAll(async () => {
    await connection.close();
    await wire.close();
    await api.stop();
  });
  afterEach(() => wire.mend());
  const ready = async () => (await request(api.app).get('/readyz')).body.parts.temporal === 'up';

  test.each(['cut', 'silence'] as const)(
    'the wire %s: 503 in time, the words say that it is safe, and it is',
    async (failure) => {
      const caseId = await aCase(api.db, { open: ['proposal'] });
      await until(ready);
      wire[failure]();
      const answer = await timed(() => officer.post(`/api/v1/handovers/${caseId}/milestones/proposal`));
      expect([answer.status, answer.body.type]).toEqual([503, '/problems/saved']);
      expect(answer.body.detail).toMatch(/đã được lưu an toàn.*Không cần gửi lại/);
      expect(await api.db.submission.findFirst({ where: { caseId } })).toMatchObject({
        status: 'received',
        update: 'recordMilestone',
      });
      const parts = await timed(() => request(api.app).get('/readyz'));
      expect([parts.status, parts.body.parts]).toEqual([503, { postgresql: 'up', temporal: 'down' }]);
    },
  );

  test('an import is taken all the same', async () => {
    const centre = await signedIn(api.app, 'centre');
    wire.cut();
    const head = 'Họ và tên,Ngày sinh,Xã/Phường về cư trú,Hình thức cai nghiện,Ngày hoàn thành';
    const { importId } = (
      await centre.upload(`${head}\nLò Văn Gửi,12/03/1990,Mai Sơn,tự nguyện,05/02/2027`, 'a.csv')
    ).body;
    const answer = await timed(() => centre.post(`/api/v1/imports/${importId}/start`));
    expect([answer.status, answer.body.started]).toEqual([202, 1]);
    expect(await api.db.submission.count({ where: { kind: 'start-handover', status: 'received' } })).toBe(1);
  });

  test('reading goes on as if nothing were', async () => {
    wire.cut();
    expect((await timed(() => officer.get('/api/v1/work'))).status).toBe(200);
  });

  test('mended, it is ready again', async () => {
    await until(ready);
    expect(await ready()).toBe(true);
  });
});

describe('with PostgreSQL out of reach', () => {
  let api: TestApi;
  let wire: Wire;
  let ctx: ReturnType<typeof openContext>;
  let app: ReturnType<typeof createApp>;
  let officer: Awaited<ReturnType<typeof signedIn>>;
  let caseId: string;

  beforeAll(async () => {
    api = await testApi();
    const url = new URL(api.ctx.config.databaseUrl);
    wire = await wireTo(url.hostname, Number(url.port));
    url.hostname = '127.0.0.1';
    url.port = String(wire.port);
    ctx = openContext(configOf(url.href), {
      engine: api.engine as never,
      log: api.ctx.log,
      now: api.ctx.now,
    });
    app = createApp(ctx);
    officer = await signedIn(app, 'commune');
    caseId = await aCase(api.db, { open: ['proposal'] });
  });
  afterAll(async () => {
    wire.mend();
    await ctx.close();
    await wire.close();
    await api.stop();
  });

  test.each(['cut', 'silence'] as const)(
    'the wire %s: 503 in time that nothing was taken, and everything works once it is mended',
    async (failure) => {
      wire[failure]();
      const asks: [string, () => PromiseLike<request.Response>][] = [
        ['reading', () => officer.get('/api/v1/work')],
        ['a command', () => officer.post(`/api/v1/handovers/${caseId}/milestones/proposal`)],
        [
          'signing in',
          () =>
            request(app)
              .post('/api/v1/sessions')
              .set('Idempotency-Key', randomUUID())
              .send({ email: 'commune@nhipcau.example', password: PASSWORD }),
        ],
        ['a program', () => request(app).get('/api/v1/work').set('Authorization', 'Bearer nc_x')],
      ];
      const answers = await Promise.all(asks.map(async ([what, ask]) => [what, await timed(ask)] as const));
      for (const [what, answer] of answers) {
        expect([what, answer.status]).toEqual([what, 503]);
        expect(['/problems/not-taken', '/problems/too-slow']).toContain(answer.body.type);
        expect(answer.headers['retry-after']).toBeDefined();
      }
      const ready = await timed(() => request(app).get('/readyz'));
      expect([ready.status, ready.body.parts.postgresql]).toEqual([503, 'down']);
      expect((await request(app).get('/healthz')).status).toBe(200);
      expect((await timed(() => request(app).get('/metrics'))).status).toBe(200);
      expect(api.engine.told).toEqual([]);

      wire.mend();
      const back = async () => (await officer.get('/api/v1/work')).status === 200;
      await until(back);
      expect(await back()).toBe(true);
    },
  );

  test('a page says it too, without the database', async () => {
    wire.cut();
    const answer = await timed(() => officer.get('/'));
    expect([answer.status, answer.headers['content-type']]).toEqual([
      503,
      expect.stringContaining('text/html'),
    ]);
    wire.mend();
  });
});

test('a database that is not there at all does not stop the app from starting and saying so', async () => {
  const url = new URL(await freshDatabase());
  url.port = '1';
  const ctx = openContext(configOf(url.href, { logLevel: 'silent' }));
  const answer = await timed(() => request(createApp(ctx)).get('/readyz'));
  expect([answer.status, answer.body.parts]).toEqual([503, { postgresql: 'down', temporal: 'down' }]);
  await ctx.close();
});
