import { type Dates, movedDate } from './adoption';
import {
  addDays,
  addWorkingDays,
  at,
  type Day,
  dayOf,
  daysBetween,
  endOfDay,
  type Instant,
} from './calendar';
import type { Wanted } from './notice';
import { type CadenceStep, type Policy, type Treatment, termEnd, termMonths } from './policy';
import { Refusal } from './refusal';
import type { Party } from './roles';

/** What a mentor found. Every one of them answers the visit. */
export const VISIT_OUTCOMES = [
  'met',
  'phone',
  'not-home',
  'away',
  'moved',
  'refused',
  'ill',
  'promised',
  'worry',
] as const;
export type VisitOutcome = (typeof VISIT_OUTCOMES)[number];

/** Needs a mentor can pass on from a visit; each starts a referral. */
export const NEEDS = ['training', 'loan'] as const;
export type Need = (typeof NEEDS)[number];

export interface FollowUpFacts {
  caseId: string;
  personId: string;
  provinceId: string;
  communeId: string;
  /** The person was first seen in the commune; visits are planned from here. */
  startDay: Day;
  /** Last day of the term, counted from the completion of the treatment (Law 120/2025 art. 42). */
  endDay: Day;
  /** From what the term was counted, should its length change; cases begun earlier keep theirs. */
  term?: { from: Day; treatment: Treatment; minor: boolean };
  policy: Policy;
}

export interface PlannedVisit {
  seq: number;
  on: Day;
  /** End of the last working day of grace; not reported by then, it is missed. */
  graceEnds: Instant;
  /** The day it was counted from by the cadence; missing: somebody chose the day (or it was planned long ago). */
  from?: Day;
}

export interface VisitReport {
  seq: number;
  outcome: VisitOutcome;
  heldOn: Day;
  needs: Need[];
  by: string;
  submissionId: string;
}

/** Plain JSON: what a running follow-up carries, also through continue-as-new. */
export interface FollowUpState {
  facts: FollowUpFacts;
  mentorId: string;
  /** How many visits were ever planned. */
  seq: number;
  planned: PlannedVisit | null;
  /** Missed and still unanswered; a late report closes what it answers. */
  missed: number[];
  closed: 'completed' | null;
  revision: number;
}

export const visitId = (caseId: string, seq: number) => `${caseId}/v${seq}`;

/**
 * The day of the visit after `from`, by the cadence in force that long after the return; null when the term ends first.
 * Local policy (visit_interval): weekly for a month, fortnightly for two, then monthly unless overridden.
 */
export function nextVisitDay(
  from: Day,
  facts: Pick<FollowUpFacts, 'startDay' | 'endDay' | 'policy'>,
): Day | null {
  const age = daysBetween(facts.startDay, from);
  const { cadence } = facts.policy.params;
  const step = cadence.find((c) => c.untilDay === undefined || age < c.untilDay) as CadenceStep; // the last has no end
  const day = addDays(from, step.everyDays);
  return day > facts.endDay ? null : day;
}

/** Every visit the cadence would plan if each were held on its day: what a screen shows as the plan ahead. */
export function visitPlan(facts: FollowUpFacts, from: Day = facts.startDay): Day[] {
  const days: Day[] = [];
  for (let day = nextVisitDay(from, facts); day; day = nextVisitDay(day, facts)) days.push(day);
  return days;
}

export class FollowUp {
  constructor(readonly state: FollowUpState) {}

  static begin(facts: FollowUpFacts, mentorId: string, now: Instant): FollowUp {
    const followUp = new FollowUp({
      facts,
      mentorId,
      seq: 0,
      planned: null,
      missed: [],
      closed: null,
      revision: 0,
    });
    followUp.planAfter(facts.startDay, now);
    return followUp;
  }

  /** Whose turn it is, for what, and until when. Null once closed. */
  next(): { action: 'visit' | 'report' | 'close'; owner: Party; due: Instant } | null {
    const { planned, closed, mentorId } = this.state;
    if (closed) return null;
    if (!planned) return { action: 'close', owner: { role: 'commune' }, due: this.termEnds };
    return { action: 'visit', owner: { role: 'mentor', userId: mentorId }, due: endOfDay(planned.on) };
  }

  /** When the process must decide although nobody spoke. */
  wakesAt(): Instant {
    return this.state.planned ? this.state.planned.graceEnds : this.termEnds;
  }

  checkReport(report: Pick<VisitReport, 'seq' | 'heldOn'>, now: Instant): void {
    const { facts, planned, missed, seq, closed } = this.state;
    if (!Number.isInteger(report.seq) || report.seq < 1 || report.seq > seq)
      throw new Refusal('unknown-visit');
    if (report.seq !== planned?.seq && !missed.includes(report.seq))
      throw new Refusal(closed ? 'closed' : 'already-reported');
    if (report.heldOn > dayOf(now)) throw new Refusal('in-the-future');
    if (report.heldOn < facts.startDay) throw new Refusal('before-the-return');
  }

