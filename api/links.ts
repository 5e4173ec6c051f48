import { dayOf } from '../domain/calendar';
import { type LinkPurpose, linkId, verifyLink } from '../domain/link';
import { whoOf } from '../domain/wording/messages';
import type { Prisma } from '../prisma/client';
import {
  acknowledgeEscalation,
  answerMentorRequest,
  moveReferral,
  reportVisit,
  resolveEscalation,
} from './commands';
import { readVisitId } from './commands/visit';
import type { Context } from './context';
import type { Result } from './result';
import { type Actor, actorOf } from './session';

type LinkRow = Prisma.LinkGetPayload<object>;

/** What an opened link shows: never a name. */
export interface LinkView {
  purpose: LinkPurpose;
  who: string;
  caseId: string;
  subjectId: string;
  /** Of a visit: its number and planned day. */
  visit?: { seq: number; plannedOn: string; today: string };
  /** Of an escalation: its kind, status, and the items shown (`seen` when it is resolved). */
  escalation?: {
    kind: string;
    status: string;
    items: { id: string; who: string; what: string; dueAt: Date }[];
  };
  /** Of a referral: need and status. */
  referral?: { kind: string; status: string };
  /** Of a request to accompany: until when to answer. */
  due?: Date | null;
}

export type OpenedLink =
  | { kind: 'open'; actor: Actor; view: LinkView; link: LinkRow }
  /** It was answered: through it, or by somebody else meanwhile. `recorded`: what, as far as it is known. */
  | { kind: 'used'; language: Actor['language']; purpose: LinkPurpose; recorded: string | null }
  | { kind: 'expired'; language: Actor['language']; purpose: LinkPurpose }
  /** Not ours, or altered. */
  | { kind: 'forged' };

/** Opens the link of a message. Reading it changes nothing. */
export async function openLink(ctx: Context, token: string): Promise<OpenedLink> {
  const id = linkId(token);
  const link = id ? await ctx.db.link.findUnique({ where: { id } }) : null;
  if (!link || !verifyLink(ctx.config.secret, token, link)) {
    ctx.log.warn({ security: 'link-forged' }, 'a link that is not ours');
    return { kind: 'forged' };
  }
  return openRow(ctx, link);
}

/** The same for a link found by other means: the sender of an SMS answers the one link they have. */
export async function openRow(ctx: Context, link: LinkRow): Promise<OpenedLink> {
  const purpose = link.purpose as LinkPurpose;
  const user = await ctx.db.user.findUnique({ where: { id: link.userId } });
  const actor = user?.active ? actorOf(user) : null;
  const language = actor?.language ?? 'vi';
  if (link.usedAt) return { kind: 'used', language, purpose, recorded: await recordedBy(ctx, link) };
  if (!actor || link.revokedAt || link.expiresAt.getTime() <= ctx.now())
    return { kind: 'expired', language, purpose };
  const subject = await subjectOf(ctx, link, actor);
  if (!subject) return { kind: 'expired', language, purpose };
  if ('answered' in subject) return { kind: 'used', language, purpose, recorded: subject.answered };
  return {
    kind: 'open',
    actor,
    link,
    view: {
      purpose,
      caseId: link.caseId,
      subjectId: link.subjectId,
      who: await whoIs(ctx, link.caseId),
      ...subject,
    },
  };
}

type Subject = Partial<LinkView> | { answered: string };

