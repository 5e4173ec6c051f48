import { z } from 'zod';
import { toDay } from '../../domain/calendar';
import { REPAYMENT_WAYS, type RepaymentWay } from '../../domain/instalments';
import { BEFORE_MONEY, LOAN_STATUSES, type LoanStatus } from '../../domain/loan';
import { may } from '../../domain/permission';
import { whoOf } from '../../domain/wording/messages';
import type { Prisma } from '../../prisma/client';
import { caseArea, loanArea } from '../commands/area';
import { denied } from '../commands/command';
import type { Context } from '../context';
import type { Actor } from '../session';
import { casePeople, communeNames, userNames } from './names';
import { cut, type Page, type PageQuery, seek } from './page';
import { moment, Named } from './shapes';
import { loansOf } from './where';

const sum = z.number().meta({ description: 'Whole đồng' });
const day = z.string().meta({ format: 'date' });

export const LoanCard = z.object({
  id: z.string(),
  caseId: z.string(),
  who: z.string(),
  /** A lender learns the name once the loan is its to decide. */
  fullName: z.string().nullable(),
  commune: Named,
  fund: Named,
  status: z.enum(LOAN_STATUSES),
  turn: z.number(),
  borrower: z.string(),
  asked: sum,
  askedMonths: z.number(),
  outstanding: sum,
  arrearsSince: day.nullable(),
  openedAt: moment,
  action: z.string().nullable(),
  due: moment.nullable(),
  overdue: z.boolean(),
});
export type LoanCard = z.infer<typeof LoanCard>;

export const LoanDetail = LoanCard.extend({
  plan: z.string().nullable(),
  reason: z.string().nullable(),
  voucher: Named.nullable(),
  mentor: Named.nullable(),
  place: z.number().nullable(),
  turns: z.array(
    z.object({
      turn: z.number(),
      principal: sum,
      months: z.number(),
      way: z.enum(REPAYMENT_WAYS),
      decidedOn: day,
      disbursedOn: day.nullable(),
      endsOn: day.nullable(),
      rescheduled: z.number(),
      maturedOn: day.nullable(),
      writtenOffOn: day.nullable(),
    }),
  ),
  votes: z.array(
    z.object({
      voter: z.string(),
      body: z.string(),
      yes: z.boolean(),
      why: z.string().nullable(),
      at: moment,
    }),
  ),
  instalments: z.array(
    z.object({
      seq: z.number(),
      dueOn: day,
      principal: sum,
      interest: sum,
      paidPrincipal: sum,
      paidInterest: sum,
      paidOn: day.nullable(),
    }),
  ),
  /** What is still to be paid by the present schedule, interest included. */
  owed: sum,
  timeline: z.array(z.object({ id: z.string(), kind: z.string(), at: moment, by: z.string().nullable() })),
  may: z.object({
    vouch: z.boolean(),
    appraise: z.boolean(),
    lend: z.boolean(),
    talk: z.boolean(),
    withdraw: z.boolean(),
  }),
});
export type LoanDetail = z.infer<typeof LoanDetail>;

export interface LoanFilter extends PageQuery {
  state?: 'open' | 'closed';
  caseId?: string;
  fundId?: string;
}

const include = {
  fund: { select: { id: true, name: true, organisationId: true } },
} satisfies Prisma.LoanInclude;
type Row = Prisma.LoanGetPayload<{ include: typeof include }>;

/** Loans of the asker's area, newest first; a lender sees those of its funds. */
export async function listLoans(
  ctx: Context,
  actor: Actor,
  { after, limit = 50, state, caseId, fundId }: LoanFilter = {},
): Promise<Page<LoanCard>> {
  const rows = await ctx.db.loan.findMany({
    where: {
      AND: [
        loansOf(actor),
        seek(after, 'openedAt', 'desc'),
        state === 'open' ? { closedAt: null } : state === 'closed' ? { closedAt: { not: null } } : {},
        caseId ? { caseId } : {},
        fundId ? { fundId } : {},
      ],
    },
    orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include,
  });
  const card = await cardsOf(ctx, actor, rows);
  return cut(rows, limit, (row) => [row.openedAt.getTime(), row.id], card);
}

async function cardsOf(ctx: Context, actor: Actor, rows: readonly Row[]): Promise<(row: Row) => LoanCard> {
  const people = await casePeople(
    ctx.db,
    rows.map((row) => row.caseId),
  );
  const communes = await communeNames(
    ctx.db,
    rows.map((row) => row.communeId),
  );
  return (row) => {
    const person = people.get(row.caseId);
    const early = row.status === 'vouching' || row.status === 'appraising';
    return {
      id: row.id,
      caseId: row.caseId,
      who: person ? whoOf(person.fullName, person.code) : '',
      // Who vouches must know for whom.
      fullName:
        actor.role === 'partner' && early && actor.organisationId !== row.voucherId
          ? null
          : (person?.fullName ?? null),
      commune: { id: row.communeId, name: communes.get(row.communeId) ?? row.communeId },
      fund: { id: row.fund.id, name: row.fund.name },
      status: row.status as LoanStatus,
      turn: row.turn,
      borrower: row.borrower,
      asked: Number(row.asked),
      askedMonths: row.askedMonths,
      outstanding: Number(row.outstanding),
      arrearsSince: row.arrearsSince && toDay(row.arrearsSince),
      openedAt: row.openedAt,
      action: row.nextAction,
      due: row.nextDue,
      overdue: row.closedAt === null && row.nextDue !== null && row.nextDue.getTime() <= ctx.now(),
    };
  };
}

