import { addDays, addWorkingDays, type Day, dayOf, endOfDay, type Instant } from '../calendar';
import { paramsOf } from '../policy';
import { checkDue } from './job';
import type { ReferralState } from './state';
import type { OpenReferralStatus } from './status';
import { trainingDue } from './training';

export type ReferralAction =
  | `referral-${OpenReferralStatus}`
  | 'training-attendance'
  | 'training-result'
  | 'job-check';

/** What a referral waits for in its present status, and until when before a human is told; null once closed. */
export function deadlineOf(
  { status, facts, training, job }: ReferralState,
  since: Instant,
): { action: ReferralAction; due: Instant } | null {
  const { policy } = facts;
  const { calendar } = policy;
  const params = paramsOf(policy);
  const from = dayOf(since);
  const until = (action: ReferralAction, day: Day) => ({ action, due: endOfDay(day) });
  switch (status) {
    case 'draft':
      return until('referral-draft', addWorkingDays(from, params.referralDraft, calendar));
    case 'requested':
      return until('referral-requested', addWorkingDays(from, params.referralReply, calendar));
    case 'accepted':
      return until('referral-accepted', addDays(from, params.referralStart));
    case 'on-hold':
      return until('referral-on-hold', addDays(from, params.referralHold));
    case 'in-progress': {
      if (training) {
        const { action, on } = trainingDue(training, from, policy);
        return until(action, on);
      }
      const check = job && checkDue(job, from, policy);
      return check
        ? until('job-check', check)
        : until('referral-in-progress', addDays(from, params.referralEnd));
    }
    default:
      return null;
  }
}
