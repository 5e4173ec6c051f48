import { randomBytes } from 'node:crypto';
import type { Asked } from '../../domain/answers';
import { HOUR, type Instant } from '../../domain/calendar';
import { type LinkPurpose, signLink } from '../../domain/link';
import type { Channel, NoticeKind } from '../../domain/notice';
import { KINDS } from '../../domain/notice-kinds';
import type { PolicyParams } from '../../domain/policy';
import type { Silence } from '../../domain/silence';
import { segmentsOf } from '../../domain/sms';
import { textProblems, type Writing } from '../../domain/wording/messages';
import { withAnswerHint } from '../../domain/wording/replies';
import { isOfVisits, textOf } from '../../domain/wording/spoken';
import { langOfTongue, type Tongue } from '../../domain/wording/translation';
import { type Db, Prisma, type PrismaClient } from '../../prisma/client';

export interface WordingDeps {
  db: PrismaClient;
  /** Where links lead, without a trailing slash. */
  publicUrl: string;
  /** Signs links. */
  secret: string;
  /** The number texts come from takes answers: they ask for a digit. */
  twoWay?: boolean;
  /** Those of the province. */
  params: Required<
    Pick<
      PolicyParams,
      | 'linkValidDays'
      | 'smsWindow'
      | 'lateAfter'
      | 'smsMaxPerNumber'
      | 'digestFrom'
      | 'digestDays'
      | 'digestAt'
      | 'pushWithin'
      | 'receiptWithin'
    >
  >;
}

/** What a notice's link opens; kinds without one lead to the case behind the sign-in. */
const LINK_PURPOSE: Partial<Record<NoticeKind, LinkPurpose>> = {
  'mentor-request': 'mentor-request',
  'visit-reminder': 'visit-report',
  'mentor-assigned': 'visit-report',
  escalation: 'escalation',
  'loan-talk': 'loan-talk',
  'push-agreed': 'push',
  'report-taken': 'visit-report',
  'referral-request': 'referral',
  'referral-offer': 'referral',
  'referral-reminder': 'referral',
  'job-check': 'referral',
  'club-meeting': 'club-meeting',
  'club-report': 'club-meeting',
};

/** Who came home has no account behind which anything could be read. */
const WITHOUT_LINK: readonly NoticeKind[] = ['visit-told'];

/** What can be answered by a digit, where the link asks the same. */
const ASKS: Partial<Record<NoticeKind, Asked>> = {
  'mentor-request': 'mentor-request',
  'visit-reminder': 'visit-report',
};

type Row<M extends 'notice' | 'link'> = Prisma.Result<PrismaClient[M], object, 'findFirstOrThrow'>;

/** A notice with who receives it today (null: nobody; who is away is covered) and of whom it speaks. */
export type ClaimedNotice = Row<'notice'> & {
  receiverId: string | null;
  role: string | null;
  language: string | null;
  /** In some browser they agreed to be told. */
  pushed: boolean;
  /** Who comes, of what is told to the person. */
  helperName: string | null;
  /** Null where no text of this priority may go. */
  phone: string | null;
  email: string | null;
  quietFrom: string | null;
  quietTo: string | null;
  daysOff: number[] | null;
  smsAccents: boolean | null;
  phoneShared: boolean | null;
  fullName: string | null;
  code: string | null;
  /** Of an escalation: how many people it is about now, and why nothing is heard of who should have acted. */
  people: number | null;
  /** … and the case of the person it speaks of: the one that opened it may be closed by now. */
  spokenOf: string | null;
  silence: Silence | null;
  /** Of a new mentor: the visit that is planned. */
  visitId: string | null;
};

/** One message to be: a notice, and those it stands for beside itself. */
export interface Together {
  head: ClaimedNotice;
  others: readonly ClaimedNotice[];
}

export type NewMessage = Prisma.MessageCreateManyInput & { noticeId: bigint };

/** Text, link and address of each message, on the ways its kind goes. What cannot be said is not there. */
export async function compose(
  tx: Db,
  deps: WordingDeps,
  groups: readonly Together[],
  now: Instant,
): Promise<NewMessage[]> {
  const tokenOf = await links(tx, deps, groups.flatMap(linksOf), now);
  return groups.flatMap(({ head, others }) => {
    const { recipientId } = head;
    const { language, fullName, code } = head;
    const ofNobody = head.kind === 'report-saved';
    if (language === null || (!ofNobody && (fullName === null || code === null))) return [];
    const [own] = linksOf({ head, others });
    const token = own && tokenOf(own);
    const link = token
      ? `${deps.publicUrl}/l/${token}`
      : WITHOUT_LINK.includes(head.kind as NoticeKind)
        ? ''
        : `${deps.publicUrl}/${others.length ? 'work' : placeOf(head)}`;
    const ways = head.channels.filter((channel) => addressOn(channel, head));
    const inOrder = KINDS[head.kind as NoticeKind].delivery === 'in-order';
    return ways.map((channel, n) => {
      const writing: Writing = { language: language as Tongue, accents: head.smsAccents ?? false };
      const text = textOf(head, others, channel as Channel, writing, link);
      const asked = deps.twoWay && channel === 'sms' && others.length === 0 && ASKS[head.kind as NoticeKind];
      if (asked) text.body = withAnswerHint(text.body, asked, langOfTongue(writing.language));
      // Checked once more with the real values: a text that would expose somebody stays here and fails loudly.
      const names = [head, ...others].flatMap((n) => [n.fullName ?? [], n.helperName ?? []].flat());
      const problems = [
        ...textProblems(text.body, names, channel as Channel, writing.accents),
        ...textProblems(text.subject ?? '', names),
      ];
      const safe = problems.length === 0;
      return {
        key: `${head.key}/${channel}`,
        noticeId: head.id,
        provinceId: head.provinceId,
        channel,
        recipientId,
        caseId: head.caseId,
        to: addressOn(channel, head) as string,
        subject: text.subject ?? null,
        body: text.body,
        segments: channel === 'sms' ? segmentsOf(text.body).segments : 0,
        status: !safe ? 'failed' : inOrder && n > 0 ? 'standby' : 'queued',
        code: safe ? null : `unsafe-text: ${[...new Set(problems)].join(', ')}`,
        tryAt: safe && !(inOrder && n > 0) ? new Date(now) : null,
        createdAt: new Date(now),
      };
    });
  });
}

