import type { ReferralActivities, ReferralStep } from '../contract';
import { type RecordDeps, recordStep } from './step';
import { wordsOf } from './words';

export function referralActivities(deps: RecordDeps): ReferralActivities {
  return {
    async recordReferral(step: ReferralStep): Promise<void> {
      const id = step.scope.slice(step.scope.indexOf('/') + 1);
      await recordStep(deps, step, async (tx, owner) => {
        const now = {
          ...owner,
          status: step.status,
          revision: step.revision,
          closedAt: step.next ? null : new Date(step.at),
        };
        if (step.opened) {
          const { kind, visitId, requesterId, organisationId } = step.opened;
          await tx.referral.create({
            data: {
              ...now,
              id,
              followUpId: step.caseId,
              visitId,
              kind,
              provinceId: step.provinceId,
              communeId: step.communeId as string,
              requesterId,
              organisationId,
              requestedAt: new Date(step.at),
            },
          });
          return;
        }
        await tx.referral.update({
          where: { id },
          data: {
            ...now,
            reason: (await wordsOf(tx, step.submissionId, 'reason')) ?? undefined,
            outcome: (await wordsOf(tx, step.submissionId, 'outcome')) ?? undefined,
          },
        });
      });
    },
  };
}
