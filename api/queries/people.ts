import { toDay } from '../../domain/calendar';
import { fold } from '../../domain/vietnamese';
import type { Context } from '../context';
import type { Actor } from '../session';
import { communeNames } from './names';
import { cut, type Page, type PageQuery, seek } from './page';
import type { PersonCard } from './shapes';
import { casesOf } from './where';

/** People with a case in the asker's area, newest first; `search`: part of a name with or without accents, or a code. */
export async function listPeople(
  ctx: Context,
  actor: Actor,
  { after, limit = 50, search }: PageQuery & { search?: string } = {},
): Promise<Page<PersonCard>> {
  return find(
    ctx,
    actor,
    [
      seek(after, 'createdAt', 'desc'),
      search
        ? { OR: [{ foldedName: { contains: fold(search) } }, { code: search.trim().toUpperCase() }] }
        : {},
    ],
    limit,
  );
}

/** One person; null when no case of theirs is in the asker's area. */
export async function personDetail(ctx: Context, actor: Actor, id: string): Promise<PersonCard | null> {
  return (await find(ctx, actor, [{ id }], 1)).items[0] ?? null;
}

async function find(ctx: Context, actor: Actor, where: object[], limit: number): Promise<Page<PersonCard>> {
  const seen = casesOf(actor);
  const rows = await ctx.db.person.findMany({
    where: { AND: [{ handovers: { some: seen } }, ...where] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: {
      handovers: {
        where: seen,
        orderBy: { startedAt: 'desc' },
        select: { id: true, status: true, startedAt: true },
      },
    },
  });
  const communes = await communeNames(
    ctx.db,
    rows.map((row) => row.communeId),
  );
  return cut(
    rows,
    limit,
    (row) => [row.createdAt.getTime(), row.id],
    (row) => ({
      id: row.id,
      code: row.code,
      fullName: row.fullName,
      bornOn: toDay(row.bornOn),
      commune: row.communeId
        ? { id: row.communeId, name: communes.get(row.communeId) ?? row.communeId }
        : null,
      cases: row.handovers,
    }),
  );
}
