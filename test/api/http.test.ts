import { randomUUID } from 'node:crypto';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import request from 'supertest';
import { PROBLEMS } from '../../api/problem';
import { ROUTES } from '../../api/rest';
import {
  type Account,
  aCase,
  anEscalation,
  aReferral,
  PASSWORD,
  signedIn,
  type TestApi,
  testApi,
} from './support';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.stop());

const signIn = (email: string, password: string) =>
  request(api.app).post('/api/v1/sessions').set('Idempotency-Key', randomUUID()).send({ email, password });

describe('signing in', () => {
  test('gives a cookie that scripts cannot read and other sites do not send', async () => {
    const answer = await signIn('Commune@nhipcau.example ', PASSWORD);
    expect(answer.status).toBe(201);
    expect(answer.body.user).toMatchObject({
      id: 'user-commune',
      role: 'commune',
      commune: { name: 'Mai Sơn' },
    });
    const [cookie] = answer.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^nhipcau=.*HttpOnly.*SameSite=Lax/i);
    expect(JSON.stringify(answer.body)).not.toContain('argon2');
  });

  test.each([
    ['a wrong password', 'commune@nhipcau.example', 'wrong'],
    ['an unknown e-mail', 'nobody@nhipcau.example', PASSWORD],
  ])('with %s is refused in the same words', async (_, email, password) => {
    const answer = await signIn(email, password);
    expect([answer.status, answer.body.type, answer.headers['set-cookie']]).toEqual([
      401,
      '/problems/sign-in-failed',
      undefined,
    ]);
  });

  test('a guesser is stopped after ten tries; their neighbour is not', async () => {
    for (let i = 0; i < 10; i++)
      expect((await signIn('province@nhipcau.example', `guess ${i}`)).status).toBe(401);
    const answer = await signIn('province@nhipcau.example', PASSWORD);
    expect([answer.status, answer.body.type]).toEqual([429, '/problems/too-many-tries']);
    expect((await signIn('supervisor@nhipcau.example', PASSWORD)).status).toBe(201);
  });

  test('ends with signing out: the old cookie opens nothing', async () => {
    const officer = await signedIn(api.app, 'commune');
    expect(
      (await officer.agent.delete('/api/v1/sessions/current').set('X-CSRF-Token', officer.csrf)).status,
    ).toBe(204);
    expect((await officer.get('/api/v1/work')).status).toBe(401);
  });

  test('starts a new session: an id planted before does not become a signed-in one', async () => {
    const agent = request.agent(api.app);
    const first = await agent
      .post('/api/v1/sessions')
      .set('Idempotency-Key', randomUUID())
      .send({ email: 'commune@nhipcau.example', password: PASSWORD });
    const second = await agent
      .post('/api/v1/sessions')
      .set('Idempotency-Key', randomUUID())
      .set('X-CSRF-Token', first.body.csrfToken)
      .send({ email: 'mentor@nhipcau.example', password: PASSWORD });
    const id = (answer: typeof first) => /nhipcau=([^;]+)/.exec(String(answer.headers['set-cookie']))?.[1];
    expect(id(second)).not.toBe(id(first));
  });
});

describe('a forged request', () => {
  test('that comes by cookie without the token, or with another, is refused', async () => {
    const caseId = await aCase(api.db, { open: ['proposal'] });
    const officer = await signedIn(api.app, 'commune');
    for (const token of [undefined, 'x'.repeat(64)]) {
      const post = officer.agent
        .post(`/api/v1/handovers/${caseId}/milestones/proposal`)
        .set('Idempotency-Key', randomUUID());
      const answer = await (token ? post.set('X-CSRF-Token', token) : post).send({});
      expect([answer.status, answer.body.type]).toEqual([403, '/problems/csrf']);
    }
    expect(await api.db.submission.count({ where: { caseId } })).toBe(0);
  });

  test('made by another site, as browsers say themselves, cannot even sign somebody in', async () => {
    const answer = await request(api.app)
      .post('/api/v1/sessions')
      .set('Idempotency-Key', randomUUID())
      .set('Sec-Fetch-Site', 'cross-site')
      .send({ email: 'commune@nhipcau.example', password: PASSWORD });
    expect([answer.status, answer.body.type]).toEqual([403, '/problems/csrf']);
  });
});

