import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Workbook } from 'exceljs';
import fc from 'fast-check';
import { addDays } from '../../domain/calendar';
import {
  type Cell,
  COLUMNS,
  type Column,
  type ColumnMap,
  explain,
  explainColumns,
  explainWarning,
  findDuplicates,
  findHeader,
  matchColumns,
  personKey,
  type RowContext,
  type RowResult,
  readDay,
  readRow,
} from '../../domain/discharge-row';
import { policyInForce } from '../../domain/policy';
import { formatDay } from '../../domain/vietnamese';
import { DEMO_PLACES } from '../../prisma/demo/places';
import { EXAMPLES_TODAY, exampleRows, writeExamples } from '../../scripts/make-examples';

const ctx: RowContext = {
  today: '2026-11-22',
  communes: DEMO_PLACES.communes,
  policy: policyInForce('2026-11-22'),
};
const names = Object.keys(COLUMNS) as Column[];
const columns = Object.fromEntries(names.map((name, i) => [name, i])) as ColumnMap;
const good: Partial<Record<Column, Cell>> = {
  caseNumber: 'X-1',
  fullName: 'Quàng Văn Thử',
  birthDate: '01/02/1990',
  gender: 'Nam',
  phone: '0592 000 901',
  commune: 'Xã Mai Sơn',
  treatment: 'Bắt buộc',
  endDay: '15/01/2027',
};
const read = (change: Partial<Record<Column, Cell>> = {}, context = ctx) => {
  const cells = { ...good, ...change };
  return readRow(
    names.map((name) => cells[name]),
    columns,
    context,
  );
};
const codes = (result: RowResult) => (result.ok ? [] : result.problems.map((p) => `${p.column}:${p.code}`));
const warned = (result: RowResult) => result.warnings.map((w) => w.code);

describe('columns', () => {
  test.each([
    [
      'as the form has them',
      [
        'STT',
        'Số hồ sơ',
        'Họ và tên',
        'Ngày sinh',
        'Xã/Phường về cư trú',
        'Hình thức cai nghiện',
        'Ngày hoàn thành/Ngày hết hạn',
      ],
    ],
    [
      'without accents, in capitals',
      ['STT', 'SO HO SO', 'HO TEN', 'NGAY SINH', 'XA/PHUONG', 'HINH THUC', 'NGAY HET HAN'],
    ],
    ['in English', ['No', 'Case number', 'Full name', 'Date of birth', 'Commune', 'Treatment', 'End date']],
    [
      'with marks',
      [
        '#',
        'Số hồ sơ:',
        ' Họ và tên (*)',
        'Ngày sinh (dd/mm/yyyy)',
        'Xã, phường',
        'Hình thức cai nghiện *',
        'Ngày hoàn thành',
      ],
    ],
    [
      'decomposed',
      ['', 'Số hồ sơ', 'Họ và tên', 'Ngày sinh', 'Xã/Phường', 'Hình thức', 'Ngày hoàn thành'].map((t) =>
        t.normalize('NFD'),
      ),
    ],
  ])('are found %s', (_, header) => {
    expect(matchColumns(header)).toMatchObject({
      ok: true,
      columns: { caseNumber: 1, fullName: 2, birthDate: 3, commune: 4, treatment: 5, endDay: 6 },
    });
  });

  test('every column is found by its own name in both languages', () => {
    for (const lang of ['vi', 'en'] as const)
      expect(matchColumns(names.map((name) => COLUMNS[name][lang]))).toMatchObject({ ok: true, columns });
  });

  test('the phone of a relative is not the phone of the person', () => {
    const { columns: found } = matchColumns(['SĐT người thân', 'Số điện thoại']);
    expect(found).toEqual({ guardianPhone: 0, phone: 1 });
  });

  test('a doubled column alone is enough to ask', () => {
    expect(matchColumns([...names.map((name) => COLUMNS[name].vi), 'SĐT'])).toMatchObject({
      ok: false,
      missing: [],
      twice: ['phone'],
    });
  });

  test('missing and doubled columns are named', () => {
    const match = matchColumns(['Họ và tên', 'Họ tên', 'Ngày sinh', 'Xã', 'Hình thức']);
    expect(match).toMatchObject({ ok: false, missing: ['endDay'], twice: ['fullName'] });
    if (match.ok) throw new Error('not reached');
    expect(explainColumns(match, 'vi').join(' ')).toMatch(/“Ngày hoàn thành”.*“Họ và tên”/);
    expect(explainColumns(match, 'en').join(' ')).toMatch(/“Date of completion”.*“Full name”/);
  });

  test('the heading may stand under a title; a file without one says what is missing', () => {
    const header = names.map((name) => COLUMNS[name].vi);
    expect(findHeader([['DANH SÁCH'], [], header, ['1']])).toMatchObject({ row: 2, match: { ok: true } });
    expect(
      findHeader([
        ['a', 'b'],
        ['1', '2'],
      ]),
    ).toMatchObject({ match: { ok: false } });
    expect(findHeader([])).toMatchObject({ row: 0, match: { ok: false } });
  });
});

