import { dayOf } from '../../domain/calendar';
import { type FollowUpFacts, visitPlan } from '../../domain/follow-up';
import type { MilestoneKind } from '../../domain/handover';
import { type Area, may } from '../../domain/permission';
import type { Policy } from '../../domain/policy';
import { fold } from '../../domain/vietnamese';
import { whoOf } from '../../domain/wording/messages';
import type { Db, Prisma } from '../../prisma/client';
import { denied } from '../commands/command';
import type { Context } from '../context';
import type { Actor } from '../session';
import { communeNames, userNames } from './names';
import { cut, type Page, type PageQuery, seek } from './page';
import { referralCard, referralInclude } from './referrals';
import type { CaseCard, CaseDetail, MilestoneView, TimelineEntry, Turn, VisitView } from './shapes';
import { casesOf } from './where';
import { toDay, toDayOrNull } from './words';

const CARD = {
  person: { select: { id: true, code: true, fullName: true, centre: { select: { id: true, name: true } } } },
  followUp: { include: { mentor: { select: { id: true, name: true } } } },
} satisfies Prisma.HandoverInclude;
type CardRow = Prisma.HandoverGetPayload<{ include: typeof CARD }>;

export interface CaseFilter extends PageQuery {
  stage?: 'returning' | 'home' | 'closed';
  overdue?: boolean;
  communeId?: string;
  /** Part of a name, with or without accents, or a code. */
  search?: string;
}

/** Cases of the asker's area, newest first. */
export async function listCases(
  ctx: Context,
  actor: Actor,
  filter: CaseFilter = {},
): Promise<Page<CaseCard>> {
  const { after, limit = 50, communeId, search } = filter;
  const now = new Date(ctx.now());
  const rows = await ctx.db.handover.findMany({
    where: {
      AND: [
        casesOf(actor),
        seek(after, 'startedAt', 'desc'),
        stageWhere(filter.stage),
        filter.overdue ? { OR: [{ nextDue: { lt: now } }, { followUp: { nextDue: { lt: now } } }] } : {},
        communeId ? { communeId } : {},
        search
          ? {
              person: {
                OR: [{ foldedName: { contains: fold(search) } }, { code: search.trim().toUpperCase() }],
              },
            }
          : {},
      ],
    },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: CARD,
  });
  const names = await namesFor(ctx.db, rows);
  return cut(
    rows,
    limit,
    (row) => [row.startedAt.getTime(), row.id],
    (row) => card(row, names, ctx.now()),
  );
}

function stageWhere(stage: CaseFilter['stage']): Prisma.HandoverWhereInput {
  switch (stage) {
    case 'returning':
      return { status: 'open', OR: [{ followUp: null }, { followUp: { status: 'open' } }] };
    case 'home':
      return { followUp: { status: 'open' } };
    case 'closed':
      return { OR: [{ followUp: { status: 'closed' } }, { status: 'cancelled' }] };
    default:
      return {};
  }
}

