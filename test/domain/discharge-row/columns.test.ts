import { COLUMNS, type Column, findHeader, matchColumns } from '../../../domain/discharge-row';
import { explainColumns } from '../../../domain/wording/discharge-row';
import { columns, names } from './rows';

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
    expect(explainColumns(match, 'vi')).toEqual([
      'Thiếu cột “Ngày hoàn thành”. Hãy thêm cột với đúng tên này ở hàng tiêu đề.',
      'Cột “Họ và tên” có hai lần. Hãy giữ lại một cột.',
    ]);
    expect(explainColumns(match, 'en')).toEqual([
      'Missing column “Date of completion”. Add it with this heading in the first row.',
      'Column “Full name” is there twice. Keep one.',
    ]);
  });

  test('nothing is said of what is right', () => {
    const lacking = {
      ok: false as const,
      columns: {},
      missing: ['commune', 'endDay'] as Column[],
      twice: [],
    };
    expect(explainColumns(lacking, 'en')).toEqual([expect.stringContaining('“Commune of return”, “Date')]);
    expect(explainColumns({ ...lacking, missing: [], twice: ['phone'] }, 'vi')).toHaveLength(1);
  });

  test('what a column holds beside is named, so that nobody believes it was taken', () => {
    const match = matchColumns(['STT', ...names.map((name) => COLUMNS[name].vi), '', 'Nhóm máu']);
    expect(match).toMatchObject({ ok: true, ignored: ['STT', 'Nhóm máu'] });
  });

  test('a remark in the middle of a heading parts its words', () =>
    expect(matchColumns(['Xã(phường)về cư trú']).columns).toEqual({ commune: 0 }));

  test('the heading may stand under a title; a file without one says what is missing', () => {
    const header = names.map((name) => COLUMNS[name].vi);
    expect(findHeader([['DANH SÁCH'], [], header, ['1']])).toMatchObject({ row: 2, match: { ok: true } });
    expect(
      findHeader([
        ['a', 'b'],
        ['1', '2'],
      ]),
    ).toMatchObject({ row: 0, match: { ok: false } });
    expect(findHeader([])).toMatchObject({ row: 0, match: { ok: false } });
  });

  test('of a file with half a heading the row that has most of it is explained, of equals the first', () => {
    const [little, half] = [['Họ và tên'], ['Họ và tên', 'Ngày sinh']];
    const missing = ['commune', 'treatment', 'endDay'];
    expect(findHeader([['DANH SÁCH'], little, half, half, ['Lò Văn A']])).toMatchObject({
      ...{ row: 2, match: { missing } },
    });
  });

  test('a heading is looked for in the first ten rows, not among the people', () => {
    const header = names.map((name) => COLUMNS[name].vi);
    const under = (titles: number) => findHeader([...Array(titles).fill(['']), header]).match.ok;
    expect([under(9), under(10)]).toEqual([true, false]);
  });
});
