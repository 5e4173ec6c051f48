import type { Day, Instant } from '../calendar';
import type { Policy } from '../policy';
import type { NoShow } from './no-show';
import type { Milestone } from './steps';

export const TREATMENTS = ['voluntary', 'compulsory', 'substitution'] as const;
export type Treatment = (typeof TREATMENTS)[number];
export type CentreKind = 'public' | 'private';

export interface HandoverFacts {
  caseId: string;
  personId: string;
  /** Of the commune where it is known, else of the centre. */
  provinceId: string;
  centreId: string;
  centreKind: CentreKind;
  treatment: Treatment;
  minor: boolean;
  /** Day the treatment is completed; the follow-up's term counts from it. */
  endDay: Day;
  startedBy: string;
  policy: Policy;
}

/** Where the person will live. */
export interface Residence {
  communeId: string;
  provinceId: string;
}

/** Why a commune does not take a case over. After the first two it must go to another commune. */
export const RETURN_REASONS = ['not-resident', 'wrong-commune', 'incomplete-file'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

/** Why a person does not come home by this handover. */
export const CANCEL_REASONS = ['died', 'escaped', 'imprisoned', 'missing', 'mistake'] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

/** With whom the person met before the release. */
export const MEETING_PARTIES = ['club', 'commune', 'family'] as const;
export type MeetingParty = (typeof MEETING_PARTIES)[number];

/** Plain JSON: what a running handover carries, also through continue-as-new. What is optional, older cases lack. */
export interface HandoverState {
  facts: HandoverFacts;
  communeId: string | null;
  /** Where the person will live; until that is known, where the centre lies. */
  provinceId: string;
  late: boolean;
  milestones: Milestone[];
  mentorId: string | null;
  /** How many mentors were asked; makes each request a new notice. */
  asked: number;
  revision: number;
  /** The commune gave the case back, and the centre has until `due`. */
  returned?: { reason: ReturnReason; due: Instant } | null;
  /** The social-protection facility that takes a person without a residence. */
  facilityId?: string | null;
  /** The person did not come by the date of arrival. */
  noShow?: NoShow | null;
  cancelled?: CancelReason | null;
}
