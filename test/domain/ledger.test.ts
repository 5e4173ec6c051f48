import fc from 'fast-check';
import { BOOKING_KINDS, balanceOf, balances, reversalOf, type Side, sidesOf } from '../../domain/ledger';

const booking = fc.record({
  kind: fc.constantFrom(...BOOKING_KINDS),
  amount: fc.integer({ min: 1, max: 1e12 }),
});

describe('the ledger', () => {
  test.each([
    ['capital-in', { cash: 5, lent: 0, writtenOff: 0, capital: 5 }],
    ['capital-out', { cash: -5, lent: 0, writtenOff: 0, capital: -5 }],
    ['disburse', { cash: -5, lent: 5, writtenOff: 0, capital: 0 }],
    ['repay-principal', { cash: 5, lent: -5, writtenOff: 0, capital: 0 }],
    ['repay-interest', { cash: 5, lent: 0, writtenOff: 0, capital: 5 }],
    ['write-off', { cash: 0, lent: -5, writtenOff: 5, capital: 0 }],
    ['recovered', { cash: 5, lent: 0, writtenOff: -5, capital: 0 }],
  ] as const)('%s moves %j', (kind, moved) => {
    expect(balanceOf(sidesOf({ kind, amount: 5 }))).toEqual(moved);
  });

  test('every entry sums to zero, and so capital is cash, lent and written off whatever was booked', () => {
    fc.assert(
      fc.property(fc.array(booking, { maxLength: 50 }), fc.nat(), (bookings, n) => {
        const entries: Side[][] = bookings.map(sidesOf);
        const undone = entries[n % (entries.length || 1)];
        if (undone) entries.push(reversalOf(undone));
        for (const sides of entries) expect(sides.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
        const { capital, cash, lent, writtenOff } = balanceOf(entries.flat());
        expect(capital).toBe(cash + lent + writtenOff);
      }),
    );
  });

  test.each([
    ['an empty fund', 0, 0, 0, 0, true],
    ['all there is', 10, 7, 2, 1, true],
    ['a đồng that is nowhere', 10, 7, 2, 0, false],
    ['a đồng too many', 10, 7, 2, 2, false],
    ['more lent than there was', 0, -1, 1, 0, false],
    ['more paid back than was lent', 0, 1, -1, 0, false],
    ['more recovered than was written off', 0, 1, 0, -1, false],
  ])(
    '%s: a book of %i with %i in cash, %i lent, %i written off is right: %s',
    (_, capital, cash, lent, writtenOff, right) =>
      expect(balances({ capital, cash, lent, writtenOff })).toBe(right),
  );

  test('a reversal leaves what was there before', () => {
    fc.assert(
      fc.property(booking, (one) => {
        const sides = sidesOf(one);
        expect(balanceOf([...sides, ...reversalOf(sides)])).toEqual(balanceOf([]));
      }),
    );
  });

  test.each([0, -1, 0.5, Number.NaN, 2 ** 53])('%d đ cannot be booked', (amount) => {
    expect(() => sidesOf({ kind: 'capital-in', amount })).toThrow(RangeError);
  });
});
