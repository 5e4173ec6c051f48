import { addDays, type Day, dayOf, HOUR, type Instant } from '../calendar';
import { paramsOf } from '../policy';
import { Refusal } from '../refusal';
import { latest } from './plan';
import type { Move, PauseReason } from './state';
import { Visits } from './visits';

export interface Absence {
  from: Day;
  /** Last day away. */
  until: Day;
  /** Said beforehand or explained: then it counts towards the term. */
  reported: boolean;
}

/** How long the origin of a declined move is still to be told so. */
const DECLINED_FOR = 7 * 24 * HOUR;

/** What comes between: another mentor, somebody standing in, hospital and prison, absence, a move. */
export class Changes extends Visits {
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
}
