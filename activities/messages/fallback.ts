import { HOUR, type Instant } from '../../domain/calendar';
import { type Db, Prisma } from '../../prisma/client';
import type { Gateway } from './gateway';

/** After so long without a receipt a text that was sent counts as not arrived, where there is another way. */
export const RECEIPT_WITHIN = 6 * HOUR;

interface FallbackDeps {
  db: Db;
  gateways: ReadonlyMap<string, Gateway>;
  now(): Instant;
}

/** Channels of whose messages a receipt is to be expected. */
const answering = (gateways: ReadonlyMap<string, Gateway>) =>
  [...gateways.values()].flatMap(({ channel, receipts }) => (receipts ? [channel] : []));

/** The ways before `m` that may still arrive: `m` waits for them. */
const hopeful = ({ gateways, now }: FallbackDeps) => Prisma.sql`
  e."noticeId" = m."noticeId" AND e.id < m.id AND (
    e.status IN ('queued', 'sending', 'standby')
    OR e.status IN ('sent', 'unknown') AND (e.channel <> ALL(${answering(gateways)}::text[])
      OR coalesce(e."sentAt", e."createdAt") > ${new Date(now() - RECEIPT_WITHIN)}))`;

/**
 * Of a notice that goes by one way after the other: puts the next way in the queue when all before it came to nothing (failed,
 * not delivered, or no receipt in time), and takes it back when one of them arrived.
 * @returns how many messages are newly in the queue.
 */
export async function fallBack(deps: FallbackDeps, provinceId: string): Promise<number> {
  const { db, now } = deps;
  await db.$executeRaw`
    DELETE FROM "Message" m USING "Message" e
    WHERE m.status = 'standby' AND m."provinceId" = ${provinceId} AND e."noticeId" = m."noticeId" AND e.status = 'delivered'`;
  return db.$executeRaw`
    UPDATE "Message" m SET status = 'queued', "tryAt" = ${new Date(now())}
    FROM "Notice" n
    WHERE m.status = 'standby' AND m."provinceId" = ${provinceId} AND n.id = m."noticeId"
      AND n.status IN ('claimed', 'sent') AND n."expiresAt" > ${new Date(now())}
      AND NOT EXISTS (SELECT 1 FROM "Message" e WHERE ${hopeful(deps)})`;
}

/** When the first message that stands by has waited long enough for a receipt of the one before it. */
export async function nextFallback(
  { db, gateways }: Pick<FallbackDeps, 'db' | 'gateways'>,
  provinceId: string,
): Promise<Instant | null> {
  const [row] = await db.$queryRaw<{ since: Date | null }[]>`
    SELECT min(coalesce(e."sentAt", e."createdAt")) AS since
    FROM "Message" m JOIN "Message" e ON e."noticeId" = m."noticeId" AND e.id < m.id AND e.status IN ('sent', 'unknown')
    WHERE m.status = 'standby' AND m."provinceId" = ${provinceId} AND e.channel = ANY(${answering(gateways)}::text[])`;
  return row?.since ? row.since.getTime() + RECEIPT_WITHIN : null;
}
