import fc from 'fast-check';
import { type Cell, type Column, readRow } from '../../../domain/discharge-row';
import { explain } from '../../../domain/wording/discharge-row';
import { codes, columns, ctx, read, warned } from './rows';

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
    ['born today', { birthDate: '22/11/2026' }, ['birthDate:age']],
    [
      'ending on the day of birth',
      { birthDate: '15/01/2027', endDay: '15/01/2027' },
      ['birthDate:born-in-future'],
    ],
    ['that ended on the day of birth', { birthDate: '15/01/2026', endDay: '15/01/2026' }, ['birthDate:age']],
    ['ending before birth', { endDay: '01/01/1989' }, ['endDay:ends-before-birth', 'endDay:term-over']],
    ['aged 11', { birthDate: '16/01/2015' }, ['birthDate:age']],
    ['aged 101', { birthDate: '15/01/1926' }, ['birthDate:age']],
    ['more than three years ahead', { endDay: '22/11/2029' }, ['endDay:too-far']],
    ['whose term is over', { endDay: '21/11/2024' }, ['endDay:term-over']],
    ['of an unknown kind', { treatment: 'khác' }, ['treatment:treatment-unknown']],
    ['of two kinds', { treatment: 'tự nguyện, bắt buộc' }, ['treatment:treatment-unknown']],
    ['of two kinds in short', { treatment: 'BB/TN' }, ['treatment:treatment-unknown']],
    ['of two kinds in short, the other first', { treatment: 'TN/BB' }, ['treatment:treatment-unknown']],
    ['of a minor without guardian', { birthDate: '16/01/2009' }, ['guardian:guardian-missing']],
    ['of a child of twelve without guardian', { birthDate: '15/01/2015' }, ['guardian:guardian-missing']],
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
    ['with a formula after a space', { note: ' =A1' }, ['note:formula']],
    ['with an error as text', { note: '#N/A' }, ['note:formula']],
    ['with a day that is none', { endDay: new Date(Number.NaN) }, ['endDay:missing']],
    ['of no place but a remark', { commune: 'Xã Mai Sơn, không ở với mẹ' }, ['commune:commune-unknown']],
    ['of a place with another remark', { commune: 'Bản Un, vô gia cư' }, ['commune:commune-unknown']],
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
  ])('%s cannot start', (_, change, expected) => expect(codes(read(change))).toEqual(expected));

  test.each<[string, Partial<Record<Column, Cell>>]>([
    ['whose term ends today', { endDay: '22/11/2024' }],
    ['three years ahead', { endDay: '21/11/2029' }],
    ['of somebody of a hundred years', { birthDate: '15/01/1927' }],
    ['with the longest name', { fullName: 'A'.repeat(80) }],
  ])('%s can still start', (_, change) => expect(codes(read(change))).toEqual([]));

  test('says of each cell what it held, also where that is no value', () => {
    const held = read({
      fullName: { formula: 'A1&B1' },
      note: { sharedFormula: 'A1' },
      phone: { error: '#REF!' },
    });
    expect(held.ok ? [] : held.problems.map((p) => `${p.column} ${p.value}`)).toEqual([
      ...['fullName =A1&B1', 'phone #', 'note #'],
    ]);
    const day = read({ endDay: new Date('2030-12-05T00:00:00Z') });
    expect(day).toMatchObject({ problems: [{ column: 'endDay', code: 'too-far', value: '05/12/2030' }] });
  });

  test('takes what is written in colours, linked, or only looks like a formula, as it reads', () => {
    const linked = (text: string) => ({ text, hyperlink: 'mailto:x' });
    const cells = {
      ...{ fullName: { richText: [{ text: 'Quàng ' }, { text: 'Văn Thử' }] }, address: linked('Bản Un') },
      ...{ caseNumber: 7, note: 'Lương = 5 triệu, lo@example.vn, số #REF' },
    };
    expect(read(cells)).toMatchObject({
      discharge: {
        ...{ fullName: 'Quàng Văn Thử', address: 'Bản Un' },
        ...{ caseNumber: '7', note: 'Lương = 5 triệu, lo@example.vn, số #REF' },
      },
    });
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
    ['TN', 'voluntary'],
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
    expect(result.warnings).toEqual(late ? [{ column: 'endDay', code: 'late', value: endDay }] : []);
  });

  test.each([
    'Không có nơi cư trú ổn định',
    'khong co noi cu tru on dinh',
    'chưa có nơi ở ổn định',
    ...['không có nơi cư trú', 'chưa cư trú ổn định', 'Vô gia cư'],
    'no fixed residence',
  ])('%p starts without a commune and with a warning', (commune) => {
    const result = read({ commune });
    expect(result).toMatchObject({ ok: true, discharge: { communeId: null, noFixedResidence: true } });
    expect(result.warnings).toEqual([{ column: 'commune', code: 'no-fixed-residence', value: commune }]);
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
    const unread = [{ column: 'languages', code: 'language-unread', value: languages }];
    expect([result.ok && result.discharge.languages, result.warnings]).toEqual([[], unread]);
  });

  test('without any phone or with an unread gender warns', () => {
    const result = read({ phone: '', gender: '?' });
    expect(warned(result).sort()).toEqual(['gender-unread', 'no-phone']);
  });

  test.each([
    ['Nam', 'male'],
    ['M', 'male'],
    ['nữ', 'female'],
    ['F', 'female'],
    ['Việt Nam', null],
    ['nam hoặc nữ', null],
    ['nữ?', null],
    ['', null],
  ])('of gender %j is %s', (gender, read_) =>
    expect(read({ gender })).toMatchObject({ discharge: { gender: read_ } }),
  );

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
