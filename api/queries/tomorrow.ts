import { z } from 'zod';
import { addDays, type Day, dayOf, type Instant, startOfDay, toDay } from '../../domain/calendar';
import type { ToldWhom } from '../../domain/consent';
import { receiver } from '../../domain/cover';
import { type DigestRules, digestOf, digests, horizonOf } from '../../domain/digest';
import type { Channel, NoticeKind, Priority } from '../../domain/notice';
import { KINDS } from '../../domain/notice-kinds';
import { paramsOf } from '../../domain/policy';
import type { Role } from '../../domain/roles';
import { maySend, type SendingRules } from '../../domain/sending';
import type { Silence } from '../../domain/silence';
import { segmentsOf } from '../../domain/sms';
import { TOLD_LABELS } from '../../domain/wording/labels';
import { textProblems, whoOf } from '../../domain/wording/messages';
import { type Speakable, textOf } from '../../domain/wording/spoken';
import { fallsBack, type Tongue } from '../../domain/wording/translation';
import type { Prisma } from '../../prisma/client';
import { sentLately } from '../../prisma/lately';
import { policiesOn } from '../../prisma/policies';
import type { Context } from '../context';
import type { Actor } from '../session';
import { noticesOf } from './desk';
import { addressSeen, casePeople, UNNAMED, unnamedFor } from './names';
import { moment, Named } from './shapes';

export const TomorrowCard = z.object({
  id: z.string(),
  kind: z.string(),
  caseId: z.string(),
  who: z.string(),
  recipient: Named.extend({ role: z.string() }),
  at: moment,
  /** In Vietnamese, since there is no translation into what its reader reads best. */
  fellBack: z.boolean(),
  /** How many others it stands for beside itself. */
  others: z.number(),
  /** As they will be read; the link is made when it is sent. None: nobody can receive it. */
  texts: z.array(
    z.object({
      channel: z.string(),
      to: z.string(),
      body: z.string(),
      segments: z.number(),
      /** Its words could give something away: it will be held back. */
      unsafe: z.boolean(),
    }),
  ),
});
export type TomorrowCard = z.infer<typeof TomorrowCard>;

/** Stands for the token that is made when it is sent. */
const NO_TOKEN = '...';
const TOKEN_LENGTH = 27;
/** More than anybody reads through in an evening. */
const MOST = 300;

type Notice = Prisma.NoticeGetPayload<object>;
type User = Prisma.UserGetPayload<{ include: { organisation: { select: { kind: true } } } }>;
type Consent = Prisma.ConsentGetPayload<object>;

/**
 * What goes out tomorrow if nothing changes, to whoever receives that day, rendered by what will send it; what falls together is
 * shown as the one message it will be, and what its number has had too much for is not there.
 */
export async function tomorrowOf(
  ctx: Context,
  actor: Actor,
): Promise<{ items: TomorrowCard[]; more: boolean }> {
  const now = ctx.now();
  const tomorrow = addDays(dayOf(now), 1);
  const [from, to] = [startOfDay(tomorrow), startOfDay(addDays(tomorrow, 1))];
  const seen = await noticesOf(ctx, actor);
  const rows = await ctx.db.notice.findMany({
    where: {
      AND: [seen, { status: 'planned', notBefore: { lt: new Date(to) }, expiresAt: { gt: new Date(from) } }],
    },
    orderBy: [{ notBefore: 'asc' }, { id: 'asc' }],
    take: MOST + 1,
  });
  const facts = await factsFor(ctx, rows.slice(0, MOST), tomorrow);
  const rulesOf = await policiesOn(ctx.db, tomorrow);
  const planned = facts.flatMap((one): Planned[] => {
    const policy = rulesOf(one.provinceId, null);
    const rules = { ...paramsOf(policy), calendar: policy.calendar };
    const due = Math.max(one.notBefore, now);
    const { at } = maySend({ ...one, notBefore: due }, one.reader, [], due, rules);
    return at >= from && at < to && at < one.expiresAt ? [{ ...one, at, rules }] : [];
  });
  const [first] = planned;
  const ahead = first ? await aheadOf(ctx, seen, planned, first) : [];
  const groups = first ? digests(planned, ahead, first.at, first.rules) : new Map<Planned, Planned[]>();
  // All of a message goes with the first of it.
  for (const [head, others] of groups) head.at = Math.min(head.at, ...others.map(({ at }) => at));
  const joined = new Set([...groups.values()].flat());
  const heads = [...planned, ...ahead.filter((one) => groups.has(one))]
    .filter((one) => !joined.has(one))
    .sort((a, b) => a.at - b.at);
  const lately = await sentLately(
    ctx.db,
    heads.flatMap((one) => numberOf(one) ?? []),
    from,
  );
  return {
    items: withinNumbers(heads, lately, to)
      .map((one) => show(ctx, actor, one, groups.get(one.head) ?? []))
      .sort((a, b) => a.at.getTime() - b.at.getTime()),
    more: rows.length > MOST,
  };
}