describe('a bearer token', () => {
  test('is shown once and again on the same key, kept only as a hash, acts as its user without cookie or CSRF, and can be revoked', async () => {
    const officer = await signedIn(api.app, 'commune');
    const key = randomUUID();
    const made = await officer.post('/api/v1/tokens', { label: 'báo cáo' }, key);
    expect(made.status).toBe(201);
    expect((await officer.post('/api/v1/tokens', { label: 'báo cáo' }, key)).body).toEqual(made.body);
    const { token, tokenId } = made.body;
    expect(
      JSON.stringify(await api.db.apiToken.findMany()) +
        JSON.stringify(await api.db.submission.findMany({ where: { kind: 'create-token' } })),
    ).not.toContain(token);

    const caseId = await aCase(api.db, { open: ['proposal'] });
    const program = () =>
      request(api.app)
        .post(`/api/v1/handovers/${caseId}/milestones/proposal`)
        .set('Authorization', `Bearer ${token}`)
        .set('Idempotency-Key', randomUUID())
        .send({});
    expect((await program()).status).toBe(200);
    expect((await officer.get('/api/v1/tokens')).body.items).toMatchObject([
      { id: tokenId, label: 'báo cáo' },
    ]);
    expect(
      (await officer.agent.delete(`/api/v1/tokens/${tokenId}`).set('X-CSRF-Token', officer.csrf)).status,
    ).toBe(204);
    const after = await program();
    expect([after.status, after.body.type, after.headers['www-authenticate']]).toEqual([
      401,
      '/problems/token-unknown',
      'Bearer',
    ]);
  });

  test('that has expired is not accepted', async () => {
    const officer = await signedIn(api.app, 'commune');
    const { token } = (await officer.post('/api/v1/tokens', { label: 'một ngày', days: 1 })).body;
    const ask = () => request(api.app).get('/api/v1/work').set('Authorization', `Bearer ${token}`);
    expect((await ask()).status).toBe(200);
    api.clock.now += 2 * 86_400_000;
    expect((await ask()).status).toBe(401);
    api.clock.now -= 2 * 86_400_000;
  });
});

describe('problems', () => {
  test('have a type, a title, and a detail in both languages', () => {
    for (const [code, problem] of Object.entries(PROBLEMS)) {
      expect(problem.status).toBeGreaterThanOrEqual(400);
      for (const lang of ['vi', 'en'] as const) {
        expect(problem.title[lang]).not.toBe('');
        if (code !== 'refused') expect(problem.detail[lang]).not.toBe('');
      }
    }
  });

  test.each([
    ['vi', 'Chưa đăng nhập'],
    ['en-GB,en;q=0.9', 'Not signed in'],
    ['fr', 'Chưa đăng nhập'],
  ])('speak the language of the browser: %s', async (language, title) => {
    const answer = await request(api.app).get('/api/v1/work').set('Accept-Language', language);
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ type: '/problems/not-signed-in', title, status: 401 });
  });

  test('speak the language the user has chosen, whatever the browser says', async () => {
    const partner = await signedIn(api.app, 'partner');
    expect((await partner.patch('/api/v1/sessions/current', { language: 'en' })).body).toEqual({
      language: 'en',
    });
    expect((await partner.get('/api/v1/handovers/none').set('Accept-Language', 'vi')).body.title).toBe(
      'Not found',
    );
  });

  test('a body that is no JSON, one that is too large, a page that is not there', async () => {
    const officer = await signedIn(api.app, 'commune');
    const post = () =>
      officer.agent
        .post('/api/v1/tokens')
        .set('Idempotency-Key', randomUUID())
        .set('X-CSRF-Token', officer.csrf)
        .set('Content-Type', 'application/json');
    expect((await post().send('{"label":')).body.type).toBe('/problems/not-json');
    const large = await post().send(JSON.stringify({ label: 'x'.repeat(300_000) }));
    expect([large.status, large.body.type]).toEqual([413, '/problems/too-large']);
    expect((await officer.get('/api/v1/nothing')).body.type).toBe('/problems/not-found');
  });

  test.each([
    '/api/v1/handovers?limit=0',
    '/api/v1/handovers?after=nonsense',
    '/api/v1/handovers?stage=gone',
    '/api/v1/referrals?after=W10',
  ])('%s is not a question', async (path) => {
    const officer = await signedIn(api.app, 'commune');
    const answer = await officer.get(path);
    expect([answer.status, answer.body.type]).toEqual([400, '/problems/invalid']);
  });
});

