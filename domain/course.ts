import { addWorkingDays, type Day, dayOf, endOfDay, type Instant } from './calendar';
import { fallOverdue, silenceAt } from './due';
import type { Wanted } from './notice';
import { officeReminder, type Policy } from './policy';
import {
  afterTraining,
  type Trade,
  type TrainingState,
  type TrainingStatus,
  type TrainingStep,
  trainingDue,
} from './referral';
import { Refusal } from './refusal';
import type { Party } from './roles';

/** A course that a centre holds, or has held, for several people before their return. */
export interface CourseFacts {
  courseId: string;
  centreId: string;
  provinceId: string;
  trade: Trade;
  startsOn: Day;
  /** As planned. */
  endsOn: Day;
  policy: Policy;
}

/** What can be told of one of the class; who is enrolled is so for the course as it is. */
export type ClassStep = { step: 'enrolled' } | Exclude<TrainingStep, { step: 'enrolled' }>;

/** Of whom it is told, by their case. */
export interface ToldOfTrainee {
  caseId: string;
  told: ClassStep;
}

/** Plain JSON carried by a running course. */
export interface CourseState {
  facts: CourseFacts;
  /** By case. */
  trainees: Record<string, TrainingState>;
  /** Until when the next word on the class is waited for; null: everybody has ended. */
  due: Instant | null;
  overdue: boolean;
  revision: number;
}

/** A class with one next date: the lesson nobody told of, or the certificate somebody waits for. */
export class Course {
  constructor(readonly state: CourseState) {}

  /** Throws Refusal where its days are in the wrong order. */
  static open(facts: CourseFacts, caseIds: readonly string[], now: Instant): Course {
    const course = new Course({ facts, trainees: {}, due: null, overdue: false, revision: 0 });
    course.tell(
      caseIds.map((caseId) => ({ caseId, told: { step: 'enrolled' } })),
      now,
    );
    return course;
  }

  get closed(): boolean {
    return this.state.due === null;
  }

  next(): { action: 'training-attendance' | 'training-result'; owner: Party; due: Instant } | null {
    const { due } = this.state;
    const waited = this.waited();
    return due === null || !waited ? null : { action: waited.action, owner: { role: 'centre' }, due };
  }

  checkTell(told: readonly ToldOfTrainee[], now: Instant): void {
    if (this.closed) throw new Refusal('closed');
    this.after(told, now);
  }

  /** All of it or, where the rules refuse one of them, nothing. */
  tell(told: readonly ToldOfTrainee[], now: Instant): void {
    const { state } = this;
    state.trainees = this.after(told, now);
    state.overdue = false;
    state.revision += 1;
    // What is entered late gives a working day for the rest, and is not late at once.
    const soon = endOfDay(addWorkingDays(dayOf(now), 1, state.facts.policy.calendar));
    const waited = this.waited();
    state.due = waited && Math.max(endOfDay(waited.on), soon);
  }

  /** Of whom too many absences in a row were told and nobody has looked after yet: what each matter is called. */
  absences(): { caseId: string; id: string }[] {
    return this.learning().flatMap(([caseId, { alarmed, alarms }]) =>
      alarmed ? [{ caseId, id: `${this.state.facts.courseId}/${caseId}/absent-${alarms}` }] : [],
    );
  }

  /** Of somebody in the class. */
  statusOf(caseId: string): TrainingStatus {
    return (this.state.trainees[caseId] as TrainingState).status;
  }

  /** Its date passed in silence. True once. */
  fallOverdue(now: Instant): boolean {
    return fallOverdue(this.state, now);
  }

  wakesAt(): Instant | null {
    return silenceAt(this.state);
  }

  /** The working day before its date, that the class is to be told of. */
  wanted(): Wanted[] {
    const next = this.next();
    if (!next) return [];
    const { courseId, policy } = this.state.facts;
    const on = dayOf(next.due - 1);
    return [
      {
        key: `${courseId}/${next.action}/${on}`,
        kind: 'course-report',
        to: next.owner,
        subjectId: courseId,
        data: { due: on },
        notBefore: officeReminder(on, policy),
        expiresAt: next.due,
      },
    ];
  }

  private learning(): [caseId: string, training: TrainingState][] {
    return Object.entries(this.state.trainees).filter(([, { status }]) => goesOn(status));
  }

  /** What the first of those who still learn is waited for. */
  private waited() {
    const { startsOn, policy } = this.state.facts;
    return this.learning()
      .map(([, training]) => trainingDue(training, startsOn, policy))
      .reduce<ReturnType<typeof trainingDue> | null>((a, b) => (a && a.on <= b.on ? a : b), null);
  }

  private after(told: readonly ToldOfTrainee[], now: Instant): CourseState['trainees'] {
    const { trade, startsOn, endsOn, policy } = this.state.facts;
    const trainees = { ...this.state.trainees };
    for (const { caseId, told: step } of told) {
      const before = trainees[caseId] ?? null;
      if (before && !goesOn(before.status)) throw new Refusal('already-done');
      const full: TrainingStep =
        step.step === 'enrolled' ? { ...step, place: 'centre', trade, startsOn, endsOn } : step;
      trainees[caseId] = afterTraining(before, full, dayOf(now), policy);
    }
    return trainees;
  }
}

const goesOn = (status: TrainingState['status']) => status === 'enrolled' || status === 'attending';
