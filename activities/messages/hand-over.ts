import { setTimeout as sleep } from 'node:timers/promises';
import { type Instant, MINUTE } from '../../domain/calendar';
import { Prisma, type PrismaClient } from '../../prisma/client';
import type { Gateway, LookUp, MayBegin, Outgoing, SendOutcome } from './gateway';
import { dropHeldUp } from './outage';
import { reserve } from './rate';
import type { Verdict } from './settle';

/** Who takes a row has it for so long; then it counts as dead and its sends as unknown. */
const LEASE = 2 * MINUTE;
/** Of the lease, for reading the answer and writing down what became of it. */
const TO_RECORD = MINUTE / 4;
/** Of a provider with a rate, how far ahead its time is given away, in ms: much less than the lease. */
const AHEAD = 4_000;
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
  fence: number;
  createdAt: Date;
}

export interface HandOverDeps {
  db: PrismaClient;
  gateways: Map<string, Gateway>;
  now(): Instant;
  /** How long a sign is waited for, by channel. */
  within?: ReadonlyMap<string, number>;
  /** Waits; a test's own clock need not. */
  pause?(ms: number): Promise<unknown>;
}

/** Channels served together: the one that has a rate, or all the others. */
export interface Lane {
  limited?: { channel: string; perSecond: number };
  /** Of an unlimited lane: the channels that have lanes of their own. */
  not: readonly string[];
}

export function lanesOf(gateways: HandOverDeps['gateways']): Lane[] {
  const limited = [...gateways.values()].flatMap(({ channel, perSecond }) =>
    perSecond ? [{ channel, perSecond }] : [],
  );
  return [{ not: limited.map(({ channel }) => channel) }, ...limited.map((l) => ({ limited: l, not: [] }))];
}

/** Rows that were held and what became of them: to be written down by `settle`, well within their lease. */
export interface Batch {
  taken: number;
  verdicts: Verdict[];
}

/**
 * Gives up to `limit` queued messages to their gateways, all at once, and says what became of each. A row is marked
 * 'sending' before the call: whoever finds it so after the lease must ask the provider first. So that nothing leaves after
 * that, a request may begin only while it can be over within the lease; otherwise its row is given back.
 * What waited to be tried again asks once more whether it may go out: by its hour, and whether it still says something.
 */
export async function sendQueued(
  deps: HandOverDeps,
  provinceId: string,
  limit: number,
  onlyCritical: boolean,
  lane: Lane,
): Promise<Batch> {
  const now = deps.now();
  const ready = Prisma.sql`
    m.status = 'queued' AND m."provinceId" = ${provinceId} AND m."tryAt" <= ${new Date(now)}
    AND n.status <> 'withdrawn' AND n."expiresAt" > ${new Date(now)}
    AND (NOT ${onlyCritical} OR n.priority = 'critical')`;
  const { limited } = lane;
  if (!limited) {
    const chosen = Prisma.sql`
      SELECT m.id FROM "Message" m JOIN "Notice" n ON n.id = m."noticeId"
      WHERE ${ready} AND m.channel <> ALL(${lane.not}::text[])
      ORDER BY m."tryAt", m.id LIMIT ${limit} FOR UPDATE OF m SKIP LOCKED`;
    return sendAll(deps, await take(deps, chosen, now), now, () => now);
  }

  // Where the provider's time is scarce, communes take turns: the burst of one does not keep the others waiting.
  const { channel, perSecond } = limited;
  const inTurn = await deps.db.$queryRaw<{ id: bigint }[]>`
    SELECT m.id FROM "Message" m JOIN "Notice" n ON n.id = m."noticeId" LEFT JOIN "Handover" h ON h.id = n."caseId"
    WHERE ${ready} AND m.channel = ${channel}
    ORDER BY row_number() OVER (PARTITION BY h."communeId" ORDER BY m."tryAt", m.id), m."tryAt", m.id LIMIT ${limit}`;
  if (inTurn.length === 0) return NONE;
  const { count, from } = await reserve(deps.db, channel, perSecond, inTurn.length, now, AHEAD);
  if (count === 0) {
    await pauseOf(deps)(AHEAD / 2); // others have the next seconds
    return { ...NONE, taken: inTurn.length };
  }
  const order = new Map(inTurn.slice(0, count).map(({ id }, n) => [id, n]));
  const chosen = Prisma.sql`
    SELECT m.id FROM "Message" m WHERE m.id = ANY(${[...order.keys()]}::bigint[]) AND m.status = 'queued' FOR UPDATE SKIP LOCKED`;
  const rows = await take(deps, chosen, now);
  const turn = (row: Row) => from + ((order.get(row.id) ?? 0) * 1000) / perSecond;
  const { verdicts } = await sendAll(deps, rows, now, turn);
  return { taken: inTurn.length, verdicts };
}

