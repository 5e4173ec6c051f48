import type { RefusalCode } from '../../domain/refusal';
import type { Db } from '../../prisma/client';
import { moneyOfOne } from '../../prisma/fund-money';
import type { Command, FundBooking } from '../../workflows/contract';
import type { BookActivities } from '../contract';
import { bookEntry, bookReversal, type EntryAbout, lockFund, setAside } from './fund';
import { tellFunded } from './loan';
import type { RecordDeps } from './step';
import { wordsOf } from './words';

export function bookActivities(deps: RecordDeps): BookActivities {
  const { db, now = Date.now } = deps;
  return {
    async bookFund(command): Promise<RefusalCode | null> {
      const { fundId, submissionId } = command;
      const code = await db.$transaction(async (tx) => {
        await lockFund(tx, fundId);
        const key = `booking/${submissionId}`;
        if (await tx.ledgerEntry.findUnique({ where: { key }, select: { id: true } })) return null;
        const why = await wordsOf(tx, submissionId, 'why');
        const { by: byId, on } = command;
        const no = await book(tx, command, { fundId, key, on, at: new Date(now()), byId, why });
        if (!no) await setAside(tx, fundId);
        return no;
      });
      if (!code) await tellFunded(deps, fundId);
      return code;
    },
  };
}

async function book(tx: Db, command: Command & FundBooking, about: EntryAbout): Promise<RefusalCode | null> {
  const { free } = await moneyOfOne(tx, command.fundId);
  switch (command.kind) {
    case 'capital-out':
      if (command.amount > free) return 'no-money';
      break;
    case 'recovered': {
      const { loanId } = command;
      const lost = await writtenOff(tx, loanId);
      if (command.amount > lost) return 'too-much';
      await bookEntry(tx, { ...about, loanId }, command);
      return null;
    }
    case 'reversal':
      return undo(tx, command, about, free);
  }
  await bookEntry(tx, about, command);
  return null;
}

/** Only what no step of a loan made: a repayment is undone on its loan, so that its schedule knows. */
async function undo(
  tx: Db,
  { fundId, reverses }: Extract<FundBooking, { kind: 'reversal' }>,
  about: EntryAbout,
  free: number,
): Promise<RefusalCode | null> {
  const entry = await tx.ledgerEntry.findFirst({
    where: { id: BigInt(reverses), fundId, kind: { in: ['capital-in', 'capital-out', 'recovered'] } },
    include: { postings: { where: { account: 'cash' } } },
  });
  if (!entry) return 'nothing-to-undo';
  const undone = await tx.ledgerEntry.count({ where: { reversesId: entry.id } });
  if (undone) return 'already-done';
  if (Number(entry.postings[0]?.amount ?? 0) > free) return 'no-money';
  await bookReversal(tx, { ...about, ...(entry.loanId && { loanId: entry.loanId }) }, entry.id);
  return null;
}

/** What of a loan is on the account of the written off. */
async function writtenOff(tx: Db, loanId: string): Promise<number> {
  const { _sum } = await tx.posting.aggregate({
    where: { account: 'written-off', entry: { loanId } },
    _sum: { amount: true },
  });
  return Number(_sum.amount ?? 0);
}
