import { type Instant, MINUTE } from '../../domain/calendar';
import type { Prisma, PrismaClient } from '../../prisma/client';
import type { Gateway, LookUp, Outgoing, SendOutcome } from './gateway';
import { dropHeldUp } from './outage';

/** A sender that has not come back by then counts as dead and its sends as unknown. Longer than any gateway's own limit. */
const SENDER_LEASE = 2 * MINUTE;
/** Waits between tries of a send that was refused for now; then it has failed for good. */
const BACKOFF = [1, 5, 15, 60, 180, 360].map((minutes) => minutes * MINUTE);

interface Row {
  id: bigint;
  key: string;
  noticeId: bigint;
  channel: string;
  to: string;
  subject: string | null;
  body: string;
  attempts: number;
  createdAt: Date;
}

type Verdict = Pick<Row, 'id'> & {
  status: string;
  code: string | null;
  providerId: string | null;
  tryAt: Date | null;
};

export interface HandOverDeps {
  db: PrismaClient;
  gateways: Map<string, Gateway>;
  now(): Instant;
}

export interface HandedOver {
  taken: number;
  sent: number;
}

/**
 * Gives up to `limit` queued messages to their gateways, all at once (each gateway holds its own rate), and records what
 * became of each. A row is marked 'sending' before the call: whoever finds it so later must ask the provider first.
 * What waited to be tried again asks once more whether it may go out: by its hour, and whether it still says something.
 */
export async function handOverQueued(
  deps: HandOverDeps,
  provinceId: string,
  limit: number,
  onlyCritical: boolean,
): Promise<HandedOver> {
  const now = deps.now();
  await dropUseless(deps, provinceId);
  const rows = await deps.db.$queryRaw<Row[]>`
    UPDATE "Message" SET status = 'sending', attempts = attempts + 1, "tryAt" = ${new Date(now + SENDER_LEASE)}
    WHERE id IN (
      SELECT m.id FROM "Message" m JOIN "Notice" n ON n.id = m."noticeId"
      WHERE m.status = 'queued' AND m."provinceId" = ${provinceId} AND m."tryAt" <= ${new Date(now)}
        AND (NOT ${onlyCritical} OR n.priority = 'critical')
      ORDER BY m."tryAt", m.id LIMIT ${limit} FOR UPDATE OF m SKIP LOCKED)
    RETURNING id, key, "noticeId", channel, "to", subject, body, attempts, "createdAt"`;
  const verdicts = await Promise.all(
    rows.map(async (row) => verdict(row, await send(deps, row), deps.now())),
  );
  return { taken: rows.length, sent: await settle(deps, rows, verdicts) };
}

/** Takes back what was withdrawn or has expired while it waited to be tried again. */
async function dropUseless({ db, now }: HandOverDeps, provinceId: string): Promise<void> {
  const at = new Date(now());
  await db.$executeRaw`
    DELETE FROM "Message" m USING "Notice" n
    WHERE m."noticeId" = n.id AND m.status = 'queued' AND m."provinceId" = ${provinceId}
      AND (n.status = 'withdrawn' OR n."expiresAt" <= ${at})`;
  await db.$transaction(async (tx) => {
    const expired = await tx.$queryRaw<Prisma.NoticeGetPayload<object>[]>`
      UPDATE "Notice" n SET status = 'expired', "doneAt" = ${at}
      WHERE n.status = 'claimed' AND n."provinceId" = ${provinceId} AND n."expiresAt" <= ${at}
        AND NOT EXISTS (SELECT 1 FROM "Message" m WHERE m."noticeId" = n.id AND m.status IN ('queued', 'sending', 'unknown'))
      RETURNING *`;
    await dropHeldUp(tx, provinceId, expired, now());
  });
}

/**
 * Asks the provider about sends whose outcome is unknown: the sender died between send and record, or the answer never
 * came. Found: it was sent. Absent: it may be sent again. Still unknown: it waits, listed for a person.
 */
export async function lookUpUnknown(
  deps: HandOverDeps,
  provinceId: string,
  limit: number,
): Promise<HandedOver> {
  const now = deps.now();
  const rows = await deps.db.$queryRaw<Row[]>`
    UPDATE "Message" SET status = 'unknown', attempts = attempts + 1, "tryAt" = ${new Date(now + SENDER_LEASE)}
    WHERE id IN (
      SELECT id FROM "Message" WHERE status IN ('sending', 'unknown') AND "provinceId" = ${provinceId} AND "tryAt" <= ${new Date(now)}
      ORDER BY "tryAt", id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id, key, "noticeId", channel, "to", subject, body, attempts, "createdAt"`;
  const verdicts = await Promise.all(
    rows.map(async (row): Promise<Verdict> => {
      const found = await lookUp(deps, row);
      if (found.kind === 'found')
        return { id: row.id, status: 'sent', code: null, providerId: found.providerId, tryAt: null };
      if (found.kind === 'absent')
        return { id: row.id, status: 'queued', code: null, providerId: null, tryAt: new Date(now) };
      const wait = BACKOFF[row.attempts - 1];
      return {
        id: row.id,
        status: 'unknown',
        code: found.code,
        providerId: null,
        tryAt: wait === undefined ? null : new Date(now + wait),
      };
    }),
  );
  return { taken: rows.length, sent: await settle(deps, rows, await onlyOnce(deps, verdicts)) };
}