/** What the link speaks of, as it stands now; null when it is not its recipient's any more. */
async function subjectOf(ctx: Context, link: LinkRow, actor: Actor): Promise<Subject | null> {
  const { db } = ctx;
  switch (link.purpose as LinkPurpose) {
    case 'mentor-request': {
      const milestone = await db.milestone.findUnique({
        where: { id: link.subjectId },
        include: { handover: { select: { mentorId: true } } },
      });
      if (!milestone) return null;
      if (milestone.status === 'done') return { answered: 'accepted' };
      const asked = milestone.status !== 'cancelled' && milestone.handover.mentorId === actor.id;
      return asked ? { due: milestone.dueAt } : null;
    }
    case 'visit-report': {
      const visit = await db.visit.findUnique({
        where: { id: link.subjectId },
        include: { followUp: { select: { mentorId: true, coverId: true } } },
      });
      if (!visit || (visit.followUp.mentorId !== actor.id && visit.followUp.coverId !== actor.id))
        return null;
      if (visit.status !== 'planned' && visit.status !== 'missed')
        return { answered: visit.outcome ?? visit.status };
      return {
        visit: {
          seq: visit.seq,
          plannedOn: visit.plannedOn.toISOString().slice(0, 10),
          today: dayOf(ctx.now()),
        },
      };
    }
    case 'escalation': {
      const found = await db.escalation.findUnique({
        where: { id: link.subjectId },
        include: { items: { where: { closedAt: null }, orderBy: { dueAt: 'asc' } } },
      });
      if (!found) return null;
      if (found.status === 'resolved') return { answered: found.resolution ?? 'resolved' };
      const items = await Promise.all(
        found.items.map(async ({ id, what, dueAt, caseId }) => ({
          id,
          what,
          dueAt,
          who: await whoIs(ctx, caseId),
        })),
      );
      return { escalation: { kind: found.kind, status: found.status, items } };
    }
    case 'referral': {
      const found = await db.referral.findUnique({ where: { id: link.subjectId } });
      if (!found) return null;
      return found.status === 'requested'
        ? { referral: { kind: found.kind, status: found.status } }
        : { answered: found.status };
    }
  }
}

/** What the recipient said with this link: 'accepted', 'declined', a visit's outcome, a resolution; null when unknown. */
async function recordedBy(ctx: Context, { userId, caseId, purpose }: LinkRow): Promise<string | null> {
  const kinds: Record<LinkPurpose, string> = {
    'mentor-request': 'answerMentorRequest',
    'visit-report': 'reportVisit',
    escalation: 'resolve',
    referral: 'moveReferral',
  };
  const said = await ctx.db.submission.findFirst({
    where: { actorId: userId, caseId, kind: kinds[purpose as LinkPurpose], status: { not: 'refused' } },
    orderBy: { createdAt: 'desc' },
    select: { args: true },
  });
  const { accepts, outcome, how, to } = (said?.args ?? {}) as {
    accepts?: boolean;
    outcome?: string;
    how?: string;
    to?: string;
  };
  return accepts === undefined ? (outcome ?? how ?? to ?? null) : accepts ? 'accepted' : 'declined';
}

async function whoIs(ctx: Context, caseId: string): Promise<string> {
  const found = await ctx.db.handover.findUnique({
    where: { id: caseId },
    select: { person: { select: { fullName: true, code: true } } },
  });
  return found ? whoOf(found.person.fullName, found.person.code) : '';
}

/**
 * Gives the command of an opened link, in its recipient's name. Input by purpose: answerMentorRequest {accepts, reason?};
 * reportVisit {outcome, heldOn, needs, note?}; an escalation {action: 'acknowledge'} or {action: 'resolve', how, seen,
 * note?}; a referral {to: 'accepted' | 'rejected', reason?}. What is taken uses the link up; acknowledging does not,
 * since the resolution comes after it.
 */
export async function answerLink(
  ctx: Context,
  opened: Extract<OpenedLink, { kind: 'open' }>,
  input: Record<string, unknown>,
  key: string,
): Promise<Result<unknown>> {
  const { actor, link } = opened;
  const linkKey = `link:${link.id}:${key}`;
  const result = await give(ctx, actor, link, input, linkKey);
  const goesOn = link.purpose === 'escalation' && input.action === 'acknowledge';
  if ((result.kind === 'applied' || result.kind === 'saved') && !goesOn) {
    await ctx.db.link.updateMany({
      where: { id: link.id, usedAt: null },
      data: { usedAt: new Date(ctx.now()) },
    });
  }
  return result;
}

async function give(
  ctx: Context,
  actor: Actor,
  link: LinkRow,
  input: Record<string, unknown>,
  key: string,
): Promise<Result<unknown>> {
  const { caseId, subjectId } = link;
  switch (link.purpose as LinkPurpose) {
    case 'mentor-request':
      return answerMentorRequest(ctx, actor, { ...input, caseId }, key);
    case 'visit-report':
      return reportVisit(ctx, actor, { ...input, ...readVisitId(subjectId) }, key);
    case 'escalation':
      if (input.action === 'acknowledge')
        return acknowledgeEscalation(ctx, actor, { escalationId: subjectId }, key);
      return resolveEscalation(ctx, actor, { ...input, escalationId: subjectId }, key);
    case 'referral':
      return moveReferral(ctx, actor, { ...input, referralId: subjectId }, key);
  }
}
