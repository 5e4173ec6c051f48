/** A need passed on: who meets it, its statuses, and the ways it goes while it is carried out. */
export type { ReferralAction } from './referral/deadline';
export * from './referral/job';
export * from './referral/partners';
export * from './referral/referral';
export type { ReferralFacts, ReferralState } from './referral/state';
export * from './referral/status';
export * from './referral/steps';
export * from './referral/trades';
export * from './referral/training';
