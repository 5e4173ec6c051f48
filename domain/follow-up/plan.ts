import {
  addDays,
  addWorkingDays,
  type Day,
  dayOf,
  endOfDay,
  HOUR,
  type Instant,
  startOfDay,
} from '../calendar';
import { endCertificateOpens, paramsOf } from '../policy';
import { Refusal } from '../refusal';
import type { Party } from '../roles';
import { nextVisitDay, type Term } from './cadence';
import type { DutyKind } from './duties';
import { type Carried, complete, type FollowUpState, type Move, type PlannedVisit } from './state';
import { termWithout } from './term';

/** How long whoever takes over is still to be told so. */
const ASSIGNED_FOR = 48 * HOUR;

/** What every part of a follow-up stands on: the term, the one visit planned, who goes, and what offices owe it. */
export class Plan {
  readonly state: FollowUpState;

  constructor(carried: Carried) {
    this.state = complete(carried);
  }

  /** Last day of the term: as the law counts it from the completion, and the uncounted days after that. */
  get endDay(): Day {
    return termWithout(this.state.facts.endDay, this.state.uncounted);
  }

  /** Who goes to see the person on a day; null: nobody is named. */
  mentorOn(day: Day): string | null {
    const { cover, mentorId } = this.state;
    return cover && cover.from <= day && day <= cover.until ? cover.mentorId : mentorId;
  }

  /** Whose duty it is: only a move is asked of another commune than the person's own. */
  ownerOf(kind: DutyKind): Party {
    const { move } = this.state;
    return kind === 'accept-move' && move
      ? { role: 'commune', communeId: move.communeId }
      : { role: 'commune' };
  }

  protected get term(): Term {
    const { startDay, policy } = this.state.facts;
    return { startDay, endDay: this.endDay, policy };
  }

  protected get termEnds(): Instant {
    return endOfDay(this.endDay);
  }

  protected get certificateOpens(): Instant {
    return startOfDay(endCertificateOpens(this.endDay, this.state.facts.policy));
  }

  /** An earlier visit than the cadence would plan, where nobody was seen or somebody came back. */
  protected get soon(): number | undefined {
    return this.state.facts.policy.params.adaptive?.minDays;
  }

  protected visitorOn(day: Day): Party {
    const userId = this.mentorOn(day);
    return userId ? { role: 'mentor', userId } : { role: 'commune' };
  }

  protected visit(seq: number, on: Day, from?: Day): PlannedVisit {
    const { params, calendar } = this.state.facts.policy;
    const graceEnds = endOfDay(addWorkingDays(on, params.visitGrace, calendar));
    return { seq, on, graceEnds, ...(from && { from }) };
  }

  /** Plans the next visit, never in the past: after an outage the plan goes on from today and replays nothing. */
  protected planAfter(from: Day, now: Instant, soon?: number): void {
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

  protected assign(mentorId: string, now: Instant): void {
    this.state.mentorId = mentorId;
    this.state.cover = null; // it stood in for somebody else
    this.done('name-mentor');
    this.tell(now);
  }

  protected tell(now: Instant): void {
    this.state.assigned += 1;
    this.state.assignedUntil = now + ASSIGNED_FOR;
  }

  protected uncount(from: Day, to: Day): void {
    const before = this.endDay;
    this.state.uncounted.push({ from, to });
    if (this.endDay !== before) this.dropEnd();
  }

  /** The term ends on another day than thought: its papers are due anew. */
  protected dropEnd(): void {
    this.state.certificate = false;
    this.done('end-certificate');
    this.done('delisting');
  }

  protected lookAgain(now: Instant): void {
    const { pauseCheck } = paramsOf(this.state.facts.policy);
    this.done('check-pause');
    this.open('check-pause', endOfDay(addDays(dayOf(now), pauseCheck)));
  }

  protected open(kind: DutyKind, due: Instant): void {
    this.state.dutySeq += 1;
    this.state.duties.push({ kind, n: this.state.dutySeq, due, overdue: false });
  }

  protected done(kind: DutyKind): void {
    this.state.duties = this.state.duties.filter((duty) => duty.kind !== kind);
  }

  protected waitsFor(kind: DutyKind): boolean {
    return this.state.duties.some((duty) => duty.kind === kind);
  }

  protected workingDays(now: Instant, days: number): Instant {
    return endOfDay(addWorkingDays(dayOf(now), days, this.state.facts.policy.calendar));
  }

  /** Nothing is planned, due or wanted any more; a visit that waited may still be reported for a while. */
  protected close(why: NonNullable<FollowUpState['closed']>, now: Instant): void {
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

  protected mustBeOpen(): void {
    if (this.state.closed) throw new Refusal('closed');
  }

  protected mustBePaused() {
    this.mustBeOpen();
    const { pause } = this.state;
    if (!pause) throw new Refusal('not-paused');
    return { pause };
  }

  protected mustBeMoving(): Move {
    this.mustBeOpen();
    if (!this.state.move) throw new Refusal('not-moving');
    return this.state.move;
  }
}

/** The later of two days. */
export const latest = (a: Day, b: Day): Day => (a > b ? a : b);
