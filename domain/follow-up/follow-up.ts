import { type Dates, movedDate } from '../adoption';
import {
  addDays,
  addWorkingDays,
  type Day,
  dayOf,
  daysBetween,
  endOfDay,
  HOUR,
  type Instant,
  startOfDay,
} from '../calendar';
import type { Wanted } from '../notice';
import { endCertificateOpens, firstContactDue, type Policy, paramsOf, termEnd, termMonths } from '../policy';
import { Refusal } from '../refusal';
import type { Party } from '../roles';
import { interval, nextVisitDay, paced, type Term } from './cadence';
import { type Duty, type DutyKind, dutyId } from './duties';
import { type ContactOutcome, type Need, OUTCOME_RULES, type VisitOutcome } from './outcomes';
import {
  type Carried,
  complete,
  type EndPaper,
  type EndReason,
  type FollowUpFacts,
  type FollowUpState,
  type Move,
  type PauseReason,
  type PlannedVisit,
  visitId,
} from './state';
import { termWithout } from './term';
import { wanted } from './wanted';

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

export interface Absence {
  from: Day;
  /** Last day away. */
  until: Day;
  /** Said beforehand or explained: then it counts towards the term. */
  reported: boolean;
}

/** Something the follow-up decides by itself when its time has come. */
export type Decision =
  | { what: 'cover-began' | 'cover-ended' | 'term-ending' | 'follow-up-completed' }
  | { what: 'visit-missed'; visit: PlannedVisit; responsible: Party }
  | { what: 'duty-overdue'; duty: Duty; responsible: Party };

const ASSIGNED_FOR = 48 * HOUR;
const DECLINED_FOR = 7 * 24 * HOUR;

/** One person's months beside a mentor: what is planned, who answers, what is due. */
export class FollowUp {
  readonly state: FollowUpState;

  constructor(carried: Carried) {
    this.state = complete(carried);
  }

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

  // ── what is so ──

  /** Last day of the term: as the law counts it from the completion, and the uncounted days after that. */
  get endDay(): Day {
    return termWithout(this.state.facts.endDay, this.state.uncounted);
  }

