import type { TimelineKind } from '../../domain/wording/labels';
import type { Course, Db } from '../../prisma/client';
import { idOf } from '../../workflows/contract';
import type { CourseActivities, CourseStep } from '../contract';
import { offerJobs } from './offer-job';
import { writeProgress } from './paths';
import { type RecordDeps, recordStep } from './step';
import { wordsOf } from './words';

export function courseActivities(deps: RecordDeps): CourseActivities {
  return {
    async recordCourse(step: CourseStep): Promise<void> {
      const id = idOf(step.scope);
      await recordStep(
        deps,
        step,
        async (tx, owner) => {
          const open = step.next !== null;
          const course = await tx.course.update({
            where: { id },
            data: {
              ...{ ...owner, revision: step.revision },
              status: open ? 'open' : 'closed',
              closedAt: open ? null : new Date(step.at),
            },
          });
          for (const one of step.told) await writeTrainee(tx, step, course, one);
        },
        step.centreId,
      );
      // After the commit, and again with a second try: what was offered already is not offered again.
      for (const { caseId, status } of step.told) if (status === 'certified') await offerJobs(deps, caseId);
    },
  };
}

/** The id of one person's way through a course. */
const trainingId = (caseId: string, courseId: string) => `${caseId}/${courseId}`;

/** What is told of one of the class; their own timeline hears of what lasts, not of each lesson. */
async function writeTrainee(
  tx: Db,
  step: CourseStep,
  course: Course,
  { caseId, told, status }: CourseStep['told'][number],
): Promise<void> {
  const id = trainingId(caseId, course.id);
  const { at, by, submissionId, key } = step;
  if (told.step === 'enrolled') {
    const { communeId } = await tx.handover.findUniqueOrThrow({
      where: { id: caseId },
      select: { communeId: true },
    });
    const { provinceId, centreId, providerId, trade, costSupport, startsOn, endsOn } = course;
    await tx.training.create({
      data: {
        ...{ id, caseId, courseId: course.id, place: 'centre', status, course: course.name },
        ...{ provinceId, communeId, centreId, providerId, trade, costSupport, startsOn, endsOn },
      },
    });
  } else {
    // Each has words of their own in the one submission.
    const words = (field: string) => wordsOf(tx, submissionId, `${field}/${caseId}`);
    await writeProgress(tx, id, { at, by, status, told, words });
  }
  if (told.step === 'attended') return;
  const kind: TimelineKind = `training-${told.step}`;
  await tx.timelineEvent.create({
    data: { key: `${key}/${caseId}`, caseId, kind, at: new Date(at), byId: by, data: {} },
  });
}