describe('dates', () => {
  test.each<[Cell, string]>([
    ['05/12/2026', '2026-12-05'],
    ['5/1/2026', '2026-01-05'],
    ['05-12-2026', '2026-12-05'],
    ['5.12.2026', '2026-12-05'],
    [' 05 / 12 / 2026 ', '2026-12-05'],
    ['2026-12-05', '2026-12-05'],
    ['2026-12-05T00:00:00.000Z', '2026-12-05'],
    [new Date('2026-12-05T00:00:00Z'), '2026-12-05'],
    [46361, '2026-12-05'],
    [46361.5, '2026-12-05'],
    [32874, '1990-01-01'],
    ['29/02/2028', '2028-02-29'],
    [{ richText: [{ text: '05/12' }, { text: '/2026' }] }, '2026-12-05'],
  ])('%p is %s', (cell, day) => expect(readDay(cell)).toEqual({ day }));

  test.each<[Cell, string]>([
    ['31/02/2027', 'no-such-day'],
    ['29/02/2027', 'no-such-day'],
    ['12/25/2026', 'no-such-day'],
    ['00/01/2026', 'no-such-day'],
    ['5/12/26', 'short-year'],
    ['1990', 'not-a-date'],
    [1990, 'not-a-date'],
    ['tháng 12', 'not-a-date'],
    [new Date(Number.NaN), 'not-a-date'],
    [1e9, 'not-a-date'],
    [-1, 'not-a-date'],
    [true, 'not-a-date'],
    ['', 'not-a-date'],
  ])('%p is refused: %s', (cell, problem) => expect(readDay(cell)).toEqual({ problem }));

  test('a day reads the same in every form', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2200, max: 70_000 }), (serial) => {
        const day = addDays('1899-12-30', serial);
        for (const cell of [
          serial,
          day,
          formatDay(day),
          formatDay(day).replace(/\//g, '-').replace(/\b0/g, ''),
          new Date(`${day}T00:00:00Z`),
        ]) {
          expect(readDay(cell)).toEqual({ day });
        }
      }),
    );
  });
});

