import type { Instant } from '../calendar';
import type { Need } from '../follow-up';
import type { Paper } from '../needs';
import type { Policy } from '../policy';
import type { Party } from '../roles';
import type { JobState } from './job';
import type { OfferReason, ReferralStatus } from './status';
import type { TrainingState } from './training';

export interface ReferralFacts {
  referralId: string;
  caseId: string;
  kind: Need;
  /** Of papers: which one. */
  detail?: Paper;
  provinceId: string;
  communeId: string;
  requesterId: string;
  /** The partner asked; null when the area has none for this need: then the commune must find one. */
  organisationId: string | null;
  policy: Policy;
  /** Who carries it beside the partner; null: the commune. Left out: the requester (before November 2026). */
  mentorId?: string | null;
  /** It is offered and waits as a draft: why, … */
  why?: OfferReason;
  /** … what it came out of, … */
  followsId?: string;
  /** … and which partners were asked before it for the same need. */
  asked?: string[];
}

/** Plain JSON carried by a running referral. */
export interface ReferralState {
  facts: ReferralFacts;
  status: ReferralStatus;
  /** Until when the present status, or step of its way, may last before a human is told; null when closed. */
  due: Instant | null;
  /** When the present status began; what `due` was counted from. Referrals begun earlier lack it. */
  since?: Instant;
  overdue: boolean;
  revision: number;
  mentorId: string | null;
  /** The follow-up ended in good order: the commune sees it to its end. */
  handedOn: boolean;
  /** How a training or a job goes, from its first step on. */
  training: TrainingState | null;
  job: JobState | null;
  /** What this one offers next has been begun. */
  offered?: true;
}

/** The mentor while the follow-up is open and there is one, else the commune. */
export function helperOf({ mentorId }: Pick<ReferralState, 'mentorId'>): Party {
  return mentorId ? { role: 'mentor', userId: mentorId } : { role: 'commune' };
}

/** Who has the next step: the helper decides on an offer and looks after a job, all else is the partner's. */
export function ownerOf(state: ReferralState): Party {
  const { status, job, facts } = state;
  if (status === 'draft' || (status === 'in-progress' && job?.stage === 'started')) return helperOf(state);
  const { organisationId } = facts;
  return organisationId ? { role: 'partner', organisationId } : { role: 'commune' };
}
