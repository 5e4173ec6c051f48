import type { Instant } from '../../domain/calendar';
import type { PrismaClient } from '../../prisma/client';

/** A stretch of a provider's time: `count` messages, evenly from `from` on. */
export interface Stretch {
  count: number;
  from: Instant;
}

/**
 * Reserves time of a provider that takes so many messages a second from all workers together: one statement for a batch.
 * Nothing is given away further ahead than `horizon` ms, so that nobody holds rows longer than their lease.
 */
export async function reserve(
  db: PrismaClient,
  name: string,
  perSecond: number,
  wanted: number,
  now: Instant,
  horizon: number,
): Promise<Stretch> {
  await db.$executeRaw`INSERT INTO "SendRate" VALUES (${name}, ${now}) ON CONFLICT DO NOTHING`;
  const [stretch] = await db.$queryRaw<Stretch[]>`
    WITH free AS (
      SELECT name, greatest("freeAt", ${now}::float8) AS at FROM "SendRate" WHERE name = ${name} FOR UPDATE
    ), given AS (
      SELECT name, at, least(${wanted}::int, greatest(0, ceil((${now}::float8 + ${horizon}::float8 - at) * ${perSecond}::float8 / 1000))) AS count FROM free
    )
    UPDATE "SendRate" r SET "freeAt" = g.at + g.count * 1000 / ${perSecond}::float8
    FROM given g WHERE r.name = g.name
    RETURNING g.count::int AS count, g.at AS from`;
  return stretch ?? { count: 0, from: now };
}
