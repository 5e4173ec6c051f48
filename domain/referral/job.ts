import { addMonths, addWorkingDays, type Day } from '../calendar';
import { type Policy, paramsOf } from '../policy';
import { Refusal } from '../refusal';
import type { Trade } from './trades';

/** The way to a stable job. Working for oneself begins with `started` and is checked in the same way. */
export const JOB_STAGES = ['advised', 'introduced', 'started', 'stable', 'lost'] as const;
export type JobStage = (typeof JOB_STAGES)[number];

/** What can be told of a job. Where, for an employer not known here, and why it was lost stay with the submission. */
export type JobStep =
  | { step: 'advised'; on: Day }
  | { step: 'introduced'; on: Day; employerId: string | null }
  | { step: 'started'; on: Day; trade: Trade; employerId: string | null; selfEmployed: boolean }
  /** Looked on that day: still there. */
  | { step: 'still-there'; on: Day }
  | { step: 'lost'; on: Day };

export const JOB_STEPS = ['advised', 'introduced', 'started', 'still-there', 'lost'] as const;

/** Plain JSON, carried by a running job referral. */
export interface JobState {
  stage: JobStage;
  startedOn: Day | null;
  /** The days on which somebody looked and the person was still there. */
  checks: Day[];
  /** The latest day anything was told of. */
  last: Day;
}

/** Months after the start at which somebody looks; after the last one the job is stable, by definition of policy. */
export function checkMonths(policy: Policy): [first: number, stable: number] {
  const { jobFirstCheck, jobStable } = paramsOf(policy);
  return [Math.min(jobFirstCheck, jobStable), jobStable];
}

/** The day of the next look; null before the start and once there is none left. */
export function nextCheck({ stage, startedOn, checks }: JobState, policy: Policy): Day | null {
  const months = checkMonths(policy)[checks.length];
  return stage === 'started' && startedOn && months !== undefined ? addMonths(startedOn, months) : null;
}

/** Until when that look must be told of. `since` as in `trainingDue`. */
export function checkDue(job: JobState, since: Day, policy: Policy): Day | null {
  const on = nextCheck(job, policy);
  if (!on) return null;
  return addWorkingDays(on > since ? on : since, paramsOf(policy).jobCheckWithin, policy.calendar);
}

/**
 * What the way to a job is after a step; throws Refusal. `null`: nothing told yet. Each step may come without the one
 * before it, none after one that is further. A look counts from its own day on: earlier it says nothing of that month.
 */
export function afterJob(job: JobState | null, told: JobStep, today: Day, policy: Policy): JobState {
  const { step, on } = told;
  if (on > today) throw new Refusal('in-the-future');
  const before = job ?? { stage: null, startedOn: null, checks: [], last: on };
  if (before.stage === 'stable' || before.stage === 'lost') throw new Refusal('closed');
  if (on < before.last) throw new Refusal('wrong-order');
  const now = { startedOn: before.startedOn, checks: before.checks, last: on };
  if (step === 'still-there' || step === 'lost') {
    if (before.stage !== 'started') throw new Refusal('not-yet');
    if (step === 'lost') return { ...now, stage: 'lost' };
    const due = nextCheck({ ...now, stage: 'started' }, policy);
    if (!due || on < due) throw new Refusal('not-yet');
    // Nobody looked for so long that a later look says it too: then that one stands for both.
    const months = checkMonths(policy).slice(before.checks.length);
    const passed = months.filter((m) => addMonths(before.startedOn as Day, m) <= on);
    const checks = [...before.checks, ...passed.map(() => on)];
    return { ...now, checks, stage: checks.length === checkMonths(policy).length ? 'stable' : 'started' };
  }
  const order = (stage: JobStage | null) => (stage === null ? -1 : JOB_STAGES.indexOf(stage));
  if (order(step) <= order(before.stage)) throw new Refusal('already-done');
  return step === 'started' ? { ...now, stage: 'started', startedOn: on } : { ...now, stage: step };
}
