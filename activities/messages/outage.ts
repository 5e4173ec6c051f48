import { HOUR, type Instant, MINUTE } from '../../domain/calendar';
import type { NoticeKind, Priority } from '../../domain/notice';
import { afterOutage, isLate, type LateClass, type LateNotice, sameNews } from '../../domain/outage';
import type { PolicyParams } from '../../domain/policy';
import type { Db, Prisma } from '../../prisma/client';

/** What is held up and dealt with within so long of each other is one outage. */
const ONE_OUTAGE = HOUR;

export interface HeldUp {
  drop: bigint[];
  collapse: bigint[];
  /** For each notice that goes out late, how many people or things it stands for. */
  items: Map<bigint, number>;
}

type Row = Prisma.NoticeGetPayload<object>;
type Late = LateNotice & { id: bigint };

const timed = (row: Row): Late => ({
  ...row,
  kind: row.kind as NoticeKind,
  priority: row.priority as Priority,
  notBefore: row.notBefore.getTime(),
  expiresAt: row.expiresAt.getTime(),
});

/**
 * Finds what was held up among notices just claimed, classes it by rule and writes it down for a supervisor to sign, in the
 * caller's transaction. Notices in time are not in the answer.
 */
export async function classHeldUp(
  tx: Db,
  provinceId: string,
  notices: readonly Row[],
  now: Instant,
  limits: Pick<PolicyParams, 'smsWindow' | 'lateAfter'>,
): Promise<HeldUp> {
  const held: HeldUp = { drop: [], collapse: [], items: new Map() };
  const late = notices.map(timed).filter((notice) => isLate(notice, now, limits));
  if (late.length === 0) return held;
  const earlier = await current(tx, provinceId, now);
  const spoken = earlier ? await spokenIn(tx, earlier.id) : new Set<string>();
  const classes = afterOutage(late, now, spoken);
  const ofClass = (c: LateClass) => late.filter(({ id }) => classes.get(id) === c);
  for (const notice of ofClass('send-late')) {
    const same = late.filter(
      (other) => classes.get(other.id) !== 'drop' && sameNews(other) === sameNews(notice),
    );
    held.items.set(notice.id, new Set(same.map(({ subjectId }) => subjectId)).size);
  }
  held.drop = ofClass('drop').map(({ id }) => id);
  held.collapse = ofClass('collapse').map(({ id }) => id);
  await writeDown(tx, provinceId, earlier?.id ?? null, late, classes, now);
  return held;
}

/** Expired while they waited for a provider that did not answer: dropped, and listed like the rest. */
export async function dropHeldUp(tx: Db, provinceId: string, expired: Row[], now: Instant): Promise<void> {
  if (expired.length === 0) return;
  const late = expired.map(timed);
  const earlier = await current(tx, provinceId, now);
  const classes = new Map(late.map(({ id }): [bigint, LateClass] => [id, 'drop']));
  await writeDown(tx, provinceId, earlier?.id ?? null, late, classes, now);
}

/**
 * When everything comes up again, a case may wake before its courier and withdraw what has become untrue meanwhile, a
 * reminder of a visit that is over by now: it was held up all the same, and is listed as dropped.
 * @param alarm when the courier should have looked.
 */
export async function listWithdrawn(
  tx: Db,
  provinceId: string,
  alarm: Instant,
  now: Instant,
  limits: Pick<PolicyParams, 'smsWindow' | 'lateAfter'>,
): Promise<void> {
  if (now - alarm <= limits.lateAfter * MINUTE) return;
  const withdrawn = await tx.notice.findMany({
    where: {
      ...{ provinceId, status: 'withdrawn', outageId: null, messages: { none: {} } },
      notBefore: { gte: new Date(alarm), lt: new Date(now) },
    },
  });
  const held = withdrawn.filter((row) => isLate(timed(row), (row.doneAt as Date).getTime(), limits));
  await dropHeldUp(tx, provinceId, held, now);
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

async function writeDown(
  tx: Db,
  provinceId: string,
  earlier: string | null,
  late: readonly Late[],
  classes: ReadonlyMap<bigint | string, LateClass>,
  now: Instant,
): Promise<void> {
  const from = new Date(Math.min(...late.map(({ notBefore }) => notBefore)));
  const until = new Date(now);
  const id = earlier ?? (await tx.outage.create({ data: { provinceId, from, until } })).id;
  const ids = late.map(({ id }) => id);
  await tx.$executeRaw`
    UPDATE "Notice" n SET "outageId" = ${id}, "lateClass" = v.class
    FROM unnest(${ids}::bigint[], ${ids.map((id) => classes.get(id) as string)}::text[]) AS v(id, class)
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
