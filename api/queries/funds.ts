import { z } from 'zod';
import { toDay } from '../../domain/calendar';
import type { InterestRule } from '../../domain/instalments';
import { ENTRY_KINDS, type EntryKind } from '../../domain/ledger';
import { FUND_SOURCES, type FundSource } from '../../domain/loan';
import { mayWithFund } from '../../domain/permission';
import { whoOf } from '../../domain/wording/messages';
import { moneyOf } from '../../prisma/fund-money';
import type { Context } from '../context';
import type { Actor } from '../session';
import { casePeople, userNames } from './names';
import { type Page, type PageQuery, readCursor } from './page';
import { moment, Named } from './shapes';
import { fundsOf } from './where';

const sum = z.number().meta({ description: 'Whole đồng' });

export const FundCard = z.object({
  id: z.string(),
  name: z.string(),
  source: z.enum(FUND_SOURCES),
  organisation: Named,
  /** Hundredths of a percent a year; 0: no interest. */
  interestBps: z.number(),
  cap: sum.nullable(),
  termMax: z.number().nullable(),
  vouching: z.boolean(),
  /** capital = cash + lent + writtenOff; free = cash − reserved. */
  money: z.object({
    capital: sum,
    cash: sum,
    lent: sum,
    writtenOff: sum,
    reserved: sum,
    free: sum,
  }),
  /** Interest earned so far; part of the capital. */
  interest: sum,
  loans: z.object({
    running: z.number(),
    arrears: z.number(),
    /** Principal still out of loans in arrears. */
    arrearsSum: sum,
    waiting: z.number(),
    waitingSum: sum,
  }),
  seeBook: z.boolean(),
  keep: z.boolean(),
});
export type FundCard = z.infer<typeof FundCard>;

export const EntryView = z.object({
  id: z.string(),
  kind: z.enum(ENTRY_KINDS),
  on: z.string().meta({ format: 'date' }),
  at: moment,
  by: z.string().nullable(),
  why: z.string().nullable(),
  loan: z.object({ id: z.string(), who: z.string() }).nullable(),
  postings: z.array(z.object({ account: z.string(), amount: sum })),
  /** The entry this one undoes, and the one that undid it. */
  reverses: z.string().nullable(),
  reversedBy: z.string().nullable(),
  /** Whether the asker may reverse it here; a repayment is undone on its loan. */
  canReverse: z.boolean(),
});
export type EntryView = z.infer<typeof EntryView>;

export const FundBook = FundCard.extend({
  entries: z.object({ items: z.array(EntryView), next: z.string().nullable() }),
  waitingList: z.array(z.object({ id: z.string(), who: z.string(), place: z.number(), amount: sum })),
  /** Written-off loans of which something may still come back. */
  writtenOff: z.array(z.object({ id: z.string(), who: z.string() })),
});
export type FundBook = z.infer<typeof FundBook>;

/** The funds whose state the asker sees. */
export async function listFunds(ctx: Context, actor: Actor): Promise<Page<FundCard>> {
  const funds = await ctx.db.fund.findMany({
    where: fundsOf(actor),
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    include: { organisation: { select: { id: true, name: true } } },
  });
  const ids = funds.map(({ id }) => id);
  const [money, states, interest] = await Promise.all([
    moneyOf(ctx.db, ids),
    ctx.db.$queryRaw<{ fundId: string; status: string; n: number; outstanding: bigint; principal: bigint }[]>`
      SELECT l."fundId", l.status, count(*)::int AS n, coalesce(sum(l.outstanding), 0)::bigint AS outstanding,
        coalesce(sum(t.principal), 0)::bigint AS principal
      FROM "Loan" l LEFT JOIN "LoanTurn" t ON t."loanId" = l.id AND t.turn = l.turn
      WHERE l."fundId" = ANY(${ids}) AND l.status IN ('running', 'arrears', 'waiting') GROUP BY 1, 2`,
    ctx.db.$queryRaw<{ fundId: string; earned: bigint }[]>`
      SELECT e."fundId", sum(p.amount)::bigint AS earned FROM "LedgerEntry" e
      JOIN "Posting" p ON p."entryId" = e.id AND p.account = 'cash'
      LEFT JOIN "LedgerEntry" o ON o.id = e."reversesId"
      WHERE e."fundId" = ANY(${ids}) AND (e.kind = 'repay-interest' OR o.kind = 'repay-interest') GROUP BY 1`,
  ]);
  const items = funds.map((fund): FundCard => {
    const rule = fund.interest as unknown as InterestRule;
    const of = (status: string) => states.find((s) => s.fundId === fund.id && s.status === status);
    const m = money.get(fund.id);
    return {
      id: fund.id,
      name: fund.name,
      source: fund.source as FundSource,
      organisation: fund.organisation,
      interestBps: rule.kind === 'flat' ? rule.bps : 0,
      cap: fund.cap === null ? null : Number(fund.cap),
      termMax: fund.termMax,
      vouching: fund.vouching,
      money: m ?? { capital: 0, cash: 0, lent: 0, writtenOff: 0, reserved: 0, free: 0 },
      interest: Number(interest.find((i) => i.fundId === fund.id)?.earned ?? 0),
      loans: {
        running: of('running')?.n ?? 0,
        arrears: of('arrears')?.n ?? 0,
        arrearsSum: Number(of('arrears')?.outstanding ?? 0),
        waiting: of('waiting')?.n ?? 0,
        waitingSum: Number(of('waiting')?.principal ?? 0),
      },
      seeBook: mayWithFund(actor, 'see-book', fund),
      keep: mayWithFund(actor, 'keep', fund),
    };
  });
  return { items, next: null };
}

