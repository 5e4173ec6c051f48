import { z } from 'zod';
import { HEALTH_KINDS } from '../../domain/health';
import { mayDescribe } from '../../domain/permission';
import { applied, type Result } from '../result';
import { referralArea } from './area';
import { command, denied, notThisRole } from './command';
import { id } from './fields';
import { once } from './submit';

/** Somebody who may know says that an 'other' need is about health, and what in particular. */
export const describeNeed = command(
  z.object({ referralId: id, about: z.enum(HEALTH_KINDS) }),
  async (ctx, actor, input, key): Promise<Result<{ referralId: string }>> => {
    const { referralId, about } = input;
    const area = await referralArea(ctx.db, referralId);
    const no = denied(ctx, actor, 'describe-need', area);
    if (no) return no;
    if (area?.kind !== 'other') return { kind: 'not-found' };
    if (!mayDescribe(actor, area)) return notThisRole(ctx, actor, 'describe-need');
    return once(ctx, actor, key, 'describe-need', input, async (db) => {
      const said = { kind: about, recordedById: actor.id, recordedAt: new Date(ctx.now()) };
      await db.healthReferral.upsert({
        where: { referralId },
        create: { referralId, ...said },
        update: said,
      });
      return applied({ referralId });
    });
  },
);
