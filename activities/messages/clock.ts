import { performance } from 'node:perf_hooks';
import type { Instant } from '../../domain/calendar';
import type { PrismaClient } from '../../prisma/client';

/**
 * The database's clock as of now, carried on by this machine's own steady count: leases are compared by workers on several
 * machines, and a wall clock that is set back or forward there must not make one of them send what another is sending.
 */
export async function databaseClock(db: PrismaClient): Promise<() => Instant> {
  const asked = performance.now(); // before the answer: ahead of the database by the way there, never behind it
  const [row] = await db.$queryRaw<{ at: number }[]>`
    SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at`;
  if (!row) throw new Error('the database did not tell the time');
  return () => Math.floor(row.at + performance.now() - asked);
}
