import fc from 'fast-check';
import { maskPhone, networkOf, readPhone } from '../../domain/phone';

test.each([
  '0592 000 678',
  '+84592000678',
  '+84 592 000 678',
  '84592000678',
  '84 (0)592000678',
  '+84 (0) 592 000 678',
  '0084592000678',
  '592000678',
  '0592.000.678',
  '0592-000-678',
  ' 0592 000 678 ',
  592000678,
  84592000678,
])('%p is +84592000678', (typed) => expect(readPhone(typed)).toEqual({ ok: true, e164: '+84592000678' }));

test.each([
  ['0212 3852 123', 'landline'],
  ['2123852123', 'landline'],
  ['024 3825 5555', 'landline'],
  [2123852123, 'landline'],
  ['+1 415 555 2671', 'foreign'],
  ['+856 20 5555 1234', 'foreign'],
  ['0123 456 789', 'invalid'],
  ['01234567890', 'invalid'],
  ['059200067', 'invalid'],
  ['05920006789', 'invalid'],
  ['113', 'invalid'],
  ['1900 1234', 'invalid'],
  ['không có', 'invalid'],
  ['', 'invalid'],
  ['0592000678 / 0592000679', 'invalid'],
  ['gọi 0592000678', 'invalid'],
  ['0592000678 (mẹ)', 'invalid'],
  ['00000000', 'invalid'],
  ['+0000000000', 'invalid'],
  [-592000678, 'invalid'],
  [5.92000678e8 + 0.5, 'invalid'],
])('%p is refused as %s', (typed, reason) => expect(readPhone(typed)).toEqual({ ok: false, reason }));

test('a number read once reads the same again, however it is spaced', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 592000000, max: 592999999 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
      (n, gaps) => {
        let typed = `0${n}`;
        for (const gap of gaps) typed = `${typed.slice(0, gap)} ${typed.slice(gap)}`;
        const first = readPhone(typed);
        expect(first).toEqual({ ok: true, e164: `+84${n}` });
        expect(readPhone(`+84${n}`)).toEqual(first);
      },
    ),
  );
});

test('a masked number shows its end only', () => {
  expect(maskPhone('+84592000678')).toBe('+84•••••• 678');
});

test.each([
  ['+84981234567', 'Viettel'],
  ['+84321234567', 'Viettel'],
  ['+84911234567', 'Vinaphone'],
  ['+84901234567', 'MobiFone'],
  ['+84921234567', 'Vietnamobile'],
  ['+84591234567', 'Gmobile'],
  ['+84871234567', 'other'],
  ['+85620123456', 'other'],
])('%s was given out by %s', (number, network) => expect(networkOf(number)).toBe(network));
