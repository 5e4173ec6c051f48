import { HOUR, type Instant, MINUTE } from '../../domain/calendar';
import type { NoticeKind, Priority } from '../../domain/notice';
import { isLate, type LateClass, type LateNotice, sameNews } from '../../domain/outage';
import type { PolicyParams } from '../../domain/policy';
import type { Db, Prisma, PrismaClient } from '../../prisma/client';

/** What is held up and dealt with within so long of each other is one outage. */
const ONE_OUTAGE = HOUR;

type Row = Prisma.NoticeGetPayload<object>;
type Late = LateNotice & { id: bigint };

const timed = (row: Row): Late => ({
  ...row,
  kind: row.kind as NoticeKind,
  priority: row.priority as Priority,
  notBefore: row.notBefore.getTime(),
  expiresAt: row.expiresAt.getTime(),
});

/** What this outage, if it is still the same one, has been told of already; for the caller's transaction. */
export async function spokenBefore(
  tx: Db,
  provinceId: string,
  now: Instant,
): Promise<{ outageId: string | null; spoken: Set<string> }> {
  const earlier = await current(tx, provinceId, now);
  return { outageId: earlier?.id ?? null, spoken: earlier ? await spokenIn(tx, earlier.id) : new Set() };
}

/** Expired while they waited for a provider that did not answer: dropped, and listed like the rest. */
export async function dropHeldUp(tx: Db, provinceId: string, expired: Row[], now: Instant): Promise<void> {
  if (expired.length === 0) return;
  const late = expired.map(timed);
  const earlier = await current(tx, provinceId, now);
  const dropped = new Map(late.map((notice): [Late, LateClass] => [notice, 'drop']));
  await writeDown(tx, provinceId, earlier?.id ?? null, dropped, now);
}

/**
 * When everything comes up again, a case may wake before its courier and withdraw what has become untrue meanwhile, a
 * reminder of a visit that is over by now: it was held up all the same, and is listed as dropped.
 * @param alarm when the courier should have looked.
 */
export async function listWithdrawn(
  db: PrismaClient,
  provinceId: string,
  alarm: Instant,
  now: Instant,
  limits: Pick<PolicyParams, 'smsWindow' | 'lateAfter'>,
): Promise<void> {
  if (now - alarm <= limits.lateAfter * MINUTE) return;
  await db.$transaction(async (tx) => {
    const withdrawn = await tx.notice.findMany({
      where: {
        ...{ provinceId, status: 'withdrawn', outageId: null, messages: { none: {} } },
        notBefore: { gte: new Date(alarm), lt: new Date(now) },
      },
    });
    const held = withdrawn.filter((row) => isLate(timed(row), (row.doneAt as Date).getTime(), limits));
    await dropHeldUp(tx, provinceId, held, now);
  });
}

/** The outage that is just ending, unless a supervisor has signed it already: what comes after that is another. */
async function current(tx: Db, provinceId: string, now: Instant): Promise<{ id: string } | null> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`outage/${provinceId}`}))::text`;
  return tx.outage.findFirst({
    where: { provinceId, signedAt: null, until: { gte: new Date(now - ONE_OUTAGE) } },
    orderBy: { until: 'desc' },
    select: { id: true },
  });
}

async function spokenIn(tx: Db, outageId: string): Promise<Set<string>> {
  const sent = await tx.notice.findMany({ where: { outageId, lateClass: 'send-late' } });
  return new Set(sent.map((row) => sameNews(timed(row))));
}

/** Writes down what was held up and what became of it, for a supervisor to sign. */
export async function writeDown(
  tx: Db,
  provinceId: string,
  earlier: string | null,
  classes: ReadonlyMap<Pick<Late, 'id' | 'notBefore'>, LateClass>,
  now: Instant,
): Promise<void> {
  const late = [...classes.keys()];
  const from = new Date(Math.min(...late.map(({ notBefore }) => notBefore)));
  const until = new Date(now);
  const id = earlier ?? (await tx.outage.create({ data: { provinceId, from, until } })).id;
  const ids = late.map(({ id }) => id);
  await tx.$executeRaw`
    UPDATE "Notice" n SET "outageId" = ${id}, "lateClass" = v.class
    FROM unnest(${ids}::bigint[], ${[...classes.values()]}::text[]) AS v(id, class)
    WHERE n.id = v.id`;
  await tx.$executeRaw`
    UPDATE "Outage" o SET "from" = least("from", ${from}), until = greatest(until, ${until}),
      "sentLate" = c.late, collapsed = c.collapsed, dropped = c.dropped
    FROM (
      SELECT count(*) FILTER (WHERE "lateClass" = 'send-late') AS late,
        count(*) FILTER (WHERE "lateClass" = 'collapse') AS collapsed, count(*) FILTER (WHERE "lateClass" = 'drop') AS dropped
      FROM "Notice" WHERE "outageId" = ${id}
    ) c WHERE o.id = ${id}`;
}
