import type { Calendar, Instant } from '../../domain/calendar';
import { courierRound, type Due, type Message } from '../../domain/courier-round';
import { digestOf, horizonOf } from '../../domain/digest';
import type { NoticeKind, Priority } from '../../domain/notice';
import { isLate } from '../../domain/outage';
import type { Role } from '../../domain/roles';
import { type Db, Prisma } from '../../prisma/client';
import { sentLately } from '../../prisma/lately';
import { receiverOf } from '../records/stand-in';
import { type ClaimedNotice, compose, type NewMessage, type WordingDeps, waysOf } from './compose';
import { spokenBefore, writeDown } from './outage';
import { readerOf } from './reader';

export type { WordingDeps } from './compose';

export interface ClaimDeps extends WordingDeps {
  calendar: Calendar;
}

type DueNotice = Due & { id: bigint; row: ClaimedNotice };

/**
 * Takes up to `limit` due notices of a province and makes their messages, in one transaction: from here on each message
 * has a row with a unique key, so no crash can send it twice. Several couriers may claim at once (SKIP LOCKED).
 * What goes out, together or alone, and what waits is decided by domain/courier-round.
 * @returns how many notices were taken.
 */
export async function claimDue(
  deps: ClaimDeps,
  provinceId: string,
  now: Instant,
  limit: number,
  onlyCritical: boolean,
  only?: readonly bigint[],
): Promise<number> {
  const rules = { ...deps.params, calendar: deps.calendar };
  return deps.db.$transaction(
    async (tx) => {
      const due = await read(tx, now, dueNotices(provinceId, now, limit, onlyCritical, only));
      if (due.length === 0) return 0;
      // Where a poisoned one is looked for, nothing is read ahead: it might be that one, and the one that is due is innocent.
      const ahead = only ? [] : await upcoming(tx, provinceId, due, now, rules.digestDays);
      const heldUp = due.some((n) => isLate(n, now, rules));
      const { outageId, spoken } = heldUp ? await spokenBefore(tx, provinceId, now) : NOTHING_SPOKEN;
      const lately = await sentLately(tx, numbersOf(due), now);
      const round = courierRound(due, ahead, spoken, lately, now, rules);
      if (round.late.size > 0) await writeDown(tx, provinceId, outageId, round.late, now);

      await handToCovers(tx, [...due, ...round.joins.keys()]);
      const messages = await compose(tx, deps, round.messages.map(rowsOf), now);
      await queue(tx, messages);

      const spokenOf = new Set(messages.filter((m) => m.status !== 'failed').map((m) => m.noticeId));
      const mute = round.messages.map(({ head }) => head.id).filter((id) => !spokenOf.has(id));
      await mark(
        tx,
        round.expired.map((n) => n.id),
        'expired',
        new Date(now),
      );
      await mark(tx, mute, 'failed', null); // done only when a supervisor has been told
      await mark(tx, [...spokenOf], 'claimed', null);
      await join(tx, round.joins, now);
      await hold(tx, round.waiting);
      await note(tx, round.despite);
      return due.length;
    },
    { timeout: 60_000 },
  );
}

/** What is due in a province, the longest due first; by its index, however many are planned. */
export const dueNotices = (
  provinceId: string,
  now: Instant,
  limit: number,
  onlyCritical = false,
  only?: readonly bigint[],
) => Prisma.sql`
  SELECT * FROM "Notice"
  WHERE status = 'planned' AND "provinceId" = ${provinceId} AND "notBefore" <= ${new Date(now)}
    AND (NOT ${onlyCritical} OR priority = 'critical')
    ${only ? Prisma.sql`AND id = ANY(${only}::bigint[])` : Prisma.empty}
  ORDER BY "notBefore" LIMIT ${limit} FOR UPDATE SKIP LOCKED`;

const NOTHING_SPOKEN = { outageId: null, spoken: new Set<string>() };

