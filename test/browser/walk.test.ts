/**
 * What a newcomer does, in a real browser on the real product: from the spreadsheet of a centre to a visit, an
 * escalation and a referral. The steps build upon one another, as the work does; pictures of each are kept.
 */
import { join } from 'node:path';
import { Workbook } from 'exceljs';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { raise } from '../../activities/records/raise';
import { WORDS } from '../../api/pages/text';
import { FILE_FIELD } from '../../api/upload';
import { addDays, at, dayOf } from '../../domain/calendar';
import { visitId } from '../../domain/follow-up';
import type { RecordableMilestone } from '../../domain/handover';
import type { NoticeKind } from '../../domain/notice';
import { privacyBreaches } from '../../domain/privacy';
import { formatDay } from '../../domain/vietnamese';
import {
  MILESTONE_LABELS,
  NEED_LABELS,
  REFERRAL_STATUS_LABELS,
  RESOLUTION_LABELS,
  VISIT_OUTCOME_LABELS,
} from '../../domain/wording/labels';
import { demoUsers } from '../../prisma/demo/seed';
import { writeExamples } from '../../scripts/make-examples';
import { clear, scratchDir } from '../../scripts/parts/scratch';
import { secretsOfExamples } from '../support/examples';
import { historiesOf, PrivacyScan, secretsOf } from '../support/privacy';
import { Product, START_PATIENCE } from '../support/product';
import { until } from '../support/until';
import { ARTEFACTS, desk, look, openBrowser, phone, transferred } from './browser';

const t = WORDS.vi;
const today = dayOf(Date.now());
const account = (name: string) => {
  const email = `${name}@nhipcau.example`;
  const {
    id,
    name: called,
    phone: number,
  } = demoUsers().find((user) => user.email === email) as { id: string; name: string; phone: string };
  return { email, id, name: called, phone: number };
};

const CENTRE = account('centre1.cs1');
/** Came home before the list was sent: everything about this person can be done today. */
const PERSON = {
  fullName: 'Sộng A Thào',
  officer: account('commune.14-mai-son'),
  mentor: account('mentor1.14-mai-son'),
};
/** Known from before; the first mentor asked declines. */
const OTHER = {
  fullName: 'Lò Văn Thương',
  officer: account('commune.14-to-hieu'),
  mentors: [account('mentor1.14-to-hieu'), account('mentor2.14-to-hieu')] as const,
};
const SUPERVISOR = account('supervisor.14-mai-son');
const SCHOOL = account('school.14');
/** What people write in their own words; it must never leave the product. */
const NOTES = {
  declined: 'Tháng này mẹ tôi nằm viện, tôi phải chăm',
  resolved: 'Đã gọi cho chị Dủa, hẹn chiều mai sang nhà',
  outcome: 'Nhận bằng sửa xe máy, chủ tiệm ở ngã ba đã nhận làm',
  visit: 'Anh ấy kể hay mất ngủ, cháu nhỏ mới vào lớp một',
};

let product: Product;
let browser: Browser;
let hand: BrowserContext;
const desks = new Map<string, Page>();

beforeAll(async () => {
  product = await Product.start({ dataDir: await scratchDir() });
  browser = await openBrowser();
  hand = await phone(browser);
  await writeExamples(ARTEFACTS, today);
}, START_PATIENCE + 60_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  if (product) await clear(product.dataDir);
}, 120_000);

// ── what people do ──

/** The desk of one account, signed in once. */
async function deskOf({ email }: { email: string }): Promise<Page> {
  const there = desks.get(email);
  if (there) return there;
  const page = await desk(browser);
  await page.goto(`${product.url}/sign-in`);
  if (desks.size === 0) await look(page, '0-sign-in');
  await page.getByLabel(t.email).fill(email);
  await page.getByLabel(t.password).fill(product.password);
  await press(page, page.getByRole('button', { name: t.signIn }));
  desks.set(email, page);
  return page;
}

/** Clicks (or taps, on a phone) what leads to another page and waits for that page. */
async function press(page: Page, what: Locator, how: 'click' | 'tap' = 'click'): Promise<void> {
  await Promise.all([page.waitForNavigation(), what[how]()]);
}

async function openCase(page: Page, caseId: string): Promise<Page> {
  await page.goto(`${product.url}/cases/${caseId}`);
  return page;
}

async function record(page: Page, kind: RecordableMilestone): Promise<void> {
  await press(page, page.getByRole('button', { name: t.recordStep(MILESTONE_LABELS[kind].vi) }));
  await page.getByText(t.doneRecorded).waitFor();
}

