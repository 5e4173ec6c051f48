import { allHandlersFinished, condition, continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { CourseActivities, CourseStep, EscalationActivities } from '../activities/contract';
import { Course, type CourseState, type ToldOfTrainee } from '../domain/course';
import type { TimelineKind } from '../domain/wording/labels';
import type { Updates } from './contract';
import { historyIsLong, InOrder, on, sleepUntil, stamp } from './process';

const { recordCourse } = proxyActivities<CourseActivities>({ startToCloseTimeout: '30 seconds' });
const { raiseEscalation, closeEscalationItems } = proxyActivities<EscalationActivities>({
  startToCloseTimeout: '30 seconds',
});

/** A centre's course: who was there and what came of it is told by its staff; silence, and absence, reach a human. */
export async function course(opened: Updates['openCourse'], carried?: CourseState): Promise<void> {
  const { facts, caseIds } = opened;
  const { courseId, provinceId, centreId } = facts;
  const c = carried ? new Course(carried) : Course.open(facts, caseIds, Date.now());
  const { state } = c;
  const records = new InOrder();

  const record = (what: TimelineKind, told: readonly ToldOfTrainee[], more: Partial<CourseStep> = {}) => {
    const step: CourseStep = {
      ...more,
      ...stamp(what, state.revision),
      ...{ caseId: courseId, provinceId, communeId: null, centreId },
      told: told.map((one) => ({ ...one, status: c.statusOf(one.caseId) })),
      next: c.next(),
      wanted: c.wanted(),
    };
    return records.run(() => recordCourse(step));
  };
  const raise = (kind: 'course-silent' | 'training-absent', caseId: string, id: string, dueAt: number) =>
    records.run(() =>
      raiseEscalation({
        ...{ kind, caseId, provinceId, communeId: null, responsible: { role: 'centre' } },
        items: [{ id, what: 'course', dueAt }],
      }),
    );

  on(
    'tellCourse',
    ({ told }) => c.checkTell(told, Date.now()),
    async ({ told, by, submissionId }) => {
      const { overdue } = state;
      const before = c.absences();
      c.tell(told, Date.now());
      await record('course-told', told, { by, submissionId });
      const now = c.absences();
      const ids = now.map(({ id }) => id);
      const answered = before.map(({ id }) => id).filter((id) => !ids.includes(id));
      if (overdue) answered.push(courseId);
      if (answered.length) await records.run(() => closeEscalationItems(answered));
      for (const { caseId, id } of now)
        if (!before.some((known) => known.id === id)) await raise('training-absent', caseId, id, Date.now());
    },
  );

  if (!carried) {
    const enrolled = caseIds.map((caseId) => ({ caseId, told: { step: 'enrolled' as const } }));
    await record('course-opened', enrolled, { by: opened.by });
  }

  while (!c.closed) {
    const seen = state.revision;
    await sleepUntil(c.wakesAt(), () => state.revision !== seen);
    const { due } = state;
    if (c.fallOverdue(Date.now())) {
      await record('course-silent', []);
      await raise('course-silent', courseId, courseId, due as number);
    }
    if (historyIsLong() && !c.closed) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof course>(opened, state);
    }
  }
  await condition(allHandlersFinished);
}