describe('a row', () => {
  test('that is good becomes a discharge', () => {
    expect(
      read({
        gender: 'nữ',
        guardian: 'Quàng Thị Mẹ',
        guardianPhone: '84 592 000 902',
        province: 'Sơn La',
        address: ' Bản  Un ',
      }),
    ).toEqual({
      ok: true,
      warnings: [],
      discharge: {
        caseNumber: 'X-1',
        fullName: 'Quàng Văn Thử',
        birthDate: '1990-02-01',
        gender: 'female',
        phone: '+84592000901',
        guardian: { name: 'Quàng Thị Mẹ', phone: '+84592000902' },
        communeId: '14-mai-son',
        noFixedResidence: false,
        treatment: 'compulsory',
        endDay: '2027-01-15',
        minor: false,
        late: false,
        address: 'Bản Un',
        languages: [],
        note: null,
      },
    });
  });

  test.each<[string, Partial<Record<Column, Cell>>, string[]]>([
    ['without a name', { fullName: ' ' }, ['fullName:missing']],
    ['with a name pasted wrongly', { fullName: 'A'.repeat(81) }, ['fullName:too-long']],
    ['with a day that does not exist', { endDay: '31/02/2027' }, ['endDay:no-such-day']],
    ['born tomorrow', { birthDate: '23/11/2026' }, ['birthDate:born-in-future']],
    ['ending before birth', { endDay: '01/01/1989' }, ['endDay:ends-before-birth', 'endDay:term-over']],
    ['aged 11', { birthDate: '16/01/2015' }, ['birthDate:age']],
    ['aged 101', { birthDate: '15/01/1926' }, ['birthDate:age']],
    ['more than three years ahead', { endDay: '01/12/2029' }, ['endDay:too-far']],
    ['whose term is over', { endDay: '21/11/2024' }, ['endDay:term-over']],
    ['of an unknown kind', { treatment: 'khác' }, ['treatment:treatment-unknown']],
    ['of two kinds', { treatment: 'tự nguyện, bắt buộc' }, ['treatment:treatment-unknown']],
    ['of a minor without guardian', { birthDate: '16/01/2009' }, ['guardian:guardian-missing']],
    ['with a landline', { phone: '0212 3852 123' }, ['phone:phone-landline']],
    ['with a foreign number', { phone: '+1 415 555 2671' }, ['phone:phone-foreign']],
    [
      'with a wrong number of the relative',
      { guardian: 'A B', guardianPhone: '0592' },
      ['guardianPhone:phone-invalid'],
    ],
    ['of an unknown commune', { commune: 'Xã Mai Sớm' }, ['commune:commune-unknown']],
    ['of an ambiguous commune', { commune: 'Tân Lập' }, ['commune:commune-ambiguous']],
    ['with a formula', { fullName: { formula: 'A1&B1' } }, ['fullName:formula']],
    ['with a shared formula', { note: { sharedFormula: 'A1' } }, ['note:formula']],
    ['with a formula for a day', { endDay: { formula: 'TODAY()' } }, ['endDay:formula']],
    ['with a formula as text', { note: '=HYPERLINK("x")' }, ['note:formula']],
    ['with an error', { phone: { error: '#REF!' } }, ['phone:formula']],
    [
      'with everything wrong',
      { fullName: '', birthDate: 'x', endDay: 'y', treatment: '', commune: '', phone: '1' },
      [
        'fullName:missing',
        'birthDate:not-a-date',
        'endDay:not-a-date',
        'treatment:missing',
        'phone:phone-invalid',
        'commune:missing',
      ],
    ],
  ])('%s cannot start, and says so in both languages', (_, change, expected) => {
    const result = read(change);
    expect(codes(result)).toEqual(expected);
    if (result.ok) throw new Error('not reached');
    for (const problem of result.problems) {
      expect(explain(problem, 'vi')).toMatch(
        new RegExp(`^${COLUMNS[problem.column].vi}: .+ (Hãy|Có phải)|${COLUMNS[problem.column].vi}: .*Hãy`),
      );
      expect(explain(problem, 'en')).toMatch(new RegExp(`^${COLUMNS[problem.column].en}: .+[.?]$`));
    }
  });

  test('whose term ends today can still start', () => {
    expect(codes(read({ endDay: '22/11/2024' }))).toEqual([]);
  });

  test('of an unknown commune suggests the nearest, of an ambiguous one all', () => {
    const near = read({ commune: 'Xã Mai Sớm' });
    expect(near.ok ? [] : near.problems[0]?.options?.[0]).toBe('Xã Mai Sơn, Sơn La');
    const both = read({ commune: 'Tân Lập' });
    expect(both.ok ? [] : both.problems[0]?.options).toEqual(['Xã Tân Lập, Sơn La', 'Xã Tân Lập, Hà Nội']);
    expect(codes(read({ commune: 'Tân Lập', province: 'Hà Nội' }))).toEqual([]);
  });

  test.each([
    ['tự nguyện', 'voluntary'],
    ['TU NGUYEN', 'voluntary'],
    ['Cai nghiện tự nguyện tại cơ sở', 'voluntary'],
    ['bắt buộc', 'compulsory'],
    ['BB', 'compulsory'],
    ['Methadone', 'substitution'],
    ['thay thế', 'substitution'],
    ['compulsory', 'compulsory'],
  ])('of kind %p is %s', (typed, treatment) =>
    expect(read({ treatment: typed })).toMatchObject({ ok: true, discharge: { treatment } }),
  );

  test.each<[string, boolean]>([
    ['2026-12-22', false],
    ['2026-12-21', true],
    ['2026-11-22', true],
    ['2026-11-01', true],
  ])('ending on %s is late: %s, and starts all the same', (endDay, late) => {
    const result = read({ endDay });
    expect(result).toMatchObject({ ok: true, discharge: { late } });
    expect(warned(result)).toEqual(late ? ['late'] : []);
  });

  test.each([
    'Không có nơi cư trú ổn định',
    'khong co noi cu tru on dinh',
    'chưa có nơi ở ổn định',
    'no fixed residence',
  ])('%p starts without a commune and with a warning', (commune) => {
    const result = read({ commune });
    expect(result).toMatchObject({ ok: true, discharge: { communeId: null, noFixedResidence: true } });
    expect(warned(result)).toEqual(['no-fixed-residence']);
  });

  test('of a minor counts the age on the day of completion', () => {
    expect(read({ birthDate: '16/01/2009', guardian: 'Quàng Thị Mẹ' })).toMatchObject({
      ok: true,
      discharge: { minor: true },
    });
    expect(read({ birthDate: '15/01/2009' })).toMatchObject({ ok: true, discharge: { minor: false } });
    expect(read({ birthDate: '15/01/2015', guardian: 'Quàng Thị Mẹ' })).toMatchObject({
      ok: true,
      discharge: { minor: true },
    });
  });

  test.each([
    ['Thái', ['tai']],
    ['Kinh/Việt', ['vi']],
    ['Tiếng Mông, tiếng Thái', ['hmong', 'tai']],
    ["H'Mông và Dao", ['hmong', 'dao']],
    ['tai; muong', ['tai', 'muong']],
    ['', []],
  ])('speaks %j: %j', (languages, read_) => {
    const result = read({ languages });
    expect([result.ok && result.discharge.languages, warned(result)]).toEqual([read_, []]);
  });

  test.each(['Anh', 'Thái, gì đó'])('in %j, which is not known, warns and leaves it blank', (languages) => {
    const result = read({ languages });
    expect([result.ok && result.discharge.languages, warned(result)]).toEqual([[], ['language-unread']]);
  });

  test('without any phone or with an unread gender warns', () => {
    const result = read({ phone: '', gender: '?' });
    expect(warned(result).sort()).toEqual(['gender-unread', 'no-phone']);
    for (const warning of result.warnings) expect(explainWarning(warning, 'vi')).toMatch(/.+: .+/);
  });

  test('never throws, whatever the cells hold', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.date(),
      fc.constant({ error: '#N/A' }),
    );
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 15 }), (row) => {
        const result = readRow(row as Cell[], columns, ctx);
        if (!result.ok) for (const problem of result.problems) explain(problem, 'vi');
      }),
    );
  });
});

