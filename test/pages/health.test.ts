import { freshDatabase } from '../support/real-parts';
import { fieldsOf, NOW, TODAY, Town } from './town';
import { walking } from './walking';

/**
 * A need about health, a clinic asked for it, and everything that comes of it where people look: its silence is
 * escalated, its people are written to and do steps, an outage held up a message to them, one wrote a text back.
 */
const CLINIC = 'Phòng khám Ban Mai';
const DOCTOR = 'Ngải Thị Kín';
const TELLS = /Ban Mai|banmai|Ngải Thị Kín|Ngai Thi Kin|methadone|đã uống thuốc đều|clinic-of-dawn|90000099/i;
const WITHOUT = ['officer', 'mentor', 'supervisor', 'province', 'centre'] as const;
const id = 'home/v1/other';

let town: Town;
type Browser = Awaited<ReturnType<Town['signIn']>>;
const { browsers, signIn } = walking(() => town);

beforeAll(async () => {
  town = await Town.open(await freshDatabase());
  await signIn(...WITHOUT, 'admin');
  await plant();
});
afterAll(() => town.close());

async function plant(): Promise<void> {
  const { db } = town;
  const at = new Date(NOW);
  await db.organisation.create({
    data: { id: 'clinic-of-dawn', name: CLINIC, kind: 'clinic', provinceId: '14' },
  });
  await db.organisation.create({ data: { name: 'Hội từ thiện Núi', kind: 'charity', provinceId: '14' } });
  const doctor = await db.user.create({
    data: {
      ...{ role: 'partner', name: DOCTOR, organisationId: 'clinic-of-dawn', provinceId: '14' },
      ...{ email: 'kin@banmai.example', phone: '+84900000990' },
    },
  });
  await db.referral.create({
    data: {
      ...{ id, followUpId: 'home', visitId: 'home/v1', kind: 'other', status: 'accepted' },
      ...{
        provinceId: '14',
        communeId: 'MS',
        organisationId: 'clinic-of-dawn',
        requesterId: town.users.mentor,
      },
      ...{ ownerRole: 'partner', ownerId: doctor.id, nextAction: 'referral-accepted', nextDue: at },
      ...{ outcome: 'đã uống thuốc đều', requestedAt: new Date(TODAY) },
    },
  });
  await db.referral.create({
    data: {
      ...{ id: `${id}/2`, followUpId: 'home', kind: 'other', status: 'draft', why: 'refused', followsId: id },
      ...{ provinceId: '14', communeId: 'MS', mentorId: town.users.mentor, requestedAt: new Date(TODAY) },
    },
  });
  for (const referralId of [id, `${id}/2`])
    await db.healthReferral.create({
      data: { referralId, kind: 'methadone', recordedById: town.users.mentor },
    });
  await db.visit.update({ where: { id: 'home/v1' }, data: { needs: ['other'] } });
  await db.timelineEvent.create({
    data: {
      ...{ key: 'h', caseId: 'home', kind: 'referral-moved', at, byId: doctor.id },
      data: { kind: 'other', status: 'accepted' },
    },
  });
  await db.escalation.create({
    data: {
      ...{ id: 'silent', openKey: 'silent', kind: 'referral-silent', provinceId: '14', communeId: 'MS' },
      ...{ responsibleId: doctor.id, responsibleRole: 'partner', status: 'open', raisedAt: at },
      ...{ ownerId: town.users.supervisor, nextDue: at },
      items: { create: [{ id, caseId: 'home', what: 'referral', dueAt: at }] },
    },
  });
  const outage = await db.outage.create({
    data: { provinceId: '14', from: at, until: at, sentLate: 0, collapsed: 0, dropped: 1 },
  });
  const notice = (key: string, more: object) =>
    db.notice.create({
      data: {
        ...{ key, scope: `referral/${id}`, provinceId: '14', kind: 'referral-request', priority: 'routine' },
        ...{ channels: ['sms', 'email'], recipientId: doctor.id, caseId: 'home', subjectId: id },
        ...{ data: { kind: 'other', status: 'requested' }, notBefore: at, collapseKey: key },
        ...{ expiresAt: new Date(NOW + 3 * 86_400_000), ...more },
      },
    });
  const { id: noticeId } = await notice('sent', { status: 'sent' });
  await notice('tomorrow', { notBefore: new Date(NOW + 86_400_000) });
  await notice('dropped', { status: 'expired', lateClass: 'drop', outageId: outage.id });
  for (const [channel, to] of [
    ['sms', '+84900000990'],
    ['email', 'kin@banmai.example'],
  ] as const)
    await db.message.create({
      data: {
        ...{ key: channel, noticeId, provinceId: '14', channel, recipientId: doctor.id, caseId: 'home', to },
        ...{
          body: 'Nhip cau: L.V.T (HOME) can ho tro',
          segments: 1,
          status: 'delivered',
          sentAt: at,
          tryAt: at,
        },
      },
    });
  await db.inbound.create({
    data: {
      ...{
        id: 'in',
        from: '+84900000990',
        to: 'x',
        body: 'Da gap hom nay',
        receivedAt: at,
        userId: doctor.id,
      },
      ...{ status: 'unclear', why: 'unclear', provinceId: '14', communeId: 'MS', caseId: 'home', dueAt: at },
    } as never,
  });
}

