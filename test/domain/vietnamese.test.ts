import fc from 'fast-check';
import { at } from '../../domain/calendar';
import {
  fold,
  formatDateTime,
  formatDay,
  formatDong,
  initials,
  normaliseName,
  removeAccents,
} from '../../domain/vietnamese';

test('accents go, in composed and decomposed text, and đ becomes d', () => {
  expect(removeAccents('Đặng Thị Thuỳ Dương, ngõ Ưu đãi')).toBe('Dang Thi Thuy Duong, ngo Uu dai');
  expect(removeAccents('Lò Văn Thương'.normalize('NFD'))).toBe('Lo Van Thuong');
  expect(removeAccents('ăâêôơưĂÂÊÔƠƯ')).toBe('aaeoouAAEOOU');
});

test('a name has one spelling', () => {
  expect(normaliseName('  Lò \u00a0Văn\tThương\u200b ')).toBe('Lò Văn Thương');
  expect(normaliseName('Lò Văn Thương'.normalize('NFD'))).toBe('Lò Văn Thương');
});

test('the search key forgives accents, their place, capitals and spaces', () => {
  expect(fold(' HOÀ  bình ')).toBe(fold('Hòa Bình'));
});

test.each([
  ['Nguyễn Văn An', 'N.V.A.'],
  ['Đỗ Ánh', 'D.A.'],
  ['  lò  văn   thương', 'L.V.T.'],
  ['', ''],
])('%p is %p', (name, short) => {
  expect(initials(name)).toBe(short);
});

test('days, moments and sums are written as people here write them', () => {
  expect(formatDay('2026-12-05')).toBe('05/12/2026');
  expect(formatDateTime(at('2026-12-05', '08:05'))).toBe('05/12/2026 08:05');
  expect(formatDateTime(Date.parse('2026-12-31T17:00:00Z'))).toBe('01/01/2027 00:00');
  expect([0, 999, 1000, 1234567, -50000].map(formatDong)).toEqual([
    '0 đ',
    '999 đ',
    '1.000 đ',
    '1.234.567 đ',
    '-50.000 đ',
  ]);
  expect(() => formatDong(0.5)).toThrow(RangeError);
});

test('folding twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => expect(fold(fold(text))).toBe(fold(text))),
  );
});
