import { idOf } from '../../workflows/contract';
import type { ReferralActivities, ReferralStep } from '../contract';
import { keepHealth } from './health';
import { writePlacement, writeTraining } from './paths';
import { type RecordDeps, recordStep } from './step';
import { wordsOf } from './words';

export function referralActivities(deps: RecordDeps): ReferralActivities {
  return {
    async recordReferral(step: ReferralStep): Promise<void> {
      const id = idOf(step.scope);
      await recordStep(deps, step, async (tx, owner) => {
        const at = new Date(step.at);
        const now = {
          ...owner,
          status: step.status,
          statusSince: step.since === undefined ? undefined : new Date(step.since),
          organisationId: step.organisationId,
          mentorId: step.mentorId,
          provinceId: step.provinceId,
          communeId: step.communeId as string,
          revision: step.revision,
          closedAt: step.next ? null : at,
        };
        if (step.opened) {
          const { kind, detail, visitId, requesterId, organisationId, why, followsId } = step.opened;
          const opened = {
            kind,
            detail,
            visitId,
            requesterId,
            organisationId,
            why,
            followsId,
            requestedAt: at,
          };
          await tx.referral.create({ data: { ...now, ...opened, id, followUpId: step.caseId } });
          await keepHealth(tx, id, step.opened);
          return;
        }
        await tx.referral.update({
          where: { id },
          data: {
            ...now,
            reason: (await wordsOf(tx, step.submissionId, 'reason')) ?? undefined,
            outcome: (await wordsOf(tx, step.submissionId, 'outcome')) ?? undefined,
            handedOnAt: step.what === 'referral-handed-on' ? at : undefined,
          },
        });
        if (step.training) await writeTraining(tx, id, step, step.training);
        if (step.job) await writePlacement(tx, id, step, step.job);
      });
    },
  };
}