type Planned = Awaited<ReturnType<typeof factsFor>>[number] & {
  at: Instant;
  rules: SendingRules & DigestRules;
};

/** The visits of the days after, of who is reminded of one tomorrow: a full week is one text. */
async function aheadOf(
  ctx: Context,
  seen: Prisma.NoticeWhereInput,
  planned: readonly Planned[],
  { at, rules }: Planned,
): Promise<Planned[]> {
  const reminded = planned.filter((one) => digestOf(one) === 'visits');
  const rows = await ctx.db.notice.findMany({
    where: {
      AND: [
        seen,
        {
          recipientId: { in: reminded.map((one) => one.recipientId) },
          id: { notIn: planned.map(({ id }) => id) },
        },
      ],
      ...{ kind: 'visit-reminder', priority: 'routine', status: 'planned' },
      notBefore: { gt: new Date(at), lte: new Date(horizonOf(at, rules)) },
    },
    orderBy: [{ notBefore: 'asc' }, { id: 'asc' }],
    take: MOST,
  });
  return (await factsFor(ctx, rows, dayOf(at))).map((one) => ({ ...one, at: one.notBefore, rules }));
}

/** Without those whose number has had enough by then; the courier counts in the same order. */
function withinNumbers(heads: readonly Planned[], lately: Map<string, Instant[]>, to: Instant) {
  return heads.flatMap((head) => {
    const number = numberOf(head);
    if (!number || head.priority !== 'routine') return [{ ...head, head }];
    const sent = lately.get(number) ?? [];
    const { at } = maySend({ ...head, held: true }, head.reader, sent, head.at, head.rules);
    if (at >= to || at >= head.expiresAt) return [];
    lately.set(number, [...sent, at]);
    return [{ ...head, at, head }];
  });
}

function show(ctx: Context, actor: Actor, head: Planned, others: readonly Planned[]): TomorrowCard {
  const { user, speaks, id, kind, caseId, at } = head;
  const link = KINDS[kind].opens ? `${ctx.config.publicUrl}/l/${NO_TOKEN}` : '';
  const writing = {
    language: (head.consent?.language ?? user?.language ?? 'vi') as Tongue,
    accents: user?.smsAccents ?? false,
  };
  const name = user ? (unnamedFor(actor, user) ? UNNAMED : user.name) : '';
  const names = [head, ...others].flatMap((one) => one.speaks.fullName ?? []);
  return {
    id: String(id),
    kind,
    caseId,
    who: speaks.fullName ? whoOf(speaks.fullName, speaks.code ?? '') : '',
    recipient: head.told ?? { id: user?.id ?? head.recipientId, name, role: user?.role ?? '' },
    at: new Date(at),
    fellBack: fallsBack(others.length ? (digestOf(head) ?? kind) : kind, writing.language),
    others: others.length,
    texts: waysOf(head).map((way) => {
      const channel = way as Channel;
      const { body } = textOf(
        speaks,
        others.map((one) => one.speaks),
        channel,
        writing,
        link,
      );
      const to = addressOn(channel, head) as string;
      return {
        channel,
        to: addressSeen({ name }, { channel, to }),
        body,
        segments:
          channel !== 'sms' ? 0 : segmentsOf(body.replace(NO_TOKEN, 'x'.repeat(TOKEN_LENGTH))).segments,
        unsafe: textProblems(body, names, channel, writing.accents).length > 0,
      };
    }),
  };
}

