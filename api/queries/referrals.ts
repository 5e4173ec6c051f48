import { dayOf, toDay } from '../../domain/calendar';
import type { Need } from '../../domain/follow-up';
import { seesWhoMeets } from '../../domain/health';
import type { Paper } from '../../domain/needs';
import {
  type Area,
  jobStepsOf,
  may,
  mayDescribe,
  partnerKnowsName,
  referralMoves,
} from '../../domain/permission';
import {
  type JobStage,
  jobSteps,
  type ReferralStatus,
  type TrainingPlace,
  type TrainingStatus,
  trainingSteps,
} from '../../domain/referral';
import { whoOf } from '../../domain/wording/messages';
import type { Prisma } from '../../prisma/client';
import { referralArea } from '../commands/area';
import { denied } from '../commands/command';
import { choicesFor } from '../commands/referral';
import type { Context } from '../context';
import type { Actor } from '../session';
import { healthOf } from './health';
import { communeNames, userNames } from './names';
import { cut, type Page, type PageQuery, seek } from './page';
import type { ReferralCard } from './shapes';
import { referralsOf } from './where';

export const referralInclude = {
  organisation: { select: { id: true, name: true } },
  training: { include: { sessions: { select: { present: true } } } },
  placement: true,
  followUp: {
    select: {
      mentorId: true,
      coverId: true,
      handover: { select: { person: { select: { fullName: true, code: true, phone: true } } } },
    },
  },
} satisfies Prisma.ReferralInclude;
type Row = Prisma.ReferralGetPayload<{ include: typeof referralInclude }>;

export interface ReferralFilter extends PageQuery {
  /** open: somebody still has something to do. */
  state?: 'open' | 'closed';
  kind?: string;
}

