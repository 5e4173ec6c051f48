import { Workbook } from 'exceljs';
import { INDICATORS } from '../../domain/indicators';
import { freeze } from '../../prisma/figures/freeze';
import { freshDatabase } from '../support/real-parts';
import { fieldsOf, NOW, type Somebody, Town } from './town';

let town: Town;

beforeAll(async () => {
  town = await Town.open(await freshDatabase(), () => NOW);
});
afterAll(() => town.close());

const page = async (who: Somebody, path: string, status = 200) => {
  const browser = await town.signIn(who);
  return (await browser.get(path).expect(status)).text;
};

test('a supervisor reads every indicator with its definition, and the way to each', async () => {
  const text = await page('province', '/figures?period=2026');
  for (const { id, label, part, once } of INDICATORS) {
    expect(text).toContain(`href="/figures/${id}?period=2026"`);
    expect(text).toContain(label.vi);
    expect(text).toContain(`Cách đếm: ${once.vi}`);
    expect(text).toContain(part.vi.split(';')[0]?.split('"')[0]);
  }
  expect(text).toContain('Năm 2026 · Sơn La');
});

test('one indicator shows its trend as a picture with words, and the people behind it whom the reader may see', async () => {
  const text = await page('province', '/figures/followed?period=2026-11');
  expect(text).toMatch(/<svg[^>]+role="img"[^>]+aria-labelledby="chart-title chart-desc"/);
  expect(text).toContain('<title id="chart-title">Diễn biến: Người đang được đồng hành</title>');
  expect(text).toMatch(/href="\/cases\/[^"]+"/);
});

test('whose people they are decides who sees them: an administrator counts and sees nobody, others have no figures', async () => {
  const admin = await page('admin', '/figures/followed?provinceId=14');
  expect(admin).toContain('Người đang được đồng hành');
  expect(admin).not.toContain('/cases/');
  const centre = await page('centre', '/figures/contacts?period=2026');
  expect(centre).not.toContain('/cases/'); // a centre sees the return, not the visits
  const far = await page('farOfficer', '/figures/followed?period=2026&communeId=MS');
  expect(far).not.toContain('/cases/'); // the own area holds, whatever is asked
  await page('mentor', '/figures', 403);
  await page('partner', '/figures', 403);
  await page('province', '/figures/no-such-thing', 404);
});

test('what cannot be told apart is said, and a period that is none does not stop the page', async () => {
  expect(await page('province', '/figures?sex=female')).toContain('Không tách được theo điều đã chọn');
  expect(await page('province', '/figures?period=2026-13')).toContain('Không đọc được kỳ báo cáo');
  expect(await page('province', '/figures?from=2026-02-01&to=2026-03-31')).toContain(
    '01/02/2026 – 31/03/2026',
  );
});

/** The first sheet of a workbook somebody downloads. */
async function sheetOf(browser: Awaited<ReturnType<Town['signIn']>>, path: string) {
  const answer = await browser
    .get(path)
    .buffer()
    .parse((res, done) => {
      const parts: Buffer[] = [];
      res.on('data', (part: Buffer) => parts.push(part)).on('end', () => done(null, Buffer.concat(parts)));
    })
    .expect(200);
  const workbook = new Workbook();
  await workbook.xlsx.load(answer.body);
  return {
    name: String(answer.headers['content-disposition']),
    rows: workbook.worksheets[0]?.getSheetValues() as unknown[][],
  };
}

