import type { Instant } from '../../domain/calendar';
import { isOfTheValues, type PrismaClient, sqlState } from '../../prisma/client';

/** So many of one batch are not the fault of a notice: then nothing is set aside and the error is heard. */
const TOO_MANY = 20;

interface Queue {
  db: PrismaClient;
  provinceId: string;
  now: Instant;
  limit: number;
}

/**
 * Claims a batch; where one notice of it can be neither worded nor written down, it is looked for by halves and set aside as
 * failed with the reason, which a person is told, and the others go out. A batch without such a one costs nothing more.
 * @param claim claims what is due: all of it up to the limit, or only those named.
 */
export async function claimAround(
  queue: Queue,
  claim: (only?: bigint[]) => Promise<number>,
): Promise<number> {
  try {
    return await claim();
  } catch (error) {
    if (!isPoison(error)) throw error;
  }
  const { db, provinceId, now, limit } = queue;
  const due = await db.notice.findMany({
    where: { status: 'planned', provinceId, notBefore: { lte: new Date(now) } },
    orderBy: { notBefore: 'asc' },
    take: limit,
    select: { id: true },
  });
  let aside = 0;
  return byHalves(due.map(({ id }) => id));

  async function byHalves(ids: bigint[]): Promise<number> {
    if (ids.length === 0) return 0;
    try {
      return await claim(ids);
    } catch (error) {
      if (!isPoison(error)) throw error;
      aside += ids.length === 1 ? 1 : 0;
      if (aside > TOO_MANY) throw error;
      if (ids.length === 1) return setAside(ids, error);
    }
    const half = Math.ceil(ids.length / 2);
    return (await byHalves(ids.slice(0, half))) + (await byHalves(ids.slice(half)));
  }

  async function setAside(ids: bigint[], error: unknown): Promise<number> {
    const { count } = await db.notice.updateMany({
      where: { id: { in: ids }, status: 'planned' },
      data: { status: 'failed', code: reasonOf(error) },
    });
    return count;
  }
}

/** Our own code threw over it, or the database refuses its values; anything else (no connection, say) is nobody's fault here. */
function isPoison(error: unknown): boolean {
  const ofTheDatabase = error instanceof Error && /^(PrismaClient|DriverAdapter)/.test(error.name);
  return ofTheDatabase ? isOfTheValues(error) : true;
}

/** Never the error's own words: they may quote the text. */
const reasonOf = (error: unknown): string => {
  const state = sqlState(error);
  return state ? `database-${state}` : 'cannot-be-worded';
};
