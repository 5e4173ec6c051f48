import { randomUUID } from 'node:crypto';
import { Workbook, type Worksheet } from 'exceljs';
import request from 'supertest';
import { openStartedCases } from '../support/cases';
import { signedIn, type TestApi, testApi } from './support';

const HEAD = [
  'Số hồ sơ',
  'Họ và tên',
  'Ngày sinh',
  'Xã/Phường về cư trú',
  'Hình thức cai nghiện',
  'Ngày hoàn thành',
  'Số điện thoại',
  'Người thân/Người giám hộ',
];
type Cells = (string | number | Date | null | object)[];
let n = 0;
const row = (
  more: Partial<
    Record<'number' | 'name' | 'born' | 'commune' | 'treatment' | 'end' | 'phone' | 'guardian', unknown>
  > = {},
): Cells => {
  n += 1;
  const {
    number = `CS1-${n}`,
    name = `Lường Văn Số ${n}`,
    born = '12/03/1990',
    commune = 'xã Mai Sơn',
    treatment = 'Bắt buộc',
    end = '05/02/2027',
    phone = '0912 345 678',
    guardian = '',
  } = more;
  return [number, name, born, commune, treatment, end, phone, guardian] as Cells;
};
const csv = (rows: Cells[], separator = ',', head: string[] = HEAD) =>
  [head, ...rows].map((cells) => cells.join(separator)).join('\r\n');
async function xlsx(rows: Cells[], head: Cells = HEAD): Promise<Buffer> {
  const book = new Workbook();
  const sheet = book.addWorksheet('Danh sách');
  for (const cells of [head, ...rows]) sheet.addRow(cells);
  return Buffer.from(await book.xlsx.writeBuffer());
}

let api: TestApi;
let centre: Awaited<ReturnType<typeof signedIn>>;
beforeAll(async () => {
  api = await testApi();
  centre = await signedIn(api.app, 'centre');
});
afterAll(() => api.stop());

