import { z } from 'zod';
import { dayOf } from '../../domain/calendar';
import { FUND_SOURCES, LENDERS } from '../../domain/loan';
import { mayWithFund } from '../../domain/permission';
import type { OrganisationKind } from '../../domain/referral';
import { normaliseName } from '../../domain/vietnamese';
import type { FundBooking } from '../../workflows/contract';
import { workflowId } from '../../workflows/contract';
import type { Context } from '../context';
import { applied, invalid, type Result } from '../result';
import type { Actor } from '../session';
import { command } from './command';
import { day, dong, empty, id, words, yesOrNo } from './fields';
import { once, submit } from './submit';

/** A lender sets up a fund of its own; its money comes with the first entry of capital. */
export const createFund = command(
  z.object({
    name: z.string().trim().min(2).max(120).transform(normaliseName),
    source: z.enum(FUND_SOURCES),
    /** Hundredths of a percent a year; 0: no interest. */
    interestBps: z.coerce.number().int().min(0).max(2_000),
    cap: empty(dong.optional()),
    termMax: empty(z.coerce.number().int().min(1).max(240).optional()),
    vouching: yesOrNo,
  }),
  async (ctx, actor, input, key): Promise<Result<{ id: string }>> => {
    const { organisationId, provinceId } = actor;
    if (actor.role !== 'partner' || !organisationId) return { kind: 'forbidden' };
    const organisation = await ctx.db.organisation.findUnique({ where: { id: organisationId } });
    if (!organisation || !LENDERS.includes(organisation.kind as OrganisationKind))
      return { kind: 'forbidden' };
    const { interestBps, cap, ...rest } = input;
    return once(ctx, actor, key, 'create-fund', input, async (db) => {
      const fund = await db.fund.create({
        data: {
          ...rest,
          cap: cap === undefined ? null : BigInt(cap),
          interest: interestBps > 0 ? { kind: 'flat', bps: interestBps } : { kind: 'none' },
          organisationId,
          provinceId: provinceId ?? organisation.provinceId,
          createdById: actor.id,
        },
      });
      return applied({ id: fund.id });
    });
  },
);

/** Capital put in or taken out, what came back of a written-off loan, and the reversal of such an entry; each says why. */
export const bookFund = command(
  z.object({
    fundId: id,
    kind: z.enum(['capital-in', 'capital-out', 'recovered', 'reversal']),
    amount: empty(dong.optional()),
    on: empty(day.optional()),
    loanId: empty(id.optional()),
    reverses: empty(
      z
        .string()
        .regex(/^\d{1,18}$/)
        .optional(),
    ),
    why: words(1000),
  }),
  async (ctx, actor, { why, ...input }, key) => {
    const no = await notTheirs(ctx, actor, input.fundId);
    if (no) return no;
    if (!why) return invalid('/why', 'missing', 'Hãy ghi lý do.', 'Please say why.');
    const today = dayOf(ctx.now());
    if (input.on && input.on > today) return { kind: 'refused', code: 'in-the-future' };
    const booking = bookingOf(input, today);
    if ('kind' in booking && booking.kind === 'invalid') return booking;
    return submit(ctx, actor, key, {
      caseId: null,
      workflowId: workflowId.fund(input.fundId),
      update: 'bookFund',
      args: booking as FundBooking,
      input: { ...input, why },
      words: { why },
    });
  },
);

interface Typed {
  fundId: string;
  kind: FundBooking['kind'];
  amount?: number;
  on?: string;
  loanId?: string;
  reverses?: string;
}

function bookingOf(typed: Typed, today: string): FundBooking | Extract<Result, { kind: 'invalid' }> {
  const { fundId, kind, amount, loanId, reverses } = typed;
  const on = typed.on ?? today;
  if (kind === 'reversal')
    return reverses
      ? { fundId, on, kind, reverses }
      : invalid('/reverses', 'missing', 'Hãy chọn bút toán.', 'Please choose the entry.');
  if (amount === undefined) return invalid('/amount', 'missing', 'Hãy ghi số tiền.', 'Please enter the sum.');
  if (kind !== 'recovered') return { fundId, on, kind, amount };
  return loanId
    ? { fundId, on, kind, amount, loanId }
    : invalid('/loanId', 'missing', 'Hãy chọn khoản vay.', 'Please choose the loan.');
}

async function notTheirs(ctx: Context, actor: Actor, fundId: string): Promise<Result<never> | null> {
  const fund = await ctx.db.fund.findUnique({ where: { id: fundId } });
  if (!fund || !mayWithFund(actor, 'see', fund)) return { kind: 'not-found' };
  return mayWithFund(actor, 'keep', fund) ? null : { kind: 'forbidden' };
}
