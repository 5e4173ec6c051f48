import { randomBytes } from 'node:crypto';
import { HOUR, type Instant } from '../../domain/calendar';
import { signLink } from '../../domain/link';
import type { Channel, NoticeKind } from '../../domain/notice';
import { segmentsOf } from '../../domain/sms';
import { type MessageFacts, render, textProblems, whoOf } from '../../domain/wording/messages';
import type { Db, Prisma, PrismaClient } from '../../prisma/client';

export interface WordingDeps {
  db: PrismaClient;
  /** Where links lead, without a trailing slash. */
  publicUrl: string;
  /** Signs links. */
  secret: string;
  linkValidDays: number;
}

/** What a notice's link opens; kinds without one lead to the case behind the sign-in. */
const LINK_PURPOSE: Partial<Record<NoticeKind, string>> = {
  'mentor-request': 'mentor-request',
  'visit-reminder': 'visit-report',
  escalation: 'escalation',
  'referral-request': 'referral',
};

type ClaimedNotice = Prisma.Result<PrismaClient['notice'], object, 'findFirstOrThrow'>;

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
        SELECT * FROM "Notice"
        WHERE status = 'planned' AND "provinceId" = ${provinceId} AND "notBefore" <= ${new Date(now)}
          AND (NOT ${onlyCritical} OR priority = 'critical')
        ORDER BY "notBefore" LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      if (notices.length === 0) return 0;

      const expired = notices.filter((n) => n.expiresAt.getTime() <= now);
      const due = notices.filter((n) => n.expiresAt.getTime() > now);
      const messages = await compose(tx, deps, due, now);
      if (messages.length) await tx.message.createMany({ data: messages, skipDuplicates: true });

      const spoken = new Set(messages.filter((m) => m.status === 'queued').map((m) => m.noticeId));
      const mute = due.filter((n) => !spoken.has(n.id)).map((n) => n.id);
      const mark = (ids: bigint[], data: { status: string; doneAt?: Date }) =>
        tx.notice.updateMany({ where: { id: { in: ids } }, data });
      await mark(
        expired.map((n) => n.id),
        { status: 'expired', doneAt: new Date(now) },
      );
      await mark(mute, { status: 'failed' }); // done only when a supervisor has been told
      await mark(
        due.filter((n) => spoken.has(n.id)).map((n) => n.id),
        { status: 'claimed' },
      );
      return notices.length;
    },
    { timeout: 60_000 },
  );
}

/** The messages of these notices, one per channel the recipient can be reached on. */
async function compose(
  tx: Db,
  deps: WordingDeps,
  notices: ClaimedNotice[],
  now: Instant,
): Promise<Prisma.MessageCreateManyInput[]> {
  const users = await tx.user.findMany({
    where: { id: { in: unique(notices.map((n) => n.recipientId)) }, active: true },
    select: { id: true, phone: true, email: true, language: true },
  });
  const cases = await tx.handover.findMany({
    where: { id: { in: unique(notices.map((n) => n.caseId)) } },
    select: { id: true, person: { select: { fullName: true, code: true } } },
  });
  const userOf = new Map(users.map((u) => [u.id, u]));
  const personOf = new Map(cases.map((c) => [c.id, c.person]));
  const tokenOf = await links(tx, deps, notices, now);

  return notices.flatMap((notice) => {
    const user = userOf.get(notice.recipientId);
    const person = personOf.get(notice.caseId);
    if (!user || !person) return [];
    const token = tokenOf.get(notice.id);
    const facts: MessageFacts = {
      ...(notice.data as Omit<MessageFacts, 'who' | 'link'>),
      who: whoOf(person.fullName, person.code),
      link: token ? `${deps.publicUrl}/l/${token}` : `${deps.publicUrl}/cases/${notice.caseId}`,
    };
    return notice.channels.flatMap((channel) => {
      const to = channel === 'sms' ? user.phone : user.email;
      if (!to) return [];
      const text = render(notice.kind as NoticeKind, channel as Channel, user.language as 'vi' | 'en', facts);
      // Checked once more with the real values: a text that would expose somebody stays here and fails loudly.
      const names = [person.fullName];
      const safe =
        textProblems(text.body, names, channel as Channel).length +
          textProblems(text.subject ?? '', names).length ===
        0;
      return [
        {
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
        },
      ];
    });
  });
}

/** One link per purpose, person and subject: a reminder carries the same one as the request before it. */
async function links(
  tx: Db,
  { secret, linkValidDays }: WordingDeps,
  notices: ClaimedNotice[],
  now: Instant,
): Promise<Map<bigint, string>> {
  const wanted = notices.flatMap((n) => {
    const purpose = LINK_PURPOSE[n.kind as NoticeKind];
    return purpose ? [{ notice: n, purpose }] : [];
  });
  if (wanted.length === 0) return new Map();
  const expiresAt = new Date(now + linkValidDays * 24 * HOUR);
  await tx.link.createMany({
    data: wanted.map(({ notice, purpose }) => ({
      id: randomBytes(7).toString('base64url'),
      purpose,
      userId: notice.recipientId,
      caseId: notice.caseId,
      subjectId: notice.subjectId,
      expiresAt,
    })),
    skipDuplicates: true,
  });
  const subjects = unique(wanted.map((w) => w.notice.subjectId));
  // Asked again (another mentor declined in between) or long ago: the link opens again, under a new signature.
  await tx.link.updateMany({
    where: {
      subjectId: { in: subjects },
      revokedAt: null,
      OR: [{ usedAt: { not: null } }, { expiresAt: { lte: new Date(now) } }],
    },
    data: { expiresAt, usedAt: null },
  });
  const rows = await tx.link.findMany({ where: { subjectId: { in: subjects } } });
  const rowOf = new Map(rows.map((l) => [`${l.purpose}|${l.userId}|${l.subjectId}`, l]));
  return new Map(
    wanted.map(({ notice, purpose }) => {
      const link = rowOf.get(`${purpose}|${notice.recipientId}|${notice.subjectId}`);
      if (!link) throw new Error('a link just made is missing');
      return [notice.id, signLink(secret, link)];
    }),
  );
}

const unique = (ids: string[]) => [...new Set(ids)];
