import { z } from 'zod';
import { HANDLED } from '../../domain/answers';
import { HOUR } from '../../domain/calendar';
import {
  AGAIN_REASONS,
  type AgainReason,
  keyOfResend,
  mayResend,
  NOW_REASONS,
  outboxState,
} from '../../domain/outbox';
import { may } from '../../domain/permission';
import type { TimelineKind } from '../../domain/wording/labels';
import type { Db, Prisma } from '../../prisma/client';
import type { Context } from '../context';
import { inboundOf } from '../queries/inbound';
import { applied, invalid, type Result } from '../result';
import type { Actor } from '../session';
import { caseArea } from './area';
import { command, type Denied, denied, notThisRole } from './command';
import { empty, id, words, yesOrNo } from './fields';
import { once } from './submit';
import { wakeCourier } from './wake';

type Notice = Prisma.NoticeGetPayload<{ include: { messages: true } }>;
type Outcome = Result<{ id: string }>;

const numeric = z
  .string()
  .trim()
  .regex(/^\d{1,18}$/)
  .meta({ description: 'An id of digits' });
/** What is sent again says something useful for so long at least. */
const LASTS = 24 * HOUR;

/** Sends a notice again, as a new message under a new key. `twice`: it is known that the first may come as well. */
export const resendNotice = command(
  z.object({ noticeId: numeric, why: z.enum(AGAIN_REASONS), twice: empty(yesOrNo.optional()) }),
  async (ctx, actor, input, key): Promise<Outcome> => {
    const found = await noticeFor(ctx, actor, input.noticeId);
    if (!('notice' in found)) return found;
    const { notice } = found;
    const result = await once(ctx, actor, key, 'resend-notice', input, async (db): Promise<Outcome> => {
      const statuses = notice.messages.map(({ status }) => status);
      const state = outboxState({ ...notice, notBefore: notice.notBefore.getTime() }, statuses, ctx.now());
      if (state === 'unknown' && !input.twice) return { kind: 'refused', code: 'still-unknown' };
      if (['withdrawn', 'collapsed'].includes(notice.status))
        return { kind: 'refused', code: 'no-longer-true' };
      if (!mayResend(state)) return { kind: 'refused', code: 'on-its-way' };
      return planAgain(ctx, db, actor, notice, input.why);
    });
    if (result.kind === 'applied') await wakeCourier(ctx, notice.provinceId);
    return result;
  },
);

/**
 * Sends what waits at once, in spite of its hours: a supervisor's word, with the reason. From here on it is critical, so the
 * courier keeps what it passed over; who said so, why and when stay with it.
 */
export const sendNow = command(
  z.object({ noticeId: numeric, why: z.enum(NOW_REASONS) }),
  async (ctx, actor, input, key): Promise<Outcome> => {
    const notice = await ctx.db.notice.findUnique({ where: { id: BigInt(input.noticeId) } });
    if (!notice) return { kind: 'not-found' };
    const no = denied(ctx, actor, 'send-now', await caseArea(ctx.db, notice.caseId));
    if (no) return no;
    const { id: noticeId, kind, caseId, provinceId } = notice;
    const result = await once(
      ctx,
      actor,
      key,
      'send-now',
      input,
      async (db, submissionId): Promise<Outcome> => {
        const at = new Date(ctx.now());
        const { count } = await db.notice.updateMany({
          where: { id: noticeId, status: 'planned', expiresAt: { gt: at } },
          data: {
            ...{ priority: 'critical', notBefore: at },
            ...{ nowWhy: input.why, nowById: actor.id, nowAt: at },
          },
        });
        if (!count)
          return {
            kind: 'refused',
            code: ['withdrawn', 'expired', 'collapsed'].includes(notice.status)
              ? 'no-longer-true'
              : 'on-its-way',
          };
        const data = { kind, why: input.why };
        await note(db, ctx, actor, caseId, 'message-sent-now', `submission/${submissionId}`, data);
        return applied({ id: input.noticeId });
      },
    );
    if (result.kind === 'applied') await wakeCourier(ctx, provinceId);
    return result;
  },
);

/** Ends a doubt that the provider could not: `arrived`, they say it came; `again`, it did not, and goes out once more. */
export const settleMessage = command(
  z.object({ messageId: numeric, how: z.enum(['arrived', 'again']) }),
  async (ctx, actor, input, key): Promise<Outcome> => {
    const { messageId, how } = input;
    const message = await ctx.db.message.findUnique({ where: { id: BigInt(messageId) } });
    if (!message) return { kind: 'not-found' };
    const found = await noticeFor(ctx, actor, String(message.noticeId));
    if (!('notice' in found)) return found;
    const { notice } = found;
    const result = await once(ctx, actor, key, 'settle-message', input, async (db): Promise<Outcome> => {
      if (how === 'again' && notice.status === 'withdrawn')
        return { kind: 'refused', code: 'no-longer-true' };
      const [status, code] = how === 'arrived' ? ['sent', 'said-to-have-come'] : ['failed', 'given-up'];
      const at = new Date(ctx.now());
      // The fence moves on: whoever is just asking the provider writes nothing over it.
      const settled = await db.$executeRaw`
        UPDATE "Message" SET status = ${status}, code = ${code}, "tryAt" = NULL, fence = fence + 1,
          "sentAt" = CASE WHEN ${how} = 'arrived' THEN coalesce("sentAt", "createdAt") ELSE "sentAt" END
        WHERE id = ${message.id} AND status = 'unknown'`;
      if (!settled) return { kind: 'refused', code: 'already-done' };
      await db.notice.updateMany({
        where: { id: notice.id, status: 'claimed' },
        data: { status, doneAt: at },
      });
      if (how === 'again') return planAgain(ctx, db, actor, notice, 'not-received');
      await note(db, ctx, actor, notice.caseId, 'message-settled', `${message.key}/settled`, {
        kind: notice.kind,
      });
      return applied({ id: messageId });
    });
    if (result.kind === 'applied' && how === 'again') await wakeCourier(ctx, notice.provinceId);
    return result;
  },
);