/** Every page that links lead to from the first ones on, each once; the choices of a form are no answer. */
async function everyPage(browser: Browser): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  const waiting = ['/', '/desk', '/desk/inbox', '/outages'];
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    const { text = '', headers } = await browser.get(path);
    const html = text.replace(/<option[^>]*>[^<]*<\/option>/g, '');
    seen.set(path, html);
    const hrefs = [...html.matchAll(/href="(\/[^"#?]*)/g)].map(([, href]) => href as string);
    for (const next of [headers.location?.split('?')[0], ...hrefs])
      if (next && !/^\/(assets|language|places|api|sign)|xlsx/.test(next) && !seen.has(next)) {
        seen.set(next, '');
        waiting.push(next);
      }
  }
  return seen;
}

/** Every answer to a question of the api, about the case where it is about something. */
async function everyAnswer(browser: Browser): Promise<Map<string, string>> {
  const { paths } = (await browser.get('/api/openapi.json')).body as {
    paths: Record<string, { get?: object }>;
  };
  const ids: Record<string, string> = { caseId: 'home', referralId: id, escalationId: 'silent' };
  // Which organisations there are is no secret.
  const asked = Object.entries(paths).filter(
    ([path, { get }]) => get && path !== '/organisations' && !path.includes('xlsx'),
  );
  const said = new Map<string, string>();
  for (const path of [
    ...asked.map(([path]) => path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(ids[name] ?? 'x'))),
    '/referrals?kind=health',
    `/outbox?person=${encodeURIComponent('Ngải')}`,
  ])
    said.set(path, (await browser.get(`/api/v1${path}`)).text ?? '');
  return said;
}

describe.each(WITHOUT)('to the %s, who may not know health needs', (who) => {
  test('no page and no answer tells what it is about, nor who was asked or works there', async () => {
    const [pages, answers] = [await everyPage(browsers[who]), await everyAnswer(browsers[who])];
    const found = [...pages, ...answers].filter(([, text]) => TELLS.test(text));
    expect(found.map(([path, text]) => `${path}: ${TELLS.exec(text)?.[0]}`)).toEqual([]);
    // It was looked at where it would be.
    expect(pages.size).toBeGreaterThan(8);
    if (who === 'centre') return;
    expect(pages.get('/referrals')).toContain('Hỗ trợ khác');
    expect([...answers.values()].join()).toContain(`"id":"${id}"`);
    if (who === 'supervisor' || who === 'province')
      for (const path of ['/escalations', '/desk']) expect(pages.get(path)).toContain('Đơn vị tiếp nhận');
  });

  test('nor can it be said by them, or be guessed from whom an offer may go to', async () => {
    const { _csrf } = fieldsOf((await browsers[who].get('/reading').redirects(1).expect(200)).text);
    const ask = (of: string, what: string, body: object) =>
      browsers[who]
        .post(`/api/v1/referrals/${encodeURIComponent(of)}/${what}`)
        .set({ 'x-csrf-token': _csrf as string, 'Idempotency-Key': `${who}-says-${what}` })
        .send(body);
    expect([403, 404]).toContain((await ask(id, 'about', { about: 'arv' })).status);
    if (who !== 'mentor') return;
    const offer = await browsers[who].get(`/api/v1/referrals/${encodeURIComponent(`${id}/2`)}`);
    expect(offer.body).toMatchObject({
      alternatives: [],
      about: null,
      moves: expect.arrayContaining(['requested']),
    });
    const guess = await ask(`${id}/2`, 'move', { to: 'requested', organisationId: 'clinic-of-dawn' });
    expect([400, 422]).toContain(guess.status);
  });
});

test('the administrator gives the permission; then the need, the clinic and the form for it are there', async () => {
  const { _csrf } = fieldsOf((await browsers.admin.get('/users').expect(200)).text);
  await browsers.admin
    .patch(`/api/v1/users/${town.users.officer}`)
    .set('x-csrf-token', _csrf as string)
    .send({ seesHealth: true })
    .expect(200);
  const page = (await browsers.officer.get('/referrals').expect(200)).text;
  expect(page).toContain(CLINIC);
  expect(page).toContain('Điều trị methadone');
  const fields = fieldsOf(page);
  const about = `/referrals/${encodeURIComponent(id)}/about`;
  expect(page).toContain(`action="${about}"`);
  const said = { ...fields, back: '/referrals', about: 'arv' };
  await browsers.officer.post(about).type('form').send(said).expect(303);
  expect(await town.db.healthReferral.findUnique({ where: { referralId: id } })).toMatchObject({
    ...{ kind: 'arv', recordedById: town.users.officer },
  });
  expect((await browsers.officer.get('/referrals')).text).toContain('Điều trị ARV');
});

test('what a form says of health stays with the submission: the engine is asked for other support', async () => {
  town.asked.length = 0;
  const page = (await browsers.officer.get('/cases/home').expect(200)).text;
  expect(page).toContain('Xét nghiệm HIV');
  expect((await browsers.mentor.get('/cases/home').expect(200)).text).not.toMatch(/HIV|ARV|methadone/);
  const form = fieldsOf(page);
  const need = { _csrf: form._csrf, _key: form._key, kind: 'hiv-test' };
  await browsers.officer.post('/cases/home/follow-up/need').type('form').send(need).expect(303);
  expect(town.asked).toMatchObject([
    { update: 'referNeed', args: { kind: 'other', organisationId: 'clinic-of-dawn' } },
  ]);
  expect(JSON.stringify(town.asked)).not.toMatch(/health|hiv/i);
  const kept = await town.db.submission.findFirstOrThrow({ where: { kind: 'referNeed' } });
  expect([kept.payload, JSON.stringify(kept.args)]).toEqual([
    { health: 'hiv-test' },
    expect.not.stringMatching(/hiv|health/i),
  ]);
});
