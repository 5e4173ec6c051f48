import { z } from 'zod';
import { addDays, dayOf, daysBetween } from '../../domain/calendar';
import { ABSENCE_REASONS, mayCover, mayNoteAbsence } from '../../domain/cover';
import type { Who } from '../../domain/permission';
import type { Role } from '../../domain/roles';
import type { Db } from '../../prisma/client';
import type { Context } from '../context';
import { applied, invalid, type Result } from '../result';
import type { Actor } from '../session';
import { command, type Denied } from './command';
import { day, empty, id } from './fields';
import { once } from './submit';

/** Longer than that somebody else has the office. */
const LONGEST_DAYS = 366;

/** Says that somebody is away from one day to another, both included, and who receives meanwhile. */
export const noteAbsence = command(
  z.object({
    userId: id,
    from: day,
    until: day,
    reason: z.enum(ABSENCE_REASONS),
    coverId: empty(id.optional()),
  }),
  async (ctx, actor, input, key): Promise<Result<{ absenceId: string }>> => {
    const { userId, from, until, reason, coverId } = input;
    const who = await keeper(ctx, actor, userId);
    if ('kind' in who) return who;
    if (until < from)
      return invalid('/until', 'before', 'Ngày cuối phải sau ngày đầu.', 'The last day is before the first.');
    if (until < dayOf(ctx.now()))
      return invalid('/until', 'past', 'Những ngày này đã qua.', 'These days are over.');
    if (daysBetween(from, until) > LONGEST_DAYS)
      return invalid(
        '/until',
        'too-long',
        'Quá một năm: hãy giao việc cho tài khoản khác.',
        'More than a year: give the office to another account.',
      );
    if (coverId) {
      const no = await unfit(ctx.db, who, '/coverId', coverId);
      if (no) return no;
    }
    return once(ctx, actor, key, 'note-absence', input, async (db) => {
      const days = { from: new Date(from), until: new Date(until) };
      const other = await db.userCover.findFirst({
        where: { userId, from: { lte: days.until }, until: { gte: days.from } },
      });
      if (other)
        return invalid(
          '/from',
          'overlaps',
          'Đã báo vắng trong những ngày này.',
          'These days are noted already.',
        );
      const { id: absenceId } = await db.userCover.create({
        data: { userId, coverId, reason, ...days, createdBy: actor.id },
      });
      return applied({ absenceId });
    });
  },
);

/** They are back, or will not go: what has begun ends with yesterday and stays on record. */
export const endAbsence = command(
  z.object({ absenceId: id }),
  async (ctx, actor, { absenceId }, key): Promise<Result<{ absenceId: string }>> => {
    const absence = await ctx.db.userCover.findUnique({ where: { id: absenceId } });
    if (!absence) return { kind: 'not-found' };
    const who = await keeper(ctx, actor, absence.userId);
    if ('kind' in who) return who;
    return once(ctx, actor, key, 'end-absence', { absenceId }, async (db) => {
      const yesterday = new Date(addDays(dayOf(ctx.now()), -1));
      if (absence.from > yesterday) await db.userCover.deleteMany({ where: { id: absenceId } });
      else
        await db.userCover.updateMany({
          where: { id: absenceId, until: { gt: yesterday } },
          data: { until: yesterday },
        });
      return applied({ absenceId });
    });
  },
);

/** Who stands in whenever no cover is named; nobody where none is sent. */
export const nameDeputy = command(
  z.object({ userId: id, deputyId: empty(id.optional()) }),
  async (ctx, actor, { userId, deputyId }, key): Promise<Result<{ userId: string }>> => {
    const who = await keeper(ctx, actor, userId);
    if ('kind' in who) return who;
    if (deputyId) {
      const no = await unfit(ctx.db, who, '/deputyId', deputyId);
      if (no) return no;
    }
    return once(ctx, actor, key, 'name-deputy', { userId, deputyId }, async (db) => {
      await db.user.update({ where: { id: userId }, data: { deputyId: deputyId ?? null } });
      return applied({ userId });
    });
  },
);

/** The account as far as areas go; whoever may not note its absence is told no more than that it is not there. */
async function keeper(ctx: Context, actor: Actor, userId: string): Promise<Who | Denied> {
  const user = await ctx.db.user.findUnique({ where: { id: userId } });
  const who = user && { ...user, role: user.role as Role };
  if (who && mayNoteAbsence(actor, who)) return who;
  ctx.log.warn(
    { security: 'outside-area', actorId: actor.id, role: actor.role, action: 'note-absence' },
    'not theirs',
  );
  return { kind: 'not-found' };
}

async function unfit(db: Db, away: Who, field: string, coverId: string) {
  const cover = await db.user.findUnique({ where: { id: coverId } });
  if (cover?.active && mayCover(away, { ...cover, role: cover.role as Role })) return null;
  return invalid(
    field,
    'not-a-choice',
    'Người này không cùng nơi và vai trò, không nhận thay được.',
    'Not of the same office and role: cannot stand in.',
  );
}
