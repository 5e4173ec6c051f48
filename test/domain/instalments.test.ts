import fc from 'fast-check';
import { addDays, addMonths, isWorkingDay } from '../../domain/calendar';
import { firstUnpaid, interestOf, paidOf, scheduleOf, totalOf } from '../../domain/instalments';
import { policyInForce } from '../../domain/policy';

const { calendar } = policyInForce('2026-11-23');
const NONE = { kind: 'none' } as const;

const terms = fc.record({
  principal: fc.integer({ min: 1, max: 2_000_000_000 }),
  months: fc.integer({ min: 1, max: 120 }),
  way: fc.constantFrom('equal' as const, 'end' as const),
});
const rule = fc.oneof(
  fc.constant(NONE),
  fc.integer({ min: 1, max: 2_000 }).map((bps) => ({ kind: 'flat' as const, bps })),
);
const day = fc.integer({ min: 0, max: 1_000 }).map((days) => addDays('2026-01-01', days));

describe('a schedule', () => {
  test('gives back the loan and its interest to the đồng, on working days one after the other', () => {
    fc.assert(
      fc.property(terms, rule, day, fc.nat(1_000_000), (t, interest, from, carried) => {
        const parts = scheduleOf(t, interest, from, calendar, carried);
        const due = interestOf(t.principal, t.months, interest);
        expect(totalOf(parts)).toEqual({ principal: t.principal, interest: due + carried });
        expect(parts).toHaveLength(t.way === 'end' ? 1 : t.months);
        parts.forEach((part, i) => {
          expect(part.principal).toBeGreaterThanOrEqual(0);
          expect(isWorkingDay(part.on, calendar)).toBe(true);
          if (i > 0) expect(part.on > (parts[i - 1]?.on as string)).toBe(true);
        });
        const last = parts.at(-1)?.on as string;
        expect(last >= addMonths(from, t.months)).toBe(true);
      }),
    );
  });

  test('asks on a rest day for the next working day, and counts the next month from the date itself', () => {
    // 30 April and 1 May 2027 are holidays, 3 May is off for Saturday, 1 May.
    const parts = scheduleOf({ principal: 3, months: 3, way: 'equal' }, NONE, '2027-01-30', calendar);
    expect(parts.map(({ on }) => on)).toEqual(['2027-03-01', '2027-03-30', '2027-05-04']);
  });

  test.each([
    [12_000_000, 12, { kind: 'flat', bps: 600 }, 720_000],
    [10_000_000, 6, { kind: 'flat', bps: 660 }, 330_000],
    [1_000, 1, { kind: 'flat', bps: 1 }, 0], // less than a đồng is never asked for
    [50_000_000, 120, NONE, 0],
  ] as const)('%i đ for %i months under %j costs %i đ', (principal, months, interest, cost) => {
    expect(interestOf(principal, months, interest)).toBe(cost);
  });
});

describe('what is paid', () => {
  test('covers the instalments in order, each with its interest first, and never more or less than the sum', () => {
    fc.assert(
      fc.property(
        terms,
        rule,
        day,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (t, interest, from, share) => {
          const parts = scheduleOf(t, interest, from, calendar);
          const all = totalOf(parts);
          const sum = Math.floor((all.principal + all.interest) * share);
          const paid = paidOf(parts, sum);
          const total = totalOf(paid);
          expect(total.principal + total.interest).toBe(sum);
          const first = firstUnpaid(parts, sum);
          expect(first === null).toBe(sum === all.principal + all.interest);
          paid.forEach((p, i) => {
            const part = parts[i] as (typeof parts)[number];
            if (first && part.seq > first.seq) expect(p).toEqual({ principal: 0, interest: 0 });
            if (p.principal > 0) expect(p.interest).toBe(part.interest);
          });
        },
      ),
    );
  });
});