/** Referrals of the asker's area, newest first; a partner sees those of its organisation. */
export async function listReferrals(
  ctx: Context,
  actor: Actor,
  { after, limit = 50, state, kind }: ReferralFilter = {},
): Promise<Page<ReferralCard>> {
  const rows = await ctx.db.referral.findMany({
    where: {
      AND: [
        referralsOf(actor),
        seek(after, 'requestedAt', 'desc'),
        state === 'open' ? { closedAt: null } : state === 'closed' ? { closedAt: { not: null } } : {},
        kind ? { kind } : {},
      ],
    },
    orderBy: [{ requestedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: referralInclude,
  });
  const names = {
    users: await userNames(
      ctx.db,
      rows.map((r) => r.requesterId),
    ),
    communes: await communeNames(
      ctx.db,
      rows.map((r) => r.communeId),
    ),
  };
  const page = cut(
    rows,
    limit,
    (row) => [row.requestedAt.getTime(), row.id],
    (row) => referralCard(row, actor, names, ctx.now()),
  );
  return { ...page, items: await completed(ctx, actor, page.items, rows) };
}

/** One referral; null when it is not the asker's to see. */
export async function referralDetail(ctx: Context, actor: Actor, id: string): Promise<ReferralCard | null> {
  if (denied(ctx, actor, 'see-referral', await referralArea(ctx.db, id))) return null;
  const row = await ctx.db.referral.findUniqueOrThrow({ where: { id }, include: referralInclude });
  const names = {
    users: await userNames(ctx.db, [row.requesterId]),
    communes: await communeNames(ctx.db, [row.communeId]),
  };
  const [card] = await completed(ctx, actor, [referralCard(row, actor, names, ctx.now())], [row]);
  return card ?? null;
}

/** What was handed on is the commune's alone. */
const mentorsOf = ({ handedOnAt, followUp: { mentorId, coverId } }: Row) =>
  handedOnAt ? {} : { mentorId, coverId };

/** What the asker may tell of the course or the job now. */
function stepsOf(row: Row, actor: Actor, area: Area, now: number): ReferralCard['steps'] {
  const status = row.status as ReferralStatus;
  if (row.kind === 'training' && may(actor, 'tell-training', area))
    return trainingSteps(status, (row.training?.status as TrainingStatus | undefined) ?? null);
  if (row.kind !== 'job' || !may(actor, 'tell-job', area)) return [];
  const { placement } = row;
  const job = placement && {
    stage: placement.stage as JobStage,
    nextCheck: placement.nextCheckOn && toDay(placement.nextCheckOn),
  };
  const mine = jobStepsOf(actor);
  return jobSteps(status, job, dayOf(now)).filter((step) => mine.includes(step));
}

const dayOrNull = (date: Date | null) => date && toDay(date);

function trainingView(row: NonNullable<Row['training']>): NonNullable<ReferralCard['training']> {
  const { trade, course, costSupport, certificate, certificateNumber, dropReason, sessions } = row;
  return {
    ...{ trade, course, costSupport, certificate, certificateNumber, dropReason },
    place: row.place as TrainingPlace,
    status: row.status as TrainingStatus,
    startsOn: toDay(row.startsOn),
    endsOn: toDay(row.endsOn),
    sessions: sessions.length,
    attended: sessions.filter(({ present }) => present).length,
    certifiedOn: dayOrNull(row.certifiedOn),
  };
}

function jobView(row: NonNullable<Row['placement']>): NonNullable<ReferralCard['job']> {
  const { trade, selfEmployed, lostReason } = row;
  return {
    ...{ trade, selfEmployed, lostReason },
    stage: row.stage as JobStage,
    employer: row.employerName,
    startedOn: dayOrNull(row.startedOn),
    nextCheckOn: dayOrNull(row.nextCheckOn),
    stableOn: dayOrNull(row.stableOn),
    lostOn: dayOrNull(row.lostOn),
  };
}

/** Who can be asked for what is offered: those that meet the need and were not asked for it before. */
async function withAlternatives(
  ctx: Context,
  actor: Actor,
  card: ReferralCard,
  provinceId: string,
): Promise<ReferralCard> {
  if (!card.moves.includes('requested')) return card;
  const asked = new Set<string | null>();
  let from: string | null = card.id;
  while (from) {
    const row: { organisationId: string | null; followsId: string | null; why: string | null } | null =
      await ctx.db.referral.findUnique({
        where: { id: from },
        select: { organisationId: true, followsId: true, why: true },
      });
    asked.add(row?.organisationId ?? null);
    from = row?.why === 'refused' ? row.followsId : null;
  }
  const partners = await choicesFor(ctx.db, actor, { ...card, provinceId });
  return { ...card, alternatives: partners.filter(({ id }) => !asked.has(id)) };
}

/** The same for several, with the names of employers known here and, for who may know, what they are about. */
export async function completed(
  ctx: Context,
  actor: Actor,
  cards: readonly ReferralCard[],
  rows: readonly { id: string; provinceId: string; placement: { employerId: string | null } | null }[],
): Promise<ReferralCard[]> {
  const employers = new Map(
    (
      await ctx.db.organisation.findMany({
        where: { id: { in: rows.flatMap(({ placement }) => placement?.employerId ?? []) } },
        select: { id: true, name: true },
      })
    ).map(({ id, name }) => [id, name]),
  );
  const health = await healthOf(
    ctx.db,
    actor,
    cards.filter(({ kind }) => kind === 'other').map(({ id }) => id),
  );
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const known = await employersOf(
    ctx,
    cards
      .filter(({ steps }) => steps.includes('started'))
      .flatMap(({ id }) => rowOf.get(id)?.provinceId ?? []),
  );
  return Promise.all(
    cards.map((card) => {
      const { provinceId = '', placement = null } = rowOf.get(card.id) ?? {};
      const employer = placement?.employerId && employers.get(placement.employerId);
      const named = card.job && employer ? { ...card, job: { ...card.job, employer } } : card;
      const choices = card.steps.includes('started') ? (known.get(provinceId) ?? []) : [];
      const about = health.get(card.id);
      const whole = { ...named, employers: choices, ...(about && { about }) };
      return withAlternatives(ctx, actor, whole, provinceId);
    }),
  );
}

/** The employers known in each of these provinces. */
async function employersOf(
  { db }: Context,
  provinces: readonly string[],
): Promise<Map<string, { id: string; name: string }[]>> {
  const found = provinces.length
    ? await db.organisation.findMany({
        where: { kind: 'employer', provinceId: { in: [...provinces] } },
        orderBy: { name: 'asc' },
        select: { id: true, name: true, provinceId: true },
      })
    : [];
  return new Map(provinces.map((id) => [id, found.filter(({ provinceId }) => provinceId === id)]));
}

export function referralCard(
  row: Row,
  actor: Actor,
  names: { users: Map<string, string>; communes: Map<string, string> },
  now: number,
): ReferralCard {
  const status = row.status as ReferralStatus;
  const { fullName, code, phone } = row.followUp.handover.person;
  const { training, placement } = row;
  const area: Area = { ...row, mentorId: null, ...mentorsOf(row) };
  const seen = seesWhoMeets(actor, row.kind);
  const named = actor.role !== 'partner' || partnerKnowsName(status);
  return {
    id: row.id,
    caseId: row.followUpId,
    who: whoOf(fullName, code),
    fullName: named ? fullName : null,
    phone: named && may(actor, 'see-referral', area) ? phone : null,
    kind: row.kind as Need,
    about: row.detail as Paper | null,
    status,
    commune: { id: row.communeId, name: names.communes.get(row.communeId) ?? row.communeId },
    organisation: seen ? row.organisation : null,
    requestedBy: (row.requesterId && names.users.get(row.requesterId)) ?? null,
    requestedAt: row.requestedAt,
    due: row.nextDue,
    overdue: row.closedAt === null && row.nextDue !== null && row.nextDue.getTime() <= now,
    reason: seen ? row.reason : null,
    outcome: seen ? row.outcome : null,
    why: row.why as ReferralCard['why'],
    alternatives: [],
    describes: row.kind === 'other' && row.closedAt === null && mayDescribe(actor, area),
    employers: [],
    training: training && trainingView(training),
    job: placement && jobView(placement),
    // A job is an outcome by being stable, not by a word.
    moves: referralMoves(actor, status, area).filter((to) => row.kind !== 'job' || to !== 'completed'),
    steps: stepsOf(row, actor, area, now),
  };
}
