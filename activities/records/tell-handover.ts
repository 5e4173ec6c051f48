import { seenInPerson } from '../../domain/follow-up';
import { milestoneId } from '../../domain/handover';
import type { TimelineKind } from '../../domain/wording/labels';
import type { FollowUpStep } from '../contract';
import type { RecordDeps } from './step';

/** Steps after which another mentor, or none, accompanies the person. */
const OTHERS: readonly TimelineKind[] = ['mentor-reassigned', 'mentor-gone'];

/** Whether somebody else accompanies the person after this step, or somewhere else. */
export const accompaniedOtherwise = ({ moved, what }: FollowUpStep): boolean =>
  !!moved || OTHERS.includes(what);

/**
 * What a step of the follow-up means for the handover before it, and for loans beside it: the first contact was made;
 * somebody else accompanies; nothing is asked for any more. Signalled from here, so that a visit costs the follow-up's history nothing; each may be
 * told twice.
 */
export async function tellHandover({ db, engine }: RecordDeps, step: FollowUpStep): Promise<void> {
  const { caseId, by, mentorId, provinceId } = step;
  if (step.closed) return engine.tellHandover(caseId, 'followUpEnded', {});
  if (accompaniedOtherwise(step)) {
    const communeId = step.communeId as string; // a follow-up has one
    const now = { mentorId, communeId, provinceId };
    const loans = await db.loan.findMany({ where: { caseId, closedAt: null }, select: { id: true } });
    for (const { id } of loans) await engine.tellLoan(id, 'accompanied', now);
    return engine.tellHandover(caseId, 'accompanied', now);
  }
  if (!by || !step.visits.some(seenInPerson)) return;
  const asked = await db.milestone.count({
    where: { id: milestoneId(caseId, 'first-contact'), status: { notIn: ['done', 'cancelled'] } },
  });
  if (asked) await engine.tellHandover(caseId, 'contacted', { by });
}
