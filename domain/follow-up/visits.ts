import { addDays, type Day, dayOf, daysBetween, HOUR, type Instant } from '../calendar';
import { paramsOf } from '../policy';
import { Refusal } from '../refusal';
import { interval, paced } from './cadence';
import { type ContactOutcome, type Need, OUTCOME_RULES, type VisitOutcome } from './outcomes';
import { latest, Plan } from './plan';
import type { PlannedVisit } from './state';

export interface VisitReport {
  seq: number;
  outcome: VisitOutcome;
  heldOn: Day;
  /** Of a promise: the day the person promised. */
  promisedOn?: Day;
  needs: Need[];
  by: string;
  submissionId: string;
}

/** So long a mentor may still be told that a report has arrived. */
const TAKEN_FOR = 12 * HOUR;

/** Visits planned, moved, held or missed, and contacts beside them. */
export class Visits extends Plan {
  checkReport(report: Pick<VisitReport, 'seq' | 'heldOn' | 'promisedOn'>, now: Instant): void {
    const { facts, planned, missed, seq, closed } = this.state;
    const today = dayOf(now);
    if (!Number.isInteger(report.seq) || report.seq < 1 || report.seq > seq)
      throw new Refusal('unknown-visit');
    if (report.seq !== planned?.seq && !missed.includes(report.seq))
      throw new Refusal(closed ? 'closed' : 'already-reported');
    if (report.heldOn > today) throw new Refusal('in-the-future');
    if (report.heldOn < facts.startDay) throw new Refusal('before-the-return');
    if (!report.promisedOn || report.seq !== planned?.seq) return;
    if (report.promisedOn < today) throw new Refusal('before-the-return');
    if (report.promisedOn > this.endDay) throw new Refusal('after-the-term');
    if (daysBetween(today, report.promisedOn) > paramsOf(facts.policy).promiseWithin)
      throw new Refusal('promise-too-far');
  }

  /**
   * A report is always accepted, late ones too; the visit after it is planned from the day it was held. A promise holds
   * the ladder once: the visit moves to the promised day; promised again, it stays due as it was.
   */
  report(report: VisitReport, now: Instant): { late: boolean; answered: boolean } {
    this.checkReport(report, now);
    const { state } = this;
    state.revision += 1;
    this.taken(report, now);
    if (report.needs.includes('assessment')) state.assessed = true;
    const { planned } = state;
    if (planned?.seq !== report.seq) {
      state.missed = state.missed.filter((seq) => seq !== report.seq);
      return { late: true, answered: true };
    }
    if (report.outcome === 'promised' && report.promisedOn) {
      if (planned.promised) return { late: false, answered: false };
      state.seq += 1;
      state.planned = { ...this.visit(state.seq, report.promisedOn), promised: true };
      return { late: false, answered: true };
    }
    const rule = OUTCOME_RULES[report.outcome];
    const from = report.heldOn > planned.on ? report.heldOn : planned.on;
    state.pace = paced(state.pace, rule.check, this.term, from);
    this.planAfter(from, now, rule.soon ? this.soon : undefined);
    return { late: false, answered: true };
  }

  /** The mentor hears that it has arrived; whoever wrote it down for them saw that themselves. */
  private taken({ seq, by }: VisitReport, now: Instant): void {
    const { mentorId, cover, taken } = this.state;
    if (taken?.seq === seq) return; // promised once more: said already
    if (by && [mentorId, cover?.mentorId].includes(by))
      this.state.taken = { seq, by, until: now + TAKEN_FOR };
  }

  /**
   * Somebody met or called outside the plan. Inside the window of the planned visit it is that visit; otherwise it is
   * one of its own and the plan stays, unless what was found asks for an earlier visit.
   */
  contact(outcome: ContactOutcome, on: Day, now: Instant): { seq: number; planned: boolean } {
    const { state } = this;
    const { facts, planned } = state;
    this.mustBeOpen();
    if (on > dayOf(now)) throw new Refusal('in-the-future');
    if (on < facts.startDay) throw new Refusal('before-the-return');
    if (planned && on >= addDays(planned.on, -facts.policy.params.visitWindow)) {
      this.report({ seq: planned.seq, outcome, heldOn: on, needs: [], by: '', submissionId: '' }, now);
      return { seq: planned.seq, planned: true };
    }
    state.revision += 1;
    state.seq += 1;
    const { seq } = state;
    if (OUTCOME_RULES[outcome].check === 'bad') {
      state.pace = paced(state.pace, 'bad', this.term, on);
      const earlier = latest(addDays(on, interval(on, this.term, state.pace)), dayOf(now));
      if (planned && earlier < planned.on) state.planned = this.visit(planned.seq, earlier);
    }
    return { seq, planned: false };
  }

  checkReschedule(seq: number, on: Day, now: Instant): void {
    const { planned, missed, pause } = this.state;
    this.mustBeOpen();
    if (pause) throw new Refusal('paused');
    if (planned?.seq !== seq)
      throw new Refusal(missed.includes(seq) || seq > this.state.seq ? 'unknown-visit' : 'already-reported');
    if (on < dayOf(now)) throw new Refusal('before-the-return');
    if (on > this.endDay) throw new Refusal('after-the-term');
  }

  reschedule(seq: number, on: Day, now: Instant): void {
    this.checkReschedule(seq, on, now);
    this.state.revision += 1;
    this.state.planned = this.visit(seq, on);
  }

  /** The grace period is over: the visit is missed, the next is planned, and a human must be told. */
  miss(now: Instant): PlannedVisit | null {
    const { planned } = this.state;
    if (!planned || planned.graceEnds > now) return null;
    this.state.missed.push(planned.seq);
    this.state.revision += 1;
    this.state.pace = paced(this.state.pace, 'bad', this.term, planned.on);
    this.planAfter(planned.on, now);
    return planned;
  }
}
