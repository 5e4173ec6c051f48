import { addUp, type Count, type IndicatorId, kindOf, type Period } from '../../domain/indicators';
import { type Db, Prisma } from '../client';
import type { Counted, Of } from './count';

/**
 * Puts the counts from paper in the place of years of which the product itself has nothing. Only whole years and whole
 * places: paper has no age. What several kept batches say of one count, the latest one holds for.
 * @returns for each indicator and period the book it is from; null where the product's own number stands.
 */
export async function withHistory(
  db: Db,
  periods: readonly Period[],
  of: Of,
  counted: Map<IndicatorId, Counted[]>,
): Promise<Map<IndicatorId, (string | null)[]>> {
  const sources = new Map([...counted].map(([id, all]) => [id, all.map((): string | null => null)] as const));
  const years = periods.map((period) => (kindOf(period) === 'year' ? Number(period.from.slice(0, 4)) : null));
  const asked = years.filter((year): year is number => year !== null);
  const { provinceId, communeId, ...narrower } = of;
  if (asked.length === 0 || !(provinceId || communeId) || Object.values(narrower).some(Boolean))
    return sources;
  const rows = await db.$queryRaw<Row[]>`
    SELECT DISTINCT ON (r.indicator, r.year, r."communeId")
      r.indicator, r.year, r."communeId", r.part::float8 AS part, r.whole::float8 AS whole, b.source
    FROM "HistoryRow" r JOIN "HistoryBatch" b ON b.id = r."batchId" AND b.status = 'kept'
    WHERE r.verdict = 'good' AND r.indicator = ANY(${[...counted.keys()]}::text[]) AND r.year = ANY(${asked}::int[])
      AND ${communeId ? Prisma.sql`r."communeId" = ${communeId}` : Prisma.sql`b."provinceId" = ${provinceId}`}
    ORDER BY r.indicator, r.year, r."communeId", b."keptAt" DESC`;
  for (const [id, all] of counted) {
    for (const [n, year] of years.entries()) {
      const mine = rows.filter((row) => row.indicator === id && row.year === year);
      const figure = all[n];
      if (!figure || figure.part > 0 || (figure.whole ?? 0) > 0 || mine.length === 0) continue;
      const { count, source } = inAll(mine, Boolean(communeId));
      Object.assign(figure, count, { splits: [] });
      (sources.get(id) as (string | null)[])[n] = source;
    }
  }
  return sources;
}

type Row = Count & { indicator: string; year: number; communeId: string | null; source: string };

/** The province's own count; where it has none, what its communes add up to. */
function inAll(rows: readonly Row[], oneCommune: boolean): { count: Count; source: string } {
  const whole = rows.filter((row) => oneCommune || row.communeId === null);
  const chosen = whole.length ? whole : rows;
  const count = addUp(chosen.map(({ part, whole: of }) => ({ part, whole: of })));
  return { count, source: [...new Set(chosen.map(({ source }) => source))].join('; ') };
}
