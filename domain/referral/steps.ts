import type { Day } from '../calendar';
import type { JobStage, JobStep } from './job';
import type { ReferralStatus } from './status';
import type { TrainingStatus, TrainingStep } from './training';

const RUNNING: readonly ReferralStatus[] = ['accepted', 'in-progress'];

/** What can be told of a training now. */
export function trainingSteps(status: ReferralStatus, course: TrainingStatus | null): TrainingStep['step'][] {
  if (!RUNNING.includes(status)) return [];
  if (!course) return ['enrolled'];
  return course === 'enrolled' || course === 'attending' ? ['attended', 'certified', 'dropped-out'] : [];
}

/** What can be told of a job now; a look counts from its day on. */
export function jobSteps(
  status: ReferralStatus,
  job: { stage: JobStage; nextCheck: Day | null } | null,
  today: Day,
): JobStep['step'][] {
  if (!RUNNING.includes(status)) return [];
  switch (job?.stage) {
    case undefined:
      return ['advised', 'introduced', 'started'];
    case 'advised':
      return ['introduced', 'started'];
    case 'introduced':
      return ['started'];
    case 'started':
      return job?.nextCheck && job.nextCheck <= today ? ['still-there', 'lost'] : ['lost'];
    default:
      return [];
  }
}
