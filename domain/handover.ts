import type { Dates } from './adoption';
import { addWorkingDays, type Day, dayOf, endOfDay, type Instant } from './calendar';
import type { FollowUpFacts } from './follow-up';
import { adoptInto, openDates } from './handover/adopt';
import { markOverdue, nextDate, nextTurn, overdueIds, type Slipped, type Turn } from './handover/clock';
import { accepted, datesOf, isHome, milestoneOf, settled, waitsFor } from './handover/milestones';
import { checkNoShowStep, climb, type NoShowStep, stepDue } from './handover/no-show';
import { noticesOf, ownerOf } from './handover/notices';
import { accountable, isClosed, type Standing, standing } from './handover/standing';
import type { CancelReason, HandoverFacts, HandoverState, Residence, ReturnReason } from './handover/state';
import {
  AFTER,
  ASKED_OF_ALL,
  MILESTONES,
  type Milestone,
  type MilestoneKind,
  type RecordableMilestone,
} from './handover/steps';
import type { Wanted } from './notice';
import { noticeDue, type Policy, paramsOf, termEnd, termMonths } from './policy';
import { Refusal } from './refusal';
import type { Party } from './roles';

export type { HandoverAction, Slipped } from './handover/clock';
export * from './handover/milestones';
export * from './handover/no-show';
export { STANDINGS, type Standing, standing } from './handover/standing';
export * from './handover/state';
export * from './handover/steps';

/** Recording the one is a taking over of the case by the commune. */
const TAKES_OVER: readonly MilestoneKind[] = ['proposal', 'arrival'];

/** Steps whose dates are counted from the end of the treatment. */
const BY_THE_END: readonly MilestoneKind[] = [
  'residence',
  'dossier',
  'plan',
  'notice',
  'certificate',
  'handout',
  'arrival',
  'first-contact',
];

export class Handover {
  constructor(readonly state: HandoverState) {}

  /**
   * Opens a handover. Where the commune is known the centre's start is itself the notice (form 51).
   * A late start is compressed and flagged, never refused.
   */
  static open(
    facts: HandoverFacts,
    communeId: string | null,
    now: Instant,
    asked: readonly MilestoneKind[] = ASKED_OF_ALL,
  ): Handover {
    const handover = new Handover({
      facts,
      communeId: null,
      provinceId: facts.provinceId,
      late: dayOf(now) > noticeDue(facts.endDay, facts.policy),
      milestones: asked.map((kind) => ({ kind, status: 'waiting' })),
      mentorId: null,
      asked: 0,
      revision: 0,
    });
    if (communeId) handover.giveResidence({ communeId, provinceId: facts.provinceId }, facts.startedBy, now);
    else handover.settle(now);
    return handover;
  }

  get closed(): boolean {
    return isClosed(this.state);
  }

  get standing(): Standing {
    return standing(this.state);
  }

  /** The person is home and somebody walks beside them: the follow-up may begin, whatever paper is still missing. */
  get readyForFollowUp(): boolean {
    return !this.state.cancelled && isHome(this.state);
  }

  /** What the follow-up starts with: from the arrival, for the term counted from the completion (Law 120/2025 art. 42). */
  followUpFacts(): FollowUpFacts {
    const { caseId, personId, endDay, treatment, minor, policy } = this.state.facts;
    return {
      caseId,
      personId,
      provinceId: this.state.provinceId,
      communeId: this.state.communeId as string,
      startDay: dayOf(milestoneOf(this.state, 'arrival')?.doneAt as Instant),
      endDay: termEnd(endDay, termMonths(treatment, minor, policy)),
      term: { from: endDay, treatment, minor },
      policy,
    };
  }

  /** The one thing whose date comes first: whose turn it is, and until when. Null once closed. */
  next(): Turn | null {
    return nextTurn(this.state);
  }

  accountable(): Party | null {
    return accountable(this.state);
  }

  /** When the process must look again although nobody spoke: the first date that is not yet told to anybody. */
  wakesAt(): Instant | null {
    return nextDate(this.state);
  }

  owner(kind: MilestoneKind): Party {
    return ownerOf(this.state, kind);
  }

  checkRecord(kind: RecordableMilestone, mentorId?: string): void {
    this.checkCanBeDone(kind);
    if (kind === 'decision' && !mentorId) throw new Refusal('not-yet');
  }

  record(kind: RecordableMilestone, by: string, now: Instant, mentorId?: string): void {
    this.checkRecord(kind, mentorId);
    if (this.takesOver(kind)) this.complete('acceptance', by, now);
    this.complete(kind, by, now);
    if (kind === 'decision' && mentorId) this.ask(mentorId);
    if (kind === 'arrival') this.state.noShow = null;
    this.settle(now);
  }

  checkResidence(): void {
    this.checkCanBeDone('residence');
  }

  /** The commune the person will live in is known: the notice goes out with it. */
  giveResidence({ communeId, provinceId }: Residence, by: string, now: Instant): void {
    this.checkResidence();
    Object.assign(this.state, { communeId, provinceId, returned: null });
    this.complete('residence', by, now);
    this.complete('notice', by, now);
    this.settle(now);
  }