/** The book of a fund, newest entry first; null when it is not the asker's to read. */
export async function fundBook(
  ctx: Context,
  actor: Actor,
  fundId: string,
  { after, limit = 100 }: PageQuery = {},
): Promise<FundBook | null> {
  const card = (await listFunds(ctx, actor)).items.find(({ id }) => id === fundId);
  if (!card?.seeBook) return null;
  const cursor = readCursor(after);
  const rows = await ctx.db.ledgerEntry.findMany({
    where: { fundId, ...(cursor && { id: { lt: BigInt(cursor[1]) } }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
    include: { postings: { orderBy: { id: 'asc' } }, loan: { select: { caseId: true } } },
  });
  const shown = rows.slice(0, limit);
  const line = await ctx.db.loan.findMany({
    where: { fundId, status: { in: ['waiting', 'written-off'] } },
    orderBy: [{ place: 'asc' }, { id: 'asc' }],
    include: { turns: { orderBy: { turn: 'desc' }, take: 1 } },
  });
  const [people, names, undone] = await Promise.all([
    casePeople(ctx.db, [...shown.flatMap((e) => e.loan?.caseId ?? []), ...line.map((l) => l.caseId)]),
    userNames(
      ctx.db,
      shown.map((e) => e.byId),
    ),
    ctx.db.ledgerEntry.findMany({
      where: { reversesId: { in: shown.map(({ id }) => id) } },
      select: { id: true, reversesId: true },
    }),
  ]);
  const who = (caseId: string) => {
    const person = people.get(caseId);
    return person ? whoOf(person.fullName, person.code) : '';
  };
  const reversible: readonly string[] = ['capital-in', 'capital-out', 'recovered'];
  const items = shown.map((e): EntryView => {
    const by = undone.find(({ reversesId }) => reversesId === e.id);
    return {
      id: String(e.id),
      kind: e.kind as EntryKind,
      on: toDay(e.on),
      at: e.at,
      by: (e.byId && names.get(e.byId)) ?? null,
      why: e.why,
      loan: e.loanId && e.loan ? { id: e.loanId, who: who(e.loan.caseId) } : null,
      postings: e.postings.map(({ account, amount }) => ({ account, amount: Number(amount) })),
      reverses: e.reversesId === null ? null : String(e.reversesId),
      reversedBy: by ? String(by.id) : null,
      canReverse: card.keep && !by && reversible.includes(e.kind),
    };
  });
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    ...card,
    entries: {
      items,
      next: last ? Buffer.from(JSON.stringify([0, String(last.id)])).toString('base64url') : null,
    },
    waitingList: line
      .filter(({ status }) => status === 'waiting')
      .map((l) => ({
        id: l.id,
        who: who(l.caseId),
        place: l.place ?? 0,
        amount: Number(l.turns[0]?.principal ?? 0),
      })),
    writtenOff: line
      .filter(({ status }) => status === 'written-off')
      .map((l) => ({ id: l.id, who: who(l.caseId) })),
  };
}
