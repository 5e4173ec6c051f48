/**
 * What the workflows ask to be done. Types only: a workflow knows these shapes, never their implementation.
 * Every step has a key of its own, so an activity that runs twice records once.
 */
import type { AftercareEnd, CheckReport, CheckYear } from '../domain/aftercare';
import type { Day, Instant } from '../domain/calendar';
import type { MeetingReport, Rhythm } from '../domain/club';
import type { ToldOfTrainee } from '../domain/course';
import type { Form } from '../domain/documents';
import type { ClosedHow, EscalationState, Resolution } from '../domain/escalation';
import type { DutyKind, EndReason, FollowUpFacts, Need, Topic, VisitOutcome } from '../domain/follow-up';
import type {
  CancelReason,
  HandoverFacts,
  Milestone,
  NoShowStep,
  ReturnReason,
  Standing,
} from '../domain/handover';
import type { Instalment, Paid, Terms } from '../domain/instalments';
import type { EscalationKind, LadderLevel } from '../domain/ladder';
import type { Booking } from '../domain/ledger';
import type { LoanFacts, LoanStatus, VotingBody } from '../domain/loan';
import type { Wanted } from '../domain/notice';
import type { Policy } from '../domain/policy';
import type {
  JobState,
  JobStep,
  ReferralFacts,
  ReferralStatus,
  TrainingState,
  TrainingStatus,
  TrainingStep,
} from '../domain/referral';
import type { RefusalCode } from '../domain/refusal';
import type { Party, Role } from '../domain/roles';
import type { NextAction, TimelineKind } from '../domain/wording/labels';
import type { Command, FundBooking, ToldAfterwards } from '../workflows/contract';

/** Whose turn it is after the step, for what, and until when. */
export interface Next {
  action: NextAction;
  owner: Party;
  due: Instant;
}

/** The part every step has. */
export interface Step {
  /** Workflow id: the notices wanted below are all the notices of this scope. */
  scope: string;
  /** Unique: scope and revision. */
  key: string;
  caseId: string;
  provinceId: string;
  communeId: string | null;
  what: TimelineKind;
  at: Instant;
  by?: string;
  /** Where the words of the person who asked for it are kept. */
  submissionId?: string;
  /** Opaque facts for the timeline. */
  data?: Record<string, string>;
  revision: number;
  /** The version of the policy that the case goes by from now on, when that changed. */
  adopted?: Policy;
  next: Next | null;
  /** Who answers for the person, whoever's turn it is; null once closed. */
  accountable?: Party | null;
  wanted: Wanted[];
}

export interface HandoverStep extends Step {
  /** Only the first step carries them. */
  opened?: HandoverFacts;
  late: boolean;
  endDay: Day;
  standing: Standing;
  /** Why the commune gave it back, while the centre has not sent it anew. */
  returned: ReturnReason | null;
  cancelled: CancelReason | null;
  facilityId: string | null;
  /** What is to be done next for a person who did not come. */
  noShow: NoShowStep | null;
  /** A paper that came with the step; its number is kept with the submission. */
  document?: { form: Form; signedOn: Day };
  mentorId: string | null;
  milestones: (Milestone & { owner: Role })[];
}

export interface VisitChange {
  seq: number;
  /** unplanned: a contact outside the plan. */
  status: 'planned' | 'reported' | 'missed' | 'late' | 'cancelled' | 'unplanned';
  /** Who is to go, or went; null while nobody is named. Left out: as it was. */
  mentorId?: string | null;
  on?: Day;
  graceEnds?: Instant;
  outcome?: VisitOutcome;
  heldOn?: Day;
  needs?: Need[];
  topics?: Topic[];
}

export interface FollowUpStep extends Step {
  opened?: Omit<FollowUpFacts, 'policy'>;
  mentorId: string | null;
  /** Who stands in for the mentor now. */
  coverId: string | null;
  coverUntil: Day | null;
  /** Last day of the term, with the days that did not count. */
  endDay: Day;
  /** Percent of the cadence's interval. */
  pace: number;
  paused: string | null;
  /** The commune that is asked to take the person over. */
  movingTo: string | null;
  /** Set by the step with which the destination took over. */
  moved?: true;
  certificate: boolean;
  visits: VisitChange[];
  /** All that is waited for from offices now; left out while there never was any. */
  duties?: { id: string; kind: DutyKind; communeId: string; dueAt: Instant; overdue: boolean }[];
  closed: string | null;
}

export interface SlippedItem {
  /** Visit, milestone, referral, meeting, check or course id. */
  id: string;
  what: 'visit' | 'milestone' | 'referral' | 'notice' | 'duty' | 'loan' | 'meeting' | 'check' | 'course';
  dueAt: Instant;
}

export interface EscalationRaise {
  kind: EscalationKind;
  caseId: string;
  provinceId: string;
  communeId: string | null;
  /** Who should have done it. */
  responsible: Party;
  items: SlippedItem[];
}

export interface EscalationStep extends Step {
  status: EscalationState['status'];
  level: number;
  rung: LadderLevel['scope'];
  acknowledgedBy: string | null;
  resolution?: Resolution;
  /** The items this step puts to rest. */
  closedItems: string[];
}

