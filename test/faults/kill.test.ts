/**
 * Everything killed with -9 in the middle of starting an import and of sending, and started again on the same folder:
 * nobody is lost, nobody is started twice, nothing is said twice, and what fell due meanwhile is said late, once.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, dayOf } from '../../domain/calendar';
import { FIRST_MILESTONES } from '../../domain/handover';
import { formatDay } from '../../domain/vietnamese';
import { DEMO_PLACES } from '../../prisma/demo/places';
import { exampleRows, writeExamples } from '../../scripts/make-examples';
import { clear, scratchDir } from '../../scripts/parts/scratch';
import { secretsOfExamples } from '../support/examples';
import { Office } from '../support/office';
import { historiesOf, PrivacyScan, secretsOf } from '../support/privacy';
import { Product, START_PATIENCE } from '../support/product';
import { until } from '../support/until';

const today = dayOf(Date.now());
const BEFORE = 37; // the examples' good rows and the demo's own case
const LATER = 200;

let product: Product;
/** What was under way when everything was killed. */
let caught: { started: number; waiting: number; taken: number; sending: bigint[] };

beforeAll(
  async () => {
    const dataDir = await scratchDir();
    product = await Product.start({ dataDir });
    const centre = await Office.signIn(product, 'centre1.cs1');
    await writeExamples(dataDir, today);
    await centre.import(readFileSync(join(dataDir, 'discharges.xlsx')), 'discharges.xlsx');
    await everythingStarted(BEFORE);
    await everythingSaid();

    const texts = product.texts().length;
    await planTexts(
      FIRST_MILESTONES.filter((milestone) => milestone !== 'arrival'),
      Date.now(),
    );
    await until('a burst of texts is under way', async () => product.texts().length > texts, 60_000);
    product.freeze('starter'); // the phones with it: some texts are taken, and none of the burst is written down as sent
    await centre.import(Buffer.from(manyPeople(LATER)), 'many.csv');
    await until('an import is under way', async () => (await starts('applied')) > BEFORE + 5, 60_000);
    product.freeze('worker');
    const due = Date.now() + 3_000;
    await planTexts(['arrival'], due);
    caught = {
      started: (await starts('applied')) - BEFORE,
      waiting: await starts('received'),
      taken: product.texts().length - texts,
      sending: (
        await product.db.message.findMany({
          where: { channel: 'sms', status: { in: ['sending', 'unknown'] } },
          select: { id: true },
        })
      ).map(({ id }) => id),
    };
    await product.killAll();
    await until('the outage lasts past what falls due in it', async () => Date.now() > due);
    product = await Product.start({ dataDir });
  },
  2 * START_PATIENCE + 240_000,
);

afterAll(async () => {
  await product?.stop();
  if (product) await clear(product.dataDir);
}, 120_000);

test('it was killed in the middle of an import and of sending, and came up again by itself', () => {
  expect(caught.started).toBeGreaterThan(0);
  expect(caught.waiting).toBeGreaterThan(0);
  expect(caught.taken).toBeGreaterThan(0);
  expect(caught.sending.length).toBeGreaterThan(0);
});

test('every accepted row becomes exactly one handover', async () => {
  await everythingStarted(BEFORE + LATER);
  expect(await starts('received')).toBe(0);
  const cases = await product.db.handover.findMany({ select: { id: true, personId: true } });
  expect(cases).toHaveLength(BEFORE + LATER);
  expect(new Set(cases.map(({ personId }) => personId)).size).toBe(BEFORE + LATER);
  const rows = await product.db.importRow.findMany({
    where: { verdict: 'good' },
    select: { handoverId: true },
  });
  expect(new Set(rows.map(({ handoverId }) => handoverId)).size).toBe(rows.length);
  expect(await product.temporal.workflow.count('WorkflowType = "handover"')).toMatchObject({
    count: BEFORE + LATER,
  });
}, 240_000);

test('every text that was due came once, and no text came twice', async () => {
  // The messages of a dead sender are looked up after two minutes: here those are over at once. Only theirs: a message
  // that is being sent now would be looked up too early.
  await product.db.message.updateMany({
    where: { id: { in: caught.sending }, status: { in: ['sending', 'unknown'] }, attempts: 1 },
    data: { tryAt: new Date() },
  });
  await everythingSaid();
  const planned = await product.db.notice.findMany({ where: { scope: SCOPE }, include: { messages: true } });
  expect(planned).toHaveLength(FIRST_MILESTONES.length * BEFORE);
  expect(
    planned.filter(({ status }) => status !== 'sent').map(({ key, status }) => `${key} ${status}`),
  ).toEqual([]);

  const came = product.texts().map(({ to, body, createdAt }) => `${to} ${dayOf(createdAt)} ${body}`);
  expect(came.filter((text, i) => came.indexOf(text) !== i)).toEqual([]);
  const said = await product.db.message.findMany({
    where: { channel: 'sms' },
    select: { to: true, body: true, status: true },
  });
  const count = (to: string, body: string) =>
    product.texts().filter((sms) => sms.to === to && sms.body === body).length;
  expect(said.filter(({ to, body }) => count(to, body) !== 1)).toEqual([]);
}, 300_000);

