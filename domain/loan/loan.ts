import { type Dates, movedDate } from '../adoption';
import { addDays, addWorkingDays, type Day, dayOf, endOfDay, type Instant } from '../calendar';
import { firstUnpaid, type Instalment, paidOf, scheduleOf, type Terms, totalOf } from '../instalments';
import type { Booking, Dong } from '../ledger';
import type { Wanted } from '../notice';
import { type Policy, paramsOf } from '../policy';
import { Refusal } from '../refusal';
import type { Party } from '../roles';
import {
  ARREARS_STAGES,
  type ArrearsStage,
  BEFORE_MONEY,
  isOpen,
  type LoanFacts,
  type LoanState,
  type LoanStatus,
  type Vote,
} from './state';
import { loanWanted } from './wanted';

/** What a passed date came to. */
export type Passed = 'arrears' | 'stage' | 'overdue' | 'still-waiting' | 'ended';

export type LoanAction =
  | `loan-${Exclude<LoanStatus, 'arrears' | 'refused' | 'withdrawn' | 'repaid' | 'written-off'>}`
  | `loan-${ArrearsStage}`;

/**
 * One loan, from the plan to the last đồng and perhaps another turn. The rules only: the money itself is booked, and set
 * aside, by the activity that records a step, under the lock of its fund.
 */
export class Loan {
  constructor(readonly state: LoanState) {}

  /** Throws Refusal when the sum or the term asked for is beyond what may be lent. */
  static open(facts: LoanFacts, terms: Terms, mentorId: string | null, now: Instant): Loan {
    const loan = new Loan({
      facts,
      status: facts.fund.vouching ? 'vouching' : 'appraising',
      stage: null,
      turn: 1,
      terms,
      votes: [],
      plan: 0,
      schedule: [],
      payments: [],
      rescheduled: 0,
      mentorId,
      communeId: facts.communeId,
      provinceId: facts.provinceId,
      caseEnded: null,
      since: now,
      due: null,
      overdue: false,
      entered: 0,
      revision: 0,
    });
    checkTerms(facts, terms);
    loan.enter(loan.state.status, now);
    return loan;
  }

  get closed(): boolean {
    return !isOpen(this.state.status);
  }

  /** Principal that is out and not back yet. */
  get outstanding(): Dong {
    return this.lent ? this.owed.principal : 0;
  }

  /** All that is still to be paid by the present schedule. */
  get owed(): { principal: Dong; interest: Dong } {
    const { schedule, payments } = this.state;
    const [all, paid] = [totalOf(schedule), totalOf(paidOf(schedule, sumOf(payments)))];
    return { principal: all.principal - paid.principal, interest: all.interest - paid.interest };
  }

  /** Due day of the oldest instalment that is late; null: nothing is. */
  get arrearsSince(): Day | null {
    return this.state.status === 'arrears' ? (this.instalment?.on ?? null) : null;
  }

  get owner(): Party {
    const { status, stage, mentorId, facts } = this.state;
    const lender: Party = { role: 'partner', organisationId: facts.fund.organisationId };
    if (status === 'vouching' && facts.voucherId) return { role: 'partner', organisationId: facts.voucherId };
    if (status === 'vouching' || status === 'appraising' || stage === 'commune') return { role: 'commune' };
    if (stage === 'talk') return mentorId ? { role: 'mentor', userId: mentorId } : { role: 'commune' };
    return lender;
  }

  /** Whose turn it is, for what, and until when. Null once closed. */
  next(): { action: LoanAction; owner: Party; due: Instant } | null {
    const { status, stage, due } = this.state;
    if (this.closed) return null;
    const action = `loan-${stage ?? status}` as LoanAction;
    const date = status === 'running' && this.instalment ? endOfDay(this.instalment.on) : due;
    return { action, owner: this.owner, due: date as Instant };
  }

  wakesAt(): Instant | null {
    return this.state.overdue || this.closed ? null : this.state.due;
  }

  wanted(): Wanted[] {
    return loanWanted(this.state, this.next(), this.instalment);
  }

  // ─────────── the way to the money ───────────

  checkVouch = () => this.checkIn('vouching');
  vouch(yes: boolean, now: Instant): void {
    this.checkVouch();
    this.enter(yes ? 'appraising' : 'refused', now);
  }

  checkVote({ voter }: Vote): void {
    this.checkIn('appraising');
    if (this.state.votes.some((v) => v.voter === voter)) throw new Refusal('already-done');
  }

  /** The vote that makes the quorum decides: more yes than no go on to the lender. Both bodies must have voted. */
  vote(vote: Vote, now: Instant): void {
    this.checkVote(vote);
    const { votes, facts } = this.state;
    votes.push(vote);
    this.state.revision += 1;
    const bodies = new Set(votes.map(({ body }) => body));
    if (votes.length < paramsOf(facts.policy).loanQuorum || bodies.size < 2) return;
    const yes = votes.filter((v) => v.yes).length;
    this.enter(yes * 2 > votes.length ? 'deciding' : 'refused', now, false);
  }

  checkDecide(terms: Terms | null): void {
    this.checkIn('deciding');
    if (terms) checkTerms(this.state.facts, terms);
  }

