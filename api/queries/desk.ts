import { z } from 'zod';
import type { Instant } from '../../domain/calendar';
import type { ToldWhom } from '../../domain/consent';
import {
  fellBackFrom,
  mayResend,
  maySendNow,
  NOT_REACHED,
  OUTBOX_STATES,
  type OutboxState,
  outboxState,
} from '../../domain/outbox';
import { may } from '../../domain/permission';
import { fold } from '../../domain/vietnamese';
import { TOLD_LABELS } from '../../domain/wording/labels';
import { whoOf } from '../../domain/wording/messages';
import { reasonWords } from '../../domain/wording/outbox';
import type { Prisma } from '../../prisma/client';
import type { Context } from '../context';
import type { Actor } from '../session';
import { readId } from './cases';
import {
  accountsSeen,
  addressSeen,
  casePeople,
  receiverOf,
  type SeenAccount,
  unnamedFor,
  userNames,
} from './names';
import type { Page, PageQuery } from './page';
import { moment, Named } from './shapes';
import { casesOf } from './where';
import { withoutToken } from './words';

export const OutboxCard = z.object({
  id: z.string(),
  kind: z.string(),
  priority: z.string(),
  state: z.enum(OUTBOX_STATES),
  reason: z.object({ vi: z.string(), en: z.string() }),
  caseId: z.string(),
  /** Initials and code of the person it speaks of. */
  who: z.string(),
  recipient: Named.extend({ role: z.string() }),
  due: moment,
  /** When its state came about, as far as known. */
  at: moment.nullable(),
  messages: z.array(
    z.object({
      id: z.string(),
      channel: z.string(),
      /** Number or address, masked. */
      to: z.string(),
      /** Never with the token of a link. */
      body: z.string(),
      segments: z.number(),
      status: z.string(),
      code: z.string().nullable(),
      sentAt: moment.nullable(),
    }),
  ),
  /** Sent again: why, and by whom. */
  again: z.object({ why: z.string(), by: z.string().nullable() }).nullable(),
  /** Sent in spite of its hours: why, by whom, and what it passed over. */
  now: z
    .object({ why: z.string(), by: z.string().nullable(), at: moment, despite: z.string().nullable() })
    .nullable(),
  canSendNow: z.boolean(),
  canResend: z.boolean(),
  /** A link of it opens something still. */
  canRevoke: z.boolean(),
});
export type OutboxCard = z.infer<typeof OutboxCard>;

export interface OutboxFilter extends PageQuery {
  state?: OutboxState;
  /** This one alone. */
  noticeId?: string;
  /** Of the recipient's name, or the person's name or code. */
  person?: string;
}

