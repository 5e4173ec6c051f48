import { HOUR, type Instant, MINUTE } from '../../domain/calendar';
import type { Channel, NoticeKind, Priority } from '../../domain/notice';
import type { PolicyParams } from '../../domain/policy';
import { inTurn, type SendingRules } from '../../domain/sending';
import { type Db, Prisma, type PrismaClient } from '../../prisma/client';
import { sentLately } from '../../prisma/lately';
import type { Gateway } from './gateway';
import { type ReaderRow, readerOf } from './reader';

/** Channels of whose messages a sign is to be expected, with how long it is waited for; then another way is taken. */
export type Patience = ReadonlyMap<Channel, number>;

export function patienceOf(
  gateways: ReadonlyMap<string, Gateway>,
  { receiptWithin, pushWithin }: Required<Pick<PolicyParams, 'receiptWithin' | 'pushWithin'>>,
): Patience {
  const answering = [...gateways.values()].filter(({ receipts }) => receipts);
  return new Map(
    answering.map(({ channel }) => [
      channel,
      channel === 'push' ? pushWithin * MINUTE : receiptWithin * HOUR,
    ]),
  );
}

interface FallbackDeps {
  db: Db;
  now(): Instant;
}

/** Each channel that answers, and since when one of its messages must have been sent to be waited for no longer. */
const patience = (within: Patience) =>
  Prisma.sql`unnest(${[...within.keys()]}::text[], ${[...within.values()]}::float8[]) AS p(channel, ms)`;

/** The ways before `m` that may still arrive: `m` waits for them. */
const hopeful = (within: Patience, now: Instant) => Prisma.sql`
  SELECT 1 FROM "Message" e LEFT JOIN ${patience(within)} ON p.channel = e.channel
  WHERE e."noticeId" = m."noticeId" AND e.id < m.id AND (
    e.status IN ('queued', 'sending', 'standby')
    OR e.status IN ('sent', 'unknown') AND (p.channel IS NULL
      OR coalesce(e."sentAt", e."createdAt") > ${new Date(now)}::timestamp - p.ms * interval '1 millisecond'))`;

type Standing = ReaderRow & {
  id: bigint;
  channel: string;
  to: string;
  kind: string;
  priority: string;
  notBefore: Date;
  expiresAt: Date;
};

/**
 * Of a notice that goes by one way after the other: puts the next way in the queue when all before it came to nothing (failed,
 * not delivered, or no sign in time), not before its reader's hours nor beyond what a number may have, and takes it back when one of them arrived.
 * @returns how many messages are newly in the queue.
 */
export async function fallBack(
  { db, now }: FallbackDeps & { db: PrismaClient },
  provinceId: string,
  within: Patience,
  rules: SendingRules,
): Promise<number> {
  const at = now();
  await db.$executeRaw`
    DELETE FROM "Message" m USING "Message" e
    WHERE m.status = 'standby' AND m."provinceId" = ${provinceId} AND e."noticeId" = m."noticeId" AND e.status = 'delivered'`;
  return db.$transaction(async (tx) => {
    const next = await tx.$queryRaw<Standing[]>`
      SELECT m.id, m.channel, m."to", n.kind, n.priority, n."notBefore", n."expiresAt", r.role, r."quietFrom", r."quietTo", r."daysOff"
      FROM "Message" m JOIN "Notice" n ON n.id = m."noticeId" LEFT JOIN "User" r ON r.id = m."recipientId"
      WHERE m.status = 'standby' AND m."provinceId" = ${provinceId}
        AND n.status IN ('claimed', 'sent') AND n."expiresAt" > ${new Date(at)} AND NOT EXISTS (${hopeful(within, at)})
      ORDER BY n."notBefore", m.id FOR UPDATE OF m SKIP LOCKED`;
    if (next.length === 0) return 0;
    const texts = next.map(standing);
    const lately = await sentLately(
      tx,
      texts.flatMap(({ number }) => number ?? []),
      at,
    );
    const when = [...inTurn(texts, lately, at, rules, true).values()].map((turn) => new Date(turn.at));
    return tx.$executeRaw`
      UPDATE "Message" m SET status = 'queued', "tryAt" = v.at
      FROM unnest(${next.map(({ id }) => id)}::bigint[], ${when}::timestamp[]) AS v(id, at) WHERE m.id = v.id`;
  });
}

/** Its morning has come, or it would not have been written. */
const standing = (row: Standing) => ({
  ...{ kind: row.kind as NoticeKind, priority: row.priority as Priority, held: true },
  ...{ notBefore: row.notBefore.getTime(), expiresAt: row.expiresAt.getTime() },
  ...{ reader: readerOf(row), number: row.channel === 'sms' ? row.to : null },
});

/** When the first message that stands by has waited long enough for a sign of the one before it. */
export async function nextFallback(db: Db, provinceId: string, within: Patience): Promise<Instant | null> {
  const [row] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT min(at) AS at FROM (
      SELECT max(coalesce(e."sentAt", e."createdAt") + p.ms * interval '1 millisecond') AS at
      FROM "Message" m JOIN "Message" e ON e."noticeId" = m."noticeId" AND e.id < m.id
        AND e.status IN ('queued', 'sending', 'standby', 'sent', 'unknown')
        LEFT JOIN ${patience(within)} ON p.channel = e.channel
      WHERE m.status = 'standby' AND m."provinceId" = ${provinceId}
      -- One that waits for a way under way, or for one that never says what became of it, has no time of its own.
      GROUP BY m.id HAVING bool_and(e.status IN ('sent', 'unknown') AND p.channel IS NOT NULL)) waiting`;
  return row?.at?.getTime() ?? null;
}
