import { z } from 'zod';
import { may } from '../../domain/permission';
import { applied, type Result } from '../result';
import { command, notThisRole } from './command';
import { id, words } from './fields';
import { once } from './submit';

/** "I have seen what became of it." `seen`: until when the list went that was looked at; what came since must be looked at first. */
export const signOutage = command(
  z.object({
    outageId: id,
    seen: z.iso.datetime().meta({ description: 'The `until` of the list that was looked at' }),
    note: words(2000),
  }),
  async (ctx, actor, input, key): Promise<Result<{ id: string }>> => {
    const { outageId, seen, note } = input;
    const outage = await ctx.db.outage.findUnique({ where: { id: outageId } });
    if (!outage || outage.provinceId !== actor.provinceId) return { kind: 'not-found' };
    if (!may(actor, 'sign-outage', { provinceId: outage.provinceId }))
      return notThisRole(ctx, actor, 'sign-outage');
    return once(ctx, actor, key, 'sign-outage', input, async (db) => {
      const { count } = await db.outage.updateMany({
        where: { id: outageId, signedAt: null, until: new Date(seen) },
        data: { signedAt: new Date(ctx.now()), signedById: actor.id, note },
      });
      if (count) return applied({ id: outageId });
      const { signedAt } = await db.outage.findUniqueOrThrow({ where: { id: outageId } });
      return { kind: 'refused', code: signedAt ? 'already-done' : 'stale' };
    });
  },
);
