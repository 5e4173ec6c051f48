import { HOUR, type Instant } from '../domain/calendar';
import { COUNTED } from '../domain/sending';
import type { Db } from './client';

/** No text leaves longer after its row was written: it stood by, or was tried again, for less. */
const OLDEST = 96 * HOUR;

/**
 * When routine texts went to these numbers in the last 24 hours, or are about to. One that stands by behind another way is
 * not counted before that way has failed: most never go.
 */
export async function sentLately(
  tx: Db,
  numbers: readonly string[],
  now: Instant,
): Promise<Map<string, Instant[]>> {
  if (numbers.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ to: string; at: Date[] }[]>`
    SELECT "to", array_agg(at) AS at FROM (
      SELECT m."to", coalesce(m."sentAt", CASE WHEN m.status = 'queued' THEN m."tryAt" END, m."createdAt") AS at
      FROM "Message" m JOIN "Notice" n ON n.id = m."noticeId"
      WHERE m."to" = ANY(${[...new Set(numbers)]}::text[]) AND m."createdAt" > ${new Date(now - OLDEST)} AND m.channel = 'sms'
        AND m.status NOT IN ('failed', 'standby') AND n.priority = 'routine') texts
    WHERE at > ${new Date(now - COUNTED)} GROUP BY "to"`;
  return new Map(rows.map(({ to, at }) => [to, at.map((one) => one.getTime())]));
}