describe('a spreadsheet', () => {
  test('in .xlsx is previewed row by row, started once, and never again', async () => {
    const rows = [
      row(),
      row({ end: new Date('2027-02-05'), phone: 912345678 }),
      row({ commune: 'Không có nơi cư trú ổn định' }),
      row({ commune: 'Xã Không Có' }),
      row({ born: '31/02/1990' }),
    ];
    const file = await xlsx(rows);
    const preview = await centre.upload(file, 'danh sách tháng 2.xlsx');
    expect([preview.status, preview.body]).toEqual([
      201,
      { importId: expect.any(String), good: 3, bad: 2, already: 0 },
    ]);
    const path = `/api/v1/imports/${preview.body.importId}`;
    expect((await centre.get(path)).body).toMatchObject({
      fileName: 'danh sách tháng 2.xlsx',
      status: 'preview',
      good: 3,
      started: 0,
    });
    expect(await api.db.submission.count({ where: { kind: 'start-handover' } })).toBe(0);

    const bad = (await centre.get(`${path}/rows?verdict=bad`)).body.items;
    expect(bad.map((r: { row: number }) => r.row)).toEqual([5, 6]);
    expect(bad[0].problems[0]).toMatchObject({
      column: 'commune',
      code: 'commune-unknown',
      message: { vi: expect.stringContaining('Không tìm thấy') },
    });
    expect(bad[1].problems[0]).toMatchObject({ column: 'birthDate', code: 'no-such-day' });

    const key = randomUUID();
    const started = await centre.post(`${path}/start`, {}, key);
    expect([started.status, started.body]).toEqual([
      202,
      { importId: preview.body.importId, started: 3, already: 0 },
    ]);
    expect((await centre.post(`${path}/start`, {}, key)).body).toEqual(started.body);
    expect((await centre.post(`${path}/start`)).body).toMatchObject({ started: 0, already: 0 });
    expect((await centre.get(path)).body).toMatchObject({ status: 'started', started: 3, running: 0 });

    const starts = await api.db.submission.findMany({ where: { kind: 'start-handover' } });
    expect(starts).toHaveLength(3);
    for (const start of starts) {
      expect(start).toMatchObject({
        status: 'received',
        update: null,
        workflowId: `handover/${start.caseId}`,
      });
      expect(start.key).toMatch(/^start:[\w-]+:0$/);
      expect(JSON.stringify(start.args)).not.toMatch(/Lường|912345678/);
      expect(start.args).toMatchObject({
        facts: {
          caseId: start.caseId,
          centreId: 'CS1',
          provinceId: '14',
          treatment: 'compulsory',
          endDay: '2027-02-05',
        },
      });
    }
    await openStartedCases(api.db, 1);
    expect((await centre.get(path)).body).toMatchObject({ started: 3, running: 1 });

    const again = await centre.upload(file, 'danh sách tháng 2.xlsx');
    expect(again.body).toMatchObject({ good: 0, bad: 2, already: 3 });
    expect((await centre.post(`/api/v1/imports/${again.body.importId}/start`)).body).toMatchObject({
      started: 0,
    });
    expect(await api.db.submission.count({ where: { kind: 'start-handover' } })).toBe(3);
    expect(await api.db.person.count()).toBe(3);
  });

  test.each([
    ['comma', ',', ''],
    ['semicolon and a byte order mark', ';', '\ufeff'],
    ['tab', '\t', ''],
  ])('in .csv separated by %s is read', async (_, separator, mark) => {
    const preview = await centre.upload(mark + csv([row({ end: '2027-02-05' })], separator), 'ds.csv');
    expect(preview.body).toMatchObject({ good: 1, bad: 0 });
  });

  test('in UTF-16, as Excel calls Unicode text, is read', async () => {
    const preview = await centre.upload(Buffer.from(`\ufeff${csv([row()], '\t')}`, 'utf16le'), 'ds.txt');
    expect(preview.body).toMatchObject({ good: 1, bad: 0 });
  });

  test('sent twice under one key is one import', async () => {
    const file = csv([row()]);
    const key = randomUUID();
    const [first, second] = [
      await centre.upload(file, 'a.csv', key),
      await centre.upload(file, 'a.csv', key),
    ];
    expect(second.body).toEqual(first.body);
    expect((await centre.upload(csv([row()]), 'a.csv', key)).status).toBe(422);
  });

  test('started by two people at once starts everybody once', async () => {
    const file = csv([row(), row(), row()]);
    const ids = [
      (await centre.upload(file, 'a.csv')).body.importId,
      (await centre.upload(file, 'b.csv')).body.importId,
    ];
    const before = await api.db.submission.count({ where: { kind: 'start-handover' } });
    const answers = await Promise.all(
      [...ids, ...ids].map((id) => centre.post(`/api/v1/imports/${id}/start`)),
    );
    expect(answers.map((a) => a.status)).toEqual([202, 202, 202, 202]);
    expect(answers.reduce((sum, a) => sum + a.body.started, 0)).toBe(3);
    expect(await api.db.submission.count({ where: { kind: 'start-handover' } })).toBe(before + 3);
    const rows = (await centre.get(`/api/v1/imports/${ids[1]}/rows`)).body.items;
    expect(new Set(rows.map((r: { caseId: string }) => r.caseId)).size).toBe(3);
  });

  test('gives back its bad rows as they were sent, and takes them corrected', async () => {
    const bad = row({ born: '31/02/1990', end: new Date('2027-02-05') });
    const preview = await centre.upload(
      await xlsx([row(), bad, row({ phone: '024 3825 1234' })]),
      'thang 2.xlsx',
    );
    const file = await centre.agent
      .get(`/api/v1/imports/${preview.body.importId}/to-correct.xlsx`)
      .buffer(true)
      .parse((res, done) => {
        const chunks: Buffer[] = [];
        res
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () => done(null, Buffer.concat(chunks)));
      });
    expect(file.headers['content-disposition']).toContain('thang 2-can-sua.xlsx');
    const book = new Workbook();
    await book.xlsx.load(file.body);
    const sheet = book.worksheets[0] as Worksheet;
    expect((sheet.getRow(1).values as string[]).slice(1)).toEqual([...HEAD, 'Lỗi / cách sửa']);
    expect(sheet.getCell('B2').value).toBe(bad[1]);
    expect(sheet.getCell('F2').value).toEqual(new Date('2027-02-05'));
    expect(sheet.getCell('I2').value).toContain('Không có ngày “31/02/1990”');
    expect(sheet.getCell('I3').value).toContain('máy bàn');

    sheet.getCell('C2').value = '28/02/1990';
    sheet.getCell('G3').value = '';
    const corrected = await centre.upload(Buffer.from(await book.xlsx.writeBuffer()), 'thang 2-can-sua.xlsx');
    expect(corrected.body).toMatchObject({ good: 2, bad: 0 });
  });

  test('that names a person twice starts neither until it is corrected', async () => {
    const once = row();
    const preview = await centre.upload(
      csv([once, row({ number: once[0] }), row({ number: '', name: String(once[1]).toUpperCase() })]),
      'a.csv',
    );
    expect(preview.body).toMatchObject({ good: 1, bad: 2 });
    const { items } = (await centre.get(`/api/v1/imports/${preview.body.importId}/rows?verdict=bad`)).body;
    expect(items[0].problems[0]).toMatchObject({
      code: 'duplicate',
      message: { vi: expect.stringContaining('dòng 2') },
    });
  });

  test('with a minor needs the guardian', async () => {
    const preview = await centre.upload(
      csv([row({ born: '01/06/2011' }), row({ born: '01/06/2011', guardian: 'Lò Thị Mẹ' })]),
      'a.csv',
    );
    expect(preview.body).toMatchObject({ good: 1, bad: 1 });
  });
});

