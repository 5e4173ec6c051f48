/**
 * Every screen in a real browser, in both languages, as wide as a desk and as narrow as the smallest phone: readable
 * without scrolling sideways, each field with a name, each page with a title, and no word left in the other language.
 * The place is the small one of test/pages, whose clock stands still. LOOK=1 keeps a picture of each.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import request from 'supertest';
import { FIGURES } from '../../api/pages/figures/words';
import { WORDS } from '../../api/pages/text';
import { addDays, at, endOfDay } from '../../domain/calendar';
import { INDICATORS } from '../../domain/indicators';
import { formatDay } from '../../domain/vietnamese';
import * as communityLabels from '../../domain/wording/community';
import * as figureLabels from '../../domain/wording/figures';
import * as labels from '../../domain/wording/labels';
import * as policyLabels from '../../domain/wording/policy';
import { freeze } from '../../prisma/figures/freeze';
import { root } from '../../scripts/parts/root';
import { lending } from '../pages/lending';
import { told } from '../pages/told';
import { fieldsOf, NOW, PASSWORD, type Somebody, TODAY, Town } from '../pages/town';
import { freshDatabase } from '../support/real-parts';
import { desk, openBrowser, phone } from './browser';
import { type Foreign, foreignTo, lookAt } from './look-at';

const PICTURES = join(root, 'test', 'artefacts', 'screens');
const PHONE = { width: 320, height: 640 };
const DESK = { width: 1280, height: 900 };

/** Who looks at what. What begins with a colon stands for an id that is made when the place is. */
const SCREENS: Record<Somebody, string[]> = {
  centre: [
    '/work',
    '/imports',
    '/imports/:import',
    '/handovers/new',
    '/cases',
    '/cases/nowhere',
    '/cases/back',
    '/cases/back/file',
    '/cases/waiting/file',
    '/cases/home',
    '/community/sessions',
    '/community/courses',
    '/community/courses/course',
    '/figures',
    '/desk',
    '/absence',
  ],
  officer: [
    '/work',
    '/cases',
    '/cases?search=zzz',
    '/cases/waiting',
    '/cases/decide',
    '/cases/asked',
    '/cases/told',
    '/cases/away',
    '/cases/away/file',
    '/cases/home',
    '/cases/home/file',
    '/cases/over',
    '/mentors/:mentor',
    '/escalations',
    '/referrals',
    '/community/clubs',
    '/community/clubs/club',
    '/community/events',
    '/community/in-kind',
    '/funds',
    '/loans/asked-for',
    '/community/later',
    '/cases/after',
    '/desk',
    '/desk/inbox',
    '/desk/tomorrow',
    '/policy',
    '/no-such-page',
  ],
  farOfficer: ['/work', '/escalations', '/referrals', '/desk', '/cases/far'],
  mentor: [
    '/work',
    '/cases',
    '/cases/home',
    '/cases/asked',
    '/cases/over',
    '/referrals',
    '/loans/running',
    '/community/clubs',
    '/community/clubs/club',
  ],
  otherMentor: ['/work', '/cases'],
  supervisor: [
    '/work',
    '/escalations',
    '/escalations?state=resolved',
    '/cases/home',
    '/cases/home/file',
    '/community/clubs',
    '/community/events',
    '/community/later',
    '/mentors/:mentor',
    '/absence',
  ],
  province: [
    '/work',
    '/cases',
    '/escalations',
    '/community/sessions',
    '/community/courses/course',
    '/community/in-kind',
    '/desk',
    '/desk/inbox',
    '/desk/tomorrow',
    '/desk/cost',
    '/desk/notices/:planned',
    '/desk/notices/:fellback',
    '/desk/notices/:unknown',
    '/figures?period=2026',
    '/figures?period=2023',
    '/figures?sex=female&from=2026-01-01&to=2026-03-31',
    '/figures/returned?period=2026',
    '/figures/contacts?period=2026-11',
    '/figures/reports',
    '/figures/reports/saved',
    '/figures/history',
    '/figures/history/paper',
    '/policy',
    '/policy?set=cadence',
    '/policy?communeId=MS',
    '/policy/adopt',
    '/outages',
    '/outages?state=signed',
    '/absence',
  ],
  partner: [
    '/work',
    '/referrals',
    '/referrals?state=closed',
    '/referrals/attendance',
    '/funds',
    '/funds?state=closed',
    '/funds/fund',
    '/loans/deciding',
    '/loans/running',
    '/absence',
  ],
  admin: [
    '/figures/contacts?provinceId=14',
    '/users',
    '/users?search=zzz',
    '/users/new',
    '/users/:mentor',
    '/policy',
    '/places/provinces',
    '/places/communes',
    '/places/centres',
    '/places/organisations',
  ],
};
const EVERYBODY = Object.keys(SCREENS) as Somebody[];