  /** Who goes to see the person on a day; null: nobody is named. */
  mentorOn(day: Day): string | null {
    const { cover, mentorId } = this.state;
    return cover && cover.from <= day && day <= cover.until ? cover.mentorId : mentorId;
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

  /** Whose duty it is: only a move is asked of another commune than the person's own. */
  ownerOf(kind: DutyKind): Party {
    const { move } = this.state;
    return kind === 'accept-move' && move
      ? { role: 'commune', communeId: move.communeId }
      : { role: 'commune' };
  }

  // ── visits ──

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

  // ── who accompanies ──

  checkReassign(mentorId: string): void {
    this.mustBeOpen();
    if (mentorId === this.state.mentorId) throw new Refusal('same-mentor');
  }

  /** Somebody else accompanies the person from now on, and hears so at once. */
  reassign(mentorId: string, now: Instant): void {
    this.checkReassign(mentorId);
    this.state.revision += 1;
    this.assign(mentorId, now);
  }

  /** The mentor left, died or was blocked: the person is the commune's until it names another. The visit stays planned. */
  mentorGone(mentorId: string, now: Instant): void {
    const { state } = this;
    this.mustBeOpen();
    const covers = state.cover?.mentorId === mentorId;
    if (!covers && state.mentorId !== mentorId) throw new Refusal('already-done');
    state.revision += 1;
    if (covers) state.cover = null;
    if (state.mentorId !== mentorId) return;
    state.mentorId = null;
    this.open('name-mentor', this.workingDays(now, paramsOf(state.facts.policy).nameMentor));
  }

  /** Another mentor stands in between two days; afterwards the mentor is back by itself. */
  coverBy(mentorId: string, from: Day, until: Day, now: Instant): void {
    this.mustBeOpen();
    if (this.state.mentorId === null) throw new Refusal('not-yet');
    if (mentorId === this.state.mentorId) throw new Refusal('same-mentor');
    if (until < from || until < dayOf(now)) throw new Refusal('before-the-return');
    this.state.revision += 1;
    this.state.cover = { mentorId, from, until, begun: false };
  }

  // ── away ──

  /** Hospital or prison: no visit is planned, the commune looks now and then whether it is still so. */
  pause(reason: PauseReason, from: Day, now: Instant): void {
    const { state } = this;
    this.mustBeOpen();
    if (state.pause) throw new Refusal('paused');
    if (from > dayOf(now)) throw new Refusal('in-the-future');
    if (from < state.facts.startDay) throw new Refusal('before-the-return');
    state.revision += 1;
    state.pause = { reason, from };
    state.planned = null;
    this.dropEnd();
    this.lookAgain(now);
  }

  /** The commune looked: still in hospital or prison. */
  stillPaused(now: Instant): void {
    this.mustBePaused();
    this.state.revision += 1;
    this.lookAgain(now);
  }

  /** Back home: the remaining term goes on, and the next visit is planned from today. What was missed meanwhile is not replayed. */
  resume(on: Day, now: Instant): void {
    const { pause } = this.mustBePaused();
    if (on > dayOf(now)) throw new Refusal('in-the-future');
    if (on < pause.from) throw new Refusal('before-the-return');
    this.state.revision += 1;
    this.state.pause = null;
    this.done('check-pause');
    this.uncount(pause.from, on);
    this.planAfter(dayOf(now), now, this.soon);
  }

  /**
   * Away for a time. Reported, it counts and the visit waits for the return; not reported, those days do not count
   * towards the term (Law 120/2025 and Decree 163/2026).
   */
  absent({ from, until, reported }: Absence, now: Instant): void {
    const { state } = this;
    const today = dayOf(now);
    this.mustBeOpen();
    if (until < from || from < state.facts.startDay) throw new Refusal('before-the-return');
    if (!reported && until > today) throw new Refusal('in-the-future');
    state.revision += 1;
    if (!reported) {
      this.uncount(from, addDays(until, 1));
      if (!state.planned && !state.pause) this.planAfter(today, now, this.soon);
      return;
    }
    const { planned } = state;
    if (!planned || planned.on < from || planned.on > until) return;
    const back = latest(addDays(until, 1), today);
    state.planned = back > this.endDay ? null : this.visit(planned.seq, back);
  }

  /** The person is moving: the destination is asked, and until it accepts nothing changes here. */
  moveAway(to: Move, now: Instant): void {
    const { state } = this;
    this.mustBeOpen();
    if (state.move) throw new Refusal('moving');
    if (to.communeId === state.communeId) throw new Refusal('same-place');
    state.revision += 1;
    state.move = to;
    state.declinedUntil = null;
    this.open('accept-move', this.workingDays(now, paramsOf(state.facts.policy).moveReply));
  }

  /** The destination takes the person over and names a mentor (form 60): from here on the case is there. */
  acceptMove(mentorId: string, now: Instant): void {
    const { state } = this;
    const move = this.mustBeMoving();
    state.revision += 1;
    state.communeId = move.communeId;
    state.provinceId = move.provinceId;
    state.move = null;
    this.done('accept-move');
    this.assign(mentorId, now);
  }

  declineMove(now: Instant): void {
    this.mustBeMoving();
    this.state.revision += 1;
    this.state.move = null;
    this.state.declinedUntil = now + DECLINED_FOR;
    this.done('accept-move');
  }

  // ── support and the end ──

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

  private get term(): Term {
    const { startDay, policy } = this.state.facts;
    return { startDay, endDay: this.endDay, policy };
  }

  private get termEnds(): Instant {
    return endOfDay(this.endDay);
  }

  private get certificateOpens(): Instant {
    return startOfDay(endCertificateOpens(this.endDay, this.state.facts.policy));
  }

  /** An earlier visit than the cadence would plan, where nobody was seen or somebody came back. */
  private get soon(): number | undefined {
    return this.state.facts.policy.params.adaptive?.minDays;
  }

  private visitorOn(day: Day): Party {
    const userId = this.mentorOn(day);
    return userId ? { role: 'mentor', userId } : { role: 'commune' };
  }

  private visit(seq: number, on: Day, from?: Day): PlannedVisit {
    const { params, calendar } = this.state.facts.policy;
    const graceEnds = endOfDay(addWorkingDays(on, params.visitGrace, calendar));
    return { seq, on, graceEnds, ...(from && { from }) };
  }

  /** Plans the next visit, never in the past: after an outage the plan goes on from today and replays nothing. */
  private planAfter(from: Day, now: Instant, soon?: number): void {
    const { state, term } = this;
    const today = dayOf(now);
    let counted = from;
    let day = nextVisitDay(from, term, state.pace, soon);
    const chosen = day !== nextVisitDay(from, term, state.pace);
    while (day && day < today) {
      counted = day;
      day = nextVisitDay(day, term, state.pace);
    }
    if (!day) {
      state.planned = null;
      return;
    }
    state.seq += 1;
    state.planned = this.visit(state.seq, day, chosen && counted === from ? undefined : counted);
  }

  private assign(mentorId: string, now: Instant): void {
    this.state.mentorId = mentorId;
    this.state.cover = null; // it stood in for somebody else
    this.done('name-mentor');
    this.tell(now);
  }

  private tell(now: Instant): void {
    this.state.assigned += 1;
    this.state.assignedUntil = now + ASSIGNED_FOR;
  }

  private uncount(from: Day, to: Day): void {
    const before = this.endDay;
    this.state.uncounted.push({ from, to });
    if (this.endDay !== before) this.dropEnd();
  }

  /** The term ends on another day than thought: its papers are due anew. */
  private dropEnd(): void {
    this.state.certificate = false;
    this.done('end-certificate');
    this.done('delisting');
  }

  private lookAgain(now: Instant): void {
    const { pauseCheck } = paramsOf(this.state.facts.policy);
    this.done('check-pause');
    this.open('check-pause', endOfDay(addDays(dayOf(now), pauseCheck)));
  }

  private open(kind: DutyKind, due: Instant): void {
    this.state.dutySeq += 1;
    this.state.duties.push({ kind, n: this.state.dutySeq, due, overdue: false });
  }

  private done(kind: DutyKind): void {
    this.state.duties = this.state.duties.filter((duty) => duty.kind !== kind);
  }

  private waitsFor(kind: DutyKind): boolean {
    return this.state.duties.some((duty) => duty.kind === kind);
  }

  private workingDays(now: Instant, days: number): Instant {
    return endOfDay(addWorkingDays(dayOf(now), days, this.state.facts.policy.calendar));
  }

  /** Nothing is planned, due or wanted any more; a visit that waited may still be reported for a while. */
  private close(why: NonNullable<FollowUpState['closed']>, now: Instant): void {
    const { state } = this;
    state.revision += 1;
    if (state.planned) state.missed.push(state.planned.seq);
    const { lateReport } = paramsOf(state.facts.policy);
    Object.assign(state, {
      closed: why,
      planned: null,
      duties: [],
      cover: null,
      pause: null,
      move: null,
      reportsUntil: endOfDay(addDays(dayOf(now), lateReport)),
    } satisfies Partial<FollowUpState>);
  }

  private mustBeOpen(): void {
    if (this.state.closed) throw new Refusal('closed');
  }

  private mustBePaused() {
    this.mustBeOpen();
    const { pause } = this.state;
    if (!pause) throw new Refusal('not-paused');
    return { pause };
  }

  private mustBeMoving(): Move {
    this.mustBeOpen();
    if (!this.state.move) throw new Refusal('not-moving');
    return this.state.move;
  }
}

const latest = (a: Day, b: Day): Day => (a > b ? a : b);
