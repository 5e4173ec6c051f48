import { visitId } from '../../domain/follow-up';
import type { Db } from '../../prisma/client';
import type { Step, VisitChange } from '../contract';
import { wordsOf } from './words';

type Told = Pick<Step, 'caseId' | 'at' | 'by' | 'submissionId'>;

/** What a step says of one visit. */
export async function writeVisit(tx: Db, step: Told, visit: VisitChange): Promise<void> {
  const id = visitId(step.caseId, visit.seq);
  if (visit.status === 'planned') {
    const plan = {
      mentorId: visit.mentorId,
      plannedOn: new Date(visit.on as string),
      graceEndsAt: new Date(visit.graceEnds as number),
    };
    await tx.visit.upsert({
      where: { id },
      create: { id, followUpId: step.caseId, seq: visit.seq, status: 'planned', ...plan },
      update: plan,
      select: { id: true },
    });
  } else if (visit.status === 'missed' || visit.status === 'cancelled')
    await tx.visit.update({ where: { id }, data: { status: visit.status } });
  else await writeReport(tx, step, visit);
}

/** What was found; the note was kept with the submission. */
export async function writeReport(tx: Db, step: Told, visit: VisitChange): Promise<void> {
  const id = visitId(step.caseId, visit.seq);
  const report = {
    status: visit.status,
    outcome: visit.outcome,
    heldOn: visit.heldOn && new Date(visit.heldOn),
    needs: visit.needs ?? [],
    topics: visit.topics ?? [],
    note: await wordsOf(tx, step.submissionId, 'note'),
    reportedAt: new Date(step.at),
    reportedById: step.by,
  };
  if (visit.status === 'unplanned') {
    const plannedOn = new Date(visit.on as string);
    const graceEndsAt = new Date(visit.graceEnds as number);
    const { mentorId, seq } = visit;
    await tx.visit.create({
      data: { id, followUpId: step.caseId, seq, mentorId, plannedOn, graceEndsAt, ...report },
    });
  } else await tx.visit.update({ where: { id }, data: report, select: { id: true } });
}
