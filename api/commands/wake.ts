import type { Context } from '../context';
import { safeError } from '../log';

/** Has a province's courier look now. Out of reach, it is woken by the reconciler instead. */
export async function wakeCourier(ctx: Context, provinceId: string): Promise<void> {
  await ctx.engine
    .pokeCourier(provinceId, ctx.now())
    .catch((error) => ctx.log.warn({ err: safeError(error) }, 'the courier is woken later'));
}
