import { dayOf, toDay } from '../../domain/calendar';
import { isRecordable, type MilestoneKind, type Standing } from '../../domain/handover';
import { type Area, type CaseAction, may } from '../../domain/permission';
import type { Policy } from '../../domain/policy';
import { fold } from '../../domain/vietnamese';
import { whoOf } from '../../domain/wording/messages';
import type { Db, Prisma } from '../../prisma/client';
import { denied } from '../commands/command';
import type { Context } from '../context';
import type { Actor } from '../session';
import { declinedBecause, returnedBecause } from './case-file';
import { followUpView, paperDue } from './follow-up';
import { mentorsOf } from './mentors';
import { communeNames, namesSeen, userNames } from './names';
import { cut, type Page, type PageQuery, seek } from './page';
import { completed, referralCard, referralInclude } from './referrals';
import type { CaseCard, CaseDetail, MilestoneView, TimelineEntry, Turn } from './shapes';
import { casesOf } from './where';

const CARD = {
  person: { select: { id: true, code: true, fullName: true, centre: { select: { id: true, name: true } } } },
  followUp: { include: { mentor: { select: { id: true, name: true } } } },
} satisfies Prisma.HandoverInclude;
type CardRow = Prisma.HandoverGetPayload<{ include: typeof CARD }>;

