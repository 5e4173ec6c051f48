import { randomBytes } from 'node:crypto';
import { HOUR, type Instant } from '../../domain/calendar';
import { signLink } from '../../domain/link';
import type { Channel, NoticeKind } from '../../domain/notice';
import { KINDS } from '../../domain/notice-kinds';
import type { PolicyParams } from '../../domain/policy';
import type { Silence } from '../../domain/silence';
import { segmentsOf } from '../../domain/sms';
import { type MessageFacts, render, textProblems, whoOf } from '../../domain/wording/messages';
import { type Db, Prisma, type PrismaClient } from '../../prisma/client';
import { receiverOf } from '../records/stand-in';
import { classHeldUp } from './outage';

export interface WordingDeps {
  db: PrismaClient;
  /** Where links lead, without a trailing slash. */
  publicUrl: string;
  /** Signs links. */
  secret: string;
  /** Those of the province. */
  params: Pick<PolicyParams, 'linkValidDays' | 'smsWindow' | 'lateAfter'>;
}

/** What a notice's link opens; kinds without one lead to the case behind the sign-in. */
const LINK_PURPOSE: Partial<Record<NoticeKind, string>> = {
  'mentor-request': 'mentor-request',
  'visit-reminder': 'visit-report',
  escalation: 'escalation',
  'referral-request': 'referral',
};

type Row<M extends 'notice' | 'link'> = Prisma.Result<PrismaClient[M], object, 'findFirstOrThrow'>;

/** A notice with who receives it today (null: nobody; who is away is covered) and of whom it speaks. */
type ClaimedNotice = Row<'notice'> & {
  receiverId: string | null;
  language: string | null;
  phone: string | null;
  email: string | null;
  fullName: string | null;
  code: string | null;
  /** Of an escalation: how many people it is about now, and why nothing is heard of who should have acted. */
  people: number | null;
  silence: Silence | null;
};

/**
 * Takes up to `limit` due notices of a province and makes their messages, in one transaction: from here on each message
 * has a row with a unique key, so no crash can send it twice. Several couriers may claim at once (SKIP LOCKED).
 * @returns how many notices were taken.
 */
export async function claimDue(
  deps: WordingDeps,
  provinceId: string,
  now: Instant,
  limit: number,
  onlyCritical: boolean,
): Promise<number> {
  return deps.db.$transaction(
    async (tx) => {
      const notices = await tx.$queryRaw<ClaimedNotice[]>`
        WITH due AS (
          SELECT * FROM "Notice"
          WHERE status = 'planned' AND "provinceId" = ${provinceId} AND "notBefore" <= ${new Date(now)}
            AND (NOT ${onlyCritical} OR priority = 'critical')
          ORDER BY "notBefore" LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        SELECT due.*, r.id AS "receiverId", r.language, r.phone, r.email, p."fullName", p.code, e.people, e.silence
        FROM due
        LEFT JOIN "User" u ON u.id = due."recipientId"
        LEFT JOIN "User" r ON r.id = ${receiverOf(now)}
        -- What has been done since it was planned is not spoken of any more.
        LEFT JOIN LATERAL (
          SELECT x.silence, count(DISTINCT i."caseId")::int AS people, (array_agg(i."caseId" ORDER BY i."dueAt", i.id))[1] AS "caseId"
          FROM "Escalation" x JOIN "EscalationItem" i ON i."escalationId" = x.id AND i."closedAt" IS NULL
          WHERE x.id = due."subjectId" GROUP BY x.id) e ON due.kind = 'escalation'
        LEFT JOIN "Handover" h ON h.id = coalesce(e."caseId", due."caseId")
        LEFT JOIN "Person" p ON p.id = h."personId"
        ORDER BY due."notBefore"`;
      if (notices.length === 0) return 0;

      const heldUp = await classHeldUp(tx, provinceId, notices, now, deps.params);
      const expired = notices.filter((n) => n.expiresAt.getTime() <= now);
      const due = notices
        .filter((n) => n.expiresAt.getTime() > now && !heldUp.collapse.includes(n.id))
        .map((n) => ({ ...n, recipientId: n.receiverId ?? n.recipientId, ...standingFor(n, heldUp.items) }));
      await handToCovers(tx, notices);
      const messages = await compose(tx, deps, due, now);
      await queue(tx, messages);

      const spoken = new Set(messages.filter((m) => m.status === 'queued').map((m) => m.noticeId));
      const mute = due.filter((n) => !spoken.has(n.id)).map((n) => n.id);
      await mark(
        tx,
        expired.map((n) => n.id),
        'expired',
        new Date(now),
      );
      await mark(tx, heldUp.collapse, 'collapsed', new Date(now));
      await mark(tx, mute, 'failed', null); // done only when a supervisor has been told
      await mark(tx, [...spoken], 'claimed', null);
      return notices.length;
    },
    { timeout: 60_000 },
  );
}

