import type { EndReason, Need } from '../follow-up';

/** FHIR R5 Task.status, the part this product uses. */
export const REFERRAL_STATUSES = [
  'draft',
  'requested',
  'accepted',
  'rejected',
  'in-progress',
  'on-hold',
  'completed',
  'failed',
  'cancelled',
  'entered-in-error',
] as const;
export type ReferralStatus = (typeof REFERRAL_STATUSES)[number];

/** Those in which somebody must still do something. */
export type OpenReferralStatus = 'draft' | 'requested' | 'accepted' | 'in-progress' | 'on-hold';

/** From each status, where it may go by hand. Closed statuses lead nowhere. */
export const REFERRAL_TRANSITIONS: Record<ReferralStatus, readonly ReferralStatus[]> = {
  draft: ['requested', 'cancelled', 'entered-in-error'],
  requested: ['accepted', 'rejected', 'cancelled', 'entered-in-error'],
  accepted: ['in-progress', 'completed', 'failed', 'cancelled', 'entered-in-error'],
  rejected: [],
  'in-progress': ['on-hold', 'completed', 'failed', 'cancelled', 'entered-in-error'],
  'on-hold': ['in-progress', 'failed', 'cancelled', 'entered-in-error'],
  completed: [],
  failed: [],
  cancelled: [],
  'entered-in-error': [],
};

/**
 * Why a referral is offered that nobody asked for: the one before it was refused, a certificate calls for a job, a job
 * was lost. It waits as a draft for one tap; nothing is sent to a partner without that.
 */
export const OFFER_REASONS = ['refused', 'certificate', 'job-lost'] as const;
export type OfferReason = (typeof OFFER_REASONS)[number];

/** What runs on after an end in good order, with the commune as the one told. */
const RUN_ON: readonly Need[] = ['training', 'job', 'loan'];
const RUNNING: readonly ReferralStatus[] = ['accepted', 'in-progress', 'on-hold'];

/**
 * What the end of the follow-up does with what is open. In good order somebody goes on learning, working and repaying:
 * that is handed on to the commune. After any other end nobody answers for the person any more, and it closes.
 */
export const AT_THE_END: Readonly<Record<'completed' | EndReason, 'hands-on' | 'closes'>> = {
  completed: 'hands-on',
  relapse: 'closes',
  prison: 'closes',
  death: 'closes',
  missing: 'closes',
  'compulsory-education': 'closes',
};

/** Whether a referral runs on after this end. */
export function runsOn(why: 'completed' | EndReason, need: Need, status: ReferralStatus): boolean {
  return AT_THE_END[why] === 'hands-on' && RUN_ON.includes(need) && RUNNING.includes(status);
}