/** Notices with who receives them today, what can be said of that person, and of whom they speak. */
async function read(tx: Db, now: Instant, notices: Prisma.Sql): Promise<DueNotice[]> {
  const rows = await tx.$queryRaw<ClaimedNotice[]>`
    WITH due AS (${notices})
    SELECT due.*, r.id AS "receiverId", r.role, coalesce(r.language, k.language) AS language,
      CASE WHEN k.id IS NULL THEN r.email WHEN k.channel = 'email' THEN k.address END AS email, g.name AS "helperName",
      EXISTS (SELECT FROM "PushSubscription" b WHERE b."userId" = r.id AND b."goneAt" IS NULL) AS pushed,
      r."quietFrom", r."quietTo", r."daysOff", r."smsAccents",
      r."phoneShared", coalesce(p."fullName", club.name, CASE WHEN course.id IS NOT NULL THEN '' END) AS "fullName",
      p.code, e.people, e.silence, e."caseId" AS "spokenOf", v.id AS "visitId",
      -- Neither to a dead number nor, what is routine, to one that asked for none.
      CASE WHEN r."phoneDeadAt" IS NULL AND (due.priority <> 'routine' OR s.number IS NULL)
        THEN CASE WHEN k.id IS NULL THEN r.phone WHEN k.channel = 'sms' THEN k.address END END AS phone
    FROM due
    LEFT JOIN "User" u ON u.id = due."recipientId"
    LEFT JOIN "User" r ON r.id = ${receiverOf(now)}
    -- Who came home is told only while a consent is in force, and by the way they agreed to.
    LEFT JOIN "Consent" k ON due.kind = 'visit-told' AND k.id = due."recipientId" AND k."withdrawnAt" IS NULL
    LEFT JOIN "User" g ON due.kind = 'visit-told' AND g.id = due.data->>'mentorId'
    LEFT JOIN "StoppedNumber" s ON s.number = coalesce(r.phone, k.address)
    -- What has been done since it was planned is not spoken of any more.
    LEFT JOIN LATERAL (
      SELECT x.silence, count(DISTINCT i."caseId")::int AS people, (array_agg(i."caseId" ORDER BY i."dueAt", i.id))[1] AS "caseId"
      FROM "Escalation" x JOIN "EscalationItem" i ON i."escalationId" = x.id AND i."closedAt" IS NULL
      WHERE x.id = due."subjectId" GROUP BY x.id) e ON due.kind = 'escalation'
    LEFT JOIN LATERAL (
      SELECT w.id FROM "Visit" w WHERE w."followUpId" = due."caseId" AND w.status = 'planned' ORDER BY w.seq DESC LIMIT 1
      ) v ON due.kind IN ('mentor-assigned', 'training-absent')
    LEFT JOIN "Handover" h ON h.id = coalesce(e."caseId", due."caseId")
    LEFT JOIN "Person" p ON p.id = h."personId"
    -- Of a club or a course, which is nobody's case: its name stays here and no code is said.
    LEFT JOIN "Club" club ON club.id = coalesce(e."caseId", due."caseId")
    LEFT JOIN "Course" course ON course.id = coalesce(e."caseId", due."caseId")
    ORDER BY due."notBefore", due.key`;
  const spokenOf = rows.map((row) => ({ ...row, caseId: row.spokenOf ?? row.caseId }));
  return spokenOf.map((row) => ({
    ...{ row, id: row.id, key: row.key, subjectId: row.subjectId, collapseKey: row.collapseKey },
    ...{ kind: row.kind as NoticeKind, priority: row.priority as Priority },
    recipientId: row.receiverId ?? row.recipientId,
    role: (row.role ?? 'mentor') as Role,
    reader: readerOf(row),
    number: waysOf(row).atOnce.includes('sms') ? row.phone : null,
    held: row.heldFor !== null,
    ...{ notBefore: row.notBefore.getTime(), expiresAt: row.expiresAt.getTime() },
  }));
}

/** The visits of the coming days of those who are reminded of one now. */
async function upcoming(
  tx: Db,
  provinceId: string,
  due: readonly DueNotice[],
  now: Instant,
  digestDays: number,
): Promise<DueNotice[]> {
  const reminded = due.filter((n) => digestOf(n) === 'visits').map((n) => n.recipientId);
  if (reminded.length === 0) return [];
  const until = horizonOf(now, { digestDays });
  return read(
    tx,
    now,
    Prisma.sql`
      SELECT * FROM "Notice"
      WHERE status = 'planned' AND "provinceId" = ${provinceId} AND "recipientId" = ANY(${[...new Set(reminded)]}::text[])
        AND kind = 'visit-reminder' AND priority = 'routine'
        AND "notBefore" > ${new Date(now)} AND "notBefore" <= ${new Date(until)}
      ORDER BY "notBefore" FOR UPDATE SKIP LOCKED`,
  );
}

