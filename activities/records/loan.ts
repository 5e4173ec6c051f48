import { dayOf } from '../../domain/calendar';
import type { RefusalCode } from '../../domain/refusal';
import type { Db } from '../../prisma/client';
import { moneyOfOne } from '../../prisma/fund-money';
import { idOf } from '../../workflows/contract';
import type { LoanActivities, LoanStep } from '../contract';
import {
  bookEntry,
  bookReversal,
  type EntryAbout,
  fundedUnaware,
  lockFund,
  nextPlace,
  setAside,
} from './fund';
import { type Owner, type RecordDeps, recordStep } from './step';
import { wordsOf } from './words';

export function loanActivities(deps: RecordDeps): LoanActivities {
  const { db, engine } = deps;
  return {
    async recordLoan(step: LoanStep): Promise<void> {
      const loanId = idOf(step.scope);
      await recordStep(deps, step, async (tx, owner) => {
        if (step.money) await lockFund(tx, step.fundId);
        await writeLoan(tx, loanId, step, owner);
        await writeTurn(tx, loanId, step);
        await writeSchedule(tx, loanId, step);
        if (step.vote) await writeVote(tx, loanId, step, step.vote);
        await writeBook(tx, loanId, step);
        if (step.money) await setAside(tx, step.fundId);
      });
      // After the commit, and again when this is a second try: whoever knows already pays no heed.
      if (step.money) await tellFunded(deps, step.fundId);
      await tellReferral(step);
    },

    async mayTakeBack(loanId: string): Promise<RefusalCode | null> {
      const entries = await lastRepayment(db, loanId);
      if (entries.length === 0) return 'nothing-to-undo';
      const { fundId } = await db.loan.findUniqueOrThrow({ where: { id: loanId }, select: { fundId: true } });
      const sum = await db.posting.aggregate({
        where: { account: 'cash', entryId: { in: entries.map(({ id }) => id) } },
        _sum: { amount: true },
      });
      const { free } = await moneyOfOne(db, fundId);
      return Number(sum._sum.amount ?? 0) > free ? 'no-money' : null;
    },
  };

  /** What came of the referral that asked for the loan: with the money in hand the need is met. */
  async function tellReferral({ scope, status, turn, by, opened, disbursedOn }: LoanStep) {
    const to = opened
      ? ('in-progress' as const)
      : status === 'refused' || status === 'withdrawn'
        ? ('failed' as const)
        : disbursedOn && turn === 1
          ? ('completed' as const)
          : null;
    if (!to || !by) return;
    const { referralId } = await db.loan.findUniqueOrThrow({
      where: { id: idOf(scope) },
      select: { referralId: true },
    });
    if (referralId) await engine.tellReferral(referralId, 'followed', { to, by });
  }
}

/** Tells the loans of a fund whose money is there by now. */
export async function tellFunded({ db, engine }: RecordDeps, fundId: string): Promise<void> {
  for (const { id, turn } of await fundedUnaware(db, fundId))
    await engine.tellLoan(id, 'moneyCame', { turn });
}

async function writeLoan(tx: Db, id: string, step: LoanStep, owner: Owner): Promise<void> {
  const { status } = step;
  const now = {
    ...owner,
    status,
    turn: step.turn,
    communeId: step.communeId as string,
    provinceId: step.provinceId,
    mentorId: step.mentorId,
    outstanding: BigInt(step.outstanding),
    arrearsSince: step.arrearsSince && new Date(step.arrearsSince),
    revision: step.revision,
    closedAt: step.next ? null : new Date(step.at),
    ...(step.decided && { place: await nextPlace(tx, step.fundId), reserved: 0n }),
    // Paid out, or no longer wanted: nothing is set aside for it any more.
    ...(status !== 'waiting' && status !== 'approved' && { reserved: 0n }),
  };
  if (step.opened) {
    const { asked, borrower, referralId, voucherId, openedBy } = step.opened;
    const { personId } = await tx.handover.findUniqueOrThrow({
      where: { id: step.caseId },
      select: { personId: true },
    });
    await tx.loan.create({
      data: {
        ...now,
        id,
        caseId: step.caseId,
        personId,
        referralId,
        fundId: step.fundId,
        voucherId,
        borrower,
        asked: BigInt(asked.principal),
        askedMonths: asked.months,
        openedAt: new Date(step.at),
        openedById: openedBy,
        plan: await wordsOf(tx, step.submissionId, 'plan'),
      },
      select: { id: true },
    });
    return;
  }
  await tx.loan.update({
    where: { id },
    data: {
      ...now,
      voucherId: (await wordsOf(tx, step.submissionId, 'voucherId')) ?? undefined,
      reason: (await wordsOf(tx, step.submissionId, 'reason')) ?? undefined,
    },
    select: { id: true },
  });
}

