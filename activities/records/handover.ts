import { MILESTONES, milestoneId } from '../../domain/handover';
import type { TimelineKind } from '../../domain/wording/labels';
import type { Db } from '../../prisma/client';
import type { HandoverActivities, HandoverStep } from '../contract';
import { writeDocument } from './documents';
import { type Accountable, type Owner, type RecordDeps, recordStep } from './step';

/** Steps after which the person lives elsewhere than was known; the import knows the first commune itself. */
const GIVES_COMMUNE: readonly TimelineKind[] = ['residence-known', 'facility-given'];

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
          endOn: new Date(step.endDay),
          standing: step.standing,
          returned: step.returned,
          cancelled: step.cancelled,
          facilityId: step.facilityId,
          noShow: step.noShow,
          mentorId: step.mentorId,
          status: step.cancelled ? 'cancelled' : closed ? 'completed' : 'open',
          closedAt: closed ? new Date(step.at) : null,
          revision: step.revision,
          ...(step.adopted && { policy: step.adopted as object }),
        };
        if (step.opened) {
          const { caseId, personId, centreId, treatment, policy } = step.opened;
          await tx.handover.create({
            select: { id: true },
            data: {
              ...now,
              id: caseId,
              personId,
              centreId,
              treatment,
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
        if (GIVES_COMMUNE.includes(step.what)) {
          await tx.person.updateMany({
            where: { handovers: { some: { id: step.caseId } } },
            data: { communeId: step.communeId },
          });
        }
        await writeMilestones(tx, step);
        if (step.document) await writeDocument(tx, step, step.document);
      };
      await recordStep(deps, step, write, step.opened?.centreId);
    },
  };
}

/** All of them in one statement: nine would be most of what a step costs. */
async function writeMilestones(tx: Db, { caseId, milestones }: HandoverStep): Promise<void> {
  const rows = milestones.map((m) => ({
    id: milestoneId(caseId, m.kind),
    handoverId: caseId,
    kind: m.kind,
    ownerRole: m.owner,
    status: m.status,
    dueAt: date(m.due),
    doneAt: date(m.doneAt),
    doneById: m.doneBy ?? null,
    position: MILESTONES.indexOf(m.kind),
  }));
  await tx.$executeRaw`
    INSERT INTO "Milestone" (id, "handoverId", kind, "ownerRole", status, "dueAt", "doneAt", "doneById", position)
    SELECT id, "handoverId", kind, "ownerRole", status, "dueAt", "doneAt", "doneById", position
    FROM json_populate_recordset(NULL::"Milestone", ${JSON.stringify(rows)}::json)
    ON CONFLICT (id) DO UPDATE SET
      "ownerRole" = excluded."ownerRole", status = excluded.status, "dueAt" = excluded."dueAt", "doneAt" = excluded."doneAt", "doneById" = excluded."doneById"`;
}