async function upload(page: Page, file: string): Promise<void> {
  await page.goto(`${product.url}/imports`);
  await page.locator(`input[name=${FILE_FIELD}]`).setInputFiles(file);
  await press(page, page.getByRole('button', { name: t.importCheck }));
}

/** How many rows of a preview will start, are to be corrected, and are there already. */
async function verdicts(page: Page): Promise<Record<'good' | 'bad' | 'already', number>> {
  const address = page.url().split('?')[0];
  const count = async (verdict: string) => {
    await page.goto(`${address}?show=${verdict}`);
    return page.locator('tbody tr').count();
  };
  const found = { good: await count('good'), bad: await count('bad'), already: await count('already') };
  await page.goto(address as string);
  return found;
}

/** Waits until that many cases are on record; one more would be one too many. */
async function handovers(wanted: number): Promise<void> {
  await until(`${wanted} handovers`, async () => (await product.db.handover.count()) >= wanted);
  expect(await product.db.handover.count()).toBe(wanted);
}

async function caseOf({ fullName }: { fullName: string }): Promise<string> {
  const found = await until(`the case of ${fullName}`, () =>
    product.db.handover.findFirst({ where: { person: { fullName } }, select: { id: true } }),
  );
  return found.id;
}

/** The text somebody got about a case, once it is on their phone. */
function textTo(who: { phone: string }, kind: NoticeKind, caseId: string): Promise<string> {
  return until(`${kind} on ${who.phone}`, async () => {
    await product.evenAtNight();
    const sent = {
      channel: 'sms',
      to: who.phone,
      caseId,
      notice: { kind },
      status: { in: ['sent', 'delivered'] },
    };
    return (await product.db.message.findFirst({ where: sent, orderBy: { id: 'desc' } }))?.body;
  });
}

/** Finds the text on the simulated phone and taps its link; the page that opens is looked at from all sides. */
async function tapLink(
  who: { phone: string },
  kind: NoticeKind,
  caseId: string,
  picture: string,
): Promise<Page> {
  const text = await textTo(who, kind, caseId);
  const screen = await hand.newPage();
  await screen.goto(`${product.phonesUrl}/?${new URLSearchParams({ phone: who.phone })}`);
  const [opened] = await Promise.all([
    hand.waitForEvent('page'),
    screen.getByRole('listitem').filter({ hasText: text }).getByRole('link').tap(),
  ]);
  await opened.waitForLoadState();
  await screen.close();
  await look(opened, picture);
  await fitsAnOldPhone(opened.url());
  return opened;
}

/** Light, whole without scripts (this phone runs none; what it may leave out comes after the page), and silent about who it is. */
async function fitsAnOldPhone(url: string): Promise<void> {
  const fresh = await phone(browser);
  const page = await fresh.newPage();
  expect(await transferred(page, () => page.goto(url))).toBeLessThan(30_000);
  expect(await page.locator('script:not([src][defer])').count()).toBe(0);
  const shown = await page.locator('body').innerText();
  expect((await everybody()).finds([{ where: url, text: shown }])).toEqual([]);
  await fresh.close();
}

/** Looks for the full names, numbers, addresses and notes of the people who come home. */
async function everybody(): Promise<PrivacyScan> {
  const secrets = await secretsOf(product.db, secretsOfExamples(today));
  return new PrivacyScan({ ...secrets, words: [...secrets.words, ...Object.values(NOTES)] });
}

// ── the walk ──

let broken = false;

/** After a step that failed the others would only wait for what cannot come. */
function step(what: string, walk: () => Promise<void>): void {
  test(what, async () => {
    if (broken) throw new Error('an earlier step of the walk failed');
    broken = true;
    await walk().catch(async (error: Error) => {
      for (const page of browser.contexts().flatMap((context) => context.pages())) {
        await page.screenshot({
          path: join(
            ARTEFACTS,
            `failed-${new URL(page.url()).pathname.replace(/\W+/g, '-').slice(0, 40)}.png`,
          ),
          fullPage: true,
        });
      }
      throw error;
    });
    broken = false;
  }, 240_000);
}

