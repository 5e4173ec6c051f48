import { milestoneId } from '../../domain/handover';
import type { Db } from '../../prisma/client';
import type { HandoverActivities, HandoverStep } from '../contract';
import { type Accountable, type Owner, type RecordDeps, recordStep } from './step';

const date = (ms: number | undefined) => (ms === undefined ? null : new Date(ms));

export function handoverActivities(deps: RecordDeps): HandoverActivities {
  return {
    async recordHandover(step: HandoverStep): Promise<void> {
      const closed = step.next === null;
      const write = async (tx: Db, owner: Owner, accountable: Accountable) => {
        const now = {
          ...owner,
          ...accountable,
          communeId: step.communeId,
          provinceId: step.provinceId,
          late: step.late,
          mentorId: step.mentorId,
          status: closed ? 'completed' : 'open',
          closedAt: closed ? new Date(step.at) : null,
          revision: step.revision,
          ...(step.adopted && { policy: step.adopted as object }),
        };
        if (step.opened) {
          const { caseId, personId, centreId, treatment, endDay, policy } = step.opened;
          await tx.handover.create({
            select: { id: true },
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
          // Once home the person may have moved on: where the case lies is the follow-up's to say from then on.
          const home = step.milestones.some((m) => m.kind === 'arrival' && m.status === 'done');
          const { communeId, provinceId, ...papers } = now;
          await tx.handover.update({
            where: { id: step.caseId },
            data: home ? papers : now,
            select: { id: true },
          });
        }
        if (step.communeId) {
          await tx.person.updateMany({
            where: { handovers: { some: { id: step.caseId } }, communeId: null },
            data: { communeId: step.communeId },
          });
        }
        await writeMilestones(tx, step);
      };
      await recordStep(deps, step, write, step.opened?.centreId);
    },
  };
}

/** All of them in one statement: nine would be most of what a step costs. */
async function writeMilestones(tx: Db, { caseId, milestones }: HandoverStep): Promise<void> {
  const rows = milestones.map((m, position) => ({
    id: milestoneId(caseId, m.kind),
    handoverId: caseId,
    kind: m.kind,
    ownerRole: m.owner,
    status: m.status,
    dueAt: date(m.due),
    doneAt: date(m.doneAt),
    doneById: m.doneBy ?? null,
    position,
  }));
  await tx.$executeRaw`
    INSERT INTO "Milestone" (id, "handoverId", kind, "ownerRole", status, "dueAt", "doneAt", "doneById", position)
    SELECT id, "handoverId", kind, "ownerRole", status, "dueAt", "doneAt", "doneById", position
    FROM json_populate_recordset(NULL::"Milestone", ${JSON.stringify(rows)}::json)
    ON CONFLICT (id) DO UPDATE SET
      "ownerRole" = excluded."ownerRole", status = excluded.status, "dueAt" = excluded."dueAt", "doneAt" = excluded."doneAt", "doneById" = excluded."doneById"`;
}