/** What people of the asker's area were to be told, newest first, with the state of each and why. */
export async function listOutbox(
  ctx: Context,
  actor: Actor,
  { after, limit = 50, state, noticeId, person }: OutboxFilter = {},
): Promise<Page<OutboxCard>> {
  const now = ctx.now();
  const rows = await ctx.db.notice.findMany({
    where: {
      AND: [
        await noticesOf(ctx, actor),
        after ? { id: { lt: readId(after) } } : {},
        noticeId === undefined ? {} : { id: readId(noticeId) },
        state ? inState(state, now) : {},
        person ? await about(ctx, actor, person) : {},
      ],
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
    include: { messages: { orderBy: { id: 'asc' } } },
  });
  const shown = rows.slice(0, limit);
  const [people, recipients, officers, links] = await Promise.all([
    casePeople(
      ctx.db,
      shown.map((n) => n.caseId),
    ),
    recipientsOf(
      ctx,
      actor,
      shown.map((n) => n.recipientId),
    ),
    userNames(
      ctx.db,
      shown.flatMap((n) => [n.againById, n.nowById]),
    ),
    ctx.db.link.findMany({
      where: {
        OR: shown.map((n) => ({ userId: n.recipientId, subjectId: n.subjectId })),
        usedAt: null,
        revokedAt: null,
        expiresAt: { gt: new Date(now) },
      },
      select: { userId: true, subjectId: true },
    }),
  ]);
  const open = new Set(links.map((link) => `${link.userId}|${link.subjectId}`));
  const acts = may(actor, 'resend-message', { ...actor });
  return {
    items: shown.map((n) => {
      const who = people.get(n.caseId);
      const statuses = n.messages.map((m) => m.status);
      const current = outboxState({ status: n.status, notBefore: n.notBefore.getTime() }, statuses, now);
      return {
        id: String(n.id),
        kind: n.kind,
        priority: n.priority,
        state: current,
        reason: reasonWords({
          state: current,
          code: n.code,
          heldFor: heldFor(n),
          lateClass: n.lateClass,
          fellBack: fellBackFrom(n.kind, n.messages),
          messages: n.messages.map((m) => ({ ...m, looksAgain: m.tryAt !== null })),
        }),
        caseId: n.caseId,
        who: who ? whoOf(who.fullName, who.code) : '',
        recipient: receiverOf(recipients, n.recipientId),
        due: n.notBefore,
        at: n.messages.find((m) => m.sentAt)?.sentAt ?? n.doneAt,
        messages: n.messages.map((m) => ({
          id: String(m.id),
          channel: m.channel,
          to: addressSeen(recipients.get(n.recipientId), m),
          body: withoutToken(m.body),
          segments: m.segments,
          status: m.status,
          code: m.code,
          sentAt: m.sentAt,
        })),
        again: n.againWhy ? { why: n.againWhy, by: officers.get(n.againById ?? '') ?? null } : null,
        now:
          n.nowWhy && n.nowAt
            ? { why: n.nowWhy, by: officers.get(n.nowById ?? '') ?? null, at: n.nowAt, despite: n.despite }
            : null,
        canSendNow: actor.role === 'supervisor' && acts && maySendNow(current, n.status),
        canResend: acts && mayResend(current),
        canRevoke: acts && open.has(`${n.recipientId}|${n.subjectId}`),
      };
    }),
    next: rows.length > limit ? String(shown.at(-1)?.id) : null,
  };
}

/** Why the courier let it wait, while it waits. */
const heldFor = ({ status, heldFor }: Prisma.NoticeGetPayload<object>) =>
  status === 'planned' ? heldFor : null;

async function recipientsOf({ db }: Context, actor: Actor, ids: string[]): Promise<Map<string, SeenAccount>> {
  const users = await accountsSeen(db, actor, ids);
  // Who came home, or their family, by consent.
  const consents = await db.consent.findMany({
    where: { id: { in: ids } },
    select: { id: true, told: true },
  });
  const told = consents.map(({ id, told }) => ({
    id,
    name: TOLD_LABELS[told as ToldWhom].vi,
    role: 'person',
    phone: null,
  }));
  return new Map([...users, ...told.map((one) => [one.id, one] as const)]);
}

/** A province's supervisor is found by the province; the others by the cases they see, which are few. */
export async function noticesOf(ctx: Context, actor: Actor): Promise<Prisma.NoticeWhereInput> {
  if (!['centre', 'commune', 'supervisor'].includes(actor.role)) return { id: -1 };
  if (actor.role === 'supervisor' && !actor.communeId) return { provinceId: actor.provinceId ?? '' };
  const cases = await ctx.db.handover.findMany({ where: casesOf(actor), select: { id: true } });
  return { caseId: { in: cases.map((c) => c.id) } };
}

/** The notices `outboxState` finds in this state (a test compares the two). */
export function inState(state: OutboxState, now: Instant): Prisma.NoticeWhereInput {
  const unknown: Prisma.NoticeWhereInput = { messages: { some: { status: 'unknown' } } };
  const at = new Date(now);
  const nobodyReached: Prisma.NoticeWhereInput = {
    status: 'sent',
    messages: { some: {}, every: { status: { in: NOT_REACHED } } },
  };
  const delivered: Prisma.NoticeWhereInput = { messages: { some: { status: 'delivered' } } };
  const known: Record<Exclude<OutboxState, 'unknown'>, Prisma.NoticeWhereInput> = {
    planned: { status: 'planned', notBefore: { gt: at } },
    due: { OR: [{ status: 'claimed' }, { status: 'planned', notBefore: { lte: at } }] },
    sent: { status: 'sent', NOT: [delivered, nobodyReached] },
    delivered: { status: 'sent', ...delivered },
    failed: { OR: [{ status: 'failed' }, nobodyReached] },
    withdrawn: { status: 'withdrawn' },
    expired: { status: 'expired' },
    collapsed: { status: 'collapsed' },
  };
  return state === 'unknown' ? unknown : { AND: [known[state], { NOT: unknown }] };
}

/** As many as anybody means by a part of a name. */
const MOST_PEOPLE = 300;

async function about({ db }: Context, actor: Actor, text: string): Promise<Prisma.NoticeWhereInput> {
  const [users, cases] = await Promise.all([
    db.user.findMany({
      where: { name: { contains: text, mode: 'insensitive' } },
      select: { id: true, role: true, organisation: { select: { kind: true } } },
      take: MOST_PEOPLE,
    }),
    db.handover.findMany({
      where: {
        person: { OR: [{ foldedName: { contains: fold(text) } }, { code: text.trim().toUpperCase() }] },
      },
      select: { id: true },
      take: MOST_PEOPLE,
    }),
  ]);
  // Who is shown to nobody here by name is found by none either.
  const named = users.filter((user) => !unnamedFor(actor, user));
  return {
    OR: [{ recipientId: { in: named.map((u) => u.id) } }, { caseId: { in: cases.map((c) => c.id) } }],
  };
}