describe('1. A centre sends its list', () => {
  let page: Page;
  let first: string;

  step('the preview says row by row what will happen', async () => {
    page = await deskOf(CENTRE);
    await look(page, '1-work');
    await page.goto(`${product.url}/imports`);
    await look(page, '1-imports');
    await upload(page, join(ARTEFACTS, 'discharges.xlsx'));
    first = page.url();
    expect(await verdicts(page)).toEqual({ good: 36, bad: 3, already: 1 });
    await look(page, '1-preview');
  });

  step('the good rows start, with a bar that grows until all have', async () => {
    product.freeze('worker'); // else it may be through before the bar was looked at
    try {
      await press(page, page.getByRole('button', { name: t.importStart(36) }));
      expect(await page.getByRole('progressbar').getAttribute('max')).toBe('36');
      await look(page, '1-progress');
    } finally {
      product.thaw('worker');
    }
    await page.getByText(t.importDone).waitFor({ timeout: 90_000 }); // the page renews itself
    await look(page, '1-started');
    await handovers(1 + 36);
    // Who came home already is the centre's at once, and on the desk of the one who signed in.
    expect(await product.db.handover.findUnique({ where: { id: await caseOf(PERSON) } })).toMatchObject({
      late: true,
      ownerId: CENTRE.id,
    });
    await page.goto(`${product.url}/work`);
    await page.getByText(PERSON.fullName).first().waitFor();
    await look(page, '1-work-now');
  });

  step('the bad rows are downloaded, corrected and sent again', async () => {
    await page.goto(`${first}?show=bad`);
    await look(page, '1-bad-rows');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: t.importDownloadBad }).click(),
    ]);
    const file = join(ARTEFACTS, 'corrected.xlsx');
    await download.saveAs(file);
    await correct(file);
    await upload(page, file);
    expect(await verdicts(page)).toEqual({ good: 3, bad: 0, already: 0 });
    await press(page, page.getByRole('button', { name: t.importStart(3) }));
    await page.getByText(t.importDone).waitFor({ timeout: 90_000 });
    await handovers(1 + 36 + 3);
  });

  step('the same file sent again starts nobody twice', async () => {
    await upload(page, join(ARTEFACTS, 'discharges.xlsx'));
    expect(await verdicts(page)).toEqual({ good: 0, bad: 3, already: 37 });
    expect(await page.getByRole('button', { name: /Bắt đầu/ }).count()).toBe(0);
    await look(page, '1-again');
    expect(await product.db.handover.count()).toBe(40);
    expect(await product.db.person.count()).toBe(40);
  });
});