/** The numbers to which routine texts may go. */
const numbersOf = (due: readonly DueNotice[]) =>
  due.filter((n) => n.priority === 'routine').flatMap((n) => n.number ?? []);

/** As their receiver's: whose message it is says who stood in. */
function rowsOf({ head, others }: Message<DueNotice>) {
  const own = ({ row, recipientId }: DueNotice): ClaimedNotice => ({ ...row, recipientId });
  return { head: own(head), others: others.map(own) };
}

/** All rows as one value: Prisma plans every single value of a burst, which costs more than sending it. */
async function queue(tx: Db, messages: NewMessage[]): Promise<void> {
  const rows = messages.map((m) => ({ ...m, noticeId: String(m.noticeId) }));
  await tx.$executeRaw`
    INSERT INTO "Message" (key, "noticeId", "provinceId", channel, "recipientId", "caseId", "to", subject, body, segments, status, code, "tryAt", "createdAt")
    SELECT key, "noticeId", "provinceId", channel, "recipientId", "caseId", "to", subject, body, segments, status, code, "tryAt", "createdAt"
    FROM json_populate_recordset(NULL::"Message", ${JSON.stringify(rows)}::json)
    ON CONFLICT DO NOTHING`;
}

/** From here on a notice is its receiver's: answers, failures and lists speak of who really got it. */
async function handToCovers(tx: Db, notices: readonly DueNotice[]): Promise<void> {
  const covered = notices.filter((n) => n.recipientId !== n.row.recipientId);
  if (covered.length === 0) return;
  await tx.$executeRaw`
    UPDATE "Notice" n SET "recipientId" = r.id
    FROM unnest(${covered.map((n) => n.id)}::bigint[], ${covered.map((n) => n.recipientId)}::text[]) AS r(notice, id)
    WHERE n.id = r.notice`;
}

async function mark(tx: Db, ids: bigint[], status: string, doneAt: Date | null): Promise<void> {
  if (ids.length === 0) return;
  await tx.$executeRaw`UPDATE "Notice" SET status = ${status}, "doneAt" = ${doneAt}::timestamp WHERE id = ANY(${ids}::bigint[])`;
}

async function join(tx: Db, joins: ReadonlyMap<DueNotice, DueNotice | null>, now: Instant): Promise<void> {
  if (joins.size === 0) return;
  const [others, heads] = [[...joins.keys()], [...joins.values()]];
  await tx.$executeRaw`
    UPDATE "Notice" n SET status = 'collapsed', "digestId" = v.head, "doneAt" = ${new Date(now)}
    FROM unnest(${others.map((n) => n.id)}::bigint[], ${heads.map((n) => n?.id ?? null)}::bigint[]) AS v(id, head)
    WHERE n.id = v.id`;
}

async function hold(
  tx: Db,
  waiting: readonly { notice: DueNotice; at: Instant; waits: string }[],
): Promise<void> {
  if (waiting.length === 0) return;
  await tx.$executeRaw`
    UPDATE "Notice" n SET "notBefore" = v.at, "heldFor" = v.waits
    FROM unnest(${waiting.map((w) => w.notice.id)}::bigint[], ${waiting.map((w) => new Date(w.at))}::timestamp[],
      ${waiting.map((w) => w.waits)}::text[]) AS v(id, at, waits)
    WHERE n.id = v.id`;
}

/** What a critical one passed over stays with it, for whoever asks why a phone sounded at night. */
async function note(tx: Db, despite: ReadonlyMap<DueNotice, string>): Promise<void> {
  if (despite.size === 0) return;
  await tx.$executeRaw`
    UPDATE "Notice" n SET despite = v.despite
    FROM unnest(${[...despite.keys()].map((n) => n.id)}::bigint[], ${[...despite.values()]}::text[]) AS v(id, despite)
    WHERE n.id = v.id`;
}