test('answers carry the headers that keep them private and unembedded', async () => {
  const officer = await signedIn(api.app, 'commune');
  const { headers } = await officer.get('/api/v1/work');
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['content-security-policy']).toContain("script-src 'self'");
  expect(headers['content-security-policy']).not.toContain('unsafe-inline');
  expect(headers['x-frame-options']).toBe('SAMEORIGIN');
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['x-powered-by']).toBeUndefined();
});

describe('lists', () => {
  test('are paged to the end without a gap or a repetition, also while new rows come in', async () => {
    const made = new Set<string>();
    for (let i = 0; i < 7; i++)
      made.add(
        await aCase(api.db, {
          communeId: '14-yen-chau',
          startedAt: api.clock.now - (i >> 1) * 1000,
          open: ['proposal'],
          name: `Người Trang ${i}`,
        }),
      );
    const officer = await signedIn(api.app, 'other-commune');
    for (const path of ['/api/v1/handovers', '/api/v1/work', '/api/v1/people']) {
      const seen: string[] = [];
      let next: string | null = '';
      for (let pages = 0; next !== null && pages < 10; pages++) {
        const answer: {
          body: { items: { id: string; caseId?: string; cases?: { id: string }[] }[]; next: string | null };
        } = await officer.get(`${path}?limit=2${next && `&after=${next}`}`);
        seen.push(...answer.body.items.map((item) => item.caseId ?? item.cases?.[0]?.id ?? item.id));
        next = answer.body.next;
        if (pages === 0) await aCase(api.db, { communeId: '14-yen-chau', startedAt: api.clock.now + 1000 });
      }
      expect(seen.filter((id) => made.has(id)).sort()).toEqual([...made].sort());
    }
  });

  test('are searched by name without accents, or by code', async () => {
    const caseId = await aCase(api.db, { name: 'Đặng Thị Ánh' });
    const officer = await signedIn(api.app, 'commune');
    const { code } = (await officer.get(`/api/v1/handovers/${caseId}`)).body;
    for (const search of ['dang thi anh', 'ÁNH', code.toLowerCase()]) {
      expect(
        (await officer.get('/api/v1/handovers').query({ search })).body.items.map(
          (c: { id: string }) => c.id,
        ),
      ).toEqual([caseId]);
    }
    expect((await officer.get('/api/v1/people').query({ search: 'anh' })).body.items[0].cases[0].id).toBe(
      caseId,
    );
  });
});

