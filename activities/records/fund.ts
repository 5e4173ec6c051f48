import { type Booking, type BookingKind, type Dong, isSum, sidesOf } from '../../domain/ledger';
import type { Db } from '../../prisma/client';
import { moneyOfOne } from '../../prisma/fund-money';

/**
 * Whoever moves a fund's money, sets it aside or sets it free takes this lock first, before any row of a loan: so two
 * decisions at once never lend the same đồng, and no two steps wait for each other in a circle.
 */
export async function lockFund(tx: Db, fundId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM "Fund" WHERE id = ${fundId} FOR UPDATE`;
}

/** Who, when and why of an entry. */
export interface EntryAbout {
  fundId: string;
  /** Unique for ever. */
  key: string;
  on: string;
  at: Date;
  byId?: string;
  why?: string | null;
  loanId?: string;
  turn?: number;
}

/** Books one entry, under the lock of its fund. Throws when the cash would not suffice: that must be known before. */
export async function bookEntry(tx: Db, about: EntryAbout, booking: Booking): Promise<void> {
  await insert(tx, about, booking.kind, sidesOf(booking));
}

/** Books the entry that undoes one. */
export async function bookReversal(tx: Db, about: EntryAbout, entryId: bigint): Promise<void> {
  const postings = await tx.posting.findMany({ where: { entryId }, orderBy: { id: 'asc' } });
  const sides = postings.map(({ account, amount }) => ({ account, amount: -Number(amount) }));
  await insert(tx, about, 'reversal', sides, entryId);
}

async function insert(
  tx: Db,
  { on, ...about }: EntryAbout,
  kind: BookingKind | 'reversal',
  sides: readonly { account: string; amount: Dong }[],
  reversesId?: bigint,
): Promise<void> {
  const { fundId } = about;
  await tx.ledgerEntry.create({
    data: {
      ...about,
      on: new Date(on),
      kind,
      reversesId,
      postings: { create: sides.map(({ account, amount }) => ({ fundId, account, amount: BigInt(amount) })) },
    },
    select: { id: true },
  });
  const cash = sides.find(({ account }) => account === 'cash')?.amount ?? 0;
  if (cash < 0 && (await moneyOfOne(tx, fundId)).cash < 0)
    throw new Error('a fund cannot pay what it has not');
}

/** The place of a loan that joins the waiting list now, under the lock of the fund. */
export async function nextPlace(tx: Db, fundId: string): Promise<number> {
  const { _max } = await tx.loan.aggregate({ where: { fundId }, _max: { place: true } });
  return (_max.place ?? 0) + 1;
}

/**
 * Sets free money aside for the waiting list, strictly in its order and under the lock of the fund: a small loan does not
 * overtake a large one, which else might wait for ever. It needs no second word of the lender: the loan is decided, only
 * money was missing, and paying it out is the lender's step anyway.
 */
export async function setAside(tx: Db, fundId: string): Promise<void> {
  const { free } = await moneyOfOne(tx, fundId);
  if (!isSum(free)) return;
  await tx.$executeRaw`
    WITH line AS (
      SELECT l.id, t.principal, sum(t.principal) OVER (ORDER BY l.place, l.id) AS upto
      FROM "Loan" l JOIN "LoanTurn" t ON t."loanId" = l.id AND t.turn = l.turn
      WHERE l."fundId" = ${fundId} AND l.status = 'waiting' AND l.reserved = 0)
    UPDATE "Loan" l SET reserved = line.principal FROM line WHERE l.id = line.id AND line.upto <= ${free}`;
}

/** Loans that do not know yet that their money is there. */
export function fundedUnaware(db: Db, fundId: string): Promise<{ id: string; turn: number }[]> {
  return db.loan.findMany({
    where: { fundId, status: 'waiting', reserved: { gt: 0 } },
    orderBy: { place: 'asc' },
    select: { id: true, turn: true },
  });
}
