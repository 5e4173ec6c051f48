import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workbook } from 'exceljs';
import { openStartedCases } from '../support/cases';
import { freshDatabase } from '../support/real-parts';
import { fieldsOf, Town } from './town';

const EXAMPLE = join(__dirname, '../../examples/discharges.xlsx');
const HEADINGS = 'Số hồ sơ;Họ và tên;Ngày sinh;Điện thoại;Xã/Phường về cư trú;Tỉnh;Hình thức;Ngày hoàn thành';

let town: Town;
let centre: Awaited<ReturnType<Town['signIn']>>;
beforeAll(async () => {
  town = await Town.open(await freshDatabase());
  centre = await town.signIn('centre');
});
afterAll(() => town.close());

async function upload(content: Buffer | string, name: string) {
  const { _csrf, _key } = fieldsOf((await centre.get('/imports').expect(200)).text);
  return centre
    .post('/imports')
    .field('_csrf', _csrf as string)
    .field('_key', _key as string)
    .attach('file', Buffer.from(content), name);
}

async function preview(csv: string) {
  const answer = await upload(csv, 'danh sách.csv');
  expect(answer.status).toBe(303);
  const path = answer.headers.location as string;
  return { path, html: (await centre.get(path).expect(200)).text };
}

const TWO_ROWS = `${HEADINGS}
1;Lò Thị Một;01/02/1990;0912 000 001;xã Mai Sơn;Sơn La;bắt buộc;15/01/2027
2;<b>Lò & Hai</b>;31/02/1991;0912 000 002;xã Mai Sơn;Sơn La;tự nguyện;16/01/2027
`;

