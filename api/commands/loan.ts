import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { dayOf } from '../../domain/calendar';
import { type InterestRule, REPAYMENT_WAYS } from '../../domain/instalments';
import { BORROWERS, VOTING_BODIES } from '../../domain/loan';
import { fold, normaliseName } from '../../domain/vietnamese';
import type { Db } from '../../prisma/client';
import { policiesOn } from '../../prisma/policies';
import { workflowId } from '../../workflows/contract';
import { invalid } from '../result';
import { caseArea } from './area';
import { command, denied } from './command';
import { day, dong, empty, id, words, yesOrNo } from './fields';
import { onLoan } from './on-process';
import { submit } from './submit';

const months = z.coerce.number().int().min(1).max(240);
const way = z.enum(REPAYMENT_WAYS);

/** The commune plans a loan with the household and asks a fund for it; of a referral, or by itself. */
export const openLoan = command(
  z.object({
    caseId: id,
    fundId: id,
    referralId: empty(id.optional()),
    /** The mass organisation asked to vouch; left out: the commune writes down who does. */
    voucherId: empty(id.optional()),
    borrower: z.enum(BORROWERS),
    amount: dong,
    months,
    way,
    plan: words(2000),
  }),
  async (ctx, actor, { plan, ...input }, key) => {
    const { caseId, fundId, referralId, voucherId, borrower, amount } = input;
    const area = await caseArea(ctx.db, caseId);
    const no = denied(ctx, actor, 'open-loan', area);
    if (no) return no;
    if (!area?.communeId) return { kind: 'not-found' };
    if (!plan) return invalid('/plan', 'missing', 'Hãy ghi vay để làm gì.', 'Please say what it is for.');
    const fund = await ctx.db.fund.findUnique({ where: { id: fundId } });
    if (!fund?.active || fund.provinceId !== area.provinceId)
      return invalid('/fundId', 'not-a-choice', 'Không có quỹ này.', 'There is no such fund.');
    if (referralId) {
      const asked = await ctx.db.referral.findUnique({ where: { id: referralId } });
      if (asked?.followUpId !== caseId || asked.kind !== 'loan')
        return invalid(
          '/referralId',
          'not-a-choice',
          'Không có giới thiệu này.',
          'There is no such referral.',
        );
    }
    if (voucherId && !(await mayVouch(ctx.db, voucherId))) return noVoucher;
    const policy = (await policiesOn(ctx.db, dayOf(ctx.now())))(area.provinceId, area.communeId);
    const loanId = randomUUID();
    // What the law allows at most, and the fund within it.
    const cap = Math.min(Number(fund.cap ?? policy.params.loanCap), policy.params.loanCap);
    const termMax = Math.min(fund.termMax ?? policy.params.loanTermMax, policy.params.loanTermMax);
    if (amount > cap) return { kind: 'refused', code: 'over-cap' };
    if (input.months > termMax) return { kind: 'refused', code: 'term-too-long' };
    return submit(ctx, actor, key, {
      caseId,
      workflowId: workflowId.loan(loanId),
      update: 'openLoan',
      args: {
        facts: {
          loanId,
          caseId,
          referralId: referralId ?? null,
          provinceId: area.provinceId,
          communeId: area.communeId,
          borrower,
          ...(voucherId && fund.vouching && { voucherId }),
          openedBy: actor.id,
          fund: {
            fundId,
            organisationId: fund.organisationId,
            interest: fund.interest as unknown as InterestRule,
            cap,
            termMax,
            vouching: fund.vouching,
          },
          policy,
        },
        terms: { principal: amount, months: input.months, way: input.way },
        mentorId: area.mentorId ?? null,
      },
      input: { ...input, plan },
      words: { plan },
    });
  },
);

const whyMissing = invalid('/reason', 'missing', 'Hãy ghi lý do.', 'Please give the reason.');

const noVoucher = invalid('/voucherId', 'missing', 'Hãy chọn đoàn thể.', 'Please choose who vouches.');

async function mayVouch(db: Db, id: string): Promise<boolean> {
  return (await db.organisation.count({ where: { id, kind: { in: ['union', 'club'] } } })) > 0;
}

