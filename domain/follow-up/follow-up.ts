import { type Dates, movedDate } from '../adoption';
import { dayOf, daysBetween, endOfDay, type Instant, startOfDay } from '../calendar';
import type { Wanted } from '../notice';
import { firstContactDue, type Policy, paramsOf, termEnd, termMonths } from '../policy';
import { Refusal } from '../refusal';
import type { Party } from '../roles';
import { nextVisitDay } from './cadence';
import { Changes } from './changes';
import { type Duty, type DutyKind, dutyId } from './duties';
import type { Need } from './outcomes';
import { type EndPaper, type EndReason, type FollowUpFacts, type PlannedVisit, visitId } from './state';
import { wanted } from './wanted';

/** Something the follow-up decides by itself when its time has come. */
export type Decision =
  | { what: 'cover-began' | 'cover-ended' | 'term-ending' | 'follow-up-completed' }
  | { what: 'visit-missed'; visit: PlannedVisit; responsible: Party }
  | { what: 'duty-overdue'; duty: Duty; responsible: Party };

/** One person's months beside a mentor: whose turn it is, who answers, what comes due, and how it ends. */
export class FollowUp extends Changes {
  /** @param papers false: a case begun before its end had papers; it ends by itself. */
  static begin(facts: FollowUpFacts, mentorId: string, now: Instant, papers = true): FollowUp {
    const followUp = new FollowUp({
      facts,
      mentorId,
      seq: 0,
      planned: null,
      missed: [],
      closed: null,
      revision: 0,
      papers,
    });
    const { startDay, term, policy } = facts;
    const ahead = term ? daysBetween(startDay, firstContactDue(term.from, policy).due) : 0;
    followUp.planAfter(startDay, now, ahead > 0 ? ahead : undefined);
    return followUp;
  }

  /** To try a command on: what it would refuse is refused here, and nothing has changed. */
  copy(): FollowUp {
    const { facts, ...rest } = this.state;
    return new FollowUp({ ...(JSON.parse(JSON.stringify(rest)) as typeof rest), facts });
  }

  /**
   * The one who answers for the person, whoever's turn it is: the mentor, who stands in for them, or the commune while
   * there is neither and while visits rest. During a move that is still the origin. Null once closed.
   */
  accountable(): Party | null {
    const { closed, pause, cover, mentorId } = this.state;
    if (closed) return null;
    const userId = cover?.begun ? cover.mentorId : mentorId;
    return userId && !pause ? { role: 'mentor', userId } : { role: 'commune' };
  }

  /** Whose turn it is, for what, and until when: what is due first. Null once closed. */
  next(): { action: 'visit' | 'close' | DutyKind; owner: Party; due: Instant } | null {
    const { planned, closed, duties, papers } = this.state;
    if (closed) return null;
    const waiting = duties.map(({ kind, due }) => ({
      action: kind as 'visit' | 'close' | DutyKind,
      owner: this.ownerOf(kind),
      due,
    }));
    if (planned)
      waiting.push({ action: 'visit', owner: this.visitorOn(planned.on), due: endOfDay(planned.on) });
    return (
      waiting.reduce<ReturnType<FollowUp['next']>>(
        (first, one) => (first && first.due <= one.due ? first : one),
        null,
      ) ?? { action: papers ? 'end-certificate' : 'close', owner: { role: 'commune' }, due: this.termEnds }
    );
  }

  /** When the process must decide although nobody spoke; null: it can only wait for people, and they were told. */
  wakesAt(): Instant | null {
    const { planned, duties, cover, pause, papers, certificate, closed } = this.state;
    if (closed) return null;
    const times = duties.filter((duty) => !duty.overdue).map((duty) => duty.due);
    if (planned) times.push(planned.graceEnds);
    if (cover) times.push(cover.begun ? endOfDay(cover.until) : startOfDay(cover.from));
    if (!papers && !planned && !pause) times.push(this.termEnds);
    if (papers && !pause && !certificate && !this.waitsFor('end-certificate'))
      times.push(this.certificateOpens);
    if (papers && !pause && certificate && !this.waitsFor('delisting')) times.push(this.termEnds);
    return times.length ? Math.min(...times) : null;
  }

  /** What a human was told of and nobody has done yet: ids of visits and duties. */
  slipped(): string[] {
    const { facts, missed, duties, closed } = this.state;
    if (closed) return [];
    return [
      ...missed.map((seq) => visitId(facts.caseId, seq)),
      ...duties.filter((duty) => duty.overdue).map((duty) => dutyId(facts.caseId, duty)),
    ];
  }

  wanted(): Wanted[] {
    return wanted(this);
  }

  /** A need found outside a visit is passed on. */
  refer(need: Need): number {
    this.mustBeOpen();
    this.state.revision += 1;
    if (need === 'assessment') this.state.assessed = true;
    this.state.referrals += 1;
    return this.state.referrals;
  }