let town: Town;
let server: Server;
let url: string;
let browser: Browser;
let ids: Record<string, string>;
const links: Record<string, string> = {};
const pages = new Map<Somebody, Page>();

beforeAll(async () => {
  town = await Town.open(await freshDatabase());
  ids = await more();
  server = createServer(town.app).listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser(PICTURES);
});

afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  await new Promise((closed) => (server ? server.close(closed) : closed(null)));
  await town?.close();
});

/** The page of somebody, signed in the first time. */
async function pageOf(who: Somebody): Promise<Page> {
  const there = pages.get(who);
  if (there) return there;
  const page = await unhurried();
  await page.goto(`${url}/sign-in`);
  await page.getByLabel(WORDS.vi.email).fill(`${who.toLowerCase()}@nhipcau.example`);
  await page.getByLabel(WORDS.vi.password).fill(PASSWORD);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  pages.set(who, page);
  return page;
}

/** The machine may be busy; nothing here measures speed. */
async function unhurried(): Promise<Page> {
  const page = await desk(browser);
  page.setDefaultTimeout(120_000);
  return page;
}

/** What the place lacks: a list sent in, an outage, a follow-up that has ended, a resolved escalation, a local value. */
async function more(): Promise<Record<string, string>> {
  const { db, users } = town;
  const centre = await town.signIn('centre');
  const { _csrf, _key } = fieldsOf((await centre.get('/imports').expect(200)).text);
  const list = [
    'Họ và tên,Ngày sinh,Xã/Phường về cư trú,Hình thức cai nghiện,Ngày hoàn thành,Tiếng nói',
    `Lò Văn Tốt,01/02/1990,Xã Mai Sơn,bắt buộc,${formatDay(addDays(TODAY, 60))},Thái`,
    `Vàng Thị Muộn,01/02/1991,Xã Mai Sơn,tự nguyện,${formatDay(addDays(TODAY, 3))},Anh`,
    'Không Có Ngày,32/02/1990,Xã Mai Sơn,bắt buộc,,',
  ].join('\n');
  const sent = await centre
    .post('/imports')
    .field('_csrf', _csrf as string)
    .field('_key', _key as string)
    .attach('file', Buffer.from(list), 'danh sách.csv');

  await town.handover({
    id: 'over',
    name: 'Tòng Văn Xong',
    done: ['residence', 'notice', 'acceptance', 'proposal', 'decision', 'mentor', 'arrival'],
    next: 'arrival',
    mentor: 'mentor',
    owner: 'officer',
    endOn: addDays(TODAY, -400),
  });
  await db.handover.update({ where: { id: 'over' }, data: { status: 'completed', standing: 'done' } });
  const day = (offset: number) => new Date(addDays(TODAY, offset));
  await db.followUp.create({
    data: {
      id: 'over',
      communeId: 'MS',
      provinceId: '14',
      mentorId: users.mentor,
      status: 'closed',
      closedWhy: 'missing',
      startsOn: day(-390),
      endsOn: day(330),
      closedAt: day(-100),
      visits: {
        create: { id: 'over/v1', seq: 1, status: 'missed', plannedOn: day(-110), graceEndsAt: day(-106) },
      },
    },
  });
  await db.escalation.create({
    data: {
      id: 'put-right',
      kind: 'visit-missed',
      provinceId: '14',
      communeId: 'MS',
      responsibleId: users.mentor,
      responsibleRole: 'mentor',
      status: 'resolved',
      raisedAt: day(-30),
      resolvedAt: day(-28),
      resolvedById: users.supervisor,
      resolution: 'mentor-reminded',
      silence: 'overloaded',
      items: { create: [{ id: 'x/v9', caseId: 'home', what: 'visit', dueAt: day(-30), closedAt: day(-28) }] },
    },
  });
  for (const [id, signedAt] of [
    ['open', null],
    ['signed', day(-1)],
  ] as const)
    await db.outage.create({
      data: {
        id,
        provinceId: '14',
        from: day(-4),
        until: day(-2),
        dropped: 1,
        sentLate: 1,
        signedAt,
        signedById: signedAt && users.province,
      },
    });
  // A local value in force: running cases go by an older version, and adopting has something to show.
  const local = { name: 'visit_grace', value: 5, basis: 'QĐ 12/2026', validFrom: day(-20) };
  await db.policyOverride.create({ data: { provinceId: '14', ...local } });
  town.changes = {
    dates: [{ what: 'visit', from: endOfDay('2026-11-30'), to: endOfDay('2026-12-02') }],
    notices: [{ kind: 'visit-reminder', subjectId: 'home/v2', from: at('2026-11-29', '08:00'), to: null }],
  };
  await community();
  await health();
  await lending(town);
  await figures();
  for (const [purpose, who, subject, caseId] of [
    ['visit-report', 'mentor', 'home/v3', 'home'],
    ['mentor-request', 'mentor', 'asked/mentor', 'asked'],
    ['escalation', 'supervisor', 'esc', 'home'],
    ['referral', 'partner', 'home/v1/training', 'home'],
    ['loan-talk', 'mentor', 'running', 'home'],
  ] as const)
    links[purpose] = `/l/${await town.link(purpose, who, subject, caseId)}`;
  await db.pushSubscription.create({
    data: { userId: users.mentor, endpoint: 'https://push.example/1', p256dh: 'x', auth: 'x' },
  });
  links.push = `/l/${await town.link('push', 'mentor', users.mentor, 'home')}`;
  const notices = await told({ db, users, link: `http://127.0.0.1:3000${links['visit-report']}` });
  links.visits = `/l/${await town.link('visits', 'mentor', notices[':fellback'], 'home')}`;
  links.used = links['visit-report'] as string;
  links.expired = `/l/${await town.link('visit-report', 'mentor', 'home/v2', 'home', new Date(NOW - 1))}`;
  links.forged = '/l/abcdefghij.abcdefghijklmnop';
  const id = (sent.headers.location as string).split('/').at(-1) as string;
  return { ':import': id, ':mentor': users.mentor, ...notices };
}