describe('who it is', () => {
  const person = { caseNumber: 'CS1-2026-0007', fullName: 'Lò Văn Thương', birthDate: '1990-03-12' };

  test('the case number within its centre, else name and birth date', () => {
    expect(personKey(person, 'c1')).toBe(
      personKey({ ...person, caseNumber: ' cs1 2026 0007', fullName: 'khác' }, 'c1'),
    );
    expect(personKey(person, 'c1')).not.toBe(personKey(person, 'c2'));
    const unnumbered = { ...person, caseNumber: null };
    expect(personKey(unnumbered, 'c1')).toBe(personKey({ ...unnumbered, fullName: 'LO VAN THUONG' }, 'c2'));
  });

  test('a person twice in one file is found by either', () => {
    const rows = [
      person,
      null,
      { ...person, fullName: 'Tên Khác', birthDate: '1980-01-01' },
      { ...person, caseNumber: null },
      { ...person, birthDate: '1991-03-12', caseNumber: null },
    ];
    expect([...findDuplicates(rows, 'c1')]).toEqual([
      [2, 0],
      [3, 0],
    ]);
  });
});

describe('the example files', () => {
  let dir: string;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'examples-'));
    await writeExamples(dir);
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  const readFile = (rows: Cell[][], today = EXAMPLES_TODAY) => {
    const { row, match } = findHeader(rows);
    if (!match.ok) throw new Error('columns');
    return rows
      .slice(row + 1)
      .map((cells) => readRow(cells, match.columns, { ...ctx, today, policy: policyInForce(today) }));
  };
  const csvRows = () => parse(readFileSync(join(dir, 'discharges.csv')), { bom: true }) as string[][];
  const xlsxRows = async () => {
    const sheet = (await new Workbook().xlsx.readFile(join(dir, 'discharges.xlsx'))).worksheets[0];
    const rows: Cell[][] = [];
    sheet?.eachRow((row) => rows.push((row.values as Cell[]).slice(1)));
    return rows;
  };

  test('hold what a centre would send: 37 good rows, 3 bad ones, 2 minors, one without residence, one late', () => {
    const results = readFile(csvRows());
    expect(results).toHaveLength(40);
    expect(results.flatMap(codes)).toEqual([
      'endDay:no-such-day',
      'commune:commune-unknown',
      'phone:phone-landline',
    ]);
    const discharges = results.flatMap((result) => (result.ok ? [result.discharge] : []));
    expect(discharges.filter((d) => d.minor).map((d) => d.guardian?.phone)).toEqual([
      '+84592000213',
      '+84592000214',
    ]);
    expect(discharges.filter((d) => d.noFixedResidence)).toHaveLength(1);
    expect(discharges.filter((d) => d.late).map((d) => d.endDay)).toEqual(['2026-11-20']);
    expect(new Set(discharges.map((d) => d.treatment))).toEqual(
      new Set(['voluntary', 'compulsory', 'substitution']),
    );
    expect(discharges.find((d) => d.caseNumber === 'CS1-2026-0007')).toMatchObject({
      fullName: 'Lò Văn Thương',
      birthDate: '1990-03-12',
    });
    expect(findDuplicates(discharges, 'c1').size).toBe(0);
    expect(new Set(discharges.flatMap((d) => (d.phone ? [d.phone] : []))).size).toBe(
      discharges.filter((d) => d.phone).length,
    );
  });

  test('say the same as a spreadsheet, with real dates and numbers, and as .csv', async () => {
    const rows = await xlsxRows();
    expect(rows.flat().filter((cell) => cell instanceof Date).length).toBeGreaterThan(30);
    expect(
      rows.flat().filter((cell) => typeof cell === 'string' && /^\d\d\/\d\d\/\d{4}$/.test(cell)).length,
    ).toBeGreaterThan(30);
    const discharges = (results: RowResult[]) =>
      results.map((result) => (result.ok ? result.discharge : codes(result)));
    expect(discharges(readFile(rows))).toEqual(discharges(readFile(csvRows())));
  });

  test('are good for a demo on a later day too', () => {
    const results = readFile(exampleRows('2029-03-01'), '2029-03-01');
    expect(results.filter((result) => result.ok)).toHaveLength(37);
    expect(results.filter((result) => result.ok && result.discharge.late)).toHaveLength(1);
    expect(results.filter((result) => result.ok && result.discharge.minor)).toHaveLength(2);
  });

  test('committed are those the script writes', () => {
    expect(readFileSync('examples/discharges.csv', 'utf8')).toBe(
      readFileSync(join(dir, 'discharges.csv'), 'utf8'),
    );
  });
});
