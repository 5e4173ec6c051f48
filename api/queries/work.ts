import { dayOf, endOfDay, toDay } from '../../domain/calendar';
import { may } from '../../domain/permission';
import { maskPhone } from '../../domain/phone';
import { whoOf } from '../../domain/wording/messages';
import type { Prisma } from '../../prisma/client';
import type { Context } from '../context';
import type { Actor } from '../session';
import { inboundDuties } from './inbound';
import { casePeople, communeNames, namesSeen } from './names';
import { cut, type Page, type PageQuery, seek } from './page';
import type { VisitView, WorkItem } from './shapes';
import { casesOf, escalationsOf, loansOf, referralsOf } from './where';

type Waiting = Omit<WorkItem, 'who' | 'fullName' | 'commune' | 'overdue'> & {
  who?: string;
  communeId?: string | null;
};

/** One kind of what waits: at most `take` of it, the earliest first, from after a cursor on. */
type Source = (ctx: Context, actor: Actor, after: string | undefined, take: number) => Promise<Waiting[]>;

/**
 * "My work": what waits for the asker, earliest date first. Each source gives one page of its own after the same
 * cursor; together they hold the next page of all.
 */
export async function myWork(
  ctx: Context,
  actor: Actor,
  { after, limit = 50 }: PageQuery = {},
): Promise<Page<WorkItem>> {
  const take = limit + 1;
  const sources = await Promise.all(SOURCES.map((source) => source(ctx, actor, after, take)));
  const waiting = sources.flat().sort((a, b) => a.due.getTime() - b.due.getTime() || (a.id < b.id ? -1 : 1));
  const people = await casePeople(
    ctx.db,
    waiting.flatMap((item) => item.caseId ?? []),
  );
  const communes = await communeNames(
    ctx.db,
    waiting.map((item) => item.communeId ?? people.get(item.caseId ?? '')?.communeId),
  );
  return cut(
    waiting.slice(0, take),
    limit,
    (item) => [item.due.getTime(), item.id],
    ({ communeId, who, ...item }) => {
      const person = people.get(item.caseId ?? '');
      return {
        ...item,
        who: who ?? (person ? whoOf(person.fullName, person.code) : ''),
        // A partner sees a name on the referral itself, once it has accepted.
        fullName: actor.role === 'partner' ? null : (person?.fullName ?? null),
        commune: communes.get(communeId ?? person?.communeId ?? '') ?? null,
        // A visit may be made until the end of its day.
        overdue: (item.kind === 'visit' ? endOfDay(toDay(item.due)) : item.due.getTime()) <= ctx.now(),
      };
    },
  );
}

/** Steps of handovers whose turn is the asker's office, or the asker's as the mentor asked. */
const milestones: Source = async (ctx, actor, after, take) => {
  const mine: Record<string, Prisma.MilestoneWhereInput> = {
    centre: { ownerRole: 'centre' },
    // The mentor's step is the commune's while nobody is asked.
    commune: { OR: [{ ownerRole: 'commune' }, { kind: 'mentor', handover: { mentorId: null } }] },
    mentor: { kind: 'mentor', handover: { mentorId: actor.id } },
  };
  const where = mine[actor.role];
  if (!where) return [];
  const rows = await ctx.db.milestone.findMany({
    where: {
      AND: [
        where,
        { status: { in: ['open', 'overdue'] }, dueAt: { not: null } },
        { handover: casesOf(actor) },
        seek(after, 'dueAt', 'asc'),
      ],
    },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    take,
  });
  return rows.map((m) => ({
    kind: 'milestone',
    id: m.id,
    caseId: m.handoverId,
    action: m.kind,
    due: m.dueAt as Date,
  }));
};

