import { milestoneId } from '../../domain/handover';
import type { Db } from '../../prisma/client';
import type { HandoverActivities, HandoverStep } from '../contract';
import { type Owner, type RecordDeps, recordStep } from './step';

const instant = (ms: number | undefined) => (ms === undefined ? null : new Date(ms));

export function handoverActivities(deps: RecordDeps): HandoverActivities {
  return {
    async recordHandover(step: HandoverStep): Promise<void> {
      const closed = step.next === null;
      const write = async (tx: Db, owner: Owner) => {
        const now = {
          ...owner,
          communeId: step.communeId,
          provinceId: step.provinceId,
          late: step.late,
          mentorId: step.mentorId,
          status: closed ? 'completed' : 'open',
          closedAt: closed ? new Date(step.at) : null,
          revision: step.revision,
        };
        if (step.opened) {
          const { caseId, personId, centreId, treatment, endDay, policy } = step.opened;
          await tx.handover.create({
            data: {
              ...now,
              id: caseId,
              personId,
              centreId,
              treatment,
              endOn: new Date(endDay),
              policy: policy as object,
              startedAt: new Date(step.at),
            },
          });
        } else {
          await tx.handover.update({ where: { id: step.caseId }, data: now });
        }
        if (step.communeId) {
          await tx.person.updateMany({
            where: { handovers: { some: { id: step.caseId } }, communeId: null },
            data: { communeId: step.communeId },
          });
        }
        for (const [position, m] of step.milestones.entries()) {
          const data = {
            status: m.status,
            dueAt: instant(m.due),
            doneAt: instant(m.doneAt),
            doneById: m.doneBy ?? null,
          };
          const id = milestoneId(step.caseId, m.kind);
          await tx.milestone.upsert({
            where: { id },
            create: { id, handoverId: step.caseId, kind: m.kind, ownerRole: m.owner, position, ...data },
            update: data,
          });
        }
      };
      await recordStep(deps, step, write, step.opened?.centreId);
    },
  };
}
