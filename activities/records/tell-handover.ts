import { seenInPerson } from '../../domain/follow-up';
import { milestoneId } from '../../domain/handover';
import type { FollowUpStep } from '../contract';
import type { RecordDeps } from './step';

/**
 * What a step of the follow-up means for the handover before it: the first contact was made; or nothing is asked for any
 * more. Signalled from here, so that a visit costs the follow-up's history nothing; both may be told twice.
 */
export async function tellHandover({ db, engine }: RecordDeps, step: FollowUpStep): Promise<void> {
  const { caseId, by } = step;
  if (step.closed) return engine.tellHandover(caseId, 'followUpEnded', {});
  if (!by || !step.visits.some(seenInPerson)) return;
  const asked = await db.milestone.count({
    where: { id: milestoneId(caseId, 'first-contact'), status: { notIn: ['done', 'cancelled'] } },
  });
  if (asked) await engine.tellHandover(caseId, 'contacted', { by });
}
