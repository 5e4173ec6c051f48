import type { Day } from '../../domain/calendar';
import {
  AGE_GROUPS,
  type AgeGroup,
  type Count,
  type IndicatorId,
  type Period,
} from '../../domain/indicators';
import { type Db, Prisma } from '../client';
import { MEASURES, type Measure } from './measures';
import { DIMENSIONS, type Dimension, type Known, knownOn, type Source } from './source';

/** Of which place and whom; what is left out is not asked for. */
export interface Of {
  provinceId?: string;
  communeId?: string;
  centreId?: string;
  organisationId?: string;
  sex?: string;
  age?: AgeGroup;
}

/** Of one indicator in one period; null: it is not known by what was asked (a club has no age). */
export type Counted = (Count & { splits: { key: string; count: Count }[] }) | null;

/**
 * Counts indicators in each of these periods: one pass over each source, whatever number of indicators are counted from it.
 * @param today the last day known: nothing after it has happened.
 */
export async function countFigures(
  db: Db,
  ids: readonly IndicatorId[],
  periods: readonly Period[],
  of: Of,
  today: Day,
): Promise<Map<IndicatorId, Counted[]>> {
  const asked = dimensionsOf(of);
  const countable = ids.filter((id) =>
    sourcesOf(id).every((source) => asked.every((d) => source.knows.includes(d))),
  );
  const passes = passesOf(countable);
  const known = await knownOn(db, today, of.provinceId);
  const lanes = Array.from({ length: LANES }, (_, lane) =>
    passes.map((pass, n) => ({ n, pass })).filter(({ n }) => n % LANES === lane),
  );
  const rows = await Promise.all(
    lanes
      .filter((lane) => lane.length > 0)
      .map((lane) => {
        const selects = lane.map(({ n, pass }) => select(n, pass, periods, of, known));
        return db.$queryRaw<Row[]>(Prisma.join(selects, ' UNION ALL '));
      }),
  );

  const empty = (id: IndicatorId): Count => ({ part: 0, whole: MEASURES[id].whole ? 0 : null });
  const counted = new Map<IndicatorId, Counted[]>(
    ids.map((id) => [id, periods.map(() => (countable.includes(id) ? { ...empty(id), splits: [] } : null))]),
  );
  for (const row of rows.flat()) {
    for (const [m, { id, side, split }] of (passes[row.pass]?.pieces ?? []).entries()) {
      const figure = counted.get(id)?.[row.bucket];
      const value = row.counts[m] ?? 0;
      if (!figure) continue;
      if (row.total) figure[side] = value;
      // A kind that this indicator has nothing of is another's.
      else if (split && row.split !== null && value !== 0)
        splitOf(figure, row.split, empty(id))[side] = value;
    }
  }
  return counted;
}

/** The cases behind a number: counted in it (part), compared with (whole), or compared with and not counted (rest). */
export type Behind = 'part' | 'whole' | 'rest';

/** @returns the ids of the cases; null: no cases stand behind this number, or it is not known by what was asked. */
export async function casesBehind(
  db: Db,
  id: IndicatorId,
  behind: Behind,
  period: Period,
  of: Of,
  today: Day,
): Promise<string[] | null> {
  const { part, whole } = MEASURES[id];
  const asked = dimensionsOf(of);
  const days = daysOf(period);
  const known = await knownOn(db, today, of.provinceId);
  const cases = ({ source, of: which }: Measure) => Prisma.sql`
    SELECT s."caseId" FROM (${source.rows(known)}) s
    WHERE ${within(source, days, days, known)} AND ${narrowed(source, of, days.to)}
      AND s."caseId" IS NOT NULL AND ${which ?? TRUE}`;
  const measures = behind === 'part' ? [part] : behind === 'whole' ? [whole] : [whole, part];
  if (
    !measures.every((m): m is Measure =>
      Boolean(m?.source.sees && asked.every((d) => m.source.knows.includes(d))),
    )
  )
    return null;
  const rows = await db.$queryRaw<{ caseId: string }[]>(
    measures.map(cases).reduce((all, fewer) => Prisma.sql`${all} EXCEPT ${fewer}`),
  );
  return [...new Set(rows.map((row) => row.caseId))];
}

/** Whether this can be narrowed by a dimension at all. */
export const knows = (id: IndicatorId, dimension: Dimension): boolean =>
  sourcesOf(id).every((source) => source.knows.includes(dimension));

const TRUE = Prisma.sql`true`;

/**
 * Statements a count is dealt out to. More at once would not be sooner on the processors there are, and would take
 * connections from people who report; one for each source would cost the web a millisecond each.
 */
const LANES = 3;

interface Pass {
  source: Source;
  /** What tells its rows apart, where one of the pieces is split. */
  split?: Prisma.Sql;
  pieces: { id: IndicatorId; side: 'part' | 'whole'; measure: Measure; split: boolean }[];
}

