import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { fitsOneSegment, segmentsOf, toGsm } from '../../domain/sms';

test.each([
  ['a'.repeat(160), 'GSM-7', 1, 160],
  ['a'.repeat(161), 'GSM-7', 2, 161],
  ['a'.repeat(307), 'GSM-7', 3, 307],
  ['€'.repeat(80), 'GSM-7', 1, 160],
  ['€'.repeat(81), 'GSM-7', 2, 162],
  ['“Nhip Cau”', 'UCS-2', 1, 10],
  ['ạ'.repeat(70), 'UCS-2', 1, 70],
  ['ạ'.repeat(71), 'UCS-2', 2, 71],
  ['à'.repeat(160), 'GSM-7', 1, 160],
  ['', 'GSM-7', 1, 0],
])('%.5s… costs what it costs', (text, encoding, segments, length) => {
  expect(segmentsOf(text)).toMatchObject({ encoding, length });
  expect(segmentsOf(text).segments).toBe(segments);
  expect(fitsOneSegment(text)).toBe(segments <= 1);
});

test('accents and typographic signs go, the rest stays', () => {
  expect(toGsm('“Nhịp Cầu” – hẹn thăm Đ.A. lúc 8 giờ… 1.000₫ 🙏\nCảm ơn')).toBe(
    '"Nhip Cau" - hen tham D.A. luc 8 gio... 1.000d \nCam on',
  );
});

test('whatever is typed becomes GSM-7, and doing it again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      const plain = toGsm(text);
      expect(segmentsOf(plain).encoding).toBe('GSM-7');
      expect(toGsm(plain)).toBe(plain);
    }),
  );
});

test('simple texts are counted as the library counts them', () => {
  // Without CR, which none of our texts has: the library takes CR LF for one sign, a network for two.
  const sign = fc.constantFrom(...'abcXYZ 0189.,:/?=&-_@#%+"\n$€[~');
  fc.assert(
    fc.property(fc.string({ unit: sign, minLength: 1, maxLength: 330 }), (text) => {
      const library = new SegmentedMessage(text, 'auto', false);
      expect(segmentsOf(text)).toEqual({
        encoding: library.encodingName,
        segments: library.segmentsCount,
        length: library.messageSize / 7,
      });
    }),
  );
});