/** What the place does beside its cases. */
async function community(): Promise<void> {
  const { db, users } = town;
  const on = new Date(addDays(TODAY, -9));
  const by = { recordedById: users.officer };
  const place = { communeId: 'MS', provinceId: '14' };
  const { personId } = await db.handover.findUniqueOrThrow({ where: { id: 'home' } });
  const gift = { ...place, ...by, givenOn: on, giver: 'Hội Nông dân', value: 4_500_000n, workDays: 2 };
  await db.inKindSupport.createMany({
    data: [
      { ...gift, kind: 'livestock', handoverId: 'home', householdKey: `person/${personId}` },
      {
        ...gift,
        kind: 'house-repaired',
        household: 'Lò Văn Hộ',
        householdKey: 'MS/lo van ho',
        note: 'mái tôn',
      },
    ],
  });
  await db.communicationEvent.create({
    data: {
      ...place,
      ...by,
      heldOn: on,
      topic: 'Sống khỏe',
      language: 'hmong',
      attending: 120,
      place: 'Nhà văn hóa',
    },
  });
  await db.centreSession.create({
    data: {
      ...{ ...by, centreId: 'CS1', provinceId: '14', heldOn: on, topic: 'Nghề mộc', byWhom: 'Hội Phụ nữ' },
      trainees: { create: [{ personId }] },
    },
  });
  const course = {
    centreId: 'CS1',
    provinceId: '14',
    trade: 'carpentry',
    startsOn: on,
    endsOn: new Date(addDays(TODAY, 60)),
  };
  await db.course.create({
    data: {
      ...{ ...course, id: 'course', name: 'Mộc dân dụng', costSupport: 2_000_000, openedById: users.centre },
      ...{ status: 'open', ownerRole: 'centre', ownerId: users.centre },
      ...{ nextAction: 'training-attendance', nextDue: new Date(NOW) },
      trainees: {
        create: [
          [
            'home',
            { status: 'certified', certificate: 'elementary', certificateNumber: 'SC-17', certifiedOn: on },
          ],
          ['waiting', { status: 'attending' }],
          ['decide', { status: 'enrolled' }],
        ].map(([caseId, more]) => ({
          ...{
            ...course,
            id: `${caseId}/course`,
            caseId: caseId as string,
            place: 'centre',
            course: 'Mộc dân dụng',
          },
          ...(more as { status: string }),
          sessions: { create: [{ heldOn: on, present: true, recordedAt: on }] },
        })),
      },
    },
  });
  await db.club.create({
    data: {
      ...{ ...place, id: 'club', name: 'CLB Bản Mường', leaderId: users.mentor, place: 'Nhà văn hóa' },
      ...{ rhythm: { every: 'month', nth: 2, weekday: 6 }, status: 'open', startedOn: on },
      ...{ ownerRole: 'mentor', ownerId: users.mentor, nextAction: 'club-meeting', nextDue: new Date(NOW) },
      members: {
        create: [
          { id: 'm1', personId, joinedOn: on },
          { id: 'm2', userId: users.otherMentor, joinedOn: on },
          { id: 'm3', name: 'Lò Văn Khách', joinedOn: on },
        ],
      },
      meetings: {
        create: [
          ...[1, 2].map((week) => ({
            ...{ id: `club/held${week}`, plannedOn: new Date(addDays(TODAY, -week)), status: 'held' },
            ...{
              heldOn: new Date(addDays(TODAY, -week)),
              members: 3,
              present: 2,
              guests: 1,
              topic: 'Chăn nuôi',
            },
            attendance: { create: [{ memberId: 'm1' }, { memberId: 'm2' }] },
          })),
          { id: `club/${TODAY}`, plannedOn: new Date(TODAY), status: 'planned' },
          { id: `club/${addDays(TODAY, -6)}`, plannedOn: new Date(addDays(TODAY, -6)), status: 'unreported' },
        ],
      },
    },
  });
  links.club = `/l/${await town.link('club-meeting', 'mentor', `club/${TODAY}`, 'club')}`;
  await town.handover({
    ...{ id: 'after', name: 'Tòng Văn Vững', done: ['arrival'], next: 'arrival', owner: 'officer' },
    endOn: addDays(TODAY, -1200),
  });
  await db.handover.update({ where: { id: 'after' }, data: { status: 'completed', standing: 'done' } });
  const ended = new Date(addDays(TODAY, -800));
  await db.followUp.create({
    data: {
      ...{ ...place, id: 'after', status: 'closed', closedWhy: 'completed', closedAt: ended },
      ...{ startsOn: new Date(addDays(TODAY, -1170)), endsOn: ended },
    },
  });
  await db.aftercare.create({
    data: {
      ...{ ...place, id: 'after', status: 'open', endedOn: ended, consentOn: ended, consentHow: 'signed' },
      ...{ ownerRole: 'commune', ownerId: users.officer, nextAction: 'later-check', nextDue: new Date(NOW) },
      checks: {
        create: [
          {
            ...{ id: 'after/y1', year: 1, status: 'reported', dueOn: on, heldOn: on },
            ...{ outcome: 'reached', working: true, relapseFree: true },
          },
          { id: 'after/y2', year: 2, status: 'planned', dueOn: on },
        ],
      },
    },
  });
  const consent = { consentOn: on, consentHow: 'signed', ...by };
  await db.circleMember.create({
    data: { ...consent, personId, name: 'Quàng Thị Chị', relation: 'family', phone: '+84912345678' },
  });
  await db.peerHelper.create({ data: { ...by, personId, helpsAs: 'peer', since: on } });
}