type NewMessage = Prisma.MessageCreateManyInput & { noticeId: bigint };

/** All rows as one value: Prisma plans every single value of a burst, which costs more than sending it. */
async function queue(tx: Db, messages: NewMessage[]): Promise<void> {
  const rows = messages.map((m) => ({ ...m, noticeId: String(m.noticeId) }));
  await tx.$executeRaw`
    INSERT INTO "Message" (key, "noticeId", "provinceId", channel, "recipientId", "caseId", "to", subject, body, segments, status, code, "tryAt", "createdAt")
    SELECT key, "noticeId", "provinceId", channel, "recipientId", "caseId", "to", subject, body, segments, status, code, "tryAt", "createdAt"
    FROM json_populate_recordset(NULL::"Message", ${JSON.stringify(rows)}::json)
    ON CONFLICT DO NOTHING`;
}

/** A reminder that others were put into says how many it is about. */
function standingFor(notice: ClaimedNotice, items: ReadonlyMap<bigint, number>): Pick<ClaimedNotice, 'data'> {
  const many = items.get(notice.id) ?? 1;
  return { data: many > 1 ? { ...(notice.data as object), items: many } : notice.data };
}

/** From here on a notice is its receiver's: answers, failures and lists speak of who really got it. */
async function handToCovers(tx: Db, notices: ClaimedNotice[]): Promise<void> {
  const covered = notices.filter((n) => n.receiverId !== null && n.receiverId !== n.recipientId);
  if (covered.length === 0) return;
  await tx.$executeRaw`
    UPDATE "Notice" n SET "recipientId" = r.id
    FROM unnest(${covered.map((n) => n.id)}::bigint[], ${covered.map((n) => n.receiverId)}::text[]) AS r(notice, id)
    WHERE n.id = r.notice`;
}

async function mark(tx: Db, ids: bigint[], status: string, doneAt: Date | null): Promise<void> {
  if (ids.length === 0) return;
  await tx.$executeRaw`UPDATE "Notice" SET status = ${status}, "doneAt" = ${doneAt}::timestamp WHERE id = ANY(${ids}::bigint[])`;
}

