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
      | 'digestWeekFrom'
      | 'digestDays'
      | 'digestAt'
      | 'pushWithin'
      | 'receiptWithin'
    >
  >;
}

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
  /** Of a new mentor, and of somebody to ask after: the visit that is planned. */
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
    const { recipientId, language, fullName } = head;
    if (language === null || (fullName === null && !KINDS[head.kind as NoticeKind].ofNobody)) return [];
    const [own] = linksOf({ head, others });
    const place = own ? `l/${tokenOf(own)}` : others.length ? 'work' : screenOf(head);
    const link = place && `${deps.publicUrl}/${place}`;
    const { ways, atOnce } = waysOf(head);
    return ways.map((channel) => {
      const writing: Writing = { language: language as Tongue, accents: head.smsAccents ?? false };
      const text = textOf(head, others, channel as Channel, writing, link);
      const asked = deps.twoWay && channel === 'sms' && others.length === 0 && ASKS[head.kind as NoticeKind];
      if (asked) text.body = withAnswerHint(text.body, asked, langOfTongue(writing.language));
      // Checked once more with the real values: a text that would expose somebody stays here and fails loudly.
      const names = [head, ...others].flatMap((n) => [n.fullName ?? [], n.helperName ?? []].flat());
      const problems = [
        ...textProblems(text.body, names, channel as Channel, writing.accents),
        ...(text.subject ? textProblems(text.subject, names) : []),
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
        status: !safe ? 'failed' : atOnce.includes(channel) ? 'queued' : 'standby',
        code: safe ? null : `unsafe-text: ${[...new Set(problems)].join(', ')}`,
        tryAt: safe && atOnce.includes(channel) ? new Date(now) : null,
        createdAt: new Date(now),
      };
    });
  });
}

/** The ways on which it can go, and those on which it goes at once: of one after the other the first, all others stand by. */
export function waysOf(notice: ClaimedNotice): { ways: string[]; atOnce: string[] } {
  const ways = notice.channels.filter((channel) => addressOn(channel, notice));
  const inOrder = KINDS[notice.kind as NoticeKind].delivery === 'in-order';
  return { ways, atOnce: inOrder ? ways.slice(0, 1) : ways };
}

/** Where a notice without a one-time link is looked at; '' for who has no account. */
function screenOf({ kind, caseId, subjectId }: ClaimedNotice): string {
  const { opens } = KINDS[kind as NoticeKind];
  if (opens === null) return '';
  const screens = {
    case: `cases/${caseId}`,
    loan: `loans/${subjectId}`,
    course: `community/courses/${subjectId}`,
    reports: 'figures/reports',
  };
  return screens['screen' in opens ? opens.screen : 'case'];
}

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
  const { opens } = KINDS[head.kind as NoticeKind];
  const purpose = opens && 'once' in opens && opens.once;
  // The visit that is planned, for whoever takes over and for who is to ask after somebody.
  const ofVisit = head.kind === 'mentor-assigned' || head.kind === 'training-absent';
  // An office that looks after somebody itself finds them behind its sign-in.
  if (head.kind === 'training-absent' && head.role !== 'mentor') return [];
  const subjectId = ofVisit ? head.visitId : head.subjectId;
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