/** Planned and missed visits of the mentor, and of whom they stand in for. */
const visits: Source = async (ctx, actor, after, take) => {
  if (actor.role !== 'mentor') return [];
  const status: VisitView['status'][] = ['planned', 'missed'];
  const rows = await ctx.db.visit.findMany({
    where: {
      AND: [
        {
          status: { in: status },
          followUp: { status: 'open', OR: [{ mentorId: actor.id }, { coverId: actor.id }] },
        },
        seek(after, 'plannedOn', 'asc'),
      ],
    },
    orderBy: [{ plannedOn: 'asc' }, { id: 'asc' }],
    take,
  });
  return rows.map((v) => ({
    kind: 'visit',
    id: v.id,
    caseId: v.followUpId,
    action: v.status === 'missed' ? 'report' : 'visit',
    due: v.plannedOn,
  }));
};

/** What follow-ups wait for from the asker's commune. */
const duties: Source = async (ctx, actor, after, take) => {
  if (actor.role !== 'commune' || !actor.communeId) return [];
  const rows = await ctx.db.duty.findMany({
    where: { AND: [{ communeId: actor.communeId, doneAt: null }, seek(after, 'dueAt', 'asc')] },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    take,
  });
  return rows.map((duty) => ({
    kind: 'duty',
    id: duty.id,
    caseId: duty.followUpId,
    action: duty.kind,
    due: duty.dueAt,
  }));
};

const escalations: Source = async (ctx, actor, after, take) => {
  if (actor.role !== 'supervisor') return [];
  const rows = await ctx.db.escalation.findMany({
    where: {
      AND: [
        escalationsOf(actor),
        { OR: [{ status: 'open' }, { status: 'acknowledged', acknowledgedById: actor.id }] },
        seek(after, 'raisedAt', 'asc'),
      ],
    },
    orderBy: [{ raisedAt: 'asc' }, { id: 'asc' }],
    take,
    include: { items: { where: { closedAt: null }, orderBy: { dueAt: 'asc' }, take: 1 } },
  });
  return rows.map((e) => ({
    kind: 'escalation',
    id: e.id,
    caseId: e.items[0]?.caseId ?? null,
    communeId: e.communeId,
    action: e.status === 'open' ? 'acknowledge' : 'resolve',
    due: e.raisedAt,
  }));
};

/** What a partner must answer or end; where the area has no partner, the commune. */
const referrals: Source = async (ctx, actor, after, take) => {
  if (actor.role !== 'partner' && actor.role !== 'commune') return [];
  const rows = await ctx.db.referral.findMany({
    where: {
      AND: [
        referralsOf(actor),
        { closedAt: null, nextDue: { not: null } },
        actor.role === 'commune' ? { organisationId: null } : {},
        seek(after, 'nextDue', 'asc'),
      ],
    },
    orderBy: [{ nextDue: 'asc' }, { id: 'asc' }],
    take,
  });
  return rows.map((r) => ({
    kind: 'referral',
    id: r.id,
    caseId: r.followUpId,
    communeId: r.communeId,
    action: `referral-${r.status}`,
    due: r.nextDue as Date,
  }));
};

/** Steps of loans whose turn is the asker's office, or the asker's as the mentor asked to talk. */
const loans: Source = async (ctx, actor, after, take) => {
  const mine: Record<string, Prisma.LoanWhereInput> = {
    commune: { ownerRole: 'commune' },
    mentor: { ownerRole: 'mentor' },
    // What waits for money waits for nobody.
    partner: { ownerRole: 'partner', status: { not: 'waiting' } },
  };
  const where = mine[actor.role];
  if (!where) return [];
  const rows = await ctx.db.loan.findMany({
    where: {
      AND: [loansOf(actor), where, { closedAt: null, nextDue: { not: null } }, seek(after, 'nextDue', 'asc')],
    },
    orderBy: [{ nextDue: 'asc' }, { id: 'asc' }],
    take,
  });
  return rows.map((l) => ({
    kind: 'loan',
    id: l.id,
    caseId: l.caseId,
    communeId: l.communeId,
    action: l.nextAction as string,
    due: l.nextDue as Date,
  }));
};

