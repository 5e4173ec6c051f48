import { fullPlaceName } from '../../domain/places';
import { knownCommunes } from '../commands/judge';
import type { Context } from '../context';
import type { Page, PageQuery } from './page';
import type { CentreView, CommuneView, OrganisationView } from './shapes';

type Filter = PageQuery & { provinceId?: string };

/** Reference data is the same for everybody, sorted by id: its own cursor. */
const after = (cursor: string | undefined) => (cursor ? { id: { gt: cursor } } : {});
const page = <R extends { id: string }, T>(rows: R[], limit: number, show: (row: R) => T): Page<T> => ({
  items: rows.slice(0, limit).map(show),
  next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
});

export async function listProvinces(ctx: Context, { after: cursor, limit = 200 }: PageQuery = {}) {
  const rows = await ctx.db.province.findMany({
    where: after(cursor),
    orderBy: { id: 'asc' },
    take: limit + 1,
  });
  return page(rows, limit, ({ id, name }) => ({ id, name }));
}

export async function listCommunes(
  ctx: Context,
  { after: cursor, limit = 200, provinceId }: Filter = {},
): Promise<Page<CommuneView>> {
  const rows = await ctx.db.commune.findMany({
    where: { ...after(cursor), ...(provinceId && { provinceId }) },
    orderBy: { id: 'asc' },
    take: limit + 1,
    include: { province: true },
  });
  return page(rows, limit, ({ id, name, kind, provinceId, province }) => ({
    id,
    name,
    kind,
    provinceId,
    fullName: fullPlaceName({ id, name, kind: kind as 'xã', province: province.name }),
  }));
}

/** Every commune for a choice in a form, in the order of their names. */
export async function communeChoices(ctx: Context): Promise<{ id: string; name: string }[]> {
  const all = await knownCommunes(ctx.db);
  return all
    .map((commune) => ({ id: commune.id, name: fullPlaceName(commune) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'));
}

export async function listCentres(
  ctx: Context,
  { after: cursor, limit = 200, provinceId }: Filter = {},
): Promise<Page<CentreView>> {
  const rows = await ctx.db.centre.findMany({
    where: { ...after(cursor), ...(provinceId && { provinceId }) },
    orderBy: { id: 'asc' },
    take: limit + 1,
  });
  return page(rows, limit, ({ id, name, kind, provinceId }) => ({ id, name, kind, provinceId }));
}

export async function listOrganisations(
  ctx: Context,
  { after: cursor, limit = 200, provinceId, kind }: Filter & { kind?: string } = {},
): Promise<Page<OrganisationView>> {
  const rows = await ctx.db.organisation.findMany({
    where: { ...after(cursor), ...(provinceId && { provinceId }), ...(kind && { kind }) },
    orderBy: { id: 'asc' },
    take: limit + 1,
  });
  return page(rows, limit, ({ id, name, kind, provinceId }) => ({ id, name, kind, provinceId }));
}
