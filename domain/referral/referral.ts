import { type Dates, movedDate } from '../adoption';
import { addWorkingDays, dayOf, endOfDay, type Instant } from '../calendar';
import { fallOverdue, silenceAt } from '../due';
import { type EndReason, knownAs, type Need } from '../follow-up';
import type { Wanted } from '../notice';
import type { Policy } from '../policy';
import { Refusal } from '../refusal';
import type { Party } from '../roles';
import { deadlineOf, type ReferralAction } from './deadline';
import { afterJob, type JobStep } from './job';
import { offerOf } from './offer';
import { helperOf, ownerOf, type ReferralFacts, type ReferralState } from './state';
import { REFERRAL_TRANSITIONS, type ReferralStatus, runsOn } from './status';
import { afterTraining, type TrainingStep } from './training';
import { absencesOf, wantedOf } from './wanted';

export class Referral {
  constructor(readonly state: ReferralState) {
    state.facts.kind = knownAs(state.facts.kind);
  }

  /** Asked of a partner; what is offered waits as a draft. */
  static request(facts: ReferralFacts, now: Instant): Referral {
    const { mentorId = facts.requesterId } = facts;
    const referral = new Referral({
      facts,
      status: facts.why ? 'draft' : 'requested',
      due: null,
      since: now,
      overdue: false,
      revision: 1,
      mentorId,
      handedOn: false,
      training: null,
      job: null,
    });
    referral.state.due = deadlineOf(referral.state, now)?.due ?? null;
    return referral;
  }

  get closed(): boolean {
    return REFERRAL_TRANSITIONS[this.state.status].length === 0;
  }

  get helper(): Party {
    return helperOf(this.state);
  }

  get owner(): Party {
    return ownerOf(this.state);
  }

  /** Whose turn it is, for what, and until when. Null once closed. */
  next(): { action: ReferralAction; owner: Party; due: Instant } | null {
    const { due, since } = this.state;
    const waited = deadlineOf(this.state, since ?? 0);
    return due === null || !waited ? null : { action: waited.action, owner: this.owner, due };
  }

  mayMove(to: ReferralStatus): boolean {
    return REFERRAL_TRANSITIONS[this.state.status].includes(to);
  }

  checkMove(to: ReferralStatus): void {
    if (this.closed) throw new Refusal('closed');
    if (to === this.state.status) throw new Refusal('already-done');
    if (!this.mayMove(to)) throw new Refusal('stale');
    if (this.state.facts.kind === 'job' && to === 'completed') throw new Refusal('stable-first');
  }

  /** @param organisationId of a draft: the partner it goes to; null: the commune finds one. */
  move(to: ReferralStatus, now: Instant, organisationId?: string | null): void {
    this.checkMove(to);
    if (this.state.status === 'draft' && organisationId !== undefined)
      this.state.facts = { ...this.state.facts, organisationId };
    this.enter(to, now);
  }

  /** To try a change on. Of plain JSON, and structuredClone is not there in a workflow. */
  private copy(): Referral {
    return new Referral(JSON.parse(JSON.stringify(this.state)) as ReferralState);
  }

  checkTraining(told: TrainingStep, now: Instant): void {
    this.copy().tellTraining(told, now);
  }

  /** The provider told how the training goes. */
  tellTraining(told: TrainingStep, now: Instant): void {
    const { state } = this;
    this.mustRun('training');
    state.training = afterTraining(state.training, told, dayOf(now), state.facts.policy);
    const outcome = { certified: 'completed', 'dropped-out': 'failed' } as const;
    this.goOn(outcome[state.training.status as keyof typeof outcome] ?? 'in-progress', now);
  }

  checkJob(told: JobStep, now: Instant): void {
    this.copy().tellJob(told, now);
  }

  /** Somebody told how the way to a job goes. */
  tellJob(told: JobStep, now: Instant): void {
    const { state } = this;
    this.mustRun('job');
    state.job = afterJob(state.job, told, dayOf(now), state.facts.policy);
    const outcome = { stable: 'completed', lost: 'failed' } as const;
    this.goOn(outcome[state.job.stage as keyof typeof outcome] ?? 'in-progress', now);
  }

  /** The follow-up has ended: what runs is handed on to the commune, or it closes. */
  caseEnded(why: 'completed' | EndReason | undefined, now: Instant): void {
    const { state } = this;
    if (!why || !runsOn(why, state.facts.kind, state.status)) {
      this.enter('cancelled', now);
      return;
    }
    state.mentorId = null;
    state.handedOn = true;
    // What had slipped was put to rest with the case: silence counts anew.
    state.since = now;
    this.goOn(state.status, now);
  }

  /** Somebody else accompanies the person, or they live elsewhere. */
  accompaniedBy(mentorId: string | null, communeId: string, provinceId: string): void {
    const { state } = this;
    state.facts = { ...state.facts, communeId, provinceId };
    state.mentorId = mentorId;
    state.revision += 1;
  }

  /** What this one, now closed, offers next: another partner, or a job. Null: nothing. */
  offers(): ReferralFacts | null {
    return offerOf(this.state);
  }

  /** The date of the present step passed in silence. True once per step. */
  fallOverdue(now: Instant): boolean {
    return fallOverdue(this.state, now);
  }

  wakesAt(): Instant | null {
    return silenceAt(this.state);
  }

  absences(): string | null {
    return absencesOf(this.state);
  }

  wanted(): Wanted[] {
    return wantedOf(this.state);
  }

  dates(): Dates {
    const next = this.next();
    return next ? { [next.action]: next.due } : {};
  }

  /** Goes over to another version of the policy; a date that has passed stays passed. */
  adopt(policy: Policy, now: Instant): void {
    const { facts, due, since, overdue } = this.state;
    this.state.facts = { ...facts, policy };
    this.state.revision += 1;
    if (due === null || since === undefined || overdue) return;
    const soon = endOfDay(addWorkingDays(dayOf(now), 1, policy.calendar));
    const anew = deadlineOf(this.state, since);
    if (anew) this.state.due = movedDate(due, anew.due, soon, now);
  }

  /** Takes its course only where a partner, or the commune, has said yes. */
  private mustRun(kind: Need): void {
    const { facts, status } = this.state;
    if (this.closed) throw new Refusal('closed');
    if (facts.kind !== kind) throw new Refusal('stale');
    if (status !== 'accepted' && status !== 'in-progress') throw new Refusal('not-yet');
  }

  private enter(to: ReferralStatus, now: Instant): void {
    this.state.status = to;
    this.state.since = now;
    this.goOn(to, now);
  }

  /** A step was told: what it waits for next, and until when. */
  private goOn(to: ReferralStatus, now: Instant): void {
    const { state } = this;
    if (to !== state.status) {
      this.enter(to, now);
      return;
    }
    state.overdue = false;
    state.due = deadlineOf(state, state.since ?? now)?.due ?? null;
    state.revision += 1;
  }
}