/** The link of a message opens nothing any more: the phone is lost, or somebody else has it. What is sent later has a new one. */
export const revokeLink = command(
  z.object({ noticeId: numeric }),
  async (ctx, actor, input, key): Promise<Outcome> => {
    const found = await noticeFor(ctx, actor, input.noticeId);
    if (!('notice' in found)) return found;
    const { recipientId, subjectId, caseId, kind } = found.notice;
    return once(ctx, actor, key, 'revoke-link', input, async (db, submissionId): Promise<Outcome> => {
      const { count } = await db.link.updateMany({
        where: { userId: recipientId, subjectId, usedAt: null, revokedAt: null },
        data: { revokedAt: new Date(ctx.now()) },
      });
      if (!count) return { kind: 'refused', code: 'already-done' };
      await note(db, ctx, actor, caseId, 'link-revoked', `submission/${submissionId}`, { kind });
      return applied({ id: input.noticeId });
    });
  },
);

/** A text nobody understood was dealt with: called back, put to a case, or there was nothing to do (and why). */
export const handleInbound = command(
  z.object({ inboundId: id, how: z.enum(HANDLED), who: words(60), note: words(2000) }),
  async (ctx, actor, input, key): Promise<Outcome> => {
    const { inboundId, how, who, note: said } = input;
    const row = await ctx.db.inbound.findFirst({ where: { AND: [{ id: inboundId }, inboundOf(actor)] } });
    if (!row) return { kind: 'not-found' };
    if (!may(actor, 'answer-desk', actor)) return notThisRole(ctx, actor, 'answer-desk');
    if (how === 'dismissed' && !said)
      return invalid(
        '/note',
        'missing',
        'Hãy ghi vì sao không cần làm gì.',
        'Say why there is nothing to do.',
      );
    const assigned = how === 'assigned' ? await caseMeant(ctx, actor, who) : null;
    if (how === 'assigned' && !assigned)
      return invalid(
        '/who',
        'not-a-choice',
        'Không có hồ sơ nào mang mã này trên địa bàn. Mã có 5 ký tự, ví dụ K7M4X.',
        'No case of the area has this code. It has 5 signs, for example K7M4X.',
      );
    return once(ctx, actor, key, 'handle-inbound', { ...input, note: said }, async (db): Promise<Outcome> => {
      const at = new Date(ctx.now());
      const { count } = await db.inbound.updateMany({
        where: { id: inboundId, handledAt: null, status: { not: 'applied' } },
        data: {
          ...{ status: 'desk', handled: how, handledAt: at, handledById: actor.id, note: said ?? null },
          ...(assigned && { caseId: assigned }),
        },
      });
      if (!count) return { kind: 'refused', code: 'already-done' };
      if (assigned) await note(db, ctx, actor, assigned, 'answer-assigned', `inbound/${inboundId}`, {});
      return applied({ id: inboundId });
    });
  },
);

/** The latest case of the person with this code, where the asker may see it. */
async function caseMeant(ctx: Context, actor: Actor, code: string | undefined): Promise<string | null> {
  const found = code
    ? await ctx.db.handover.findFirst({
        where: { person: { code: code.toUpperCase() } },
        orderBy: { startedAt: 'desc' },
        select: { id: true },
      })
    : null;
  return found && !denied(ctx, actor, 'see-case', await caseArea(ctx.db, found.id)) ? found.id : null;
}

async function noticeFor(ctx: Context, actor: Actor, noticeId: string): Promise<{ notice: Notice } | Denied> {
  const notice = await ctx.db.notice.findUnique({
    where: { id: BigInt(noticeId) },
    include: { messages: true },
  });
  if (!notice) return { kind: 'not-found' };
  return denied(ctx, actor, 'resend-message', await caseArea(ctx.db, notice.caseId)) ?? { notice };
}

/** The same need once more, due now. It lives and falls with the first: a case that wants that no more withdraws both. */
async function planAgain(
  ctx: Context,
  db: Db,
  actor: Actor,
  notice: Notice,
  why: AgainReason,
): Promise<Outcome> {
  const now = ctx.now();
  const base = keyOfResend(notice.key, 0).slice(0, -1);
  const number = (await db.notice.count({ where: { key: { startsWith: base } } })) + 2;
  const { scope, provinceId, kind, priority, channels, recipientId, caseId, subjectId, collapseKey } = notice;
  const [made] = await db.notice.createManyAndReturn({
    data: [
      {
        ...{ scope, provinceId, kind, priority, channels, recipientId, caseId, subjectId, collapseKey },
        key: `${base}${number}`,
        data: notice.data as object,
        notBefore: new Date(now),
        expiresAt: new Date(Math.max(notice.expiresAt.getTime(), now + LASTS)),
        createdAt: new Date(now),
        againWhy: why,
        againById: actor.id,
      },
    ],
    skipDuplicates: true,
  });
  if (!made) return { kind: 'refused', code: 'already-done' };
  await note(db, ctx, actor, caseId, 'message-resent', `notice/${made.id}`, { kind, why });
  return applied({ id: String(made.id) });
}

async function note(
  db: Db,
  ctx: Context,
  actor: Actor,
  caseId: string,
  kind: TimelineKind,
  key: string,
  data: Record<string, string>,
): Promise<void> {
  await db.timelineEvent.create({
    data: { key: `desk/${key}`, caseId, kind, at: new Date(ctx.now()), byId: actor.id, data },
  });
}