/** One loan with all that was decided and paid; null when it is not the asker's to see. */
export async function loanDetail(ctx: Context, actor: Actor, id: string): Promise<LoanDetail | null> {
  const area = await loanArea(ctx.db, id);
  if (denied(ctx, actor, 'see-loan', area) || !area) return null;
  const row = await ctx.db.loan.findUniqueOrThrow({
    where: { id },
    include: {
      ...include,
      turns: { orderBy: { turn: 'asc' } },
      votes: { orderBy: { at: 'asc' } },
      instalments: { where: { replaced: false }, orderBy: [{ plan: 'asc' }, { seq: 'asc' }] },
    },
  });
  const [voucher, timeline] = await Promise.all([
    row.voucherId
      ? ctx.db.organisation.findUnique({ where: { id: row.voucherId }, select: { id: true, name: true } })
      : null,
    ctx.db.timelineEvent.findMany({
      where: { caseId: row.caseId, key: { startsWith: `loan/${id}/` } },
      orderBy: { id: 'desc' },
      take: 100,
    }),
  ]);
  const names = await userNames(ctx.db, [row.mentorId, ...timeline.map((e) => e.byId)]);
  const card = (await cardsOf(ctx, actor, [row]))(row);
  const instalments = row.instalments
    .filter((part) => part.turn === row.turn)
    .map((part) => ({
      seq: part.seq,
      dueOn: toDay(part.dueOn),
      principal: Number(part.principal),
      interest: Number(part.interest),
      paidPrincipal: Number(part.paidPrincipal),
      paidInterest: Number(part.paidInterest),
      paidOn: part.paidOn && toDay(part.paidOn),
    }));
  const owed = instalments.reduce(
    (all, p) => all + p.principal + p.interest - p.paidPrincipal - p.paidInterest,
    0,
  );
  const open = row.closedAt === null;
  return {
    ...card,
    plan: row.plan,
    reason: row.reason,
    voucher,
    mentor: row.mentorId ? { id: row.mentorId, name: names.get(row.mentorId) ?? '' } : null,
    place: row.status === 'waiting' ? row.place : null,
    turns: row.turns.map((t) => ({
      turn: t.turn,
      principal: Number(t.principal),
      months: t.months,
      way: t.repayment as RepaymentWay,
      decidedOn: toDay(t.decidedOn),
      disbursedOn: t.disbursedOn && toDay(t.disbursedOn),
      endsOn: t.endsOn && toDay(t.endsOn),
      rescheduled: t.rescheduled,
      maturedOn: t.maturedOn && toDay(t.maturedOn),
      writtenOffOn: t.writtenOffOn && toDay(t.writtenOffOn),
    })),
    votes: row.votes.map(({ voter, body, yes, why, at }) => ({ voter, body, yes, why, at })),
    instalments,
    owed: row.status === 'running' || row.status === 'arrears' ? owed : 0,
    timeline: timeline.map((e) => ({
      id: String(e.id),
      kind: e.kind,
      at: e.at,
      by: (e.byId && names.get(e.byId)) ?? null,
    })),
    may: {
      vouch: open && may(actor, 'vouch-for-loan', area),
      appraise: open && may(actor, 'appraise-loan', area),
      lend: open && may(actor, 'lend', area),
      talk: open && may(actor, 'talk-about-loan', area),
      withdraw: BEFORE_MONEY.includes(card.status) && may(actor, 'appraise-loan', area),
    },
  };
}

/** Mass organisations and clubs of a province. */
export function vouchersOf({ db }: Context, provinceId: string): Promise<{ id: string; name: string }[]> {
  return db.organisation.findMany({
    where: { provinceId, kind: { in: ['union', 'club'] } },
    orderBy: { name: 'asc' },
    select: { id: true, name: true },
  });
}

export interface CaseLoans {
  items: LoanCard[];
  mayOpen: boolean;
  /** Funds of the province that can be asked; of the partner of the referral first. */
  funds: { id: string; name: string }[];
  /** Mass organisations of the province that can be asked to vouch. */
  vouchers: { id: string; name: string }[];
  /** A referral for a loan that the partner has accepted and no loan has come of yet. */
  referralId: string | null;
}

/** The loans of a case, and what a new one can be asked for; null where the asker sees no loans. */
export async function caseLoans(ctx: Context, actor: Actor, caseId: string): Promise<CaseLoans | null> {
  const area = await caseArea(ctx.db, caseId);
  if (!area || !may(actor, 'see-loan', area)) return null;
  const { items } = await listLoans(ctx, actor, { caseId, limit: 20 });
  const mayOpen = may(actor, 'open-loan', area);
  if (!mayOpen) return { items, mayOpen, funds: [], vouchers: [], referralId: null };
  const [funds, vouchers, referral] = await Promise.all([
    ctx.db.fund.findMany({
      where: { provinceId: area.provinceId, active: true },
      orderBy: { name: 'asc' },
      select: { id: true, name: true, organisationId: true },
    }),
    vouchersOf(ctx, area.provinceId),
    ctx.db.referral.findFirst({
      where: { followUpId: caseId, kind: 'loan', status: { in: ['accepted', 'in-progress'] } },
      orderBy: { requestedAt: 'asc' },
      select: { id: true, organisationId: true },
    }),
  ]);
  const asked = referral
    ? await ctx.db.loan.count({
        where: { referralId: referral.id, status: { notIn: ['refused', 'withdrawn'] } },
      })
    : 0;
  const first = (organisationId: string) => (organisationId === referral?.organisationId ? 0 : 1);
  return {
    items,
    mayOpen,
    vouchers,
    funds: [...funds].sort((a, b) => first(a.organisationId) - first(b.organisationId)),
    referralId: asked === 0 ? (referral?.id ?? null) : null,
  };
}
