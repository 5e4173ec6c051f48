import { z } from 'zod';
import { noticeOf } from '../../domain/notice-kinds';
import { isPushEndpoint } from '../../domain/push';
import type { Db } from '../../prisma/client';
import type { Context } from '../context';
import { applied, invalid, type Result } from '../result';
import type { Actor } from '../session';
import { command } from './command';
import { words } from './fields';
import { once } from './submit';
import { wakeCourier } from './wake';

/** As a browser gives them: base64url. */
const key = z.string().regex(/^[\w-]{16,200}=*$/);

/**
 * A browser of this account agreed to be told first, by a note that costs nothing. The account's phone hears so by text:
 * whoever only got hold of a link must not be able to lead messages elsewhere in silence.
 */
export const agreeToPush = command(
  z.object({
    endpoint: z.string().max(1_000).meta({ description: "Of the browser's own push service" }),
    p256dh: key,
    auth: key,
    caseId: words(120),
  }),
  async (ctx, actor, { endpoint, p256dh, auth, caseId }, submissionKey): Promise<Result<{ id: string }>> => {
    if (!isPushEndpoint(endpoint))
      return invalid(
        '/endpoint',
        'not-a-choice',
        'Trình duyệt này chưa dùng được cách báo này.',
        'This browser cannot be told in this way.',
      );
    const input = { endpoint, p256dh, auth };
    const result = await once(ctx, actor, submissionKey, 'agree-to-push', input, async (db) => {
      const known = await db.pushSubscription.findUnique({ where: { endpoint } });
      const data = { userId: actor.id, p256dh, auth, goneAt: null };
      const { id: subscription } = await db.pushSubscription.upsert({
        where: { endpoint },
        create: { endpoint, ...data, createdAt: new Date(ctx.now()) },
        update: data,
      });
      if (known?.userId !== actor.id || known.goneAt) await sayWhere(db, ctx, actor, subscription, caseId);
      return applied({ id: subscription });
    });
    if (result.kind === 'applied' && actor.provinceId) await wakeCourier(ctx, actor.provinceId);
    return result;
  },
);

/** No browser of this account is told any more: texts go as before. */
export const endPush = command(
  z.object({ endpoint: words(1_000) }),
  async (ctx, actor, { endpoint }, submissionKey): Promise<Result<{ ended: number }>> =>
    once(ctx, actor, submissionKey, 'end-push', { endpoint }, async (db) => {
      const { count } = await db.pushSubscription.updateMany({
        where: { userId: actor.id, goneAt: null, ...(endpoint && { endpoint }) },
        data: { goneAt: new Date(ctx.now()) },
      });
      return applied({ ended: count });
    }),
);

/** Spoken of in some case the account has, since every message belongs to one; without any there is nothing to lead elsewhere. */
async function sayWhere(
  db: Db,
  ctx: Context,
  { id: userId, provinceId }: Actor,
  subscription: string,
  givenCase: string | undefined,
): Promise<void> {
  const caseId = givenCase ?? (await caseOf(db, userId));
  if (!caseId || !provinceId) return;
  const now = ctx.now();
  const { kind, priority, channels, expiresAt } = noticeOf({
    ...{ key: '', kind: 'push-agreed', to: { role: 'mentor', userId } },
    ...{ subjectId: userId, notBefore: now, data: {} },
  });
  await db.notice.createMany({
    data: {
      ...{
        key: `push/${subscription}/${now}`,
        scope: `push/${userId}`,
        provinceId,
        kind,
        priority,
        channels,
      },
      ...{ recipientId: userId, caseId, subjectId: userId, collapseKey: `${kind}:${userId}` },
      ...{ notBefore: new Date(now), expiresAt: new Date(expiresAt) },
    },
    skipDuplicates: true,
  });
}

async function caseOf(db: Db, userId: string): Promise<string | null> {
  const followUp = await db.followUp.findFirst({
    where: { status: 'open', OR: [{ mentorId: userId }, { coverId: userId }] },
    select: { id: true },
  });
  return followUp?.id ?? null;
}