/** Everything that is counted from one source, together. */
function passesOf(ids: readonly IndicatorId[]): Pass[] {
  const passes = new Map<Source, Pass>();
  for (const id of ids) {
    const { part, whole, split } = MEASURES[id];
    for (const [side, measure] of [
      ['part', part],
      ['whole', whole],
    ] as const) {
      if (!measure) continue;
      const { source } = measure;
      const pass = passes.get(source) ?? { source, pieces: [] };
      const splits = split !== undefined && source === part.source;
      pass.pieces.push({ id, side, measure, split: splits });
      if (splits) pass.split = split;
      passes.set(source, pass);
    }
  }
  return [...passes.values()];
}

/** What one pass found in one period; without `total`, of one kind in it. */
interface Row {
  pass: number;
  bucket: number;
  total: boolean;
  split: string | null;
  /** Of each piece of the pass. */
  counts: number[];
}

/** A row for each period that has any; and one for each kind in it, where the source is split. */
function select(n: number, pass: Pass, periods: readonly Period[], of: Of, known: Known): Prisma.Sql {
  const { source, split, pieces } = pass;
  const buckets = periods.map(
    ({ from, to }, bucket) => Prisma.sql`(${bucket}::int, ${from}::date, ${to}::date)`,
  );
  const counts = pieces.map(({ measure }) => {
    const filter = measure.of ? Prisma.sql`FILTER (WHERE ${measure.of})` : Prisma.empty;
    return Prisma.sql`coalesce(${measure.value} ${filter}, 0)::float8`;
  });
  const [total, group] = split
    ? [Prisma.sql`grouping(${split}) = 1`, Prisma.sql`GROUPING SETS ((b.n), (b.n, ${split}))`]
    : [TRUE, Prisma.sql`b.n`];
  return Prisma.sql`
    SELECT ${n}::int AS pass, b.n AS bucket, ${total} AS total, ${split ?? Prisma.sql`NULL::text`} AS split,
      ARRAY[${Prisma.join(counts)}] AS counts
    FROM (VALUES ${Prisma.join(buckets)}) AS b(n, "from", "to")
    JOIN (${source.rows(known)}) s ON ${within(source, BUCKET, BUCKET, known)} AND ${narrowed(source, of, BUCKET.to)}
    WHERE ${within(source, outermost(periods, 0), outermost(periods, -1), known)}
    GROUP BY ${group}`;
}

/** The days of a period as a query has them. */
interface Days {
  from: Prisma.Sql;
  to: Prisma.Sql;
}
const BUCKET: Days = { from: Prisma.sql`b."from"`, to: Prisma.sql`b."to"` };
const daysOf = ({ from, to }: Period): Days => ({
  from: Prisma.sql`${from}::date`,
  to: Prisma.sql`${to}::date`,
});
/** The outermost days of periods in any order: said as plain days, they keep what lies in none of them from being read. */
const outermost = (periods: readonly Period[], at: 0 | -1): Days =>
  daysOf({
    from: periods
      .map(({ from }) => from)
      .sort()
      .at(at) as Day,
    to: periods
      .map(({ to }) => to)
      .sort()
      .at(at) as Day,
  });

/** Whether a row counts in some period from the first to the last of them; which may be one and the same. */
function within({ counts }: Source, first: Days, last: Days, { today }: Known): Prisma.Sql {
  switch (counts) {
    case 'event':
      return Prisma.sql`s."on" BETWEEN ${first.from} AND ${last.to}`;
    case 'span':
      return Prisma.sql`s.since <= ${last.to} AND s.until > ${first.from}`;
    case 'state':
      return Prisma.sql`s.since <= least(${last.to}, ${today}::date) AND s.until > least(${first.to}, ${today}::date)`;
  }
}

function narrowed({ counts }: Source, of: Of, end: Prisma.Sql): Prisma.Sql {
  const { provinceId, communeId, centreId, organisationId, sex, age } = of;
  const on = counts === 'event' ? Prisma.sql`s."on"` : end;
  const group = age && AGE_GROUPS[age];
  const conditions = [
    provinceId && Prisma.sql`s."provinceId" = ${provinceId}`,
    communeId && Prisma.sql`s."communeId" = ${communeId}`,
    centreId && Prisma.sql`s."centreId" = ${centreId}`,
    organisationId && Prisma.sql`s."organisationId" = ${organisationId}`,
    sex && Prisma.sql`s.sex = ${sex}`,
    group && Prisma.sql`extract(year FROM age(${on}, s."bornOn")) BETWEEN ${group.from} AND ${group.to}`,
  ].filter((one): one is Prisma.Sql => Boolean(one));
  return conditions.length ? Prisma.join(conditions, ' AND ') : TRUE;
}

function dimensionsOf({ communeId, centreId, organisationId, sex, age }: Of): Dimension[] {
  const asked = { commune: communeId, centre: centreId, organisation: organisationId, sex, age };
  return DIMENSIONS.filter((dimension) => asked[dimension]);
}

function sourcesOf(id: IndicatorId): Source[] {
  const { part, whole } = MEASURES[id];
  return [part.source, ...(whole ? [whole.source] : [])];
}

function splitOf(figure: NonNullable<Counted>, key: string, empty: Count): Count {
  const found = figure.splits.find((split) => split.key === key);
  if (found) return found.count;
  const count = { ...empty };
  figure.splits.push({ key, count });
  return count;
}