test('the workbook opens again with the numbers, as people read them and as numbers', async () => {
  const browser = await town.signIn('province');
  const { name, rows } = await sheetOf(browser, '/figures/export.xlsx?period=2026');
  expect(name).toContain('so-lieu-2026.xlsx');
  expect(rows[2]?.slice(2)).toEqual([new Date('2026-01-01'), new Date('2026-12-31')]);
  const followed = rows.find((row) => row?.[2] === 'Người đang được đồng hành') as unknown[];
  expect(followed[4]).toBe(await town.db.followUp.count());
  expect(followed[3]).toBe(String(followed[4]));
  expect(rows.filter((row) => row?.[1]).length).toBeGreaterThan(INDICATORS.length);

  const speak = (language: string) =>
    town.db.user.update({ where: { id: town.users.province }, data: { language } });
  await speak('en');
  const english = await sheetOf(browser, '/api/v1/figures.xlsx?period=2026');
  await speak('vi');
  expect(english.name).toContain('figures-2026.xlsx');
  expect(english.rows[1]?.slice(1)).toEqual(['Figures', 'Sơn La, 01/01/2026 – 31/12/2026']);
  const figures = await freeze(town.db, '14', '2026-10', '2026-11-22');
  await town.db.savedReport.create({
    data: {
      id: 'kept',
      provinceId: '14',
      month: '2026-10',
      savedAt: new Date(NOW),
      figures: figures as object[],
    },
  });
  const saved = await sheetOf(browser, '/api/v1/figures/reports/kept/export.xlsx');
  expect(saved.name).toContain('so-lieu-2026-10.xlsx');
  expect(saved.rows[1]?.slice(1)).toEqual(['Báo cáo số liệu', 'Sơn La, 01/10/2026 – 31/10/2026']);
  const elsewhere = await town.signIn('supervisor'); // of one commune
  await elsewhere.get('/api/v1/figures/reports/kept/export.xlsx').expect(403);
});

test('the JSON API says the same', async () => {
  const browser = await town.signIn('province');
  const { body } = await browser.get('/api/v1/figures?period=2026').expect(200);
  expect(body.items.map((one: { id: string }) => one.id)).toEqual(INDICATORS.map(({ id }) => id));
  const { body: cases } = await browser.get('/api/v1/figures/followed/cases?period=2026').expect(200);
  expect(cases.counted).toBe(cases.items.length);
  await browser.get('/api/v1/figures?period=yesterday').expect(400);

  const detail = async (period: string) =>
    (await browser.get(`/api/v1/figures/followed?period=${period}`).expect(200)).body;
  const year = await detail('2026');
  expect(year.figure.part).toBeGreaterThan(0);
  expect(year.trend.at(-1)).toMatchObject({ name: '2026', part: year.figure.part });
  const free = await detail('2026-10-01..2026-11-30');
  expect(free.figure.part).toBe(year.figure.part);
  expect(free.trend.map((bar: { name: string }) => bar.name)).toEqual(['2026-10', '2026-11']);
});

test('counts from paper are looked at before they count, come back where they are wrong, and can be taken away', async () => {
  const browser = await town.signIn('province');
  const tokens = fieldsOf((await browser.get('/figures/history')).text);
  const csv =
    'Chỉ số,Năm,Xã,Số đếm được,Trong tổng số\nNgười trở về,2023,,41,\nHồ sơ đầy đủ,2023,,30,41\nHồ sơ,2023,,1,\n';
  const sent = await browser
    .post('/figures/history')
    .field({ ...tokens, source: 'Báo cáo năm 2023' })
    .attach('file', Buffer.from(csv), 'so-cu.csv')
    .expect(303);
  const batch = sent.headers.location as string;
  const preview = (await browser.get(batch)).text;
  expect(preview).toContain('Không có chỉ số này.');
  expect((await browser.get('/figures/returned?period=2026')).text).not.toContain('Báo cáo năm 2023');

  await browser.post(`${batch}/keep`).type('form').send(fieldsOf(preview)).expect(303);
  const trend = (await browser.get('/figures/returned?period=2026')).text;
  expect(trend).toContain('Nhập từ sổ sách: Báo cáo năm 2023');
  expect(trend).toContain('class="bar paper"');
  const year = (await browser.get('/figures?period=2023')).text;
  expect(year).toMatch(/73,2 %.*Nhập từ sổ sách: Báo cáo năm 2023.*30 trên 41/s);
  // A commune has not said anything, and paper knows no age.
  expect((await browser.get('/figures?period=2023&communeId=MS')).text).not.toContain('sổ sách: Báo');
  expect((await browser.get('/figures?period=2023&age=18-29')).text).not.toContain('sổ sách: Báo');

  const kept = (await browser.get(batch)).text;
  await browser.post(`${batch}/remove`).type('form').send(fieldsOf(kept)).expect(303);
  expect((await browser.get('/figures?period=2023')).text).not.toContain('sổ sách: Báo');
  const officer = await town.signIn('supervisor');
  await officer.get('/figures/history').expect(403); // who watches one commune
  await officer.get(batch).expect(403);
});
