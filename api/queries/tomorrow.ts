import { z } from 'zod';
import { addDays, dayOf, type Instant, startOfDay } from '../../domain/calendar';
import { digests } from '../../domain/digest';
import type { Channel, NoticeKind, Priority } from '../../domain/notice';
import { KINDS } from '../../domain/notice-kinds';
import { maskPhone } from '../../domain/phone';
import { paramsOf } from '../../domain/policy';
import type { Role } from '../../domain/roles';
import { maySend } from '../../domain/sending';
import type { Silence } from '../../domain/silence';
import { segmentsOf } from '../../domain/sms';
import { textProblems, whoOf } from '../../domain/wording/messages';
import { type Speakable, textOf } from '../../domain/wording/spoken';
import type { Prisma } from '../../prisma/client';
import { policiesOn } from '../../prisma/policies';
import type { Context } from '../context';
import { readLang } from '../language';
import type { Actor } from '../session';
import { noticesOf } from './desk';
import { casePeople } from './names';
import { moment, Named } from './shapes';
import { maskEmail } from './words';

export const TomorrowCard = z.object({
  id: z.string(),
  kind: z.string(),
  caseId: z.string(),
  who: z.string(),
  recipient: Named.extend({ role: z.string() }),
  at: moment,
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
type User = Prisma.UserGetPayload<object>;

/**
 * What goes out tomorrow if nothing changes and nobody is away, rendered by what will send it; what falls together is shown
 * as the one message it will be.
 */
export async function tomorrowOf(
  ctx: Context,
  actor: Actor,
): Promise<{ items: TomorrowCard[]; more: boolean }> {
  const now = ctx.now();
  const tomorrow = addDays(dayOf(now), 1);
  const [from, to] = [startOfDay(tomorrow), startOfDay(addDays(tomorrow, 1))];
  const rows = await ctx.db.notice.findMany({
    where: {
      AND: [
        await noticesOf(ctx, actor),
        { status: 'planned', notBefore: { lt: new Date(to) }, expiresAt: { gt: new Date(from) } },
      ],
    },
    orderBy: [{ notBefore: 'asc' }, { id: 'asc' }],
    take: MOST + 1,
  });
  const facts = await factsFor(ctx, rows.slice(0, MOST));
  const rulesOf = await policiesOn(ctx.db, tomorrow);
  const planned = facts.flatMap((one) => {
    const policy = rulesOf(one.provinceId, null);
    const rules = { ...paramsOf(policy), calendar: policy.calendar };
    const due = Math.max(one.notBefore, now);
    const { at } = maySend({ ...one, notBefore: due }, one.reader, [], due, rules);
    return at >= from && at < to && at < one.expiresAt ? [{ ...one, at, rules }] : [];
  });
  const [first] = planned;
  const groups = first
    ? digests(planned, [], from, first.rules)
    : new Map<(typeof planned)[number], typeof planned>();
  const joined = new Set([...groups.values()].flat());
  return {
    items: planned
      .filter((one) => !joined.has(one))
      .map((one) => show(ctx, one, groups.get(one) ?? []))
      .sort((a, b) => a.at.getTime() - b.at.getTime()),
    more: rows.length > MOST,
  };
}

type Planned = Awaited<ReturnType<typeof factsFor>>[number] & { at: Instant };

function show(ctx: Context, head: Planned, others: readonly Planned[]): TomorrowCard {
  const { user, speaks, id, kind, caseId, at } = head;
  const link = `${ctx.config.publicUrl}/l/${NO_TOKEN}`;
  const ways = head.channels.filter((channel) => addressOn(channel, user));
  const used = KINDS[kind].delivery === 'in-order' ? ways.slice(0, 1) : ways;
  const writing = { language: readLang(user?.language), accents: user?.smsAccents ?? false };
  const names = [head, ...others].flatMap((one) => one.speaks.fullName ?? []);
  return {
    id: String(id),
    kind,
    caseId,
    who: speaks.fullName ? whoOf(speaks.fullName, speaks.code ?? '') : '',
    recipient: { id: head.recipientId, name: user?.name ?? '', role: user?.role ?? '' },
    at: new Date(at),
    others: others.length,
    texts: used.map((way) => {
      const channel = way as Channel;
      const { body } = textOf(
        speaks,
        others.map((one) => one.speaks),
        channel,
        writing,
        link,
      );
      const to = addressOn(channel, user) as string;
      return {
        channel,
        to: channel === 'email' ? maskEmail(to) : maskPhone(to),
        body,
        segments:
          channel === 'email' ? 0 : segmentsOf(body.replace(NO_TOKEN, 'x'.repeat(TOKEN_LENGTH))).segments,
        unsafe: textProblems(body, names, channel, writing.accents).length > 0,
      };
    }),
  };
}

const addressOn = (channel: string, user: User | undefined): string | null | undefined =>
  channel === 'email' ? user?.email : user?.phoneDeadAt ? null : user?.phone;

/** What a notice says, and to whom. */
async function factsFor({ db }: Context, rows: readonly Notice[]) {
  const escalationIds = rows.filter((n) => n.kind === 'escalation').map((n) => n.subjectId);
  const [users, people, escalations] = await Promise.all([
    db.user.findMany({ where: { id: { in: rows.map((n) => n.recipientId) } } }),
    casePeople(
      db,
      rows.map((n) => n.caseId),
    ),
    db.escalation.findMany({
      where: { id: { in: escalationIds } },
      include: { items: { where: { closedAt: null }, select: { caseId: true } } },
    }),
  ]);
  return rows.map((row) => {
    const user = users.find(({ id }) => id === row.recipientId);
    const person = people.get(row.caseId);
    const escalation = escalations.find(({ id }) => id === row.subjectId);
    const speaks: Speakable = {
      kind: row.kind,
      data: row.data,
      fullName: person?.fullName ?? null,
      code: person?.code ?? null,
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
      user,
      speaks,
    };
  });
}
