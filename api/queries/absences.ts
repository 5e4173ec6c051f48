import { dayOf, toDay } from '../../domain/calendar';
import { mayCover, mayNoteAbsence } from '../../domain/cover';
import type { Role } from '../../domain/roles';
import type { Context } from '../context';
import type { Actor } from '../session';
import { userNames } from './names';
import type { AbsencesView, OfficeCard } from './shapes';

/** Whose absence a supervisor may note: the offices of the area, each with who is away today. */
export async function officesOf(ctx: Context, actor: Actor): Promise<OfficeCard[]> {
  if (actor.role !== 'supervisor') return [];
  const today = new Date(dayOf(ctx.now()));
  const users = await ctx.db.user.findMany({
    where: {
      active: true,
      id: { not: actor.id },
      role: { in: ['commune', 'supervisor'] },
      ...(actor.communeId ? { communeId: actor.communeId } : { provinceId: actor.provinceId ?? '' }),
    },
    include: {
      commune: { select: { name: true } },
      absences: {
        where: { from: { lte: today }, until: { gte: today } },
        orderBy: { from: 'desc' },
        take: 1,
      },
    },
    orderBy: [{ communeId: 'asc' }, { role: 'asc' }, { name: 'asc' }],
    take: 500,
  });
  return users
    .filter((user) => mayNoteAbsence(actor, { ...user, role: user.role as Role }))
    .map(({ id, name, role, commune, absences: [away] }) => ({
      id,
      name,
      role: role as Role,
      commune: commune?.name ?? null,
      awayUntil: away ? toDay(away.until) : null,
    }));
}

/** When an account is away from today on, who stands in, and who could; null where it is not the asker's to know. */
export async function absencesOf(ctx: Context, actor: Actor, userId: string): Promise<AbsencesView | null> {
  const user = await ctx.db.user.findUnique({ where: { id: userId } });
  if (!user || !mayNoteAbsence(actor, { ...user, role: user.role as Role })) return null;
  const absences = await ctx.db.userCover.findMany({
    where: { userId, until: { gte: new Date(dayOf(ctx.now())) } },
    orderBy: [{ from: 'asc' }, { id: 'asc' }],
    take: 50,
  });
  const { id, name, role, provinceId, deputyId } = user;
  const near = await ctx.db.user.findMany({
    where: { role, provinceId, active: true, id: { not: id } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  const names = await userNames(ctx.db, [deputyId, ...absences.map(({ coverId }) => coverId)]);
  const named = (id: string | null) => (id ? { id, name: names.get(id) ?? '' } : null);
  return {
    user: { id, name },
    deputy: named(deputyId),
    absences: absences.map(({ id, from, until, reason, coverId }) => ({
      id,
      from: toDay(from),
      until: toDay(until),
      reason: reason as AbsencesView['absences'][number]['reason'],
      cover: named(coverId),
    })),
    couldCover: near
      .filter((one) => mayCover({ ...user, role: role as Role }, { ...one, role: one.role as Role }))
      .map(({ id, name }) => ({ id, name })),
  };
}