describe('the OpenAPI document', () => {
  let document: {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: object };
  };
  interface Operation {
    operationId: string;
    parameters: { name: string; in: string; required: boolean; schema: object }[];
    requestBody?: { content: Record<string, { schema: object }> };
    responses: Record<string, { content?: Record<string, { schema: object }> }>;
  }
  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );

  beforeAll(async () => {
    document = (await request(api.app).get('/api/openapi.json')).body;
  });

  test('describes every route once, with unique operation ids', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(operations()).toHaveLength(ROUTES.length);
    expect(new Set(operations().map(({ operation }) => operation.operationId)).size).toBe(ROUTES.length);
  });

  test('names every path parameter, the Idempotency-Key of every POST, and schemas that are JSON Schema', () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats(ajv);
    for (const { path, method, operation } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]);
      expect(operation.parameters.filter((p) => p.in === 'path').map((p) => p.name)).toEqual(inPath);
      expect(operation.parameters.some((p) => p.name === 'Idempotency-Key' && p.required)).toBe(
        method === 'post',
      );
      const schemas = [
        ...operation.parameters.map((p) => p.schema),
        ...Object.values(operation.requestBody?.content ?? {}).map((c) => c.schema),
      ];
      const answers = Object.values(operation.responses).flatMap((r) =>
        Object.values(r.content ?? {}).map((c) => c.schema),
      );
      for (const schema of [...schemas, ...answers.filter((s) => !('$ref' in s))])
        expect(ajv.validateSchema(schema)).toBe(true);
      expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true);
    }
  });

  test('says the truth: what lists and details answer fits what it says', async () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats(ajv);
    const home = await aCase(api.db, { followUp: true, mentorId: 'user-mentor' });
    const referral = await aReferral(api.db, home);
    const escalation = await anEscalation(api.db, home);
    const asks: [Account, string, string][] = [
      ['commune', '/work', '/work'],
      ['commune', '/handovers', '/handovers'],
      ['commune', '/handovers/{caseId}', `/handovers/${home}`],
      ['commune', '/handovers/{caseId}/timeline', `/handovers/${home}/timeline`],
      ['commune', '/people', '/people'],
      ['commune', '/escalations', '/escalations'],
      ['supervisor', '/escalations/{escalationId}', `/escalations/${escalation}`],
      ['mentor', '/referrals/{referralId}', `/referrals/${encodeURIComponent(referral)}`],
      ['commune', '/mentors', '/mentors'],
      ['admin', '/users', '/users'],
      ['admin', '/communes', '/communes'],
      ['supervisor', '/users/{userId}/absences', '/users/user-supervisor/absences'],
      ['mentor', '/sessions/current', '/sessions/current'],
      ['centre', '/imports', '/imports'],
      ['commune', '/messages', '/messages'],
      ['commune', '/desk/outbox', '/desk/outbox'],
      ['supervisor', '/desk/inbox', '/desk/inbox'],
      ['supervisor', '/desk/cost', '/desk/cost'],
      ['commune', '/desk/tomorrow', '/desk/tomorrow'],
    ];
    for (const [account, path, url] of asks) {
      const asker = await signedIn(api.app, account);
      const answer = await asker.get(`/api/v1${url}`);
      expect([url, answer.status]).toEqual([url, 200]);
      const schema = document.paths[path]?.get?.responses['200']?.content?.['application/json']
        ?.schema as object;
      const fits = ajv.compile(schema);
      expect([url, fits(answer.body), fits.errors]).toEqual([url, true, null]);
    }
  });
});

describe('health', () => {
  test('up is up; ready names each part', async () => {
    expect((await request(api.app).get('/healthz')).body).toEqual({ status: 'up' });
    const ready = await request(api.app).get('/readyz');
    expect([ready.status, ready.body]).toEqual([
      503,
      { status: 'not-ready', parts: { postgresql: 'up', temporal: 'down' } },
    ]);
  });

  test('metrics count answers by route template, submissions and notices', async () => {
    const caseId = await aCase(api.db, { open: ['proposal'] });
    const officer = await signedIn(api.app, 'commune');
    await officer.get(`/api/v1/handovers/${caseId}`);
    const { text } = await request(api.app).get('/metrics');
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/handovers\/:caseId",status="200"\} \d+/,
    );
    expect(text).toContain('nhipcau_submissions{status="received"}');
    expect(text).toContain('nhipcau_notices{state="overdue"} 0');
    expect(text).not.toContain(caseId);
  });
});

test('no line of the log holds a name, phone, e-mail, code, search, cookie or token', async () => {
  const log = api.lines.join('');
  expect(log).toContain('"route":"/api/v1/handovers/:caseId"');
  expect(log).not.toMatch(/Lường|Đặng|dang thi|@nhipcau|912345|nc_|nhipcau=|search=|T00\d\d/);
});
