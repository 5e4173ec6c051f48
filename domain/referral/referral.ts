import { type Dates, movedDate } from '../adoption';
import { addDays, addWorkingDays, dayOf, endOfDay, type Instant } from '../calendar';
import type { Need } from '../follow-up';
import type { Wanted } from '../notice';
import { officeReminder, type Policy } from '../policy';
import { Refusal } from '../refusal';
import type { Party } from '../roles';

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
  draft: ['requested', 'entered-in-error'],
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

export interface ReferralFacts {
  referralId: string;
  caseId: string;
  kind: Need;
  provinceId: string;
  communeId: string;
  requesterId: string;
  /** The partner asked; null when the area has none for this need: then the commune must find one. */
  organisationId: string | null;
  policy: Policy;
}

/** Plain JSON carried by a running referral. */
export interface ReferralState {
  facts: ReferralFacts;
  status: ReferralStatus;
  /** Until when the present status may last before a human is told; null when closed. */
  due: Instant | null;
  /** When the present status began; what `due` was counted from. Referrals begun earlier lack it. */
  since?: Instant;
  overdue: boolean;
  revision: number;
}

export class Referral {
  constructor(readonly state: ReferralState) {}

  static request(facts: ReferralFacts, now: Instant): Referral {
    const referral = new Referral({
      facts,
      status: 'requested',
      due: null,
      since: now,
      overdue: false,
      revision: 1,
    });
    referral.state.due = referral.dueOf('requested', now);
    return referral;
  }

  get closed(): boolean {
    return REFERRAL_TRANSITIONS[this.state.status].length === 0;
  }

  get owner(): Party {
    const { organisationId } = this.state.facts;
    return organisationId ? { role: 'partner', organisationId } : { role: 'commune' };
  }

  /** Whose turn it is, for what, and until when. Null once closed. */
  next(): { action: `referral-${OpenReferralStatus}`; owner: Party; due: Instant } | null {
    const { status, due } = this.state;
    return due === null
      ? null
      : { action: `referral-${status as OpenReferralStatus}`, owner: this.owner, due };
  }

  mayMove(to: ReferralStatus): boolean {
    return REFERRAL_TRANSITIONS[this.state.status].includes(to);
  }

  checkMove(to: ReferralStatus): void {
    if (this.closed) throw new Refusal('closed');
    if (to === this.state.status) throw new Refusal('already-done');
    if (!this.mayMove(to)) throw new Refusal('stale');
  }

  move(to: ReferralStatus, now: Instant): void {
    this.checkMove(to);
    this.state.status = to;
    this.state.overdue = false;
    this.state.since = now;
    this.state.due = this.dueOf(to, now);
    this.state.revision += 1;
  }

  /** The date of the present status passed in silence. True once per status. */
  fallOverdue(now: Instant): boolean {
    const { due, overdue } = this.state;
    if (overdue || due === null || due > now) return false;
    this.state.overdue = true;
    this.state.revision += 1;
    return true;
  }

  wakesAt(): Instant | null {
    return this.state.overdue ? null : this.state.due;
  }

  wanted(): Wanted[] {
    const { facts, status, due } = this.state;
    const base = {
      subjectId: facts.referralId,
      data: { kind: facts.kind, status, ...(due !== null && { due: dayOf(due - 1) }) },
    };
    if (status === 'requested') {
      const dueDay = dayOf((due as Instant) - 1);
      const request = {
        ...base,
        to: this.owner,
        kind: 'referral-request' as const,
      };
      return [
        {
          ...request,
          key: `${facts.referralId}/request`,
          notBefore: 0,
          expiresAt: due as Instant,
        },
        {
          ...request,
          key: `${facts.referralId}/reminder`,
          priority: 'routine',
          notBefore: officeReminder(dueDay, facts.policy),
          expiresAt: due as Instant,
        },
      ];
    }
    if (status === 'accepted' || status === 'rejected') {
      return [
        {
          ...base,
          key: `${facts.referralId}/answer`,
          kind: 'referral-answer',
          to: { role: 'mentor', userId: facts.requesterId },
          notBefore: 0,
        },
      ];
    }
    return [];
  }

  dates(): Dates {
    const { due, status } = this.state;
    return due === null ? {} : { [`referral-${status}`]: due };
  }

  /** Goes over to another version of the policy; a date that has passed stays passed. */
  adopt(policy: Policy, now: Instant): void {
    const { facts, due, since, overdue, status } = this.state;
    this.state.facts = { ...facts, policy };
    this.state.revision += 1;
    if (due === null || since === undefined || overdue) return;
    const soon = endOfDay(addWorkingDays(dayOf(now), 1, policy.calendar));
    this.state.due = movedDate(due, this.dueOf(status, since) as Instant, soon, now);
  }

  private dueOf(status: ReferralStatus, now: Instant): Instant | null {
    const { params, calendar } = this.state.facts.policy;
    if (REFERRAL_TRANSITIONS[status].length === 0) return null;
    const day =
      status === 'requested'
        ? addWorkingDays(dayOf(now), params.referralReply, calendar)
        : addDays(dayOf(now), params.referralEnd);
    return endOfDay(day);
  }
}