describe('2. The commune decides and a mentor is found', () => {
  step('the officer finds the person, records proposal and decision, and names the mentor', async () => {
    const page = await deskOf(PERSON.officer);
    await page.goto(`${product.url}/work`);
    await look(page, '2-work');
    await page.goto(`${product.url}/cases`);
    await page.getByLabel(t.searchCases).fill(PERSON.fullName);
    await press(page, page.getByRole('button', { name: t.search }));
    await look(page, '2-search');
    await openCase(page, await caseOf(PERSON));
    await look(page, '2-case');
    await record(page, 'proposal');
    await page.getByLabel(t.looksAfter(PERSON.mentor.name, 0)).check();
    await record(page, 'decision');
    await look(page, '2-decided');
  });

  step('the mentor accepts from the text on an old phone; the link works once', async () => {
    const page = await tapLink(PERSON.mentor, 'mentor-request', await caseOf(PERSON), '2-mentor-asked');
    const link = page.url();
    await press(page, page.getByRole('button', { name: t.acceptMentor }), 'tap');
    await page.getByText(t.thanks).waitFor();
    await look(page, '2-mentor-thanks');
    expect((await page.goto(link))?.status()).toBe(410);
    await look(page, '2-link-used');
    expect((await page.goto(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`))?.status()).toBe(404);
    await look(page, '2-link-forged');
  });

  step(
    'another mentor declines and says why; the officer is told and asks somebody else, who answers by text',
    async () => {
      const caseId = await caseOf(OTHER);
      const officer = await openCase(await deskOf(OTHER.officer), caseId);
      await record(officer, 'proposal');
      await officer.getByLabel(t.looksAfter(OTHER.mentors[0].name, 0)).check();
      await record(officer, 'decision');

      const page = await tapLink(OTHER.mentors[0], 'mentor-request', caseId, '2-other-asked');
      await page.locator('summary').filter({ hasText: t.declineMentor }).tap();
      await page.getByLabel(t.reason).fill(NOTES.declined);
      await press(page, page.getByRole('button', { name: t.declineMentor }), 'tap');
      await page.getByText(t.thanks).waitFor();

      await textTo(OTHER.officer, 'mentor-declined', caseId);
      await openCase(officer, caseId);
      await look(officer, '2-declined');
      await officer.getByLabel(t.looksAfter(OTHER.mentors[1].name, 0)).check();
      await press(officer, officer.getByRole('button', { name: t.nameMentor }));
      await officer.getByText(t.doneRecorded).waitFor();

      await textTo(OTHER.mentors[1], 'mentor-request', caseId);
      const phones = await desk(browser);
      await phones.goto(`${product.phonesUrl}/?${new URLSearchParams({ phone: OTHER.mentors[1].phone })}`);
      await phones.getByRole('textbox').last().fill('1');
      await press(phones, phones.getByRole('button', { name: 'Gửi' }));
      await look(phones, '2-answered-by-text');
      await until('the answer by text is taken', () =>
        product.db.milestone.findFirst({ where: { id: `${caseId}/mentor`, status: 'done' } }),
      );
    },
  );

  step('the centre records certificate and hand-out, the commune the arrival', async () => {
    const caseId = await caseOf(PERSON);
    const centre = await openCase(await deskOf(CENTRE), caseId);
    await record(centre, 'certificate');
    await record(centre, 'handout');
    await look(centre, '2-handed-out');
    await record(await openCase(await deskOf(PERSON.officer), caseId), 'arrival');
  });
});

describe('3. The follow-up begins by itself', () => {
  step('the first visit is planned, and the officer can move it', async () => {
    const caseId = await caseOf(PERSON);
    const officer = await deskOf(PERSON.officer);
    await until('the first visit', () =>
      product.db.visit.findFirst({ where: { followUpId: caseId, status: 'planned' } }),
    );
    await openCase(officer, caseId);
    await look(officer, '3-follow-up');
    // To today: its reminder, of the day before at eight, is due at once.
    await officer.locator('summary').filter({ hasText: t.reschedule }).click();
    await officer.getByLabel(t.newDay).fill(today);
    await press(officer, officer.locator('form[action$="/reschedule"]').getByRole('button'));
    await officer.getByText(t.doneRecorded).waitFor();
  });

  step('the mentor is reminded and reports the visit in three taps', async () => {
    const page = await tapLink(PERSON.mentor, 'visit-reminder', await caseOf(PERSON), '3-report');
    await page.getByText(VISIT_OUTCOME_LABELS.met.vi).tap();
    await page.getByText(NEED_LABELS.training.vi).tap();
    await press(page, page.getByRole('button', { name: t.send }), 'tap');
    await page.getByText(t.thanks).waitFor();
    await look(page, '3-reported');
    const visit = await product.db.visit.findUniqueOrThrow({
      where: { id: visitId(await caseOf(PERSON), 1) },
    });
    expect(visit).toMatchObject({
      status: 'reported',
      outcome: 'met',
      needs: ['training'],
      reportedById: PERSON.mentor.id,
    });
  });
});

describe('4. What is not heard of reaches a supervisor', () => {
  step('text and e-mail come; taking it from the phone stops the climb', async () => {
    const caseId = await caseOf(PERSON);
    // Days cannot be skipped here: this is what the follow-up does when the grace of its second visit has ended.
    await raise(product, {
      kind: 'visit-missed',
      caseId,
      provinceId: '14',
      communeId: '14-mai-son',
      responsible: { role: 'mentor', userId: PERSON.mentor.id },
      items: [{ id: visitId(caseId, 2), what: 'visit', dueAt: at(today, '00:00') }],
    });
    const page = await tapLink(SUPERVISOR, 'escalation', caseId, '4-escalation');
    await press(page, page.getByRole('button', { name: t.acknowledge }), 'tap');
    await page.getByText(t.thanks).waitFor();
    await look(page, '4-taken');
    await until('the e-mail', async () =>
      product.mails().some(({ to, text }) => to.includes(SUPERVISOR.email) && text.includes('/l/')),
    );
    expect(await product.db.escalation.findFirst({ where: { kind: 'visit-missed' } })).toMatchObject({
      status: 'acknowledged',
      acknowledgedById: SUPERVISOR.id,
      level: 0,
    });
  });

  step('it stands on the board until somebody says how it was resolved', async () => {
    const page = await deskOf(SUPERVISOR);
    await page.goto(`${product.url}/escalations`);
    await look(page, '4-board');
    await page.locator('summary').filter({ hasText: t.resolve }).click();
    await page.getByLabel(RESOLUTION_LABELS['mentor-reminded'].vi).check();
    await page.getByLabel(t.note).fill(NOTES.resolved);
    await press(page, page.getByRole('button', { name: t.save }));
    await page.getByText(t.doneRecorded).waitFor();
    await look(page, '4-resolved');
    await page.goto(`${product.url}/escalations?state=resolved`);
    await page.getByText(NOTES.resolved).waitFor();
    await look(page, '4-history');
    const province = await deskOf(account('supervisor.14'));
    await province.goto(`${product.url}/desk`);
    await look(province, '4-messages');
  });
});

describe('5. A need becomes a referral', () => {
  step('the school accepts from its text', async () => {
    const page = await tapLink(SCHOOL, 'referral-request', await caseOf(PERSON), '5-referral');
    await press(page, page.getByRole('button', { name: t.accept }), 'tap');
    await page.getByText(t.thanks).waitFor();
    await textTo(PERSON.mentor, 'referral-answer', await caseOf(PERSON));
  });

  step('it records the end, which the commune sees', async () => {
    const page = await deskOf(SCHOOL);
    await page.goto(`${product.url}/referrals`);
    await page.locator('summary').filter({ hasText: t.moveTo }).click();
    await look(page, '5-partner');
    const form = page.getByRole('form', { name: new RegExp(`^${t.moveTo}`) }); // beside it stands one for the course
    await form.getByLabel(REFERRAL_STATUS_LABELS.completed.vi).check();
    await form.getByLabel(t.outcomeNote).fill(NOTES.outcome);
    await press(page, form.getByRole('button', { name: t.send }));
    await page.getByText(t.doneRecorded).waitFor();
    const officer = await deskOf(PERSON.officer);
    await officer.goto(`${product.url}/referrals?state=closed`);
    await officer.getByText(NOTES.outcome).waitFor();
    await look(officer, '5-ended');
  });

  step('the mentor reports the next visit at a desk, with a private note', async () => {
    const caseId = await caseOf(PERSON);
    const page = await deskOf(PERSON.mentor);
    await page.goto(`${product.url}/work`);
    await look(page, '5-mentor-work');
    await openCase(page, caseId);
    const report = page.locator('form[action$="/visits"]'); // beside it stands one for a contact outside the plan
    await report.getByLabel(VISIT_OUTCOME_LABELS.worry.vi).check();
    await report.getByLabel(t.privateNote).fill(NOTES.visit);
    await press(page, report.getByRole('button', { name: t.send }));
    await page.getByText(t.doneRecorded).waitFor();
    await look(page, '5-mentor-case');
    await look(await openCase(await deskOf(PERSON.officer), caseId), '5-case');
  });
});

describe('6. The simulated world outside', () => {
  step('the Phones page shows every phone, and the mailbox beside it', async () => {
    const page = await desk(browser);
    await page.goto(product.phonesUrl);
    for (const { phone: number } of [PERSON.mentor, SUPERVISOR, SCHOOL])
      await page.locator(`#p${number.replace(/\D/g, '')}`).waitFor();
    await page.getByText(SUPERVISOR.email).first().waitFor();
    await look(page, '6-phones');
  });

  step('no text and no e-mail says who it is about, nor why', async () => {
    const texts = product.texts().map(({ body, sid }) => ({ where: sid, text: body }));
    const mails = product
      .mails()
      .map(({ subject, text, messageId }) => ({ where: messageId, text: `${subject}\n${text}` }));
    expect(texts.length).toBeGreaterThan(5);
    expect(mails.length).toBeGreaterThan(36);
    expect((await everybody()).finds([...texts, ...mails])).toEqual([]);
    const said = [...texts, ...mails].flatMap(({ text }) =>
      privacyBreaches(text.replace(/\S+:\/\/\S+/g, '')),
    );
    expect(said).toEqual([]);
  });

  step(
    'no workflow history and no log line of the whole walk holds a name, phone, address or note',
    async () => {
      const histories = await historiesOf(product.temporal);
      const logs = product.logs();
      expect(histories.length).toBeGreaterThan(40);
      expect(logs.map(({ where }) => where)).toEqual(
        expect.arrayContaining(['logs/web.log', 'logs/worker.log']),
      );
      expect((await everybody()).finds([...histories, ...logs])).toEqual([]);
    },
  );
});

/** As the centre would: each bad cell put right, by its heading. */
async function correct(file: string): Promise<void> {
  const book = new Workbook();
  await book.xlsx.readFile(file);
  const sheet = book.worksheets[0] as NonNullable<(typeof book.worksheets)[0]>;
  const headings = sheet.getRow(1).values as string[];
  const set = (row: number, heading: string, value: string) => {
    sheet.getRow(row).getCell(headings.indexOf(heading)).value = value;
  };
  set(2, 'Ngày hoàn thành', formatDay(addDays(today, 60)));
  set(3, 'Xã/Phường về cư trú', 'Xã Mai Sơn');
  set(4, 'Số điện thoại', '0592 000 119');
  await book.xlsx.writeFile(file);
}
