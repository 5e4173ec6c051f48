/** What is to be paid back when: made once when the money goes out, and anew when a loan is rescheduled. */
import { addMonths, type Calendar, type Day, endOfTerm } from './calendar';
import type { Dong } from './ledger';

/** A fund's rule of interest. flat: so many hundredths of a percent a year of what was lent, however much is back already. */
export type InterestRule = { kind: 'none' } | { kind: 'flat'; bps: number };

/** equal: a part each month; end: all of it on the last day. */
export const REPAYMENT_WAYS = ['equal', 'end'] as const;
export type RepaymentWay = (typeof REPAYMENT_WAYS)[number];

export interface Instalment {
  /** From 1. */
  seq: number;
  /** Last day on which it is in time. */
  on: Day;
  principal: Dong;
  interest: Dong;
}

export interface Terms {
  principal: Dong;
  months: number;
  way: RepaymentWay;
}

/** Interest of so many months, rounded down: no more than was agreed is ever asked for. */
export function interestOf(principal: Dong, months: number, rule: InterestRule): Dong {
  return rule.kind === 'none' ? 0 : Math.floor((principal * rule.bps * months) / 120_000);
}

/**
 * The instalments of a loan paid out on a day. Each is due on that date of its month, or the last day of a shorter one; on
 * a rest day it is due on the next working day (Civil Code art. 148.5), while the next one is counted from the date itself.
 * The principal of all is the loan to the đồng: what does not divide is with the last.
 * @param carried interest of an earlier plan that is still owed; asked for with the last instalment.
 */
export function scheduleOf(
  { principal, months, way }: Terms,
  rule: InterestRule,
  from: Day,
  calendar: Calendar,
  carried: Dong = 0,
): Instalment[] {
  const parts = way === 'end' ? 1 : months;
  const interest = interestOf(principal, months, rule);
  const share = (sum: Dong, seq: number) =>
    seq < parts ? Math.floor(sum / parts) : sum - Math.floor(sum / parts) * (parts - 1);
  return Array.from({ length: parts }, (_, i) => {
    const seq = i + 1;
    const month = way === 'end' ? months : seq;
    return {
      seq,
      on: endOfTerm(addMonths(from, month), calendar),
      principal: share(principal, seq),
      interest: share(interest, seq) + (seq === parts ? carried : 0),
    };
  });
}

/** How far an instalment is paid. */
export interface Paid {
  principal: Dong;
  interest: Dong;
}

/**
 * What a sum paid so far covers: the instalments in their order, of each the interest first. It follows from the sum
 * alone, so taking back the last payment leads exactly to what was before it.
 */
export function paidOf(schedule: readonly Instalment[], sum: Dong): Paid[] {
  let left = sum;
  const take = (most: Dong) => {
    const taken = Math.min(left, most);
    left -= taken;
    return taken;
  };
  return schedule.map((instalment) => {
    const interest = take(instalment.interest);
    return { interest, principal: take(instalment.principal) };
  });
}

export const totalOf = (parts: readonly Paid[]): Paid =>
  parts.reduce(
    (sum, { principal, interest }) => ({
      principal: sum.principal + principal,
      interest: sum.interest + interest,
    }),
    { principal: 0, interest: 0 },
  );

/** The first instalment that is not paid in full; null: all are. */
export function firstUnpaid(schedule: readonly Instalment[], sum: Dong): Instalment | null {
  const paid = paidOf(schedule, sum);
  return (
    schedule.find((part, i) => {
      const has = paid[i] as Paid;
      return has.principal < part.principal || has.interest < part.interest;
    }) ?? null
  );
}