/** The messages of these notices, one per channel the recipient can be reached on. */
async function compose(
  tx: Db,
  deps: WordingDeps,
  notices: ClaimedNotice[],
  now: Instant,
): Promise<NewMessage[]> {
  const tokenOf = await links(tx, deps, notices, now);

  return notices.flatMap((notice) => {
    const { language, fullName, code } = notice;
    if (language === null || fullName === null || code === null) return [];
    const token = tokenOf.get(notice.id);
    const facts: MessageFacts = {
      ...(notice.data as Omit<MessageFacts, 'who' | 'link'>),
      ...(notice.people && { items: notice.people }),
      ...(notice.silence && { silence: notice.silence }),
      who: whoOf(fullName, code),
      link: token ? `${deps.publicUrl}/l/${token}` : `${deps.publicUrl}/cases/${notice.caseId}`,
    };
    const ways = notice.channels.filter((channel) => addressOn(channel, notice));
    const inOrder = KINDS[notice.kind as NoticeKind].delivery === 'in-order';
    return (inOrder ? ways.slice(0, 1) : ways).map((channel) => {
      const to = addressOn(channel, notice) as string;
      const text = render(notice.kind as NoticeKind, channel as Channel, language as 'vi' | 'en', facts);
      // Checked once more with the real values: a text that would expose somebody stays here and fails loudly.
      const names = [fullName];
      const safe =
        textProblems(text.body, names, channel as Channel).length +
          textProblems(text.subject ?? '', names).length ===
        0;
      return {
        key: `${notice.key}/${channel}`,
        noticeId: notice.id,
        provinceId: notice.provinceId,
        channel,
        recipientId: notice.recipientId,
        caseId: notice.caseId,
        to,
        subject: text.subject ?? null,
        body: text.body,
        segments: channel === 'sms' ? segmentsOf(text.body).segments : 0,
        status: safe ? 'queued' : 'failed',
        code: safe ? null : 'unsafe-text',
        tryAt: safe ? new Date(now) : null,
        createdAt: new Date(now),
      };
    });
  });
}

const addressOn = (channel: string, { phone, email }: ClaimedNotice) => (channel === 'sms' ? phone : email);

/** One link per purpose, person and subject: a reminder carries the same one as the request before it. */
async function links(
  tx: Db,
  { secret, params: { linkValidDays } }: WordingDeps,
  notices: ClaimedNotice[],
  now: Instant,
): Promise<Map<bigint, string>> {
  const wanted = notices.flatMap((n) => {
    const purpose = LINK_PURPOSE[n.kind as NoticeKind];
    return purpose ? [{ notice: n, purpose }] : [];
  });
  if (wanted.length === 0) return new Map();
  const expiresAt = new Date(now + linkValidDays * 24 * HOUR);
  const rows = wanted.map(({ notice: { recipientId, caseId, subjectId }, purpose }) => ({
    id: randomBytes(7).toString('base64url'),
    purpose,
    userId: recipientId,
    caseId,
    subjectId,
    expiresAt,
  }));
  // Asked again (another mentor declined in between) or long ago: the link opens again, under a new signature.
  const links = await tx.$queryRaw<
    Pick<Row<'link'>, 'id' | 'purpose' | 'userId' | 'subjectId' | 'expiresAt'>[]
  >`
    INSERT INTO "Link" AS link (id, purpose, "userId", "caseId", "subjectId", "expiresAt")
    SELECT DISTINCT ON (purpose, "userId", "subjectId") id, purpose, "userId", "caseId", "subjectId", "expiresAt"
    FROM json_populate_recordset(NULL::"Link", ${JSON.stringify(rows)}::json)
    ON CONFLICT (purpose, "userId", "subjectId") DO UPDATE SET
      "expiresAt" = CASE WHEN ${stale(now)} THEN excluded."expiresAt" ELSE link."expiresAt" END,
      "usedAt" = CASE WHEN ${stale(now)} THEN NULL ELSE link."usedAt" END
    RETURNING id, purpose, "userId", "subjectId", "expiresAt"`;
  const linkOf = new Map(links.map((l) => [`${l.purpose}|${l.userId}|${l.subjectId}`, l]));
  return new Map(
    wanted.map(({ notice, purpose }) => {
      const link = linkOf.get(`${purpose}|${notice.recipientId}|${notice.subjectId}`);
      if (!link) throw new Error('a link just made is missing');
      return [notice.id, signLink(secret, link)];
    }),
  );
}

const stale = (now: Instant) =>
  Prisma.sql`link."revokedAt" IS NULL AND (link."usedAt" IS NOT NULL OR link."expiresAt" <= ${new Date(now)})`;