/** One text at the provider is the answer to one message: of two with the same words a person must look at the second. */
async function onlyOnce({ db }: HandOverDeps, verdicts: Verdict[]): Promise<Verdict[]> {
  const found = verdicts.flatMap((v) => v.providerId ?? []);
  const known = await db.message.findMany({
    where: { providerId: { in: found } },
    select: { providerId: true },
  });
  const taken = new Set(known.map((m) => m.providerId));
  return verdicts.map((v) => {
    if (v.providerId === null) return v;
    if (taken.has(v.providerId)) return { ...v, status: 'unknown', code: 'ambiguous', providerId: null };
    taken.add(v.providerId);
    return v;
  });
}

async function lookUp(deps: HandOverDeps, row: Row): Promise<LookUp> {
  try {
    return await gatewayOf(deps, row).lookUp(outgoing(row), row.createdAt);
  } catch {
    return { kind: 'unknown', code: 'gateway-threw' };
  }
}

/** Never throws: a gateway that breaks its promise and throws may have sent. */
async function send(deps: HandOverDeps, row: Row): Promise<SendOutcome> {
  try {
    return await gatewayOf(deps, row).send(outgoing(row));
  } catch {
    return { kind: 'unknown', code: 'gateway-threw' };
  }
}

function verdict({ id, attempts }: Row, outcome: SendOutcome, now: Instant): Verdict {
  switch (outcome.kind) {
    case 'sent':
      return { id, status: 'sent', code: null, providerId: outcome.providerId, tryAt: null };
    case 'permanent':
      return { id, status: 'failed', code: outcome.code, providerId: null, tryAt: null };
    case 'unknown':
      // Not asked at once: a slow provider may still be accepting it.
      return { id, status: 'unknown', code: outcome.code, providerId: null, tryAt: new Date(now + MINUTE) };
    case 'temporary': {
      const wait = BACKOFF[attempts - 1];
      if (wait === undefined)
        return { id, status: 'failed', code: outcome.code, providerId: null, tryAt: null };
      return {
        id,
        status: 'queued',
        code: outcome.code,
        providerId: null,
        tryAt: new Date(now + Math.max(wait, outcome.retryAfterMs ?? 0)),
      };
    }
  }
}

/** Writes the verdicts and the notices they settle in one go: a burst of thousands costs a handful of statements. */
async function settle({ db, now }: HandOverDeps, rows: Row[], verdicts: Verdict[]): Promise<number> {
  if (rows.length === 0) return 0;
  const at = new Date(now());
  const sent = verdicts.filter((v) => v.status === 'sent').length;
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE "Message" m SET
        -- a receipt may have overtaken us: delivered stays delivered
        status = CASE WHEN v.status = 'sent' AND m.status IN ('delivered', 'undelivered') THEN m.status ELSE v.status END,
        code = v.code, "providerId" = coalesce(v."providerId", m."providerId"), "tryAt" = v."tryAt",
        "sentAt" = CASE WHEN v.status = 'sent' THEN ${at} ELSE m."sentAt" END
      FROM unnest(
        ${verdicts.map((v) => v.id)}::bigint[], ${verdicts.map((v) => v.status)}::text[], ${verdicts.map((v) => v.code)}::text[],
        ${verdicts.map((v) => v.providerId)}::text[], ${verdicts.map((v) => v.tryAt)}::timestamp[]
      ) AS v(id, status, code, "providerId", "tryAt")
      WHERE m.id = v.id`;
    const noticeIds = rows.map((r) => r.noticeId);
    await tx.$executeRaw`
      UPDATE "Notice" n SET status = s.status,
        -- a failure is done only when a supervisor has been told
        "doneAt" = CASE WHEN s.status = 'sent' THEN ${at}::timestamp END
      FROM (
        SELECT "noticeId", CASE WHEN bool_or(status IN ('sent', 'delivered', 'undelivered')) THEN 'sent' ELSE 'failed' END AS status
        FROM "Message" WHERE "noticeId" = ANY(${noticeIds}::bigint[])
        GROUP BY "noticeId" HAVING bool_or(status IN ('sent', 'delivered', 'undelivered')) OR bool_and(status = 'failed')
      ) s
      WHERE n.id = s."noticeId" AND (n.status = 'claimed' OR (n.status = 'withdrawn' AND s.status = 'sent'))`;
  });
  return sent;
}

const outgoing = (row: Row): Outgoing => ({
  key: row.key,
  to: row.to,
  body: row.body,
  ...(row.subject && { subject: row.subject }),
});

function gatewayOf({ gateways }: HandOverDeps, row: Row): Gateway {
  const gateway = gateways.get(row.channel);
  if (!gateway) throw new Error(`no gateway for channel ${row.channel}`);
  return gateway;
}