/** A mass organisation vouches, or does not, and why. */
export const vouchLoan = onLoan(
  'vouch-for-loan',
  'vouchLoan',
  { yes: yesOrNo, voucherId: empty(id.optional()), reason: words(1000) },
  async ({ yes, reason, ...typed }, { ctx, area }) => {
    if (!yes && !reason) return whyMissing;
    // Who was asked answers; else the commune says who it was.
    const voucherId = area.voucherId ?? typed.voucherId;
    if (yes && !(voucherId && (await mayVouch(ctx.db, voucherId)))) return noVoucher;
    return { args: { yes }, words: { voucherId, reason } };
  },
);

/** One vote of the appraisal as in the minutes: whose, for which body, yes or no, and why. */
export const voteOnLoan = onLoan(
  'appraise-loan',
  'voteOnLoan',
  {
    voter: z.string().trim().min(2).max(120).transform(normaliseName),
    body: z.enum(VOTING_BODIES),
    yes: yesOrNo,
    reason: words(1000),
  },
  async ({ voter, body, yes, reason }, { ctx, id: loanId }) => {
    if (!yes && !reason) return whyMissing;
    const cast = await ctx.db.loanVote.findMany({ where: { loanId }, select: { voter: true } });
    if (cast.some((vote) => fold(vote.voter) === fold(voter)))
      return invalid('/voter', 'taken', 'Người này đã bỏ phiếu rồi.', 'This person has voted already.');
    // Who it was stays in the words; the engine only learns that it is another one.
    return { args: { voter: randomUUID(), body, yes }, words: { voter, why: reason } };
  },
);

/** The lender decides: how much, for how long, paid back how; or refuses and says why. */
export const decideLoan = onLoan(
  'lend',
  'decideLoan',
  {
    approves: yesOrNo,
    amount: empty(dong.optional()),
    months: empty(months.optional()),
    way: empty(way.optional()),
    reason: words(1000),
  },
  ({ approves, amount, months: term, way: how, reason }) => {
    if (!approves) return reason ? { args: { terms: null }, words: { reason } } : whyMissing;
    if (amount === undefined || term === undefined || how === undefined)
      return invalid('/amount', 'missing', 'Hãy ghi số tiền và thời hạn.', 'Please enter sum and term.');
    return { args: { terms: { principal: amount, months: term, way: how } } };
  },
);

export const disburseLoan = onLoan('lend', 'disburseLoan', { on: day }, ({ on }) => ({ args: { on } }));

export const repayLoan = onLoan(
  'lend',
  'repayLoan',
  { amount: dong, on: day, reason: words(1000) },
  ({ amount, on, reason }) => ({ args: { amount, on }, words: { reason } }),
);

/** The last repayment was recorded by mistake. */
export const takeBackRepayment = onLoan('lend', 'takeBackRepayment', { reason: words(1000) }, ({ reason }) =>
  reason ? { args: {}, words: { reason } } : whyMissing,
);

/** Somebody talked with the household about what is in the way. */
export const talkedAboutLoan = onLoan('talk-about-loan', 'talkedAboutLoan', {}, () => ({ args: {} }));

export const rescheduleLoan = onLoan(
  'lend',
  'rescheduleLoan',
  { months, way, reason: words(1000) },
  ({ months: term, way: how, reason }) =>
    reason ? { args: { months: term, way: how }, words: { reason } } : whyMissing,
);

export const writeOffLoan = onLoan('lend', 'writeOffLoan', { reason: words(1000) }, ({ reason }) =>
  reason ? { args: {}, words: { reason } } : whyMissing,
);

/** Another turn after all is back. */
export const renewLoan = onLoan(
  'lend',
  'renewLoan',
  { amount: dong, months, way },
  ({ amount, months: term, way: how }) => ({
    args: { terms: { principal: amount, months: term, way: how } },
  }),
);

/** The household no longer wants it, before any money has gone out. */
export const withdrawLoan = onLoan('appraise-loan', 'withdrawLoan', { reason: words(1000) }, ({ reason }) =>
  reason ? { args: {}, words: { reason } } : whyMissing,
);