describe('bad input', () => {
  const errors = async (content: Buffer | string, name = 'a.xlsx') => {
    const answer = await centre.upload(content, name);
    return [
      answer.status,
      answer.body.errors?.[0].code,
      answer.body.errors?.map((e: { detail: string }) => e.detail).join(' '),
    ];
  };

  test.each<[string, Buffer]>([
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj\n')],
    ['an old .xls', Buffer.from('d0cf11e0a1b11ae1000000', 'hex')],
    ['some other zip', Buffer.from('504b0304140000000000', 'hex')],
    ['a text in another encoding', Buffer.from('H\xf4 so', 'latin1')],
    ['a web page', Buffer.from('<!doctype html><table></table>')],
    ['a very small file', Buffer.from('x\0')],
  ])('%s is not a spreadsheet', async (_, content) => {
    expect(await errors(content)).toEqual([
      400,
      'not-a-spreadsheet',
      expect.stringContaining('không phải là bảng tính'),
    ]);
  });

  test('an empty file has no columns', async () => {
    expect(await errors('', 'a.csv')).toEqual([400, 'wrong-columns', expect.stringContaining('Họ và tên')]);
  });

  test('wrong columns: the missing and the doubled are listed', async () => {
    const [status, code, said] = await errors(csv([], ',', ['Họ tên', 'Ngày sinh', 'Họ và tên']), 'a.csv');
    expect([status, code]).toEqual([400, 'wrong-columns']);
    for (const column of ['Xã/Phường về cư trú', 'Hình thức cai nghiện', 'Ngày hoàn thành', 'Họ và tên'])
      expect(said).toContain(column);
  });

  test('no row below the headings', async () => {
    expect((await errors(csv([]), 'a.csv'))[1]).toBe('no-rows');
  });

  test('formula cells are problems of their row', async () => {
    const preview = await centre.upload(
      await xlsx([
        row({ end: { formula: 'TODAY()+60', result: new Date('2027-01-20') } }),
        row({ name: '=HYPERLINK("http://x")' }),
      ]),
      'a.xlsx',
    );
    expect(preview.body).toMatchObject({ good: 0, bad: 2 });
    const { items } = (await centre.get(`/api/v1/imports/${preview.body.importId}/rows`)).body;
    expect(items.map((r: { problems: { code: string }[] }) => r.problems[0]?.code)).toEqual([
      'formula',
      'formula',
    ]);
  });

  test('2,000 rows are taken, 2,001 are not', async () => {
    const many = (count: number) => csv(Array.from({ length: count }, () => row()));
    expect((await centre.upload(many(2_000), 'a.csv')).body).toMatchObject({ good: 2_000 });
    expect((await errors(many(2_001), 'a.csv'))[1]).toBe('too-many-rows');
  });

  test.each([5.1, 10])('%d MB is answered 413, and the app goes on', async (megabytes) => {
    const answer = await centre.upload(Buffer.alloc(megabytes * 1024 * 1024, 'a'), 'a.csv');
    expect([answer.status, answer.body.type]).toEqual([413, '/problems/too-large']);
    expect(answer.body.detail).toContain('5 MB');
    expect((await request(api.app).get('/healthz')).status).toBe(200);
  });

  test('a small zip that unpacks to gigabytes is not unpacked', async () => {
    const zip = await xlsx([row()]);
    const at = zip.indexOf('PK\x01\x02', 0, 'latin1');
    zip.writeUInt32LE(0xf0000000, at + 24);
    expect((await errors(zip))[1]).toBe('not-a-spreadsheet');
  });

  test('no file, and nobody signed in', async () => {
    const none = await centre.post('/api/v1/imports');
    expect([none.status, none.body.errors[0]]).toMatchObject([400, { pointer: '/file', code: 'missing' }]);
    const nobody = await request(api.app)
      .post('/api/v1/imports')
      .set('Idempotency-Key', randomUUID())
      .attach('file', Buffer.from('a'), 'a.csv');
    expect(nobody.status).toBe(401);
  });

  test("another role's upload and another centre's import", async () => {
    const officer = await signedIn(api.app, 'commune');
    expect((await officer.upload(csv([row()]), 'a.csv')).status).toBe(403);
    const { importId } = (await centre.upload(csv([row()]), 'a.csv')).body;
    const other = await signedIn(api.app, 'other-centre');
    for (const path of ['', '/rows', '/to-correct.xlsx'])
      expect((await other.get(`/api/v1/imports/${importId}${path}`)).status).toBe(404);
    expect((await other.post(`/api/v1/imports/${importId}/start`)).status).toBe(404);
  });
});