/** One case with all a case page shows; null when it is not in the asker's area. */
export async function caseDetail(ctx: Context, actor: Actor, caseId: string): Promise<CaseDetail | null> {
  const row = await ctx.db.handover.findUnique({
    where: { id: caseId },
    include: {
      person: { include: { centre: true } },
      milestones: { orderBy: { position: 'asc' } },
      followUp: {
        include: {
          mentor: true,
          visits: { orderBy: { seq: 'asc' } },
          referrals: { include: referralInclude, orderBy: { requestedAt: 'asc' } },
        },
      },
    },
  });
  const area: Area | null = row && {
    centreId: row.centreId,
    communeId: row.communeId,
    provinceId: row.provinceId,
    mentorId: row.followUp ? row.followUp.mentorId : row.mentorId,
  };
  if (!row || !area || denied(ctx, actor, 'see-case', area)) return null;
  const { followUp, milestones, person } = row;
  const seesVisits = may(actor, 'see-visits', area);
  const users = await userNames(ctx.db, [
    ...milestones.map((m) => m.doneById),
    row.ownerId,
    row.mentorId,
    followUp?.ownerId,
    ...(followUp?.visits ?? []).flatMap((v) => [v.mentorId, v.reportedById]),
    ...(followUp?.referrals ?? []).map((r) => r.requesterId),
  ]);
  const communes = await communeNames(ctx.db, [row.communeId]);
  const escalations = await ctx.db.escalation.findMany({
    where: { status: { not: 'resolved' }, items: { some: { caseId, closedAt: null } } },
    select: { id: true, kind: true, status: true },
  });
  const status = new Map(milestones.map((m) => [m.kind, m.status]));
  const waits = (kind: MilestoneKind) => status.get(kind) === 'open' || status.get(kind) === 'overdue';
  const namesMentor = waits('mentor') && may(actor, 'name-mentor', area);
  const reassigns = followUp?.status === 'open' && may(actor, 'reassign-mentor', area);
  const decides = waits('decision') && may(actor, 'record-decision', area);

  return {
    ...card({ ...row, person, followUp }, { users, communes }, ctx.now()),
    person: {
      id: person.id,
      fullName: person.fullName,
      bornOn: toDay(person.bornOn),
      sex: person.sex,
      minor: person.minor,
      phone: person.phone,
      relativeName: person.relativeName,
      relativePhone: person.relativePhone,
      address: person.address,
      caseNumber: person.caseNumber,
    },
    treatment: row.treatment,
    startedAt: row.startedAt,
    milestones: milestones.map((m) => {
      const kind = m.kind as MilestoneKind;
      return {
        kind,
        status: m.status as MilestoneView['status'],
        ownerRole: m.ownerRole,
        due: m.dueAt,
        doneAt: m.doneAt,
        doneBy: (m.doneById && users.get(m.doneById)) ?? null,
        mine: waits(kind) && recordable(kind) && may(actor, `record-${kind}`, area),
      };
    }),
    followUp: followUp && {
      startsOn: toDay(followUp.startsOn),
      endsOn: toDay(followUp.endsOn),
      status: followUp.status,
      visits: followUp.visits.map((v) => ({
        id: v.id,
        seq: v.seq,
        status: v.status as VisitView['status'],
        plannedOn: toDay(v.plannedOn),
        graceEndsAt: v.graceEndsAt,
        mentor: (v.mentorId && users.get(v.mentorId)) ?? null,
        outcome: seesVisits ? (v.outcome as VisitView['outcome']) : null,
        heldOn: toDayOrNull(v.heldOn),
        note: seesVisits ? v.note : null,
        needs: seesVisits ? v.needs : [],
        reportedAt: v.reportedAt,
        reportedBy: (v.reportedById && users.get(v.reportedById)) ?? null,
      })),
      plan: planAhead(row.followUp, row.policy as unknown as Policy),
    },
    referrals: may(actor, 'see-referral', area)
      ? (followUp?.referrals ?? []).map((r) => referralCard(r, actor, { users, communes }, ctx.now()))
      : [],
    escalations: may(actor, 'see-escalation', area) ? escalations : [],
    actions: {
      giveResidence: waits('residence') && may(actor, 'give-residence', area),
      nameMentor: namesMentor,
      answerMentorRequest:
        waits('mentor') && row.mentorId === actor.id && may(actor, 'answer-mentor-request', area),
      reportVisit: followUp?.status === 'open' && may(actor, 'report-visit', area),
      rescheduleVisit: followUp?.status === 'open' && may(actor, 'reschedule-visit', area),
      reassignMentor: reassigns,
    },
    mentors: namesMentor || reassigns || decides ? await mentorsOf(ctx.db, row.communeId) : [],
  };
}

function recordable(
  kind: MilestoneKind,
): kind is 'proposal' | 'decision' | 'certificate' | 'handout' | 'arrival' {
  return kind !== 'residence' && kind !== 'notice' && kind !== 'mentor';
}

function planAhead(
  followUp: {
    startsOn: Date;
    endsOn: Date;
    status: string;
    visits: { status: string; plannedOn: Date }[];
  } | null,
  policy: Policy,
): string[] {
  const planned = followUp?.visits.find((v) => v.status === 'planned');
  if (followUp?.status !== 'open' || !planned) return [];
  const facts: Pick<FollowUpFacts, 'startDay' | 'endDay' | 'policy'> = {
    startDay: toDay(followUp.startsOn),
    endDay: toDay(followUp.endsOn),
    policy,
  };
  return visitPlan(facts as FollowUpFacts, toDay(planned.plannedOn));
}

