import { may } from '../../domain/permission';
import type { Role } from '../../domain/roles';
import { fold } from '../../domain/vietnamese';
import type { Tongue } from '../../domain/wording/translation';
import type { Prisma } from '../../prisma/client';
import { deniedOffice } from '../commands/command';
import type { Context } from '../context';
import type { Actor } from '../session';
import { type MentorChoice, mentorsOf } from './mentors';
import { cut, type Page, type PageQuery, seek } from './page';
import type { UserCard } from './shapes';

const place = { select: { id: true, name: true } };
const CARD = {
  province: place,
  commune: place,
  centre: place,
  organisation: place,
} satisfies Prisma.UserInclude;

export interface UserFilter extends PageQuery {
  role?: Role;
  active?: boolean;
  search?: string;
}

/** Accounts, newest first; null for everybody but the administrator. */
export async function listUsers(
  ctx: Context,
  actor: Actor,
  { after, limit = 50, role, active, search }: UserFilter = {},
): Promise<Page<UserCard> | null> {
  if (deniedOffice(ctx, actor, 'see-users')) return null;
  const rows = await ctx.db.user.findMany({
    where: {
      AND: [
        seek(after, 'createdAt', 'desc'),
        role ? { role } : {},
        active === undefined ? {} : { active },
        search ? { id: { in: await named(ctx, search) } } : {},
      ],
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: CARD,
  });
  return cut(rows, limit, (row) => [row.createdAt.getTime(), row.id], userCard);
}

/** Accounts whose name or e-mail holds the words, typed with or without accents. */
async function named({ db }: Context, search: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM "User"
    WHERE position(${fold(search)} IN translate(regexp_replace(normalize(lower(name), NFD), '[\u0300-\u036f]', '', 'g'), 'đ', 'd')) > 0
       OR position(${search.toLowerCase()} IN email) > 0`;
  return rows.map(({ id }) => id);
}

export async function userDetail(ctx: Context, actor: Actor, id: string): Promise<UserCard | null> {
  if (!may(actor, 'see-users') && actor.id !== id) return null;
  const row = await ctx.db.user.findUnique({ where: { id }, include: CARD });
  return row && userCard(row);
}

/** Mentors of the asker's commune (a province's supervisor names the commune); null where it is not theirs to choose. */
export async function listMentors(
  ctx: Context,
  actor: Actor,
  communeId: string | undefined,
): Promise<MentorChoice[] | null> {
  if (deniedOffice(ctx, actor, 'choose-mentor')) return null;
  if (actor.communeId) return mentorsOf(ctx.db, actor.communeId);
  const commune =
    communeId &&
    (await ctx.db.commune.findFirst({ where: { id: communeId, provinceId: actor.provinceId ?? '' } }));
  return commune ? mentorsOf(ctx.db, commune.id) : [];
}

function userCard(row: Prisma.UserGetPayload<{ include: typeof CARD }>): UserCard {
  const { id, name, email, phone, seesHealth, sex, languages, active } = row;
  const { province, commune, centre, organisation } = row;
  return {
    id,
    role: row.role as Role,
    name,
    email,
    phone,
    language: row.language as Tongue,
    seesHealth,
    sex,
    languages,
    active,
    province,
    commune,
    centre,
    organisation,
  };
}