  /** The lender's word; null refuses. A yes joins the fund's waiting list: whether there is money is seen there. */
  decide(terms: Terms | null, now: Instant): void {
    this.checkDecide(terms);
    if (terms) this.state.terms = terms;
    this.enter(terms ? 'waiting' : 'refused', now);
  }

  /** The fund has set the money of this turn aside. True when that is news. */
  moneyCame(turn: number, now: Instant): boolean {
    if (this.state.status !== 'waiting' || this.state.turn !== turn) return false;
    this.enter('approved', now);
    return true;
  }

  checkDisburse(on: Day, now: Instant): void {
    this.checkIn('approved');
    this.checkPast(on, now);
  }

  disburse(on: Day, now: Instant): Booking[] {
    this.checkDisburse(on, now);
    this.plan(on);
    this.enter('running', now);
    return [{ kind: 'disburse', amount: this.state.terms.principal }];
  }

  checkWithdraw(): void {
    this.checkOpen();
    if (!BEFORE_MONEY.includes(this.state.status)) throw new Refusal('stale');
  }

  withdraw(now: Instant): void {
    this.checkWithdraw();
    this.enter('withdrawn', now);
  }

  // ─────────── the money comes back ───────────

  checkRepay(amount: Dong, on: Day, now: Instant): void {
    this.checkLent();
    this.checkPast(on, now);
    const { principal, interest } = this.owed;
    if (amount > principal + interest) throw new Refusal('too-much');
  }

  repay(amount: Dong, on: Day, now: Instant): Booking[] {
    this.checkRepay(amount, on, now);
    const before = this.owed;
    this.state.payments.push(amount);
    this.state.revision += 1;
    const after = this.owed;
    this.settle(now);
    return repaid(before.principal - after.principal, before.interest - after.interest);
  }

  checkTakeBack(): void {
    this.checkOpen();
    if (!this.lent && this.state.status !== 'matured') throw new Refusal('stale');
    if (this.state.payments.length === 0) throw new Refusal('nothing-to-undo');
  }

  /** The last payment was recorded by mistake. What is older is undone by undoing those after it first. */
  takeBack(now: Instant): void {
    this.checkTakeBack();
    this.state.payments.pop();
    this.state.revision += 1;
    if (this.state.status === 'matured') this.enter('running', now, false);
    this.settle(now);
  }

  checkTalked(): void {
    this.checkOpen();
    if (this.state.stage !== 'talk') throw new Refusal('stale');
  }

  /** Somebody talked with them: now the lender offers another way. */
  talked(now: Instant): void {
    this.checkTalked();
    this.enterStage('offer', now);
  }

  checkReschedule(terms: Omit<Terms, 'principal'>): void {
    this.checkLent();
    if (this.outstanding === 0) throw new Refusal('stale'); // only interest is left: nothing to spread
    if (terms.months > this.state.facts.fund.termMax) throw new Refusal('term-too-long');
  }

  /** What is out gets days of its own from `today` on; interest that has fallen due stays owed and comes last. */
  reschedule(terms: Omit<Terms, 'principal'>, now: Instant): void {
    this.checkReschedule(terms);
    const { schedule, payments } = this.state;
    const today = dayOf(now);
    const due = totalOf(schedule.filter(({ on }) => on <= today)).interest;
    const paid = totalOf(paidOf(schedule, sumOf(payments))).interest;
    this.state.terms = { ...terms, principal: this.outstanding };
    this.plan(today, Math.max(0, due - paid));
    this.state.rescheduled += 1;
    this.enter('running', now);
  }

  checkWriteOff(): void {
    this.checkLent();
  }

  writeOff(now: Instant): Booking[] {
    this.checkWriteOff();
    const amount = this.outstanding;
    this.enter('written-off', now);
    return amount > 0 ? [{ kind: 'write-off', amount }] : [];
  }

  checkRenew(terms: Terms): void {
    this.checkIn('matured');
    checkTerms(this.state.facts, terms);
  }

  /** Another turn: the money goes out once more, after those who waited for it longer. */
  renew(terms: Terms, now: Instant): void {
    this.checkRenew(terms);
    Object.assign(this.state, {
      terms,
      turn: this.state.turn + 1,
      rescheduled: 0,
      schedule: [],
      payments: [],
    });
    this.enter('waiting', now);
  }

  // ─────────── what others tell ───────────

  /** Somebody else accompanies the person, or they live elsewhere. */
  accompanied(mentorId: string | null, communeId: string, provinceId: string): void {
    Object.assign(this.state, { mentorId, communeId, provinceId });
    this.state.revision += 1;
  }

  /**
   * The follow-up is over; a loan lives on. Nobody accompanies the person any more, so the commune is asked instead. After
   * a death the household keeps it, and what becomes of it is asked of the lender.
   */
  caseEnds(reason: string): boolean {
    if (this.closed || this.state.caseEnded !== null) return false;
    Object.assign(this.state, { mentorId: null, caseEnded: reason });
    this.state.revision += 1;
    return true;
  }

