import { z } from 'zod';
import { DESK_REASONS } from '../../domain/answers';
import { HOUR, type Instant } from '../../domain/calendar';
import { may } from '../../domain/permission';
import { maskPhone } from '../../domain/phone';
import type { Prisma } from '../../prisma/client';
import type { Context } from '../context';
import type { Actor } from '../session';
import { communeNames, namesSeen } from './names';
import { cut, type Page, type PageQuery, seek } from './page';
import { moment } from './shapes';

export const INBOX_STATES = ['waiting', 'handled', 'understood'] as const;
export type InboxState = (typeof INBOX_STATES)[number];

export const InboundCard = z.object({
  id: z.string(),
  /** The account it came from, where it is known. */
  from: z.string().nullable(),
  /** Masked. */
  phone: z.string(),
  body: z.string(),
  receivedAt: moment,
  state: z.enum(INBOX_STATES),
  why: z.enum(DESK_REASONS).nullable(),
  /** What was answered by itself. */
  reply: z.string().nullable(),
  due: moment.nullable(),
  overdue: z.boolean(),
  commune: z.string().nullable(),
  caseId: z.string().nullable(),
  handled: z.string().nullable(),
  handledBy: z.string().nullable(),
  handledAt: moment.nullable(),
  note: z.string().nullable(),
  canHandle: z.boolean(),
});
export type InboundCard = z.infer<typeof InboundCard>;

/** A provider's text that nobody has dealt with; one whose process died is read at the next start, and shown until then. */
export const WAITING: Prisma.InboundWhereInput = { status: { in: ['received', 'desk'] }, handledAt: null };
const STATES: Record<InboxState, Prisma.InboundWhereInput> = {
  waiting: WAITING,
  handled: { handledAt: { not: null } },
  understood: { status: 'applied' },
};

/** The texts of an account's area; of nobody's area every province's supervisor sees them. */
export function inboundOf(actor: Actor): Prisma.InboundWhereInput {
  const { role, communeId, provinceId } = actor;
  if (role !== 'commune' && role !== 'supervisor') return { id: '' };
  if (communeId) return { communeId };
  if (role !== 'supervisor' || !provinceId) return { id: '' };
  return { OR: [{ provinceId }, { provinceId: null, communeId: null }] };
}

/** How much longer the province's supervisor leaves a text to the commune's, after its own day is over. */
const NEXT_RUNG = 24 * HOUR;

/**
 * What waits for this account to deal with: the commune's from the start; its supervisor's when the commune's day is over, the
 * province's a day later, at once where no commune is known.
 */
export function inboundDuties(actor: Actor, now: Instant): Prisma.InboundWhereInput {
  const mine = { AND: [inboundOf(actor), WAITING, { dueAt: { not: null } }] };
  if (actor.role !== 'supervisor') return mine;
  const late = new Date(actor.communeId ? now : now - NEXT_RUNG);
  return {
    AND: [
      mine,
      actor.communeId ? { dueAt: { lte: late } } : { OR: [{ communeId: null }, { dueAt: { lte: late } }] },
    ],
  };
}

/** What people sent us, newest first. */
export async function listInbound(
  ctx: Context,
  actor: Actor,
  { after, limit = 50, state = 'waiting' }: PageQuery & { state?: InboxState } = {},
): Promise<Page<InboundCard>> {
  const rows = await ctx.db.inbound.findMany({
    where: { AND: [inboundOf(actor), STATES[state], seek(after, 'receivedAt', 'desc')] },
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const [names, communes] = await Promise.all([
    namesSeen(
      ctx.db,
      actor,
      rows.flatMap((row) => [row.userId, row.handledById]),
    ),
    communeNames(
      ctx.db,
      rows.map((row) => row.communeId),
    ),
  ]);
  return cut(
    rows,
    limit,
    (row) => [row.receivedAt.getTime(), row.id],
    (row) => ({
      id: row.id,
      from: names.get(row.userId ?? '') ?? null,
      phone: maskPhone(row.from),
      body: row.body,
      receivedAt: row.receivedAt,
      state: row.handledAt ? 'handled' : row.status === 'applied' ? 'understood' : 'waiting',
      why: row.why as InboundCard['why'],
      reply: row.reply,
      due: row.handledAt ? null : row.dueAt,
      overdue: !row.handledAt && row.dueAt !== null && row.dueAt.getTime() <= ctx.now(),
      commune: communes.get(row.communeId ?? '') ?? null,
      caseId: row.caseId,
      handled: row.handled,
      handledBy: names.get(row.handledById ?? '') ?? null,
      handledAt: row.handledAt,
      note: row.note,
      canHandle: row.status !== 'applied' && !row.handledAt && may(actor, 'answer-desk', actor),
    }),
  );
}