  /** A report is always accepted, late ones too; the visit after it is planned from the day it was held. */
  report(report: VisitReport, now: Instant): { late: boolean } {
    this.checkReport(report, now);
    this.state.revision += 1;
    const { planned } = this.state;
    if (planned?.seq !== report.seq) {
      this.state.missed = this.state.missed.filter((seq) => seq !== report.seq);
      return { late: true };
    }
    this.planAfter(report.heldOn > planned.on ? report.heldOn : planned.on, now);
    return { late: false };
  }

  /** The grace period is over: the visit is missed, the next is planned, and a human must be told. */
  miss(now: Instant): PlannedVisit | null {
    const { planned } = this.state;
    if (!planned || planned.graceEnds > now) return null;
    this.state.missed.push(planned.seq);
    this.state.revision += 1;
    this.planAfter(planned.on, now);
    return planned;
  }

  checkReschedule(seq: number, on: Day, now: Instant): void {
    const { facts, planned } = this.state;
    if (this.state.closed) throw new Refusal('closed');
    if (planned?.seq !== seq)
      throw new Refusal(
        this.state.missed.includes(seq) || seq > this.state.seq ? 'unknown-visit' : 'already-reported',
      );
    if (on < dayOf(now)) throw new Refusal('before-the-return');
    if (on > facts.endDay) throw new Refusal('after-the-term');
  }

  reschedule(seq: number, on: Day, now: Instant): void {
    this.checkReschedule(seq, on, now);
    this.state.revision += 1;
    this.state.planned = this.visit(seq, on);
  }

  checkReassign(mentorId: string): void {
    if (this.state.closed) throw new Refusal('closed');
    if (mentorId === this.state.mentorId) throw new Refusal('same-mentor');
  }

  reassign(mentorId: string): void {
    this.checkReassign(mentorId);
    this.state.revision += 1;
    this.state.mentorId = mentorId;
  }

  /** The term is over (Law 120/2025 art. 42), and no visit waits for its report. True when this closed the case. */
  closeAtTermEnd(now: Instant): boolean {
    if (this.state.closed || this.state.planned || now < this.termEnds) return false;
    this.state.closed = 'completed';
    this.state.revision += 1;
    return true;
  }

  /** A planned visit asks for one reminder, the day before: one text then cut no-shows by 29%, two days before by nothing. */
  wanted(): Wanted[] {
    const { facts, planned, mentorId } = this.state;
    if (!planned) return [];
    const id = visitId(facts.caseId, planned.seq);
    return [
      {
        key: `${id}/reminder/${planned.on}/${mentorId}`,
        kind: 'visit-reminder',
        to: { role: 'mentor', userId: mentorId },
        subjectId: id,
        channels: ['sms'],
        priority: 'routine',
        notBefore: at(
          addDays(planned.on, -facts.policy.params.reminderBeforeVisit),
          facts.policy.params.reminderTime,
        ),
        expiresAt: planned.graceEnds,
        data: { on: planned.on },
      },
    ];
  }

  /** What lies ahead, by name. */
  dates(): Dates {
    const { planned, closed } = this.state;
    if (closed) return {};
    return {
      ...(planned && { visit: endOfDay(planned.on), grace: planned.graceEnds }),
      'term-end': this.termEnds,
    };
  }

  /**
   * Goes over to another version of the policy. The planned visit moves unless somebody chose its day; a term that would
   * be over already ends with today.
   */
  adopt(policy: Policy, now: Instant): void {
    const { facts, planned } = this.state;
    const today = dayOf(now);
    const { term } = facts;
    const counted = term && termEnd(term.from, termMonths(term.treatment, term.minor, policy));
    const endDay = !counted || counted >= today || facts.endDay < today ? (counted ?? facts.endDay) : today;
    this.state.facts = { ...facts, policy, endDay };
    this.state.revision += 1;
    if (!planned) return;
    const counts = planned.from ? nextVisitDay(planned.from, this.state.facts) : planned.on;
    const on = planned.on < today ? planned.on : counts && counts < today ? today : counts;
    if (!on || on > endDay) {
      this.state.planned = null;
      return;
    }
    const moved = this.visit(planned.seq, on, planned.from);
    this.state.planned = {
      ...moved,
      graceEnds: movedDate(planned.graceEnds, moved.graceEnds, endOfDay(today), now),
    };
  }

  private get termEnds(): Instant {
    return endOfDay(this.state.facts.endDay);
  }

  private visit(seq: number, on: Day, from?: Day): PlannedVisit {
    const { params, calendar } = this.state.facts.policy;
    const graceEnds = endOfDay(addWorkingDays(on, params.visitGrace, calendar));
    return { seq, on, graceEnds, ...(from && { from }) };
  }

  /** Plans the next visit, never in the past: after an outage the plan goes on from today and replays nothing. */
  private planAfter(from: Day, now: Instant): void {
    const today = dayOf(now);
    let counted = from;
    let day = nextVisitDay(from, this.state.facts);
    while (day && day < today) {
      counted = day;
      day = nextVisitDay(day, this.state.facts);
    }
    if (!day) {
      this.state.planned = null;
      return;
    }
    this.state.seq += 1;
    this.state.planned = this.visit(this.state.seq, day, counted);
  }
}
