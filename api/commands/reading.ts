import { z } from 'zod';
import { at } from '../../domain/calendar';
import { maySetReading } from '../../domain/permission';
import type { Role } from '../../domain/roles';
import { applied, invalid, type Result } from '../result';
import { command } from './command';
import { choices, empty, id, yesOrNo } from './fields';
import { once } from './submit';

const time = z
  .string()
  .trim()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** Longer than that somebody cannot be reached at all. */
const LONGEST_QUIET_HOURS = 14;

/** How and when somebody is written to: own quiet hours and days off, accents, a phone that others read too. */
export const setReading = command(
  z.object({
    userId: id,
    quietFrom: empty(time.optional()),
    quietTo: empty(time.optional()),
    daysOff: choices(z.coerce.number().int().min(0).max(6), 7),
    smsAccents: yesOrNo,
    phoneShared: yesOrNo,
  }),
  async (ctx, actor, { userId, ...input }, key): Promise<Result<{ userId: string }>> => {
    const user = await ctx.db.user.findUnique({ where: { id: userId } });
    if (!user || !maySetReading(actor, { ...user, role: user.role as Role })) {
      ctx.log.warn(
        { security: 'outside-area', actorId: actor.id, role: actor.role, action: 'set-reading' },
        'not theirs',
      );
      return { kind: 'not-found' };
    }
    const { quietFrom, quietTo, daysOff, smsAccents, phoneShared } = input;
    if (!quietFrom !== !quietTo)
      return invalid(
        quietFrom ? '/quietTo' : '/quietFrom',
        'missing',
        'Hãy ghi cả hai giờ, hoặc bỏ trống cả hai.',
        'Give both hours, or neither.',
      );
    if (quietFrom && quietTo && hoursBetween(quietFrom, quietTo) > LONGEST_QUIET_HOURS)
      return invalid(
        '/quietTo',
        'too-long',
        `Tối đa ${LONGEST_QUIET_HOURS} giờ: lâu hơn thì không liên lạc được.`,
        `At most ${LONGEST_QUIET_HOURS} hours: beyond that nobody can be reached.`,
      );
    if (new Set(daysOff).size > 5)
      return invalid('/daysOff', 'too-many', 'Tối đa năm ngày một tuần.', 'At most five days a week.');
    return once(ctx, actor, key, 'set-reading', { userId, ...input }, async (db) => {
      const days = [...new Set(daysOff)].sort();
      await db.user.update({
        where: { id: userId },
        data: {
          ...{ quietFrom: quietFrom ?? null, quietTo: quietTo ?? null },
          ...{ daysOff: days, smsAccents, phoneShared },
        },
      });
      return applied({ userId });
    });
  },
);

/** From one time of the day to another, over midnight where it must be; the same time is no time at all. */
function hoursBetween(from: string, to: string): number {
  const hours = (at('2026-01-01', to) - at('2026-01-01', from)) / 3_600_000;
  return hours < 0 ? hours + 24 : hours;
}
