import { addDays, type Day } from '../calendar';
import { type Policy, paramsOf } from '../policy';
import { Refusal } from '../refusal';
import type { Trade } from './trades';

/** Before the return, in the centre, or after it. */
export const TRAINING_PLACES = ['centre', 'community'] as const;
export type TrainingPlace = (typeof TRAINING_PLACES)[number];

/** Elementary level (sơ cấp), or any other proof of what was learnt. */
export const CERTIFICATES = ['elementary', 'other'] as const;
export type Certificate = (typeof CERTIFICATES)[number];

/** Longest course that is taken for one: two years, as for an intermediate certificate. */
export const LONGEST_COURSE_DAYS = 731;

/** What can be told of a course. Its name, its price and the certificate's number stay with the submission. */
export type TrainingStep =
  | { step: 'enrolled'; place: TrainingPlace; trade: Trade; startsOn: Day; endsOn: Day }
  | { step: 'attended'; on: Day; present: boolean }
  | { step: 'certified'; on: Day; certificate: Certificate }
  | { step: 'dropped-out'; on: Day };

export const TRAINING_STEPS = ['enrolled', 'attended', 'certified', 'dropped-out'] as const;

export const TRAINING_STATUSES = ['enrolled', 'attending', 'certified', 'dropped-out'] as const;
export type TrainingStatus = (typeof TRAINING_STATUSES)[number];

/** Plain JSON, carried by a running training referral. */
export interface TrainingState {
  place: TrainingPlace;
  trade: Trade;
  startsOn: Day;
  /** As planned. */
  endsOn: Day;
  status: TrainingStatus;
  /** Each day of a session that was told of: was the person there? */
  sessions: Record<Day, boolean>;
  /** How many times too many absences in a row were told; makes each a matter of its own. */
  alarms: number;
  /** The present run of absences has been told. */
  alarmed: boolean;
}

/**
 * What a course is after a step; throws Refusal. `null`: not enrolled yet. Attendance may be told late, in any order,
 * and again for the same day: the last word counts.
 */
export function afterTraining(
  course: TrainingState | null,
  told: TrainingStep,
  today: Day,
  policy: Policy,
): TrainingState {
  if (told.step === 'enrolled') {
    if (course) throw new Refusal('already-done');
    const { step, ...facts } = told;
    if (facts.endsOn < facts.startsOn) throw new Refusal('wrong-order');
    if (facts.endsOn > addDays(facts.startsOn, LONGEST_COURSE_DAYS)) throw new Refusal('wrong-order');
    return { ...facts, status: 'enrolled', sessions: {}, alarms: 0, alarmed: false };
  }
  if (!course) throw new Refusal('not-yet');
  if (told.on > today) throw new Refusal('in-the-future');
  if (told.on < course.startsOn) throw new Refusal('wrong-order');
  if (told.step === 'certified') return { ...course, status: 'certified' };
  if (told.step === 'dropped-out') return { ...course, status: 'dropped-out' };
  const sessions = { ...course.sessions, [told.on]: told.present };
  const alarm = absencesInARow(sessions) >= paramsOf(policy).absencesInARow;
  return {
    ...course,
    status: 'attending',
    sessions,
    alarms: course.alarms + (alarm && !course.alarmed ? 1 : 0),
    alarmed: alarm,
  };
}

/** How often in a row the person was not there, up to the last session told of. */
export function absencesInARow(sessions: TrainingState['sessions']): number {
  const days = Object.keys(sessions).sort().reverse();
  const present = days.findIndex((day) => sessions[day]);
  return present < 0 ? days.length : present;
}

/**
 * What is waited for, and its last day: the next word on attendance while the course runs, its result once it is over.
 * @param since the day from which silence counts, where something else (a pause, a hand-on) came after the last word.
 */
export function trainingDue(
  { startsOn, endsOn, sessions }: TrainingState,
  since: Day,
  policy: Policy,
): { action: 'training-attendance' | 'training-result'; on: Day } {
  const { attendanceWithin, trainingResult } = paramsOf(policy);
  const last = latest(startsOn, since, ...Object.keys(sessions));
  const next = addDays(last, attendanceWithin);
  if (next <= endsOn) return { action: 'training-attendance', on: next };
  return { action: 'training-result', on: addDays(latest(endsOn, since), trainingResult) };
}

const latest = (...days: Day[]): Day => days.reduce((a, b) => (a > b ? a : b));