  /** A date has passed. What it came to; null: nothing has. */
  pass(now: Instant): Passed | null {
    const { status, stage, due, overdue } = this.state;
    if (overdue || due === null || due > now) return null;
    switch (status) {
      case 'running':
        this.state.status = 'arrears';
        this.enterStage('talk', now);
        return 'arrears';
      case 'arrears': {
        const further = ARREARS_STAGES[ARREARS_STAGES.indexOf(stage as ArrearsStage) + 1];
        if (!further) break;
        this.enterStage(further, now);
        return 'stage';
      }
      case 'waiting': // nobody's fault: looked at again
        this.state.due = this.dueOf(now);
        this.state.revision += 1;
        return 'still-waiting';
      case 'matured': // nobody asked for another turn
        this.enter('repaid', now);
        return 'ended';
    }
    this.state.overdue = true;
    this.state.revision += 1;
    return 'overdue';
  }

  dates(): Dates {
    const { due } = this.state;
    const next = this.next();
    return due === null || next === null ? {} : { [next.action]: due };
  }

  /** Goes over to another version of the policy; a date that has passed stays passed, a schedule as it was agreed. */
  adopt(policy: Policy, now: Instant): void {
    const { facts, due, since, overdue } = this.state;
    this.state.facts = { ...facts, policy };
    this.state.revision += 1;
    if (due === null || overdue) return;
    const soon = endOfDay(addWorkingDays(dayOf(now), 1, policy.calendar));
    this.state.due = movedDate(due, this.dueOf(since) as Instant, soon, now);
  }

  // ─────────── within ───────────

  private get lent(): boolean {
    return this.state.status === 'running' || this.state.status === 'arrears';
  }

  /** The next instalment to be paid. */
  private get instalment(): Instalment | null {
    return firstUnpaid(this.state.schedule, sumOf(this.state.payments));
  }

  private checkOpen(): void {
    if (this.closed) throw new Refusal('closed');
  }

  private checkIn(status: LoanStatus): void {
    this.checkOpen();
    if (this.state.status !== status) throw new Refusal('stale');
  }

  private checkLent(): void {
    this.checkOpen();
    if (!this.lent) throw new Refusal('stale');
  }

  private checkPast(on: Day, now: Instant): void {
    if (on > dayOf(now)) throw new Refusal('in-the-future');
  }

  private plan(from: Day, carried: Dong = 0): void {
    const { facts, terms } = this.state;
    this.state.plan += 1;
    this.state.schedule = scheduleOf(terms, facts.fund.interest, from, facts.policy.calendar, carried);
    this.state.payments = [];
  }

  /** After a payment: all is back, or in time again, or the next instalment is waited for. */
  private settle(now: Instant): void {
    const graceEnds = this.dueOf(now, 'running'); // of the next instalment; null: all are paid
    if (graceEnds === null) this.enter('matured', now, false);
    else if (this.state.status === 'running') this.state.due = graceEnds;
    else if (graceEnds > now) this.enter('running', now, false);
  }

  private enter(status: LoanStatus, now: Instant, counted = true): void {
    this.state.status = status;
    this.begin(null, now, counted);
  }

  private enterStage(stage: ArrearsStage, now: Instant): void {
    this.begin(stage, now, true);
  }

  /** `counted`: whether this makes a revision of its own; not when the command has made it already. */
  private begin(stage: ArrearsStage | null, now: Instant, counted: boolean): void {
    Object.assign(this.state, { stage, since: now, overdue: false, entered: this.state.entered + 1 });
    this.state.due = this.dueOf(now);
    if (counted) this.state.revision += 1;
  }

  private dueOf(since: Instant, status = this.state.status): Instant | null {
    const { policy } = this.state.facts;
    const p = paramsOf(policy);
    const working = (days: number, from: Day = dayOf(since)) =>
      endOfDay(addWorkingDays(from, days, policy.calendar));
    switch (status) {
      case 'vouching':
        return working(p.loanVouching);
      case 'appraising':
        return working(p.loanAppraisal);
      case 'deciding':
        return working(p.loanDecision);
      case 'waiting':
        return endOfDay(addDays(dayOf(since), p.loanWaitCheck));
      case 'approved':
        return working(p.loanDisbursement);
      case 'running':
        return this.instalment && working(p.loanGrace, this.instalment.on);
      case 'arrears':
        return working(p.loanArrearsStep);
      case 'matured':
        return working(p.loanRenewal);
      default:
        return null;
    }
  }
}

/** Sum and term within what the fund and the law allow. */
function checkTerms({ fund }: LoanFacts, { principal, months }: Terms): void {
  if (principal > fund.cap) throw new Refusal('over-cap');
  if (months > fund.termMax) throw new Refusal('term-too-long');
}

const sumOf = (payments: readonly Dong[]): Dong => payments.reduce((sum, paid) => sum + paid, 0);

const repaid = (principal: Dong, interest: Dong): Booking[] => [
  ...(principal > 0 ? [{ kind: 'repay-principal' as const, amount: principal }] : []),
  ...(interest > 0 ? [{ kind: 'repay-interest' as const, amount: interest }] : []),
];
