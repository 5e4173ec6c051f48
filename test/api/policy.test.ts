import { randomUUID } from 'node:crypto';
import { addDays, at } from '../../domain/calendar';
import { policyInForce } from '../../domain/policy';
import type { HandoverInput } from '../../workflows/contract';
import { aCase, anEscalation, aReferral, NOW, signedIn, type TestApi, TODAY, testApi } from './support';

let api: TestApi;
type Person = Awaited<ReturnType<typeof signedIn>>;
let province: Person;
let admin: Person;
beforeAll(async () => {
  api = await testApi();
  [province, admin] = [await signedIn(api.app, 'province'), await signedIn(api.app, 'admin')];
});
afterAll(() => api.stop());
beforeEach(async () => {
  api.engine.told.length = 0;
  api.engine.answer = { kind: 'applied' };
  await api.db.policyOverride.deleteMany();
  await api.db.holidayYear.deleteMany();
});

const value = { name: 'visit_grace', value: 5, basis: 'QĐ 12/2026', validFrom: TODAY };
const lineOf = async (who: Person, name: string, query = '') =>
  (await who.get(`/api/v1/policy${query}`)).body.lines.find((line: { name: string }) => line.name === name);

describe('a local value', () => {
  test('is set by the supervisor of the province, seen by all, over the shipped one, and ended without a trace lost', async () => {
    const { status, body } = await province.post('/api/v1/policy/values', value);
    expect(status).toBe(201);
    const officer = await signedIn(api.app, 'commune');
    expect(await lineOf(officer, 'visit_grace')).toMatchObject({
      now: { value: 5, by: 'province', basis: 'QĐ 12/2026', setBy: 'Người province' },
      canSet: false,
    });
    const ended = await province.post(`/api/v1/policy/values/${body.id}/end`, {
      validTo: addDays(TODAY, -1),
    });
    expect(ended.status).toBe(200);
    expect(await lineOf(province, 'visit_grace')).toMatchObject({
      now: { value: 3, by: 'shipped' },
      canSet: true,
      history: [{ by: 'shipped' }, { by: 'province', to: addDays(TODAY, -1) }],
    });
    const again = await province.post(`/api/v1/policy/values/${body.id}/end`, { validTo: TODAY });
    expect([again.status, again.body.code]).toEqual([409, 'already-done']);
  });

  test('of a commune counts there alone; a day before shows what was in force', async () => {
    await province.post('/api/v1/policy/values', value);
    await province.post('/api/v1/policy/values', { ...value, value: '7', communeId: '14-mai-son' });
    expect((await lineOf(province, 'visit_grace', '?communeId=14-mai-son')).now.value).toBe(7);
    expect((await lineOf(province, 'visit_grace', '?communeId=14-yen-chau')).now.value).toBe(5);
    expect((await lineOf(province, 'visit_grace', `?on=${addDays(TODAY, -1)}`)).now.value).toBe(3);
    expect((await lineOf(province, 'centre_notice_before_end', '?on=2026-06-30')).now).toMatchObject({
      value: 15,
      basis: expect.stringContaining('116'),
    });
  });

  test.each<[string, object, string, string]>([
    ['too much', { value: 99 }, '/value', 'too-high'],
    ['not a number', { value: 'năm' }, '/value', 'not-a-number'],
    ['fixed by law', { name: 'term_adult_compulsory', value: 12 }, '/value', 'fixed-by-law'],
    ['below the law', { name: 'loan_cap', value: '100.000.000' }, '/value', 'below-law'],
    ['no such parameter', { name: 'everything' }, '/name', 'not-a-choice'],
    ['no basis', { basis: '' }, '/basis', 'missing'],
    ['yesterday', { validFrom: addDays(TODAY, -1) }, '/validFrom', 'in-the-past'],
    ['ends before it begins', { validTo: addDays(TODAY, -1) }, '/validTo', 'invalid'],
    ['a commune of another province', { communeId: '01-ha-dong' }, '/communeId', 'not-a-choice'],
    [
      'what the province reports by, for a commune',
      { name: 'club_target', value: 90, communeId: '14-mai-son' },
      '/communeId',
      'not-a-choice',
    ],
    ['at odds with another value', { name: 'first_contact_latest', value: 7 }, '/value', 'does-not-fit'],
  ])('%s is refused beside its field, in the words of the reader', async (_, more, pointer, code) => {
    if (code === 'does-not-fit')
      await province.post('/api/v1/policy/values', { ...value, name: 'first_contact', value: 14 });
    const { status, body } = await province.post('/api/v1/policy/values', { ...value, ...more });
    expect([status, body.errors?.[0]]).toMatchObject([400, { pointer, code }]);
    expect(body.errors[0].detail.length).toBeGreaterThan(10);
  });

  test.each(['supervisor', 'commune', 'mentor', 'centre', 'partner'] as const)(
    'cannot be set by a %s',
    async (who) => {
      const person = await signedIn(api.app, who);
      expect((await person.post('/api/v1/policy/values', value)).status).toBe(403);
      expect((await person.post('/api/v1/policy/years', { year: 2027 })).status).toBe(400);
      expect((await person.get('/api/v1/policy/adoption')).status).toBe(403);
      expect((await person.get('/api/v1/outages')).status).toBe(403);
    },
  );

  test('of another province is not a supervisor’s to set or end; the administrator may', async () => {
    const other = await signedIn(api.app, 'other-province');
    expect((await other.post('/api/v1/policy/values', { ...value, provinceId: '14' })).status).toBe(403);
    const made = await admin.post('/api/v1/policy/values', { ...value, provinceId: '14' });
    expect(made.status).toBe(201);
    expect((await other.post(`/api/v1/policy/values/${made.body.id}/end`, { validTo: TODAY })).status).toBe(
      404,
    );
    expect((await admin.post('/api/v1/policy/values', value)).body.errors[0].pointer).toBe('/provinceId');
  });

  test('a case begins under the values of its place', async () => {
    await province.post('/api/v1/policy/values', value);
    await province.post('/api/v1/policy/values', { ...value, value: 6, communeId: '14-mai-son' });
    const centre = await signedIn(api.app, 'centre');
    const start = async (fullName: string, commune: string) => {
      const { status, body } = await centre.post('/api/v1/handovers', {
        fullName,
        birthDate: '12/03/1990',
        gender: 'nam',
        commune,
        province: 'Sơn La',
        treatment: 'tự nguyện',
        endDay: '15/01/2027',
      });
      expect([status, body]).toEqual([202, expect.anything()]);
      const row = await api.db.submission.findFirstOrThrow({ where: { caseId: body.caseId } });
      return (row.args as unknown as HandoverInput).facts.policy;
    };
    expect((await start('Lò Văn Một', 'Xã Mai Sơn')).params.visitGrace).toBe(6);
    expect((await start('Lò Văn Hai', 'Xã Yên Châu')).params.visitGrace).toBe(5);
  });
});