export interface ReferralStep extends Step {
  opened?: Omit<ReferralFacts, 'policy'> & { visitId: string | null; submissionId?: string };
  status: ReferralStatus;
  /** When that status began; left out, as the next two, by steps asked for before November 2026. */
  since?: Instant;
  organisationId?: string | null;
  /** Who carries it beside the partner; null: the commune. */
  mentorId?: string | null;
  /** What the step told of a course or a job, and how that goes now. */
  training?: TrainingState & { told: TrainingStep };
  job?: JobState & { told: JobStep; nextCheck: Day | null };
}

export interface LoanStep extends Step {
  /** Only the first step carries them. */
  opened?: Omit<LoanFacts, 'policy'> & { asked: Terms };
  fundId: string;
  status: LoanStatus;
  turn: number;
  mentorId: string | null;
  outstanding: number;
  arrearsSince: Day | null;
  rescheduled: number;
  /** What this turn was decided at; only with the step that decides it. */
  decided?: Terms;
  disbursedOn?: Day;
  vote?: { body: VotingBody; yes: boolean };
  /** A new schedule; what is unpaid of the one before is replaced. */
  schedule?: { plan: number; parts: Instalment[] };
  /** How far the present schedule is paid after this step. */
  paid?: { plan: number; parts: Paid[]; on: Day };
  /** What the step books, and on which day the money moved. */
  book?: { entries: Booking[]; on: Day };
  /** The last repayment is undone: its entries are reversed. */
  undo?: true;
  /** It books, sets aside or sets free money: done under the lock of the fund. */
  money: boolean;
}

export interface LoanActivities {
  recordLoan(step: LoanStep): Promise<void>;
  /** @returns why the last repayment cannot be undone; null: it can. The money may be lent to somebody else by now. */
  mayTakeBack(loanId: string): Promise<RefusalCode | null>;
}

export interface BookActivities {
  /** @returns why it cannot be booked; null: it is. */
  bookFund(command: Command & FundBooking): Promise<RefusalCode | null>;
}

export interface ClubStep extends Step {
  /** Of a club `caseId` is the club's own id. */
  opened?: true;
  leaderId: string | null;
  rhythm: Rhythm;
  closed: boolean;
  /** The meeting that is waited for. */
  planned: Day | null;
  /** One that was told of; its topic is kept with the submission. */
  meeting?: MeetingReport & { present: string[]; guests: number; late: boolean };
  /** One that was not told of in its time. */
  silent?: Day;
}

export interface AftercareStep extends Step {
  opened?: { endedOn: Day; consentOn: Day };
  closed: AftercareEnd | null;
  /** The check that is waited for. */
  check: { year: CheckYear; on: Day } | null;
  /** One that was told of; what was found is kept with the submission. */
  reported?: CheckReport;
  missed?: CheckYear;
}

export interface CourseStep extends Step {
  /** Of a course `caseId` is the course's own id. */
  centreId: string;
  /** What was told of each, and how they stand now; certificates' numbers are kept with the submission. */
  told: (ToldOfTrainee & { status: TrainingStatus })[];
}

export interface CourseActivities {
  recordCourse(step: CourseStep): Promise<void>;
}

export interface ClubActivities {
  recordClub(step: ClubStep): Promise<void>;
}

export interface AftercareActivities {
  recordAftercare(step: AftercareStep): Promise<void>;
}

export interface HandoverActivities {
  recordHandover(step: HandoverStep): Promise<void>;
}

export interface FollowUpActivities {
  recordFollowUp(step: FollowUpStep): Promise<void>;
  /** The follow-up has ended: puts to rest whatever else would still speak of the person. */
  closeCase(closed: { caseId: string; by: string; why?: 'completed' | EndReason }): Promise<void>;
}

export interface EscalationActivities {
  /** Adds what slipped to the open escalation about the same responsible, or opens one. */
  raiseEscalation(raise: EscalationRaise): Promise<void>;
  /** What slipped was done after all; or need not be done any more, because the case has ended or moved. */
  closeEscalationItems(itemIds: string[], how?: ClosedHow): Promise<void>;
  /**
   * @returns `reached`: how many people the wanted notices reach (an empty rung is climbed over); `left`: items that
   * slipped while it was being resolved (then it is not resolved).
   */
  recordEscalation(step: EscalationStep): Promise<{ reached: number; left: string[] }>;
}

export interface ReferralActivities {
  recordReferral(step: ReferralStep): Promise<void>;
}

export interface Dispatched {
  sent: number;
  nextAt: Instant | null;
}

export interface AfterwardsActivities {
  /** @returns why it cannot be taken; null: it is recorded. */
  recordAfterwards(told: ToldAfterwards): Promise<RefusalCode | null>;
}

export interface CourierActivities {
  /**
   * Sends what is due in the province now and says when to look again.
   * @returns the instant of the next due notice or retry; null: nothing is planned.
   */
  dispatchDue(provinceId: string): Promise<Dispatched>;
}

export interface ReportActivities {
  /** Saves the report of the month before for every province that has none yet, once its first working day has come. */
  saveMonthlyReports(): Promise<{ saved: number }>;
}

export interface ReconcileActivities {
  /** Hands over what was accepted but not delivered to its workflow, and wakes couriers that overslept. */
  deliverWaiting(): Promise<{ delivered: number; refused: number; poked: number; left: number }>;
}