/** A need about health, seen as what it is by the officer, who may know it, and as another one by the mentor. */
async function health(): Promise<void> {
  const { db, users } = town;
  await db.user.update({ where: { id: users.officer }, data: { seesHealth: true } });
  await db.organisation.create({
    data: { id: 'clinic', name: 'Phòng khám Ban Mai', kind: 'clinic', provinceId: '14' },
  });
  const asked = { ...{ followUpId: 'home', provinceId: '14', communeId: 'MS' }, requesterId: users.mentor };
  const on = { requestedAt: new Date(TODAY), nextDue: new Date(NOW) };
  await db.referral.createMany({
    data: [
      { ...asked, ...on, id: 'home/r1/other', kind: 'other', status: 'accepted', organisationId: 'clinic' },
      { ...asked, ...on, id: 'home/r2/schooling', kind: 'papers', detail: 'schooling', status: 'requested' },
    ],
  });
  await db.healthReferral.create({
    data: { referralId: 'home/r1/other', kind: 'methadone', recordedById: users.mentor },
  });
}

/** A month that was saved, and a year from paper with a row that cannot be read. */
async function figures(): Promise<void> {
  const { db, users } = town;
  const at = new Date(NOW);
  const saved = { provinceId: '14', month: '2026-10', savedAt: at };
  await db.savedReport.create({
    data: { ...saved, id: 'saved', figures: (await freeze(db, '14', '2026-10', TODAY)) as object[] },
  });
  const count = { indicator: 'returned', year: 2023, part: 41n };
  const cells = { indicator: 'returned', year: 2023, commune: null, part: 41, whole: null };
  await db.historyBatch.create({
    data: {
      ...{ id: 'paper', provinceId: '14', fileName: 'so-cu.xlsx', fileHash: '', source: 'Sổ 2023' },
      ...{ status: 'kept', userId: users.province, keptAt: at },
      rows: {
        create: [
          { row: 2, cells, verdict: 'good', problems: [], ...count },
          { row: 3, cells: { ...cells, year: 1023 }, verdict: 'bad', problems: ['year-wrong'] },
        ],
      },
    },
  });
}