/** Where a notice without a one-time link is looked at: a lender sees the loan, not the case. */
const placeOf = ({ kind, caseId, subjectId }: ClaimedNotice) => {
  if (kind === 'report-saved') return 'figures/reports';
  if (kind === 'course-report') return `community/courses/${subjectId}`;
  return kind.startsWith('loan-') ? `loans/${subjectId}` : `cases/${caseId}`;
};

/** Where a message of this channel goes; of a browser its owner's account, whichever browsers those are by then. */
function addressOn(channel: string, { phone, email, pushed, recipientId }: ClaimedNotice): string | null {
  if (channel === 'push') return pushed ? recipientId : null;
  return channel === 'sms' ? phone : email;
}

interface WantedLink {
  purpose: LinkPurpose;
  userId: string;
  caseId: string;
  subjectId: string;
}

/** The link a message carries first; with a list of visits also the one that reports each. */
function linksOf({ head, others }: Together): WantedLink[] {
  const { recipientId: userId } = head;
  if (others.length > 0) {
    if (!isOfVisits([head, ...others])) return [];
    const list: WantedLink = { purpose: 'visits', userId, caseId: head.caseId, subjectId: String(head.id) };
    const each = [head, ...others].map(
      ({ caseId, subjectId }): WantedLink => ({ purpose: 'visit-report', userId, caseId, subjectId }),
    );
    return [list, ...each];
  }
  const purpose = LINK_PURPOSE[head.kind as NoticeKind];
  const subjectId = head.kind === 'mentor-assigned' ? head.visitId : head.subjectId;
  return purpose && subjectId ? [{ purpose, userId, caseId: head.caseId, subjectId }] : [];
}

/** One link per purpose, person and subject: a reminder carries the same one as the request before it. */
async function links(
  tx: Db,
  { secret, params: { linkValidDays } }: WordingDeps,
  wanted: readonly WantedLink[],
  now: Instant,
): Promise<(link: WantedLink) => string> {
  const keyOf = ({
    purpose,
    userId,
    subjectId,
  }: Omit<WantedLink, 'caseId' | 'purpose'> & { purpose: string }) => `${purpose}|${userId}|${subjectId}`;
  if (wanted.length === 0) return () => '';
  const expiresAt = new Date(now + linkValidDays * 24 * HOUR);
  const rows = wanted.map((link) => ({ id: randomBytes(7).toString('base64url'), ...link, expiresAt }));
  // Asked again (another mentor declined in between) or long ago: the link opens again, under a new signature.
  const found = await tx.$queryRaw<
    Pick<Row<'link'>, 'id' | 'purpose' | 'userId' | 'subjectId' | 'expiresAt'>[]
  >`
    INSERT INTO "Link" AS link (id, purpose, "userId", "caseId", "subjectId", "expiresAt")
    SELECT DISTINCT ON (purpose, "userId", "subjectId") id, purpose, "userId", "caseId", "subjectId", "expiresAt"
    FROM json_populate_recordset(NULL::"Link", ${JSON.stringify(rows)}::json)
    ON CONFLICT (purpose, "userId", "subjectId") DO UPDATE SET
      -- A link that was closed stays closed: whoever is written to later has another one.
      id = CASE WHEN link."revokedAt" IS NULL THEN link.id ELSE excluded.id END, "revokedAt" = NULL,
      "expiresAt" = CASE WHEN ${stale(now)} THEN excluded."expiresAt" ELSE link."expiresAt" END,
      "usedAt" = CASE WHEN ${stale(now)} THEN NULL ELSE link."usedAt" END
    RETURNING id, purpose, "userId", "subjectId", "expiresAt"`;
  const linkOf = new Map(found.map((link) => [keyOf(link), link]));
  return (link) => {
    const row = linkOf.get(keyOf(link));
    if (!row) throw new Error('a link just made is missing');
    return signLink(secret, row);
  };
}

const stale = (now: Instant) =>
  Prisma.sql`(link."revokedAt" IS NOT NULL OR link."usedAt" IS NOT NULL OR link."expiresAt" <= ${new Date(now)})`;