describe('the holidays of a year', () => {
  const year = {
    year: 2027,
    off: '2027-01-01 2027-02-04 2027-02-05 2027-02-08 2027-02-09 2027-02-10 2027-04-16 2027-04-30 2027-05-03 2027-09-02 2027-09-03',
    worked: '2027-02-13',
    source: 'Thông báo của Thủ tướng',
  };
  test('are entered by the administrator and count from then on; the last entry counts', async () => {
    expect((await admin.post('/api/v1/policy/years', { ...year, worked: '' })).status).toBe(201);
    expect((await admin.post('/api/v1/policy/years', year)).status).toBe(201);
    const { years, version } = (await province.get('/api/v1/policy')).body;
    expect(years[1]).toMatchObject({ year: 2027, confirmed: true, announced: true, worked: ['2027-02-13'] });
    expect(version).toMatch(/\+/);
    expect((await province.post('/api/v1/policy/years', year)).status).toBe(403);
  });
  test.each<[string, object, string]>([
    ['a day of another year', { off: `${year.off} 2028-01-01` }, '/off'],
    ['not a day', { worked: '2027-02-30' }, '/worked/0'],
    ['hardly any', { off: '2027-01-01' }, '/off'],
  ])('%s is refused', async (_, more, pointer) => {
    const { status, body } = await admin.post('/api/v1/policy/years', { ...year, ...more });
    expect([status, body.errors?.[0].pointer]).toEqual([400, pointer]);
  });
});