const pathOf = (path: string) => path.replace(/:\w+/, (name) => ids[name] ?? name);
const nameOf = (who: string, path: string, lang: string) =>
  `${who}${path.replace(/[^a-z0-9]+/gi, '-')}-${lang}`;

async function speak(lang: 'vi' | 'en'): Promise<Foreign> {
  await town.db.user.updateMany({ data: { language: lang } });
  return foreignTo(lang, [WORDS, labels, policyLabels, communityLabels, figureLabels, FIGURES, INDICATORS]);
}

async function check(page: Page, path: string, name: string, foreign: Foreign): Promise<object[]> {
  await page.setViewportSize(DESK);
  const answer = await page.goto(`${url}${path}`);
  const wide = await lookAt(page, foreign);
  if (process.env.LOOK) await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  await page.setViewportSize(PHONE);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (process.env.LOOK) await page.screenshot({ path: join(PICTURES, `${name}-320.png`), fullPage: true });
  const found = {
    ...wide.wrong,
    ...(wide.width > DESK.width && { sidewaysAtDesk: wide.width }),
    ...(width > PHONE.width && { sidewaysOnPhone: width }),
    ...((answer?.status() ?? 500) >= 500 && { status: answer?.status() }),
  };
  return Object.keys(found).length ? [{ path, ...found }] : [];
}

describe.each(['vi', 'en'] as const)('every screen in %s', (lang) => {
  let foreign: Foreign;
  beforeAll(async () => {
    foreign = await speak(lang);
  });
  afterAll(() => speak('vi'));

  test.each(EVERYBODY.flatMap((who) => SCREENS[who].map((path) => [who, path] as const)))(
    'of %s: %s',
    async (who, path) => {
      const page = await pageOf(who);
      expect(await check(page, pathOf(path), nameOf(who, path, lang), foreign)).toEqual([]);
    },
  );

  test('of nobody signed in, and of the links of messages', async () => {
    const page = await unhurried();
    const found = await check(page, `/sign-in?lang=${lang}`, nameOf('sign-in', '', lang), foreign);
    for (const [name, path] of Object.entries(links))
      found.push(...(await check(page, `${path}?lang=${lang}`, nameOf('link-', name, lang), foreign)));
    await page.context().close();
    expect(found).toEqual([]);
  });
});