/** Marks these rows as held from now on by who asks. */
function take({ db }: HandOverDeps, chosen: Prisma.Sql, now: Instant): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    UPDATE "Message" SET status = 'sending', attempts = attempts + 1, fence = fence + 1, "tryAt" = ${new Date(now + LEASE)}
    WHERE id IN (${chosen})
    RETURNING id, key, "noticeId", channel, "to", subject, body, attempts, fence, "createdAt"`;
}

/** @param turn not before then. */
async function sendAll(
  deps: HandOverDeps,
  rows: Row[],
  takenAt: Instant,
  turn: (row: Row) => Instant,
): Promise<Batch> {
  const leaseEnds = takenAt + LEASE;
  const mayBegin: MayBegin = (limitMs) => deps.now() + limitMs <= leaseEnds - TO_RECORD;
  const verdicts = await Promise.all(
    rows.map(async (row) => {
      const early = turn(row) - deps.now();
      if (early > 0) await pauseOf(deps)(early);
      return verdict(row, await send(deps, row, mayBegin), deps.now(), leaseEnds);
    }),
  );
  return { taken: rows.length, verdicts };
}

const NONE: Batch = { taken: 0, verdicts: [] };
const pauseOf = ({ pause }: HandOverDeps) => pause ?? ((ms: number) => sleep(ms));

/** Takes back what was withdrawn or has expired while it waited to be tried again. */
export async function dropUseless({ db, now }: HandOverDeps, provinceId: string): Promise<void> {
  const at = new Date(now());
  await db.$executeRaw`
    DELETE FROM "Message" m USING "Notice" n
    WHERE m."noticeId" = n.id AND m.status IN ('queued', 'standby') AND m."provinceId" = ${provinceId}
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
 * @param ended leases until then are over: not `now`, where one clock is ahead and their holders may still be sending.
 */
export async function lookUpUnknown(
  deps: HandOverDeps,
  provinceId: string,
  limit: number,
  ended: Instant,
): Promise<Batch> {
  const now = deps.now();
  const rows = await deps.db.$queryRaw<Row[]>`
    UPDATE "Message" SET status = 'unknown', attempts = attempts + 1, fence = fence + 1, "tryAt" = ${new Date(now + LEASE)}
    WHERE id IN (
      SELECT id FROM "Message" WHERE status IN ('sending', 'unknown') AND "provinceId" = ${provinceId} AND "tryAt" <= ${new Date(ended)}
      ORDER BY "tryAt", id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id, key, "noticeId", channel, "to", subject, body, attempts, fence, "createdAt"`;
  const verdicts = await Promise.all(
    rows.map(async (row): Promise<Verdict> => {
      const held = { id: row.id, fence: row.fence, noticeId: row.noticeId, providerId: null };
      const found = await lookUp(deps, row);
      if (found.kind === 'found')
        return { ...held, status: 'sent', code: null, providerId: found.providerId, tryAt: null };
      if (found.kind === 'absent') return { ...held, status: 'queued', code: null, tryAt: new Date(now) };
      const wait = BACKOFF[row.attempts - 1];
      const tryAt = wait === undefined ? null : new Date(now + wait);
      return { ...held, status: 'unknown', code: found.code, tryAt };
    }),
  );
  return { taken: rows.length, verdicts: await onlyOnce(deps, verdicts) };
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
    const gateway = deps.gateways.get(row.channel);
    if (!gateway) return { kind: 'unknown', code: 'no-gateway' };
    return await gateway.lookUp(outgoing(row), row.createdAt);
  } catch {
    return { kind: 'unknown', code: 'gateway-threw' };
  }
}

/** Never throws: a gateway that breaks its promise and throws may have sent. */
async function send(deps: HandOverDeps, row: Row, mayBegin: MayBegin): Promise<SendOutcome> {
  const gateway = deps.gateways.get(row.channel);
  if (!gateway) return { kind: 'permanent', code: 'no-gateway' };
  try {
    const withinMs = deps.within?.get(row.channel);
    return await gateway.send({ ...outgoing(row), ...(withinMs && { withinMs }) }, mayBegin);
  } catch {
    return { kind: 'unknown', code: 'gateway-threw' };
  }
}

function verdict(row: Row, outcome: SendOutcome, now: Instant, leaseEnds: Instant): Verdict {
  const { id, fence, noticeId, attempts } = row;
  const held = { id, fence, noticeId, code: null, providerId: null, tryAt: null };
  switch (outcome.kind) {
    case 'sent':
      return { ...held, status: 'sent', providerId: outcome.providerId };
    case 'permanent':
      return { ...held, status: 'failed', code: outcome.code };
    case 'not-begun':
      return { ...held, status: 'queued', tryAt: new Date(now), untried: true };
    case 'unknown':
      // Not asked at once: a slow provider may still be accepting it.
      return { ...held, status: 'unknown', code: outcome.code, tryAt: new Date(leaseEnds) };
    case 'temporary': {
      const wait = BACKOFF[attempts - 1];
      if (wait === undefined) return { ...held, status: 'failed', code: outcome.code };
      const tryAt = new Date(now + Math.max(wait, outcome.retryAfterMs ?? 0));
      return { ...held, status: 'queued', code: outcome.code, tryAt };
    }
  }
}

const outgoing = (row: Row): Outgoing => ({
  key: row.key,
  ref: String(row.id),
  to: row.to,
  body: row.body,
  ...(row.subject && { subject: row.subject }),
});