  /** The certificate within the last working days of the term (form 56, NĐ 163 art. 138), the delisting after it (57). */
  recordEnd(paper: EndPaper, now: Instant): void {
    const { state } = this;
    this.mustBeOpen();
    if (state.pause) throw new Refusal('paused');
    if (paper === 'certificate') {
      if (state.certificate) throw new Refusal('already-done');
      if (!state.papers || now < this.certificateOpens) throw new Refusal('not-yet');
      state.revision += 1;
      state.certificate = true;
      this.done('end-certificate');
      return;
    }
    if (!state.certificate || now < this.termEnds) throw new Refusal('not-yet');
    this.close('completed', now);
  }

  /** An end before the term. A relapse is the finding of an assessment, never of a suspicion. */
  end(reason: EndReason, now: Instant): void {
    this.mustBeOpen();
    if (reason === 'relapse' && !this.state.assessed) throw new Refusal('not-assessed');
    this.close(reason, now);
  }

  /** What has come due by now, one thing at a time; null when there is nothing left to decide. */
  wake(now: Instant): Decision | null {
    const { state } = this;
    if (state.closed) return null;
    const { cover } = state;
    if (cover && now >= endOfDay(cover.until)) {
      state.revision += 1;
      state.cover = null;
      state.assignedUntil = null;
      return { what: 'cover-ended' };
    }
    if (cover && !cover.begun && now >= startOfDay(cover.from)) {
      state.revision += 1;
      cover.begun = true;
      this.tell(now);
      return { what: 'cover-began' };
    }
    const { planned } = state;
    const visit = this.miss(now);
    if (visit && planned) return { what: 'visit-missed', visit, responsible: this.visitorOn(planned.on) };
    const duty = state.duties.find(({ overdue, due }) => !overdue && due <= now);
    if (duty) {
      state.revision += 1;
      duty.overdue = true;
      return { what: 'duty-overdue', duty: { ...duty }, responsible: this.ownerOf(duty.kind) };
    }
    if (state.papers) return this.approachEnd(now) ? { what: 'term-ending' } : null;
    return this.closeAtTermEnd(now) ? { what: 'follow-up-completed' } : null;
  }

  /** A case begun before its end had papers: over with its term (Law 120/2025 art. 42) and the last visit's grace. */
  closeAtTermEnd(now: Instant): boolean {
    const { closed, planned, pause, papers } = this.state;
    if (papers || closed || planned || pause || now < this.termEnds) return false;
    this.close('completed', now);
    return true;
  }

  private approachEnd(now: Instant): boolean {
    const { certificate, pause } = this.state;
    if (pause) return false;
    if (!certificate && !this.waitsFor('end-certificate') && now >= this.certificateOpens)
      this.open('end-certificate', Math.max(this.termEnds, this.workingDays(now, 1)));
    else if (certificate && !this.waitsFor('delisting') && now >= this.termEnds)
      this.open('delisting', this.workingDays(now, paramsOf(this.state.facts.policy).delisting));
    else return false;
    this.state.revision += 1;
    return true;
  }

  /** What lies ahead, by name. */
  dates(): Dates {
    const { planned, closed, duties } = this.state;
    if (closed) return {};
    return {
      ...(planned && { visit: endOfDay(planned.on), grace: planned.graceEnds }),
      ...Object.fromEntries(duties.filter((duty) => !duty.overdue).map(({ kind, due }) => [kind, due])),
      'term-end': this.termEnds,
    };
  }

  /**
   * Goes over to another version of the policy. The planned visit moves unless somebody chose its day; a term that would
   * be over already ends with today.
   */
  adopt(policy: Policy, now: Instant): void {
    const { facts, planned, pace } = this.state;
    const today = dayOf(now);
    const before = this.endDay;
    const { term } = facts;
    const counted = term && termEnd(term.from, termMonths(term.treatment, term.minor, policy));
    const endDay = !counted || counted >= today || facts.endDay < today ? (counted ?? facts.endDay) : today;
    this.state.facts = { ...facts, policy, endDay };
    this.state.revision += 1;
    if (this.endDay !== before) this.dropEnd();
    if (!planned) return;
    const counts = planned.from ? nextVisitDay(planned.from, this.term, pace) : planned.on;
    const on = planned.on < today ? planned.on : counts && counts < today ? today : counts;
    if (!on || on > this.endDay) {
      this.state.planned = null;
      return;
    }
    const { from, promised, seq } = planned;
    const moved = { ...this.visit(seq, on, from), ...(promised && { promised }) };
    const graceEnds = movedDate(planned.graceEnds, moved.graceEnds, endOfDay(today), now);
    this.state.planned = { ...moved, graceEnds };
  }
}
