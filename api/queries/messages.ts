import type { Channel } from '../../domain/notice';
import type { Prisma } from '../../prisma/client';
import type { Context } from '../context';
import type { Actor } from '../session';
import { readId } from './cases';
import { accountsSeen, addressSeen, receiverOf } from './names';
import type { Page, PageQuery } from './page';
import type { MessageCard } from './shapes';
import { casesOf } from './where';
import { withoutToken } from './words';

export interface MessageFilter extends PageQuery {
  caseId?: string;
  status?: string;
  channel?: Channel;
}

/** Messages about the cases of the asker's area, newest first. */
export async function listMessages(
  ctx: Context,
  actor: Actor,
  { after, limit = 50, caseId, status, channel }: MessageFilter = {},
): Promise<Page<MessageCard>> {
  const rows = await ctx.db.message.findMany({
    where: {
      AND: [
        await messagesOf(ctx, actor, caseId),
        after ? { id: { lt: readId(after) } } : {},
        status ? { status } : {},
        channel ? { channel } : {},
      ],
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
    include: { notice: { select: { kind: true } } },
  });
  const shown = rows.slice(0, limit);
  const recipients = await accountsSeen(
    ctx.db,
    actor,
    shown.map((m) => m.recipientId),
  );
  return {
    items: shown.map((m) => ({
      id: String(m.id),
      kind: m.notice.kind,
      channel: m.channel as MessageCard['channel'],
      caseId: m.caseId,
      recipient: receiverOf(recipients, m.recipientId),
      to: addressSeen(recipients.get(m.recipientId), m),
      body: withoutToken(m.body),
      segments: m.segments,
      status: m.status,
      code: m.code,
      createdAt: m.createdAt,
      sentAt: m.sentAt,
    })),
    next: rows.length > limit ? String(shown.at(-1)?.id) : null,
  };
}

/** A province's supervisor is found by the province; the others by the cases they see, which are few. */
async function messagesOf(
  ctx: Context,
  actor: Actor,
  caseId: string | undefined,
): Promise<Prisma.MessageWhereInput> {
  if (!['centre', 'commune', 'supervisor'].includes(actor.role)) return { id: -1 };
  if (actor.role === 'supervisor' && !actor.communeId && !caseId)
    return { provinceId: actor.provinceId ?? '' };
  const cases = await ctx.db.handover.findMany({
    where: { AND: [casesOf(actor), caseId ? { id: caseId } : {}] },
    select: { id: true },
  });
  return { caseId: { in: cases.map((c) => c.id) } };
}
