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
 * What a step of the follow-up means for the handover before it: the first contact was made; somebody else accompanies;
 * nothing is asked for any more. Signalled from here, so that a visit costs the follow-up's history nothing; each may be
 * told twice.
 */
export async function tellHandover({ db, engine }: RecordDeps, step: FollowUpStep): Promise<void> {
  const { caseId, by } = step;
  if (step.closed) return engine.tellHandover(caseId, 'followUpEnded', {});
  if (accompaniedOtherwise(step)) return engine.tellHandover(caseId, 'accompanied', whoAccompanies(step));
  if (!by || !step.visits.some(seenInPerson)) return;
  const asked = await db.milestone.count({
    where: { id: milestoneId(caseId, 'first-contact'), status: { notIn: ['done', 'cancelled'] } },
  });
  if (asked) await engine.tellHandover(caseId, 'contacted', { by });
}

/** Whoever accompanies the person now also carries what was asked for them, and the loans beside it. Each may be told twice. */
export async function tellWhoAccompanies({ db, engine }: RecordDeps, step: FollowUpStep): Promise<void> {
  if (step.closed) return;
  const { caseId } = step;
  const open = { closedAt: null };
  const now = whoAccompanies(step);
  const loans = await db.loan.findMany({ where: { caseId, ...open }, select: { id: true } });
  for (const { id } of loans) await engine.tellLoan(id, 'accompanied', now);
  const referrals = await db.referral.findMany({
    where: { followUpId: caseId, ...open },
    select: { id: true },
  });
  for (const { id } of referrals) await engine.tellReferral(id, 'accompanied', now);
}

/** A follow-up always lies in a commune. */
const whoAccompanies = ({ mentorId, communeId, provinceId }: FollowUpStep) => ({
  mentorId,
  communeId: communeId as string,
  provinceId,
});