describe('a list of people due home', () => {
  test('is shown row by row before anything starts: what will happen, what is wrong and how to fix it', async () => {
    const { html } = await preview(TWO_ROWS);
    expect(html).toContain('1 sẽ bắt đầu · 1 cần sửa · 0 đã có');
    expect(html).toContain('Báo về Xã Mai Sơn');
    expect(html).toContain('Không có ngày “31/02/1991”');
    expect(html).toContain('&lt;b>Lò &amp; Hai&lt;/b>');
    expect(html).not.toContain('<script');
    expect(await town.db.submission.count({ where: { kind: 'start-handover' } })).toBe(0);
  });

  test('starts its good rows with a progress bar that stops when all have started', async () => {
    const { path, html } = await preview(
      TWO_ROWS.replace('Lò Thị Một', 'Lò Thị Bắt Đầu').replace('1;', '11;'),
    );
    expect(html).toContain('Bắt đầu đón 1 người');
    await centre.post(`${path}/start`).type('form').send(fieldsOf(html)).expect(303).expect('location', path);
    const started = await centre.get(path).expect(200);
    expect(started.text).toContain(`hx-get="${path}/progress"`);
    expect(started.text).toContain('<progress');
    expect(started.text).toMatch(/<script src="\/assets\/htmx[^"]+" defer/);
    expect(started.text).toMatch(/<noscript><meta http-equiv="refresh"/);

    const waiting = await centre.get(`${path}/progress`).expect(200);
    expect(waiting.text).toMatch(/^<div id="progress"/);
    expect(waiting.text).toContain('Đã bắt đầu 0 trên 1');
    await openStartedCases(town.db);
    const done = await centre.get(`${path}/progress`).expect(200);
    expect(done.text).not.toContain('hx-get');
    expect(done.headers['hx-refresh']).toBe('true');
    expect((await centre.get(path)).text).not.toContain('<script');
  });

  test('sent twice starts nobody twice', async () => {
    const { html } = await preview(TWO_ROWS.replace('Lò Thị Một', 'Lò Thị Bắt Đầu').replace('1;', '11;'));
    expect(html).toContain('0 sẽ bắt đầu · 1 cần sửa · 1 đã có');
    expect(html).toContain('không bắt đầu lần nữa');
    expect(html).not.toContain('/start"');
  });

  test('gives its bad rows back as a spreadsheet that says what to correct', async () => {
    const { path } = await preview(TWO_ROWS);
    const { body, headers } = await centre.get(`${path}/to-correct.xlsx`).responseType('blob').expect(200);
    expect(headers['content-disposition']).toContain('.xlsx');
    const book = new Workbook();
    await book.xlsx.load(body);
    const sheet = book.worksheets[0];
    expect(sheet?.rowCount).toBe(2);
    expect(JSON.stringify(sheet?.getRow(2).values)).toContain('31/02/1991');
  });

  test('the template has every column the reader knows', async () => {
    const { body } = await centre.get('/imports/template.xlsx').responseType('blob').expect(200);
    const again = await upload(body as Buffer, 'mau.xlsx');
    expect(again.status).toBe(303);
    expect((await centre.get(again.headers.location as string)).text).toContain('1 sẽ bắt đầu · 0 cần sửa');
  });

  test('the example of the repository is read', async () => {
    const answer = await upload(readFileSync(EXAMPLE), 'discharges.xlsx');
    expect(answer.status).toBe(303);
    expect((await centre.get(answer.headers.location as string)).text.match(/<tr/g)?.length).toBe(41);
  });

  test.each([
    ['no spreadsheet', 'chỉ là chữ', 'ghi-chu.pdf', 400, 'role="alert"'],
    ['wrong columns', 'Tên thú;Màu lông\nMèo;đen\n', 'thu.csv', 400, 'Thiếu cột'],
    ['10 MB', Buffer.alloc(10 * 1024 * 1024, 32), 'to.xlsx', 413, '5 MB'],
  ])('%s: the page says what to do', async (_what, content, name, status, words) => {
    const answer = await upload(content, name);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain('<main id="main"');
  });

  test('sending without choosing a file says so beside the field', async () => {
    const { _csrf, _key } = fieldsOf((await centre.get('/imports')).text);
    const { status, text } = await centre
      .post('/imports')
      .field('_csrf', _csrf as string)
      .field('_key', _key as string);
    expect(status).toBe(400);
    expect(text).toContain('href="#file"');
  });

  test('another centre’s list does not exist', async () => {
    const { path } = await preview(TWO_ROWS);
    const officer = await town.signIn('officer');
    for (const what of ['', '/progress', '/to-correct.xlsx']) await officer.get(`${path}${what}`).expect(404);
  });
});

describe('one person', () => {
  test('is entered by hand and starts', async () => {
    const html = (await centre.get('/handovers/new').expect(200)).text;
    const person = {
      fullName: 'Giàng Thị Lẻ',
      birthDate: '1995-04-05',
      treatment: 'bắt buộc',
      endDay: '2027-01-20',
      commune: 'Xã Mai Sơn, Sơn La',
      gender: 'nữ',
    };
    await centre
      .post('/handovers')
      .type('form')
      .send({ ...fieldsOf(html), ...person })
      .expect(303)
      .expect('location', '/cases?done=started');
    expect(await town.db.person.findFirst({ where: { fullName: 'Giàng Thị Lẻ' } })).toMatchObject({
      communeId: 'MS',
      sex: 'female',
    });
  });

  test('with something wrong comes back with all fields as typed', async () => {
    const html = (await centre.get('/handovers/new').expect(200)).text;
    const person = {
      fullName: 'Giàng Thị Trẻ',
      birthDate: '05/04/2010',
      treatment: 'tự nguyện',
      endDay: '2027-01-20',
      commune: 'Xã Mai Sơn, Sơn La',
    };
    const { text } = await centre
      .post('/handovers')
      .type('form')
      .send({ ...fieldsOf(html), ...person })
      .expect(400);
    expect(text).toContain('href="#guardian"');
    expect(text).toContain('value="Giàng Thị Trẻ"');
    expect(text).toMatch(/value="Xã Mai Sơn, Sơn La" selected|selected value="Xã Mai Sơn, Sơn La"/);
  });
});