test('no e-mail came twice; one that was on its way waits for a person instead of being sent again', async () => {
  const mails = product.mails().map(({ messageId }) => messageId);
  expect(mails.filter((id, i) => mails.indexOf(id) !== i)).toEqual([]);
  const sent = await product.db.message.findMany({
    where: { channel: 'email', status: 'sent' },
    select: { providerId: true },
  });
  expect(sent.filter(({ providerId }) => !mails.includes(providerId as string))).toEqual([]);
  const rest = await product.db.message.groupBy({
    by: ['status'],
    where: { channel: 'email', status: { notIn: ['sent', 'standby'] } },
    _count: true,
  });
  expect(rest.every(({ status }) => status === 'unknown')).toBe(true);
});

test('nor did the outage put a name, phone, address or note into a history or a log', async () => {
  const kept = [...(await historiesOf(product.temporal)), ...product.logs()];
  expect(kept.length).toBeGreaterThan(BEFORE + LATER);
  expect(new PrivacyScan(await secretsOf(product.db, secretsOfExamples(today))).finds(kept)).toEqual([]);
}, 240_000);

const starts = (status: string) => product.db.submission.count({ where: { kind: 'start-handover', status } });

async function everythingStarted(wanted: number): Promise<void> {
  await until(
    `${wanted} handovers`,
    async () => (await product.db.handover.count()) >= wanted && (await starts('received')) === 0,
    200_000,
  );
}

/** Waits until nothing is due that was not said; what only a person can settle is left. */
async function everythingSaid(): Promise<void> {
  await until(
    'everything due is said',
    async () => {
      await product.evenAtNight();
      const notices = await product.db.notice.count({
        where: { status: 'planned', notBefore: { lte: new Date() } },
      });
      const messages = await product.db.message.count({
        where: { OR: [{ status: { in: ['queued', 'sending'] } }, { status: 'unknown', channel: 'sms' }] },
      });
      return notices + messages === 0;
    },
    240_000,
  );
}

const SCOPE = 'test/burst';

/** Plans a text about each of the first cases for each of these steps, as an activity does that records a step. */
async function planTexts(milestones: readonly string[], notBefore: number): Promise<void> {
  const first = await product.db.handover.findMany({ orderBy: { startedAt: 'asc' }, take: BEFORE });
  const supervisor = await product.db.user.findUniqueOrThrow({
    where: { email: 'supervisor.14@nhipcau.example' },
  });
  await product.db.notice.createMany({
    data: first.flatMap(({ id, provinceId }) =>
      milestones.map((milestone) => ({
        key: `${SCOPE}/${id}/${milestone}`,
        scope: SCOPE,
        provinceId,
        kind: 'milestone-request',
        channels: ['sms'],
        recipientId: supervisor.id,
        caseId: id,
        priority: 'critical', // at any hour, so that the test may run at night
        subjectId: `${id}/${milestone}`,
        data: { milestone, due: today },
        notBefore: new Date(notBefore),
        expiresAt: new Date('9999-12-31'),
        collapseKey: `${SCOPE}/${id}/${milestone}`,
      })),
    ),
  });
  for (const { code } of DEMO_PLACES.provinces) await product.engine.pokeCourier(code, notBefore);
}

/** A list of invented people in the form of the examples. */
function manyPeople(wanted: number): string {
  const [headings = []] = exampleRows(today);
  const families = ['Lý', 'Triệu', 'Hoàng', 'Phan', 'Trương', 'Đoàn', 'Mạc', 'Tô', 'La', 'Ma'];
  const middles = ['Văn', 'Thị', 'Minh', 'Đức', 'Ngọc', 'Hữu'];
  const given = ['Ánh', 'Bảo', 'Chiến', 'Duyên', 'Hiệp'];
  const rows = Array.from({ length: wanted }, (_, n) => {
    const name = [families[n % 10], middles[Math.floor(n / 10) % 6], given[Math.floor(n / 60) % 5]].join(' ');
    const {
      kind,
      name: commune,
      province,
    } = DEMO_PLACES.communes[n % DEMO_PLACES.communes.length] as (typeof DEMO_PLACES.communes)[number];
    const cells: Record<string, string> = {
      'Số hồ sơ': `CS1-2026-${1000 + n}`,
      'Họ và tên': name,
      'Ngày sinh': `1${n % 10}/05/1990`,
      'Giới tính': 'Nam',
      'Số điện thoại': `05921${String(n).padStart(5, '0')}`,
      'Xã/Phường về cư trú': `${kind} ${commune}`,
      Tỉnh: province,
      'Hình thức cai nghiện': 'Bắt buộc',
      'Ngày hoàn thành': formatDay(addDays(today, 40 + (n % 60))),
    };
    return headings.map((heading) => cells[String(heading)] ?? '').join(',');
  });
  return [headings.join(','), ...rows].join('\r\n');
}
