import { linkId, verifyLink } from '../domain/link';
import type { Context } from './context';

/** The link this token was made for and whose it is; null for what we did not sign, and for accounts no longer in use. */
export async function findLink(ctx: Context, token: string) {
  const id = linkId(token);
  const link = id && (await ctx.db.link.findUnique({ where: { id } }));
  if (!link || !verifyLink(ctx.config.secret, token, link)) {
    ctx.log.warn({ security: 'link-not-ours' }, 'a link that is not ours');
    return null;
  }
  const user = await ctx.db.user.findUnique({ where: { id: link.userId } });
  return user?.active ? { link, user } : null;
}

/** It has done its work: from now on it says what was recorded. */
export async function useUp({ db, now }: Context, id: string): Promise<void> {
  await db.link.updateMany({ where: { id, usedAt: null }, data: { usedAt: new Date(now()) } });
}