/** The ways on which it goes at once; others stand by. */
function waysOf(notice: Planned): string[] {
  const ways = notice.channels.filter((channel) => addressOn(channel, notice));
  return KINDS[notice.kind].delivery === 'in-order' ? ways.slice(0, 1) : ways;
}

const numberOf = (notice: Planned) => (waysOf(notice).includes('sms') ? addressOn('sms', notice) : null);

interface Reached {
  user: User | undefined;
  consent: Consent | undefined;
  /** Its number takes no routine texts. */
  stopped: boolean;
  pushed: boolean;
  priority: Priority;
}

function addressOn(channel: string, { user, consent, stopped, pushed, priority }: Reached) {
  if (channel === 'push') return pushed ? user?.id : null;
  if (channel === 'sms' && stopped && priority === 'routine') return null;
  if (consent) return consent.channel === channel ? consent.address : null;
  return channel === 'email' ? user?.email : user?.phoneDeadAt ? null : user?.phone;
}

/** What a notice says, and to whom: who is away that day has somebody else receive it. */
async function factsFor({ db }: Context, rows: readonly Notice[], day: Day) {
  const on = new Date(day);
  const ids = rows.map((n) => n.recipientId);
  const escalationIds = rows.filter((n) => n.kind === 'escalation').map((n) => n.subjectId);
  const [users, absences, consents, browsers, stops, people, escalations] = await Promise.all([
    db.user.findMany({
      where: {
        OR: [{ id: { in: ids } }, { provinceId: rows[0]?.provinceId, role: { notIn: ['mentor', 'admin'] } }],
      },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      include: { organisation: { select: { kind: true } } },
    }),
    db.userCover.findMany({ where: { from: { lte: on }, until: { gte: on } } }),
    db.consent.findMany({ where: { id: { in: ids }, withdrawnAt: null } }),
    db.pushSubscription.findMany({ where: { userId: { in: ids }, goneAt: null }, select: { userId: true } }),
    db.stoppedNumber.findMany(),
    casePeople(
      db,
      rows.map((n) => n.caseId),
    ),
    db.escalation.findMany({
      where: { id: { in: escalationIds } },
      include: { items: { where: { closedAt: null }, select: { caseId: true } } },
    }),
  ]);
  const accounts = users.map((user) => ({ ...user, role: user.role as Role }));
  const away = absences.map((a) => ({ ...a, from: toDay(a.from), until: toDay(a.until) }));
  const stopped = new Set(stops.map(({ number }) => number));
  return rows.map((row) => {
    const receives = receiver(row.recipientId, accounts, away, day);
    const user = users.find(({ id }) => id === receives);
    const consent = consents.find(({ id }) => id === row.recipientId);
    const number = consent?.address ?? user?.phone;
    const person = people.get(row.caseId);
    const escalation = escalations.find(({ id }) => id === row.subjectId);
    const speaks: Speakable = {
      kind: row.kind,
      data: row.data,
      fullName: person?.fullName ?? null,
      code: person?.code ?? null,
      helperName:
        users.find(({ id }) => id === (row.data as { mentorId?: string } | null)?.mentorId)?.name ?? null,
      phoneShared: user?.phoneShared ?? null,
      people: escalation ? new Set(escalation.items.map(({ caseId }) => caseId)).size : null,
      silence: (escalation?.silence ?? null) as Silence | null,
    };
    const role = (user?.role ?? 'mentor') as Role;
    return {
      ...row,
      kind: row.kind as NoticeKind,
      priority: row.priority as Priority,
      notBefore: row.notBefore.getTime(),
      expiresAt: row.expiresAt.getTime(),
      held: row.heldFor !== null,
      role,
      reader: {
        role,
        quiet: user?.quietFrom && user.quietTo ? { from: user.quietFrom, to: user.quietTo } : null,
        daysOff: user?.daysOff ?? [],
      },
      ...{ user, consent, speaks, stopped: stopped.has(number ?? '') },
      pushed: browsers.some(({ userId }) => userId === receives),
      told: consent && { id: consent.id, name: TOLD_LABELS[consent.told as ToldWhom].vi, role: 'person' },
    };
  });
}