test('who came to a meeting is told on the smallest phone, without a script: names to tick, and send', async () => {
  const context = await phone(browser);
  const page = await context.newPage();
  await page.goto(`${url}${links.club}`);
  for (const name of [/Thương/, /Lò Văn Khách/]) await page.getByText(name).tap();
  await page.getByRole('textbox', { name: WORDS.vi.guests }).fill('2');
  town.asked.length = 0;
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: WORDS.vi.send }).tap()]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  expect(town.asked).toMatchObject([
    {
      workflowId: 'club/club',
      update: 'reportMeeting',
      args: { on: TODAY, held: true, present: ['m1', 'm3'], guests: 2 },
    },
  ]);
  await context.close();
});

describe('with the keyboard alone', () => {
  test.each([
    ['officer', '/cases/home'],
    ['officer', '/cases/told'],
    ['supervisor', '/escalations'],
    ['province', '/policy?set=cadence'],
    ['centre', '/handovers/new'],
    ['admin', '/users/:mentor'],
  ] as const)('%s gets through %s: to the content at once, and everywhere with a mark', async (who, path) => {
    const page = await pageOf(who);
    await page.setViewportSize(DESK);
    await page.goto(url + pathOf(path));
    await page.keyboard.press('Tab');
    const focused = () =>
      page.evaluate(() => {
        const at = document.activeElement as HTMLElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(at);
        const box = at.getBoundingClientRect();
        return {
          is: at.outerHTML.slice(0, 120),
          tag: at.tagName,
          marked: outlineStyle !== 'none' && outlineWidth !== '0px',
          seen: box.width > 0 && box.height > 0 && box.right > 0,
        };
      });
    const first = await focused();
    expect(first.is).toContain('class="skip"');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');

    const reached: string[] = [];
    for (let steps = 0; steps < 400; steps++) {
      await page.keyboard.press('Tab');
      const now = await focused();
      if (now.tag === 'BODY') break;
      expect([now.is, now.marked, now.seen]).toEqual([now.is, true, true]);
      reached.push(now.is);
    }
    // Every button in sight is reached, and the end of the page too: nothing holds the focus.
    const buttons = await page.evaluate(
      () =>
        [...document.querySelectorAll<HTMLElement>('main button')].filter((b) => b.checkVisibility()).length,
    );
    expect(reached.filter((is) => is.startsWith('<button')).length).toBeGreaterThanOrEqual(buttons);
  });

  test('a form that comes back with something wrong puts the reader at what is wrong', async () => {
    const page = await pageOf('centre');
    await page.goto(`${url}/handovers/new`);
    await page.evaluate(() => {
      for (const form of document.forms) form.noValidate = true;
    });
    await page.locator('#fullName').fill('Lò Văn Thử');
    await Promise.all([page.waitForNavigation(), page.locator('#fullName').press('Enter')]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
    expect(await page.locator('#fullName').inputValue()).toBe('Lò Văn Thử');
  });
});

test('the file of a case prints: nothing to press, and all that was said', async () => {
  const page = await pageOf('officer');
  await page.goto(`${url}/cases/away/file`);
  await page.emulateMedia({ media: 'print' });
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input, select, nav, h1, table')]
      .filter((element) => element.checkVisibility())
      .map((element) => element.tagName),
  );
  await page.emulateMedia({ media: null });
  expect(new Set(shown)).toEqual(new Set(['H1', 'TABLE']));
  expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');
});

test('looking finds what is wrong', async () => {
  const page = await unhurried();
  await page.setContent(
    `<html lang="vi"><title></title><h1>Việc</h1><h3>Người</h3><input name="a"><button></button>
     <p>visit-reminder</p><p>2026-11-23</p><p>200000000 đ</p><p>My work</p></html>`,
  );
  const { wrong } = await lookAt(page, foreignTo('vi', [WORDS, labels]));
  expect(Object.keys(wrong).sort()).toEqual([
    'headings',
    'keys',
    'nameless',
    'otherLanguage',
    'title',
    'unwritten',
  ]);
  await page.context().close();
  expect((await request(town.app).get('/sign-in')).status).toBe(200);
});