describe('one person typed by hand', () => {
  const person = {
    fullName: 'Vì Thị Riêng',
    birthDate: '02/09/1995',
    commune: 'Mai Son, Son La',
    treatment: 'tu nguyen',
    endDay: '20/12/2026',
    phone: '0912345671',
  };

  test('is started once', async () => {
    const key = randomUUID();
    const answer = await centre.post('/api/v1/handovers', person, key);
    expect([answer.status, answer.body]).toEqual([
      202,
      {
        caseId: expect.any(String),
        personId: expect.any(String),
        code: expect.stringMatching(/^[A-Z0-9]{5}$/),
      },
    ]);
    expect((await centre.post('/api/v1/handovers', person, key)).body).toEqual(answer.body);
    const twice = await centre.post('/api/v1/handovers', person);
    expect([twice.status, twice.body.code]).toEqual([409, 'already-done']);
  });

  test('says what is wrong beside each field', async () => {
    const answer = await centre.post('/api/v1/handovers', {
      ...person,
      fullName: '',
      endDay: '31/11/2026',
      phone: '0243 825 1234',
    });
    expect(answer.status).toBe(400);
    expect(
      answer.body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`),
    ).toEqual(['/fullName missing', '/endDay no-such-day', '/phone phone-landline']);
  });

  test('comes home a second time as a new case, after the first is over', async () => {
    const again = { ...person, fullName: 'Vì Thị Lại' };
    const first = (await centre.post('/api/v1/handovers', again)).body;
    await api.db.handover.create({
      data: {
        id: first.caseId,
        personId: first.personId,
        centreId: 'CS1',
        provinceId: '14',
        treatment: 'voluntary',
        endOn: new Date('2026-12-20'),
        status: 'completed',
        policy: {},
        startedAt: new Date(api.clock.now),
      },
    });
    expect((await centre.post('/api/v1/handovers', again)).status).toBe(409); // its follow-up is about to be written
    await api.db.followUp.create({
      data: {
        id: first.caseId,
        communeId: '14-mai-son',
        provinceId: '14',
        status: 'closed',
        startsOn: new Date('2026-12-20'),
        endsOn: new Date('2027-12-20'),
      },
    });
    const second = await centre.post('/api/v1/handovers', again);
    expect(second.status).toBe(202);
    expect(second.body.personId).toBe(first.personId);
    expect(second.body.caseId).not.toBe(first.caseId);
  });
});

test('nothing a file says is logged', () => {
  expect(api.lines.join('')).not.toMatch(/Lường|Vì Thị|912345678|danh s/);
});
