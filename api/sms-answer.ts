import { dayOf } from '../domain/calendar';
import type { Context } from './context';
import { answerLink, openRow } from './links';

/** What a digit says, by what the person was asked. */
const DIGITS: Record<string, Record<string, (ctx: Context) => Record<string, unknown>>> = {
  'mentor-request': { '1': () => ({ accepts: true }), '2': () => ({ accepts: false }) },
  'visit-report': { '1': (ctx) => ({ outcome: 'met', heldOn: dayOf(ctx.now()), needs: [] }) },
};

/**
 * An SMS that reached us is the answer to the one question its sender still has open. Anything else (an unknown sender,
 * several questions, other words) waits for a person at the desk.
 */
export async function answerBySms(ctx: Context, inboundId: string): Promise<void> {
  const inbound = await ctx.db.inbound.findUniqueOrThrow({ where: { id: inboundId } });
  const sender = await ctx.db.user.findFirst({
    where: { phone: inbound.from, active: true },
    orderBy: { createdAt: 'asc' },
  });
  const open = sender ? await openQuestions(ctx, sender.id) : [];
  const only = open.length === 1 ? open[0] : undefined;
  const input = only && DIGITS[only.link.purpose]?.[inbound.body.trim()]?.(ctx);
  const result = only && input ? await answerLink(ctx, only, input, `sms:${inboundId}`) : null;
  const taken = result?.kind === 'applied' || result?.kind === 'saved';
  await ctx.db.inbound.update({
    where: { id: inboundId },
    data: {
      status: taken ? 'applied' : 'desk',
      userId: sender?.id ?? null,
      answersId: only?.link.id ?? null,
    },
  });
}

async function openQuestions(ctx: Context, userId: string) {
  const links = await ctx.db.link.findMany({
    where: {
      userId,
      purpose: { in: Object.keys(DIGITS) },
      usedAt: null,
      revokedAt: null,
      expiresAt: { gt: new Date(ctx.now()) },
    },
  });
  const opened = await Promise.all(links.map((link) => openRow(ctx, link)));
  return opened.filter((question) => question.kind === 'open');
}
