import { visitId } from '../../domain/follow-up';
import type { Policy } from '../../domain/policy';
import type { Db } from '../../prisma/client';
import type { FollowUpActivities, FollowUpStep, VisitChange } from '../contract';
import { type RecordDeps, recordStep } from './step';

export function followUpActivities(deps: RecordDeps): FollowUpActivities {
  return {
    async recordFollowUp(step: FollowUpStep): Promise<void> {
      await recordStep(deps, step, async (tx, owner) => {
        const now = {
          ...owner,
          communeId: step.communeId as string,
          provinceId: step.provinceId,
          mentorId: step.mentorId,
          status: step.closed ? 'closed' : 'open',
          closedAt: step.closed ? new Date(step.at) : null,
          closedWhy: step.closed,
          revision: step.revision,
          ...(step.endDay && { endsOn: new Date(step.endDay) }),
        };
        if (step.opened) {
          const { startDay, endDay } = step.opened;
          await tx.followUp.create({
            data: { ...now, id: step.caseId, startsOn: new Date(startDay), endsOn: new Date(endDay) },
          });
        } else {
          await tx.followUp.update({ where: { id: step.caseId }, data: now, select: { id: true } });
        }
        if (step.adopted) await adopt(tx, step, step.adopted);
        for (const visit of step.visits) await writeVisit(tx, step, visit);
      });
    },
  };
}

/** The case shows by which rules it goes; a visit that no longer fits into the term is cancelled. */
async function adopt(tx: Db, { caseId, visits }: FollowUpStep, policy: Policy): Promise<void> {
  await tx.handover.update({
    where: { id: caseId },
    data: { policy: policy as object },
    select: { id: true },
  });
  const planned = visits.map(({ seq }) => seq);
  await tx.visit.updateMany({
    where: { followUpId: caseId, status: 'planned', seq: { notIn: planned } },
    data: { status: 'cancelled' },
  });
}

async function writeVisit(tx: Db, step: FollowUpStep, visit: VisitChange): Promise<void> {
  const id = visitId(step.caseId, visit.seq);
  if (visit.status === 'planned') {
    const plan = {
      mentorId: step.mentorId,
      plannedOn: new Date(visit.on as string),
      graceEndsAt: new Date(visit.graceEnds as number),
    };
    await tx.visit.upsert({
      where: { id },
      create: { id, followUpId: step.caseId, seq: visit.seq, status: 'planned', ...plan },
      update: plan,
      select: { id: true },
    });
    return;
  }
  if (visit.status === 'missed') {
    await tx.visit.update({ where: { id }, data: { status: 'missed' } });
    return;
  }
  await tx.visit.update({
    where: { id },
    data: {
      status: visit.status,
      outcome: visit.outcome,
      heldOn: visit.heldOn && new Date(visit.heldOn),
      needs: visit.needs ?? [],
      note: await wordsOf(tx, step.submissionId, 'note'),
      reportedAt: new Date(step.at),
      reportedById: step.by,
    },
    select: { id: true },
  });
}

/** What the person wrote: it was kept with their submission and never went through the engine. */
export async function wordsOf(
  db: Db,
  submissionId: string | undefined,
  field: string,
): Promise<string | null> {
  if (!submissionId) return null;
  const submission = await db.submission.findUnique({
    where: { id: submissionId },
    select: { payload: true },
  });
  const words = (submission?.payload as Record<string, unknown> | undefined)?.[field];
  return typeof words === 'string' && words.trim() ? words.trim() : null;
}
