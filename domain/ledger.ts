/**
 * The book of a fund: double entry in whole đồng. Every entry is one debit and one credit of the same sum, so whatever
 * happens, in whatever order, `capital = cash + lent + written off`.
 *
 * Capital is what belongs to the fund: what was put in, less what was taken out, and the interest earned, which stays in
 * the fund and so raises it. Interest has no account of its own: it is the sum of the entries of its kind. What is
 * written off stays on its account beside the capital it came from, until it is recovered.
 *
 * An entry is never edited: `reversalOf` makes the one that undoes it, and both stay to be read.
 */

/** Whole đồng; sums here stay far below 2^53. */
export type Dong = number;

export const ACCOUNTS = ['cash', 'lent', 'written-off', 'capital'] as const;
export type Account = (typeof ACCOUNTS)[number];

/** Each with the account it debits and the one it credits. */
const SIDES = {
  'capital-in': ['cash', 'capital'],
  'capital-out': ['capital', 'cash'],
  disburse: ['lent', 'cash'],
  'repay-principal': ['cash', 'lent'],
  'repay-interest': ['cash', 'capital'],
  'write-off': ['written-off', 'lent'],
  recovered: ['cash', 'written-off'],
} as const satisfies Record<string, readonly [debit: Account, credit: Account]>;

export type BookingKind = keyof typeof SIDES;
export const BOOKING_KINDS = Object.keys(SIDES) as BookingKind[];
export const ENTRY_KINDS = [...BOOKING_KINDS, 'reversal'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** What is to be booked; always a positive sum. */
export interface Booking {
  kind: BookingKind;
  amount: Dong;
}

/** One side of an entry: debits are positive, credits negative. */
export interface Side {
  account: Account;
  amount: Dong;
}

/** Is this a sum that can be booked? */
export const isSum = (amount: number): amount is Dong => Number.isSafeInteger(amount) && amount > 0;

/** The two sides of an entry. Throws RangeError for what is no positive sum of whole đồng. */
export function sidesOf({ kind, amount }: Booking): Side[] {
  if (!isSum(amount)) throw new RangeError(`an entry needs a positive sum of whole đồng, not ${amount}`);
  const [debit, credit] = SIDES[kind];
  return [
    { account: debit, amount },
    { account: credit, amount: -amount },
  ];
}

/** The sides of the entry that undoes one. */
export const reversalOf = (sides: readonly Side[]): Side[] =>
  sides.map(({ account, amount }) => ({ account, amount: -amount }));

/** What a fund has, and whose it is. */
export interface Balance {
  cash: Dong;
  lent: Dong;
  writtenOff: Dong;
  capital: Dong;
}

/** What the sides of all entries of a fund come to. */
export function balanceOf(sides: Iterable<Side>): Balance {
  const sums: Record<Account, Dong> = { cash: 0, lent: 0, 'written-off': 0, capital: 0 };
  for (const { account, amount } of sides) sums[account] += amount;
  return { cash: sums.cash, lent: sums.lent, writtenOff: sums['written-off'], capital: 0 - sums.capital };
}

/** What must hold in every fund at every moment. */
export const balances = ({ cash, lent, writtenOff, capital }: Balance): boolean =>
  capital === cash + lent + writtenOff && cash >= 0 && lent >= 0 && writtenOff >= 0;
