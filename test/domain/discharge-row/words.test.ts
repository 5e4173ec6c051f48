import { COLUMNS, type ProblemCode, type WarningCode } from '../../../domain/discharge-row';
import { explain, explainWarning } from '../../../domain/wording/discharge-row';
import { read } from './rows';

const QUOTED: ProblemCode[] = [
  ...(['not-a-date', 'no-such-day', 'short-year', 'born-in-future', 'ends-before-birth', 'age'] as const),
  ...(['too-far', 'term-over', 'treatment-unknown', 'phone-invalid', 'phone-landline'] as const),
  ...(['phone-foreign', 'commune-unknown', 'commune-ambiguous'] as const),
];
const PLAIN: ProblemCode[] = ['missing', 'too-long', 'formula', 'guardian-missing'];
const VALUE = '≠ 7';
const said = (code: ProblemCode, options?: string[]) =>
  (['vi', 'en'] as const).map((lang) => explain({ column: 'note', code, value: VALUE, options }, lang));

describe('what is wrong with a cell', () => {
  test.each([...QUOTED, ...PLAIN])('%s: names the column and says what to do, in both languages', (code) => {
    const [vi, en] = said(code);
    expect(vi).toMatch(/^Ghi chú: .+ Hãy .+[.?]$/);
    expect(en).toMatch(/^Note: .+\. .+[.?]$/);
    // What stands there is shown, so that it is found; a formula or a page of text is not.
    for (const text of [vi, en]) expect(text?.includes(VALUE)).toBe(QUOTED.includes(code));
  });

  test('an unknown place is asked by its neighbours, or without any by what to write', () => {
    const near = said('commune-unknown', ['Xã Mai Sơn, Sơn La', 'Xã Mai Sao, Lạng Sơn']);
    expect(near[0]).toContain('Có phải: Xã Mai Sơn, Sơn La; Xã Mai Sao, Lạng Sơn?');
    expect(near[1]).toContain('Did you mean: Xã Mai Sơn, Sơn La; Xã Mai Sao, Lạng Sơn?');
    const none = said('commune-unknown');
    expect(none[0]).toContain('“không có nơi cư trú ổn định”');
    expect(none[1]).toContain('“no fixed residence”');
  });

  test('a name that several places have is shown with each of them', () =>
    expect(said('commune-ambiguous', ['A', 'B'])).toEqual([
      expect.stringContaining('“≠ 7”: A; B.'),
      expect.stringContaining('“≠ 7”: A; B.'),
    ]));

  test('a row says so itself', () => {
    const result = read({ endDay: '5/12/26' });
    if (result.ok) throw new Error('not reached');
    expect(result.problems.map((p) => explain(p, 'vi'))).toEqual([
      'Ngày hoàn thành: “5/12/26” thiếu năm đủ bốn chữ số. Hãy viết ví dụ 05/12/2026.',
    ]);
  });
});

test.each<WarningCode>(['late', 'no-fixed-residence', 'no-phone', 'gender-unread', 'language-unread'])(
  'the warning %s names its column in both languages',
  (code) => {
    for (const lang of ['vi', 'en'] as const)
      expect(explainWarning({ column: 'phone', code, value: '' }, lang)).toMatch(
        new RegExp(`^${COLUMNS.phone[lang]}: .{12,}\\.$`),
      );
  },
);