/** Active mentors of a commune, with how many people each accompanies: the least busy first. */
export async function mentorsOf(
  db: Db,
  communeId: string | null,
): Promise<{ id: string; name: string; openCases: number }[]> {
  if (!communeId) return [];
  const mentors = await db.user.findMany({
    where: { role: 'mentor', active: true, communeId },
    select: { id: true, name: true, _count: { select: { followUps: { where: { status: 'open' } } } } },
    orderBy: { name: 'asc' },
  });
  return mentors
    .map(({ id, name, _count }) => ({ id, name, openCases: _count.followUps }))
    .sort((a, b) => a.openCases - b.openCases);
}

/** What happened in a case, newest first; null when it is not in the asker's area. */
export async function caseTimeline(
  ctx: Context,
  actor: Actor,
  caseId: string,
  { after, limit = 50 }: PageQuery = {},
): Promise<Page<TimelineEntry> | null> {
  if (!(await seesCase(ctx, actor, caseId))) return null;
  const rows = await ctx.db.timelineEvent.findMany({
    where: { caseId, ...(after ? { id: { lt: readId(after) } } : {}) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const users = await userNames(
    ctx.db,
    rows.map((row) => row.byId),
  );
  const items = rows.slice(0, limit).map((row) => ({
    id: String(row.id),
    kind: row.kind,
    at: row.at,
    by: (row.byId && users.get(row.byId)) ?? null,
    data: (row.data ?? {}) as Record<string, string>,
  }));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** A cursor that is a number; anything else is the beginning. */
export const readId = (after: string): bigint =>
  /^\d{1,18}$/.test(after) ? BigInt(after) : BigInt('9223372036854775807');

export async function seesCase(ctx: Context, actor: Actor, caseId: string): Promise<boolean> {
  return (await ctx.db.handover.count({ where: { AND: [{ id: caseId }, casesOf(actor)] } })) > 0;
}

interface Names {
  users: Map<string, string>;
  communes: Map<string, string>;
}

async function namesFor(db: Db, rows: CardRow[]): Promise<Names> {
  return {
    users: await userNames(
      db,
      rows.flatMap((row) => [row.ownerId, row.mentorId, row.followUp?.ownerId]),
    ),
    communes: await communeNames(
      db,
      rows.map((row) => row.communeId),
    ),
  };
}

function card(row: CardRow, { users, communes }: Names, now: number): CaseCard {
  const { followUp, person } = row;
  const mentorId = followUp ? followUp.mentorId : row.mentorId;
  return {
    id: row.id,
    code: person.code,
    who: whoOf(person.fullName, person.code),
    fullName: person.fullName,
    stage:
      followUp?.status === 'closed' || row.status === 'cancelled'
        ? 'closed'
        : followUp
          ? 'home'
          : 'returning',
    commune: row.communeId ? { id: row.communeId, name: communes.get(row.communeId) ?? row.communeId } : null,
    centre: { id: person.centre.id, name: person.centre.name },
    mentor: mentorId ? { id: mentorId, name: users.get(mentorId) ?? followUp?.mentor?.name ?? '' } : null,
    endOn: toDay(row.endOn),
    late: row.late,
    turn: earliest([turnOf(row, users, now), followUp && turnOf(followUp, users, now)]),
  };
}

function turnOf(
  of: { ownerRole: string | null; ownerId: string | null; nextAction: string | null; nextDue: Date | null },
  users: Names['users'],
  now: number,
): Turn | null {
  if (!of.ownerRole || !of.nextAction || !of.nextDue) return null;
  return {
    role: of.ownerRole,
    name: (of.ownerId && users.get(of.ownerId)) ?? null,
    action: of.nextAction,
    due: of.nextDue,
    overdue: of.nextDue.getTime() <= now,
  };
}

function earliest(turns: (Turn | null)[]): Turn | null {
  return turns.reduce((first, next) => (next && (!first || next.due < first.due) ? next : first), null);
}

/** Today in Vietnam, for presets of forms. */
export const today = (ctx: Context): string => dayOf(ctx.now());