async function writeTurn(tx: Db, loanId: string, step: LoanStep): Promise<void> {
  const { turn, decided, at } = step;
  const id = `${loanId}/t${turn}`;
  const today = new Date(dayOf(at));
  if (decided) {
    const { principal, months, way } = decided;
    await tx.loanTurn.create({
      data: {
        id,
        loanId,
        turn,
        principal: BigInt(principal),
        months,
        repayment: way,
        decidedOn: today,
      },
      select: { id: true },
    });
    return;
  }
  const { schedule, disbursedOn, rescheduled, status, paid } = step;
  await tx.loanTurn.updateMany({
    where: { id },
    data: {
      rescheduled,
      ...(disbursedOn && { disbursedOn: new Date(disbursedOn) }),
      ...(schedule && { endsOn: new Date(schedule.parts.at(-1)?.on as string) }),
      ...(paid && { maturedOn: status === 'matured' ? new Date(paid.on) : null }),
      ...(status === 'written-off' && { writtenOffOn: today }),
    },
  });
}

async function writeSchedule(tx: Db, loanId: string, { schedule, paid, turn }: LoanStep): Promise<void> {
  if (schedule) {
    const { plan, parts } = schedule;
    await tx.instalment.updateMany({
      where: { loanId, turn, plan: { lt: plan }, paidOn: null },
      data: { replaced: true },
    });
    await tx.instalment.createMany({
      data: parts.map(({ seq, on, principal, interest }) => ({
        id: `${loanId}/p${plan}/${seq}`,
        loanId,
        turn,
        plan,
        seq,
        dueOn: new Date(on),
        principal: BigInt(principal),
        interest: BigInt(interest),
      })),
    });
  }
  if (!paid) return;
  const rows = paid.parts.map(({ principal, interest }, i) => ({ seq: i + 1, principal, interest }));
  await tx.$executeRaw`
    UPDATE "Instalment" i SET "paidPrincipal" = p.principal, "paidInterest" = p.interest,
      "paidOn" = CASE WHEN p.principal = i.principal AND p.interest = i.interest THEN coalesce(i."paidOn", ${paid.on}::date) END
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS p(seq int, principal bigint, interest bigint)
    WHERE i."loanId" = ${loanId} AND i.plan = ${paid.plan} AND i.seq = p.seq`;
}

async function writeVote(
  tx: Db,
  loanId: string,
  { submissionId, at, by }: LoanStep,
  { body, yes }: NonNullable<LoanStep['vote']>,
): Promise<void> {
  await tx.loanVote.create({
    data: {
      id: submissionId as string,
      loanId,
      body,
      yes,
      voter: (await wordsOf(tx, submissionId, 'voter')) ?? '',
      why: await wordsOf(tx, submissionId, 'why'),
      at: new Date(at),
      byId: by as string,
    },
    select: { id: true },
  });
}

async function writeBook(tx: Db, loanId: string, step: LoanStep): Promise<void> {
  const { fundId, turn, by, at, key, submissionId, book, undo } = step;
  if (!book && !undo) return;
  const about: Omit<EntryAbout, 'key' | 'on'> = {
    fundId,
    loanId,
    turn,
    byId: by,
    at: new Date(at),
    why: await wordsOf(tx, submissionId, 'reason'),
  };
  for (const booking of book?.entries ?? [])
    await bookEntry(
      tx,
      { ...about, key: `${key}/${booking.kind}`, on: (book as { on: string }).on },
      booking,
    );
  if (!undo) return;
  for (const entry of await lastRepayment(tx, loanId))
    await bookReversal(
      tx,
      { ...about, key: `${key}/undo/${entry.id}`, on: entry.on.toISOString().slice(0, 10) },
      entry.id,
    );
}

/** The entries of the last repayment that still stands: one step, principal and interest. */
async function lastRepayment(db: Db, loanId: string) {
  const standing = await db.$queryRaw<{ id: bigint; key: string; on: Date }[]>`
    SELECT e.id, e.key, e."on" FROM "LedgerEntry" e
    WHERE e."loanId" = ${loanId} AND e.kind IN ('repay-principal', 'repay-interest')
      AND NOT EXISTS (SELECT 1 FROM "LedgerEntry" r WHERE r."reversesId" = e.id)
    ORDER BY e.id DESC LIMIT 2`;
  const stepOf = (key: string) => key.slice(0, key.lastIndexOf('/'));
  const [last] = standing;
  return last ? standing.filter(({ key }) => stepOf(key) === stepOf(last.key)) : [];
}