  /**
   * No residence can be found: a social-protection facility takes the person, the commune where it lies is told, and
   * its dossier has a date of its own (Decree 163/2026 art. 124.1).
   */
  giveFacility(facilityId: string, residence: Residence, by: string, now: Instant): void {
    this.checkResidence();
    this.state.facilityId = facilityId;
    const dossier = milestoneOf(this.state, 'dossier');
    if (!dossier) this.state.milestones.push({ kind: 'dossier', status: 'waiting' });
    else if (dossier.status === 'cancelled') this.reopen('dossier');
    this.state.milestones.sort((a, b) => MILESTONES.indexOf(a.kind) - MILESTONES.indexOf(b.kind));
    this.giveResidence(residence, by, now);
  }

  checkReturn(): void {
    this.checkOpen();
    if (accepted(this.state)) throw new Refusal('already-accepted');
    if (!settled(this.state, 'notice')) throw new Refusal('not-yet');
  }

  /** The commune does not take the case over: it is the centre's again, with a clock, and asked for anew. */
  returnCase(reason: ReturnReason, now: Instant): void {
    this.checkReturn();
    const { policy } = this.state.facts;
    const due = endOfDay(addWorkingDays(dayOf(now), paramsOf(policy).caseReturn, policy.calendar));
    this.state.returned = { reason, due };
    const elsewhere = reason !== 'incomplete-file';
    const asked: MilestoneKind[] = ['notice', 'acceptance', 'proposal'];
    if (elsewhere) asked.push('residence', 'arrival');
    if (elsewhere) Object.assign(this.state, { communeId: null, facilityId: null, noShow: null });
    for (const kind of asked) if (kind !== 'arrival' || !settled(this.state, kind)) this.reopen(kind);
    // The next place may be a home.
    const dossier = milestoneOf(this.state, 'dossier');
    if (elsewhere && dossier && dossier.status !== 'done') dossier.status = 'cancelled';
    this.settle(now);
  }

  checkResend(): void {
    this.checkOpen();
    const { returned } = this.state;
    if (!returned) throw new Refusal('already-done');
    if (returned.reason !== 'incomplete-file') throw new Refusal('not-yet');
  }

  /** The centre has completed the file and asks the same commune again. */
  resend(by: string, now: Instant): void {
    this.checkResend();
    this.state.returned = null;
    this.complete('notice', by, now);
    this.settle(now);
  }

  checkNameMentor(mentorId: string): void {
    this.checkOpen();
    if (!settled(this.state, 'decision')) throw new Refusal('not-yet');
    if (settled(this.state, 'mentor')) throw new Refusal('already-done');
    if (this.state.mentorId === mentorId) throw new Refusal('same-mentor');
  }

  /** Another mentor is asked: the earlier one declined or stays silent. */
  nameMentor(mentorId: string, now: Instant): void {
    this.checkNameMentor(mentorId);
    this.ask(mentorId);
    this.reopen('mentor');
    this.settle(now);
  }

  checkAnswer(mentorId: string): void {
    this.checkOpen();
    if (settled(this.state, 'mentor')) throw new Refusal('already-done');
    if (this.state.mentorId !== mentorId) throw new Refusal('not-asked');
  }

  /** Responsibility passes only on acceptance; a declined request is the commune's again. */
  answer(mentorId: string, accepts: boolean, now: Instant): void {
    this.checkAnswer(mentorId);
    if (accepts) this.complete('mentor', mentorId, now);
    else {
      this.state.mentorId = null;
      this.reopen('mentor');
    }
    this.settle(now);
  }

  checkNoShowStep(step: NoShowStep): void {
    this.checkOpen();
    checkNoShowStep(this.state.noShow, step);
  }

  /** Something was done for a person who did not come. Found, they have some days more to come; else the next step. */
  recordNoShowStep(step: NoShowStep, found: boolean, now: Instant): void {
    this.checkNoShowStep(step);
    const { noShow, facts } = this.state;
    if (!noShow) return;
    if (found) {
      this.state.noShow = null;
      this.redate(milestoneOf(this.state, 'arrival'), { due: stepDue(now, facts.policy) }, now);
    } else this.state.noShow = climb(noShow, now, facts.policy);
    this.settle(now);
  }

  checkMoveEnd(endDay: Day): void {
    this.checkOpen();
    if (settled(this.state, 'certificate') || settled(this.state, 'arrival'))
      throw new Refusal('already-done');
    if (endDay === this.state.facts.endDay) throw new Refusal('same-day');
  }

  /** The treatment ends on another day: every date counted from it follows, and what was overdue may be in time again. */
  moveEnd(endDay: Day, now: Instant): void {
    this.checkMoveEnd(endDay);
    this.state.facts = { ...this.state.facts, endDay };
    this.state.noShow = null;
    const hurried = endOfDay(addWorkingDays(dayOf(now), 1, this.state.facts.policy.calendar));
    for (const m of this.state.milestones.filter((m) => BY_THE_END.includes(m.kind) && waitsFor(m))) {
      const dates = datesOf(m.kind, this.state, now);
      const inTime = m.status === 'open' || (dates.due as Instant) > hurried;
      if (inTime && dates.due !== m.due) this.redate(m, dates, now);
    }
    this.settle(now);
  }