export interface CaseFilter extends PageQuery {
  stage?: 'returning' | 'home' | 'closed';
  standing?: Standing;
  overdue?: boolean;
  communeId?: string;
  /** Part of a name, with or without accents, or a code. */
  search?: string;
  /** Of these alone. */
  ids?: readonly string[];
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
        filter.standing ? { standing: filter.standing } : {},
        filter.overdue ? { OR: [{ nextDue: { lt: now } }, { followUp: { nextDue: { lt: now } } }] } : {},
        communeId ? { communeId } : {},
        filter.ids ? { id: { in: [...filter.ids] } } : {},
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
    coverId: row.followUp?.coverId,
    movingToId: row.followUp?.movingToId,
  };
  if (!row || !area || denied(ctx, actor, 'see-case', area)) return null;
  const { followUp, milestones, person } = row;
  const policy = row.policy as unknown as Policy;
  const seesVisits = may(actor, 'see-visits', area);
  const users = await userNames(ctx.db, [
    ...milestones.map((m) => m.doneById),
    row.ownerId,
    row.accountableId,
    row.mentorId,
    followUp?.ownerId,
    followUp?.coverId,
    followUp?.accountableId,
    ...(followUp?.visits ?? []).flatMap((v) => [v.mentorId, v.reportedById]),
    ...(followUp?.referrals ?? []).map((r) => r.requesterId),
  ]);
  const communes = await communeNames(ctx.db, [row.communeId, followUp?.movingToId]);
  const escalations = await ctx.db.escalation.findMany({
    where: { status: { not: 'resolved' }, items: { some: { caseId, closedAt: null } } },
    select: { id: true, kind: true, status: true },
  });
  const facility = row.facilityId
    ? await ctx.db.organisation.findUnique({
        where: { id: row.facilityId },
        select: { id: true, name: true },
      })
    : null;
  const status = new Map(milestones.map((m) => [m.kind, m.status]));
  const waits = (kind: MilestoneKind) => status.get(kind) === 'open' || status.get(kind) === 'overdue';
  // A proposal is a taking over: both can be recorded as soon as the commune is told.
  const canRecord = (kind: MilestoneKind) => waits(kind) || (kind === 'proposal' && waits('acceptance'));
  const namesMentor = waits('mentor') && may(actor, 'name-mentor', area);
  const reassigns = followUp?.status === 'open' && may(actor, 'reassign-mentor', area);
  const open = followUp?.status === 'open';
  const does = (action: CaseAction) => open && may(actor, action, area);
  const answersMove = Boolean(followUp?.movingToId) && does('answer-move');
  const home = followUp && followUpView(followUp, policy, { users, communes }, seesVisits);
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
      languages: person.languages,
      caseNumber: person.caseNumber,
    },
    treatment: row.treatment,
    startedAt: row.startedAt,
    accountable: accountableOf(followUp?.status === 'open' ? followUp : row, users),
    returned: row.returned
      ? {
          reason: row.returned as NonNullable<CaseDetail['returned']>['reason'],
          note: await returnedBecause(ctx.db, caseId),
        }
      : null,
    cancelled: row.cancelled as CaseDetail['cancelled'],
    facility,
    noShow: row.noShow as CaseDetail['noShow'],
    declined: namesMentor && !row.mentorId ? await declinedBecause(ctx.db, caseId) : null,
    milestones: milestones.map((m) => {
      const kind = m.kind as MilestoneKind;
      return {
        kind,
        status: m.status as MilestoneView['status'],
        ownerRole: m.ownerRole,
        due: m.dueAt,
        doneAt: m.doneAt,
        doneBy: (m.doneById && users.get(m.doneById)) ?? null,
        mine: canRecord(kind) && isRecordable(kind) && may(actor, `record-${kind}`, area),
      };
    }),
    followUp: home,
    referrals: may(actor, 'see-referral', area)
      ? await completed(
          ctx,
          actor,
          (followUp?.referrals ?? []).map((r) => referralCard(r, actor, { users, communes }, ctx.now())),
          followUp?.referrals ?? [],
        )
      : [],
    escalations: may(actor, 'see-escalation', area) ? escalations : [],
    actions: {
      giveResidence: waits('residence') && may(actor, 'give-residence', area),
      returnCase: waits('acceptance') && may(actor, 'return-case', area),
      resendCase: row.returned === 'incomplete-file' && may(actor, 'resend-case', area),
      recordNoShow: row.noShow !== null && may(actor, 'record-no-show', area),
      moveEnd: waits('certificate') && status.get('arrival') !== 'done' && may(actor, 'move-end', area),
      cancelHandover: row.status === 'open' && !followUp && may(actor, 'cancel-handover', area),
      editPerson: may(actor, 'edit-person', area),
      recordMeeting:
        row.status === 'open' && status.get('arrival') !== 'done' && may(actor, 'record-meeting', area),
      seeFile: may(actor, 'see-file', area),
      nameMentor: namesMentor,
      answerMentorRequest:
        waits('mentor') && row.mentorId === actor.id && may(actor, 'answer-mentor-request', area),
      // A visit that was held is told of however late, also when all is over.
      reportVisit: may(actor, 'report-visit', area) && (open || Boolean(home?.visits.some((v) => v.waits))),

      rescheduleVisit: does('reschedule-visit'),
      reassignMentor: reassigns,
      coverMentor: does('cover-mentor') && followUp?.mentorId !== null,
      pause: does('pause-follow-up') && !followUp?.paused,
      resume: does('pause-follow-up') && Boolean(followUp?.paused),
      recordAbsence: does('record-absence') && !followUp?.paused,
      referNeed: does('refer-need'),
      moveAway: does('move-away') && !followUp?.movingToId,
      answerMove: answersMove,
      recordEnd: does('end-follow-up') ? paperDue(followUp, policy, ctx.now()) : null,
      endFollowUp: does('end-follow-up'),
    },
    mentors:
      namesMentor || reassigns || decides || answersMove
        ? await mentorsOf(ctx.db, answersMove ? (followUp?.movingToId ?? null) : row.communeId, person)
        : [],
  };
}

/** Whose a person is; of cases from before it was recorded, nobody can say. */
function accountableOf(
  row: { accountableRole: string | null; accountableId: string | null },
  users: Names['users'],
): CaseDetail['accountable'] {
  const { accountableRole: role, accountableId: id } = row;
  return role ? { role, name: (id && users.get(id)) ?? null } : null;
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
  const users = await namesSeen(
    ctx.db,
    actor,
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
    standing: row.standing as CaseCard['standing'],
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