/** Texts that came in and nobody could read: the commune's, and when left too long its supervisor's. */
const answers: Source = async (ctx, actor, after, take) => {
  const rows = await ctx.db.inbound.findMany({
    where: { AND: [inboundDuties(actor, ctx.now()), seek(after, 'dueAt', 'asc')] },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    take,
  });
  const names = await namesSeen(
    ctx.db,
    actor,
    rows.map((row) => row.userId),
  );
  return rows.map((row) => ({
    kind: 'answer',
    id: row.id,
    caseId: null,
    who: names.get(row.userId ?? '') ?? maskPhone(row.from),
    communeId: row.communeId,
    action: 'answer-inbound',
    due: row.dueAt as Date,
  }));
};

/** The meeting that is next in each club the asker leads; the office leads those that nobody does. */
const clubs: Source = async (ctx, actor, after, take) => {
  if (actor.role !== 'mentor' && actor.role !== 'commune') return [];
  const led =
    actor.role === 'mentor' ? { leaderId: actor.id } : { leaderId: null, communeId: actor.communeId ?? '' };
  const rows = await ctx.db.club.findMany({
    where: { AND: [led, { status: 'open', nextDue: { not: null } }, seek(after, 'nextDue', 'asc')] },
    orderBy: [{ nextDue: 'asc' }, { id: 'asc' }],
    take,
  });
  return rows.map(({ id, name, communeId, nextDue }) => ({
    ...{ kind: 'club' as const, id, caseId: null, who: name, communeId, action: 'club-meeting' },
    due: nextDue as Date,
  }));
};

/** The classes of the asker's centre that are to be told of. */
const courses: Source = async (ctx, actor, after, take) => {
  if (actor.role !== 'centre' || !actor.centreId) return [];
  const rows = await ctx.db.course.findMany({
    where: {
      AND: [
        { centreId: actor.centreId, status: 'open', nextDue: { not: null } },
        seek(after, 'nextDue', 'asc'),
      ],
    },
    orderBy: [{ nextDue: 'asc' }, { id: 'asc' }],
    take,
  });
  return rows.map(({ id, name, nextAction, nextDue }) => ({
    ...{ kind: 'course' as const, id, caseId: null, who: name },
    ...{ action: nextAction ?? 'training-attendance', due: nextDue as Date },
  }));
};

/** Whom the asker's office is to ask after by now, years after their term. */
const laterChecks: Source = async (ctx, actor, after, take) => {
  if (actor.role !== 'commune' || !actor.communeId) return [];
  const begun = { some: { status: 'planned', dueOn: { lte: new Date(dayOf(ctx.now())) } } };
  const rows = await ctx.db.aftercare.findMany({
    where: {
      AND: [
        { communeId: actor.communeId, status: 'open', nextDue: { not: null }, checks: begun },
        seek(after, 'nextDue', 'asc'),
      ],
    },
    orderBy: [{ nextDue: 'asc' }, { id: 'asc' }],
    take,
  });
  return rows.map(({ id, communeId, nextDue }) => ({
    ...{ kind: 'check' as const, id, caseId: id, communeId, action: 'later-check' },
    due: nextDue as Date,
  }));
};

/** Outages that nobody has signed yet; the province's own supervisor must look at what was dropped. */
const outages: Source = async (ctx, actor, after, take) => {
  const { provinceId } = actor;
  if (!provinceId || !may(actor, 'sign-outage', { provinceId })) return [];
  const rows = await ctx.db.outage.findMany({
    where: { AND: [{ provinceId, signedAt: null }, seek(after, 'until', 'asc')] },
    orderBy: [{ until: 'asc' }, { id: 'asc' }],
    take,
  });
  return rows.map((o) => ({ kind: 'outage', id: o.id, caseId: null, action: 'sign-outage', due: o.until }));
};

const SOURCES: readonly Source[] = [
  milestones,
  visits,
  duties,
  escalations,
  referrals,
  loans,
  outages,
  answers,
  clubs,
  courses,
  laterChecks,
];