describe('adopting', () => {
  const behind = async (about: Parameters<typeof aCase>[1] = {}) => {
    const caseId = await aCase(api.db, { followUp: true, mentorId: 'user-mentor', ...about });
    await api.db.handover.update({ where: { id: caseId }, data: { closedAt: new Date(NOW) } });
    return caseId;
  };
  beforeEach(async () => {
    await api.db.handover.updateMany({ data: { provinceId: '99' } }); // those of other tests
  });

  test('shows person by person what would move, and moves each process once under keys of its own', async () => {
    const caseId = await behind();
    const referralId = await aReferral(api.db, caseId);
    const escalationId = await anEscalation(api.db, caseId);
    const upToDate = (await province.get('/api/v1/policy/adoption')).body;
    expect(upToDate).toMatchObject({ total: 0, people: [] });
    await province.post('/api/v1/policy/values', value);
    api.engine.changes = {
      dates: [{ what: 'grace', from: NOW, to: at(addDays(TODAY, 2), '24:00') }],
      notices: [],
    };
    const { total, people } = (await province.get('/api/v1/policy/adoption')).body;
    expect([total, people]).toMatchObject([
      1,
      [
        {
          caseId,
          from: '2026-07-01',
          to: expect.stringMatching(/^2026-07-01\+/),
          unchanged: false,
          processes: [
            { workflowId: `follow-up/${caseId}`, changes: { dates: [{ what: 'grace' }] } },
            { workflowId: `referral/${referralId}` },
            { workflowId: `escalation/${escalationId}` },
          ],
        },
      ],
    ]);
    expect(api.engine.told).toEqual([]);

    const key = randomUUID();
    const first = await province.post('/api/v1/policy/adoption', { caseIds: [caseId] }, key);
    expect([first.status, first.body]).toEqual([200, { moved: 3, waiting: 0, refused: [] }]);
    expect(api.engine.told.map((t) => [t.name, (t.args.policy as { version: string }).version])).toEqual(
      Array(3).fill(['adoptPolicy', people[0].to]),
    );
    const twice = await province.post('/api/v1/policy/adoption', { caseIds: [caseId] }, key);
    expect(twice.body).toEqual(first.body);
    expect(api.engine.told).toHaveLength(3);
  });

  test('what is refused is listed and stops nobody else; with the engine away all of it is kept', async () => {
    const [one, two] = [await behind(), await behind()];
    await province.post('/api/v1/policy/values', value);
    api.engine.answer = { kind: 'refused', code: 'closed' };
    const refused = await province.post('/api/v1/policy/adoption', { caseIds: [one] });
    expect(refused.body).toMatchObject({ moved: 0, refused: [{ caseId: one, code: 'closed' }] });
    expect((await province.get('/api/v1/policy/adoption')).body.refused).toMatchObject([
      { caseId: one, code: 'closed' },
    ]);
    api.engine.answer = { kind: 'unreachable', cause: new Error('away') };
    const kept = await province.post('/api/v1/policy/adoption', { caseIds: [one, two] });
    expect([kept.status, kept.body]).toEqual([200, { moved: 0, waiting: 2, refused: [] }]);
    expect(await api.db.submission.count({ where: { kind: 'adoptPolicy', status: 'received' } })).toBe(2);
  });

  test('reaches nobody of another province', async () => {
    const far = await behind({ provinceId: '01', communeId: '01-ha-dong' });
    expect((await province.post('/api/v1/policy/adoption', { caseIds: [far] })).status).toBe(404);
    expect((await province.post('/api/v1/policy/adoption', { caseIds: [] })).status).toBe(400);
    expect(api.engine.told).toEqual([]);
  });

  test('a case of the law before July goes over to the present one', async () => {
    const caseId = await behind();
    const policy = policyInForce('2026-06-30') as object;
    await api.db.handover.update({ where: { id: caseId }, data: { policy } });
    const { people } = (await province.get('/api/v1/policy/adoption')).body;
    expect(people).toMatchObject([{ caseId, from: '2026-01-01', to: '2026-07-01' }]);
  });
});

describe('an outage', () => {
  const outage = async (provinceId = '14') => {
    const caseId = await aCase(api.db);
    const { id } = await api.db.outage.create({
      data: { provinceId, from: new Date(NOW - 86_400_000), until: new Date(NOW), dropped: 1 },
    });
    await api.db.notice.create({
      data: {
        key: randomUUID(),
        scope: 'x',
        provinceId,
        kind: 'visit-reminder',
        priority: 'routine',
        channels: ['sms'],
        recipientId: 'user-mentor',
        caseId,
        subjectId: 'x',
        notBefore: new Date(NOW - 86_400_000),
        expiresAt: new Date(NOW),
        collapseKey: 'x',
        status: 'expired',
        lateClass: 'drop',
        outageId: id,
      },
    });
    return id;
  };
  const work = async () =>
    (await province.get('/api/v1/work')).body.items.filter(
      (item: { kind: string }) => item.kind === 'outage',
    );

  test('waits in the work of the province’s supervisor until it is signed, and stays to be looked up', async () => {
    const id = await outage();
    await outage('01');
    expect(await work()).toMatchObject([{ id, action: 'sign-outage' }]);
    const { items } = (await province.get('/api/v1/outages')).body;
    expect(items).toMatchObject([
      {
        id,
        dropped: 1,
        canSign: true,
        notices: [{ kind: 'visit-reminder', lateClass: 'drop', to: 'Người mentor' }],
      },
    ]);
    const path = `/api/v1/outages/${id}/sign`;
    expect((await province.post(path, { seen: new Date(NOW - 1000).toISOString() })).body.code).toBe('stale');
    expect((await province.post(path, { seen: 'yes' })).status).toBe(400);
    const other = await signedIn(api.app, 'other-province');
    expect((await other.post(path, { seen: items[0].until })).status).toBe(404);
    expect((await province.post(path, { seen: items[0].until, note: 'đã gọi từng người' })).status).toBe(200);
    expect((await province.post(path, { seen: items[0].until })).body.code).toBe('already-done');
    expect(await work()).toEqual([]);
    expect((await province.get('/api/v1/outages?state=signed')).body.items).toMatchObject([
      { id, signedBy: 'Người province', note: 'đã gọi từng người', canSign: false },
    ]);
  });
});
