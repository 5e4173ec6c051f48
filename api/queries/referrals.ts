import { may, partnerKnowsName, referralMoves } from '../../domain/permission';
import type { ReferralStatus } from '../../domain/referral';
import { whoOf } from '../../domain/wording/messages';
import type { Prisma } from '../../prisma/client';
import { referralArea } from '../commands/area';
import { denied } from '../commands/command';
import type { Context } from '../context';
import type { Actor } from '../session';
import { communeNames, userNames } from './names';
import { cut, type Page, type PageQuery, seek } from './page';
import type { ReferralCard } from './shapes';
import { referralsOf } from './where';

export const referralInclude = {
  organisation: { select: { id: true, name: true } },
  followUp: {
    select: {
      mentorId: true,
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
  return cut(
    rows,
    limit,
    (row) => [row.requestedAt.getTime(), row.id],
    (row) => referralCard(row, actor, names, ctx.now()),
  );
}

/** One referral; null when it is not the asker's to see. */
export async function referralDetail(ctx: Context, actor: Actor, id: string): Promise<ReferralCard | null> {
  if (denied(ctx, actor, 'see-referral', await referralArea(ctx.db, id))) return null;
  const row = await ctx.db.referral.findUniqueOrThrow({ where: { id }, include: referralInclude });
  const names = {
    users: await userNames(ctx.db, [row.requesterId]),
    communes: await communeNames(ctx.db, [row.communeId]),
  };
  return referralCard(row, actor, names, ctx.now());
}

export function referralCard(
  row: Row,
  actor: Actor,
  names: { users: Map<string, string>; communes: Map<string, string> },
  now: number,
): ReferralCard {
  const status = row.status as ReferralStatus;
  const { fullName, code, phone } = row.followUp.handover.person;
  const area = { ...row, mentorId: row.followUp.mentorId };
  const named = actor.role !== 'partner' || partnerKnowsName(status);
  return {
    id: row.id,
    caseId: row.followUpId,
    who: whoOf(fullName, code),
    fullName: named ? fullName : null,
    phone: named && may(actor, 'see-referral', area) ? phone : null,
    kind: row.kind,
    status,
    commune: { id: row.communeId, name: names.communes.get(row.communeId) ?? row.communeId },
    organisation: row.organisation,
    requestedBy: (row.requesterId && names.users.get(row.requesterId)) ?? null,
    requestedAt: row.requestedAt,
    due: row.nextDue,
    overdue: row.closedAt === null && row.nextDue !== null && row.nextDue.getTime() <= now,
    reason: row.reason,
    outcome: row.outcome,
    moves: referralMoves(actor, status, area),
  };
}