  checkCancel(): void {
    this.checkOpen();
    if (isHome(this.state)) throw new Refusal('already-home');
  }

  /** The person does not come home by this handover: nothing is asked for any more. */
  cancel(reason: CancelReason): void {
    this.checkCancel();
    this.state.cancelled = reason;
    this.dropTheRest();
  }

  /** The follow-up goes on with another mentor or in another place: what is still asked for is asked there. */
  accompanied({ mentorId, communeId, provinceId }: Residence & { mentorId: string | null }): void {
    Object.assign(this.state, { mentorId, communeId, provinceId });
  }

  /** The follow-up is over before the last paper: nobody is asked about a closed case. */
  endWithFollowUp(): void {
    this.dropTheRest();
  }

  get asksForContact(): boolean {
    const status = milestoneOf(this.state, 'first-contact')?.status;
    return status !== undefined && status !== 'done' && status !== 'cancelled';
  }

  /** The mentor has seen the person: a report of the follow-up says so. */
  contacted(by: string, now: Instant): void {
    this.complete('first-contact', by, now);
    this.settle(now);
  }

  checkMeeting(on: Day, now: Instant): void {
    this.checkOpen();
    if (on > dayOf(now)) throw new Refusal('in-the-future');
    if (on > this.state.facts.endDay || settled(this.state, 'arrival'))
      throw new Refusal('after-the-release');
  }

  checkDocument(signedOn: Day, now: Instant): void {
    this.checkOpen();
    if (signedOn > dayOf(now)) throw new Refusal('in-the-future');
  }

  /** Something was written down that changes no step: a meeting, a document. */
  note(): void {
    this.state.revision += 1;
  }

  /** Marks what is past its date; returns it so that a human is told. */
  fallOverdue(now: Instant): Slipped[] {
    const slipped = markOverdue(this.state, now);
    if (slipped.length) this.state.revision += 1;
    return slipped;
  }

  /** Ids of what a human was told of and is still undone. */
  overdue(): string[] {
    return overdueIds(this.state);
  }

  /** What the present state asks to be sent; see Wanted. */
  wanted(): Wanted[] {
    return noticesOf(this.state);
  }

  /** The open dates, by step. */
  dates(): Dates {
    return openDates(this.state);
  }

  /** Goes over to another version of the policy: every open date is counted anew from when its step opened. */
  adopt(policy: Policy, now: Instant): void {
    adoptInto(this.state, policy, now);
    this.state.revision += 1;
  }

  private ask(mentorId: string): void {
    this.state.mentorId = mentorId;
    this.state.asked += 1;
  }

  private checkOpen(): void {
    if (this.closed) throw new Refusal('closed');
  }

  private checkCanBeDone(kind: MilestoneKind): void {
    const m = milestoneOf(this.state, kind);
    if (m?.status === 'done') throw new Refusal('already-done');
    this.checkOpen();
    const before = AFTER[kind].filter((k) => !(k === 'acceptance' && this.takesOver(kind)));
    if (!m || m.status === 'cancelled' || !before.every((k) => settled(this.state, k)))
      throw new Refusal('not-yet');
  }

  private takesOver(kind: MilestoneKind): boolean {
    const acceptance = milestoneOf(this.state, 'acceptance');
    return TAKES_OVER.includes(kind) && !!acceptance && waitsFor(acceptance);
  }

  private complete(kind: MilestoneKind, by: string, now: Instant): void {
    Object.assign(milestoneOf(this.state, kind) ?? {}, { status: 'done', doneAt: now, doneBy: by });
  }

  /** Asked for anew, from when it can be done. */
  private reopen(kind: MilestoneKind): void {
    const m = milestoneOf(this.state, kind);
    if (!m) return;
    Object.assign(m, { status: 'waiting', times: (m.times ?? 0) + 1 });
    m.due = m.latest = m.since = m.doneAt = m.doneBy = undefined;
  }

  /** Asked for anew by another date. */
  private redate(m: Milestone | undefined, dates: Pick<Milestone, 'due' | 'latest'>, now: Instant): void {
    if (m)
      Object.assign(m, {
        status: 'open',
        since: now,
        times: (m.times ?? 0) + 1,
        latest: undefined,
        ...dates,
      });
  }

  private dropTheRest(): void {
    for (const m of this.state.milestones) if (m.status !== 'done') m.status = 'cancelled';
    Object.assign(this.state, { noShow: null, returned: null });
    this.state.revision += 1;
  }

  /** Opens what now can be done and gives it its date. Every change passes here, so `revision` counts the changes. */
  private settle(now: Instant): void {
    this.state.revision += 1;
    for (const m of this.state.milestones) {
      if (m.status === 'waiting' && AFTER[m.kind].every((before) => settled(this.state, before)))
        Object.assign(m, { status: 'open', since: now, ...datesOf(m.kind, this.state, now) });
    }
  }
}
