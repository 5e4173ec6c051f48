import { type MatchReason, suggestMentors, type ToAccompany } from '../../domain/mentor-match';
import { whoOf } from '../../domain/wording/messages';
import type { Db } from '../../prisma/client';
import { deniedOffice } from '../commands/command';
import type { Context } from '../context';
import type { Actor } from '../session';
import type { Caseload } from './shapes';
import { casesOf } from './where';
import { toDayOrNull } from './words';

export interface MentorChoice {
  id: string;
  name: string;
  openCases: number;
  /** Why they suit this person; empty where no person is spoken of. */
  reasons: MatchReason[];
}

/** Active mentors of a commune, with how many people each accompanies: who suits the person best first. */
export async function mentorsOf(
  db: Db,
  communeId: string | null,
  person: Omit<ToAccompany, 'communeId'> = { sex: null, languages: [] },
): Promise<MentorChoice[]> {
  if (!communeId) return [];
  const mentors = await db.user.findMany({
    where: { role: 'mentor', active: true, communeId },
    select: {
      id: true,
      name: true,
      communeId: true,
      sex: true,
      languages: true,
      _count: { select: { followUps: { where: { status: 'open' } } } },
    },
  });
  const candidates = mentors.map(({ _count, ...mentor }) => ({ ...mentor, openCases: _count.followUps }));
  return suggestMentors(candidates, { ...person, communeId }).map(({ id, name, openCases, reasons }) => ({
    id,
    name,
    openCases,
    reasons,
  }));
}

/**
 * The people of one mentor in the asker's area, each with the next visit and who else could accompany them, best first:
 * what a whole caseload would look like in other hands. Null where it is not theirs to choose.
 */
export async function caseloadOf(ctx: Context, actor: Actor, mentorId: string): Promise<Caseload | null> {
  if (deniedOffice(ctx, actor, 'choose-mentor')) return null;
  const mentor = await ctx.db.user.findFirst({
    where: {
      id: mentorId,
      role: 'mentor',
      ...(actor.communeId ? { communeId: actor.communeId } : { provinceId: actor.provinceId ?? '' }),
    },
    select: { id: true, name: true, active: true, communeId: true },
  });
  if (!mentor) return null;
  const rows = await ctx.db.followUp.findMany({
    where: { mentorId, status: 'open', handover: casesOf(actor) },
    include: {
      handover: { select: { person: true } },
      visits: { where: { status: 'planned' }, select: { plannedOn: true } },
    },
    orderBy: { nextDue: 'asc' },
  });
  const cases = await Promise.all(
    rows.map(async ({ id, communeId, paused, coverId, handover: { person }, visits }) => ({
      caseId: id,
      who: whoOf(person.fullName, person.code),
      fullName: person.fullName,
      nextVisit: toDayOrNull(visits[0]?.plannedOn ?? null),
      paused,
      covered: coverId !== null,
      choices: (await mentorsOf(ctx.db, communeId, person)).filter(({ id }) => id !== mentorId),
    })),
  );
  const others = (await mentorsOf(ctx.db, mentor.communeId)).filter(({ id }) => id !== mentorId);
  return { mentor: { id: mentor.id, name: mentor.name, active: mentor.active }, cases, others };
}
