/**
 * What the outside may ask of the workflows: queues, ids, and the arguments of updates and signals.
 * Plain names and types, so that the api and the worker agree without loading workflow code.
 * Arguments carry opaque ids, days and statuses only: they stay in the engine's history for years.
 */
import type { AdoptionChanges } from '../domain/adoption';
import type { AftercareFacts, CheckReport } from '../domain/aftercare';
import type { Day, Instant } from '../domain/calendar';
import type { ClubFacts, ClubPlan, MeetingReport } from '../domain/club';
import type { CourseFacts, ToldOfTrainee } from '../domain/course';
import type { Form } from '../domain/documents';
import type { ClosedHow, Resolution } from '../domain/escalation';
import type {
  Absence,
  ContactOutcome,
  EndPaper,
  EndReason,
  Move,
  Need,
  PauseReason,
  Topic,
  VisitOutcome,
} from '../domain/follow-up';
import type {
  CancelReason,
  HandoverFacts,
  MeetingParty,
  NoShowStep,
  RecordableMilestone,
  Residence,
  ReturnReason,
} from '../domain/handover';
import type { RepaymentWay, Terms } from '../domain/instalments';
import type { BookingKind, Dong } from '../domain/ledger';
import type { LoanFacts, VotingBody } from '../domain/loan';
import type { Paper } from '../domain/needs';
import type { Policy } from '../domain/policy';
import type { JobStep, ReferralStatus, TrainingStep } from '../domain/referral';

/** One queue per process; sending has the courier's to itself, so that a burst of messages delays no decision. */
export const QUEUES = {
  handover: 'handover',
  followUp: 'follow-up',
  escalation: 'escalation',
  referral: 'referral',
  community: 'community',
  courier: 'courier',
  reconcile: 'reconcile',
} as const;

/** The Schedule that delivers, each minute, what was accepted but not delivered. */
export const RECONCILE_SCHEDULE = 'reconcile';

/** The Schedule that looks each morning whether a month is to be reported. */
export const REPORTS_SCHEDULE = 'monthly-reports';

export const workflowId = {
  handover: (caseId: string) => `handover/${caseId}`,
  followUp: (caseId: string) => `follow-up/${caseId}`,
  escalation: (escalationId: string) => `escalation/${escalationId}`,
  referral: (referralId: string) => `referral/${referralId}`,
  loan: (loanId: string) => `loan/${loanId}`,
  /** Names the book of a fund for what is submitted to it; each entry is one short run of its own. */
  fund: (fundId: string) => `fund/${fundId}`,
  booking: (submissionId: string) => `booking/${submissionId}`,
  club: (clubId: string) => `club/${clubId}`,
  course: (courseId: string) => `course/${courseId}`,
  aftercare: (caseId: string) => `aftercare/${caseId}`,
  courier: (provinceId: string) => `courier/${provinceId}`,
  afterwards: (submissionId: string) => `afterwards/${submissionId}`,
};

/** What a workflow id was made of: everything behind its first slash, for ids hold slashes themselves. */
export const idOf = (workflowId: string): string => workflowId.slice(workflowId.indexOf('/') + 1);

/** Every command says which stored submission it is and who gave it. */
export interface Command {
  submissionId: string;
  by: string;
}

/** A need and the partner to ask; null: the commune finds one. */
export interface NeedFor {
  kind: Need;
  /** Of papers: which one. */
  detail?: Paper;
  organisationId: string | null;
}

export interface HandoverInput {
  facts: HandoverFacts;
  communeId: string | null;
}

/** Update name → its argument, per workflow type. */
export interface Updates {
  // handover
  /** `signedOn`: of the paper the step brings; its number stays with the submission. */
  recordMilestone: Command & { milestone: RecordableMilestone; mentorId?: string; signedOn?: Day };
  giveResidence: Command & Residence;
  giveFacility: Command & Residence & { facilityId: string };
  returnCase: Command & { reason: ReturnReason };
  resend: Command;
  recordNoShowStep: Command & { step: NoShowStep; found: boolean };
  moveEnd: Command & { endDay: Day };
  cancelHandover: Command & { reason: CancelReason };
  recordMeeting: Command & { on: Day; with: MeetingParty };
  recordDocument: Command & { form: Form; signedOn: Day };
  nameMentor: Command & { mentorId: string };
  answerMentorRequest: Command & { accepts: boolean };
  // followUp
  reportVisit: Command & {
    seq: number;
    outcome: VisitOutcome;
    heldOn: Day;
    promisedOn?: Day;
    needs: NeedFor[];
    topics?: Topic[];
  };
  reportContact: Command & { outcome: ContactOutcome; on: Day; needs: NeedFor[]; topics: Topic[] };
  rescheduleVisit: Command & { seq: number; on: Day };
  reassignMentor: Command & { mentorId: string };
  mentorGone: Command & { mentorId: string };
  coverMentor: Command & { mentorId: string; from: Day; until: Day };
  pauseFollowUp: Command & { reason: PauseReason; from: Day };
  stillPaused: Command;
  resumeFollowUp: Command & { on: Day };
  recordAbsence: Command & Absence;
  moveAway: Command & Move & { movedOn: Day };
  acceptMove: Command & { mentorId: string };
  declineMove: Command;
  recordEnd: Command & { paper: EndPaper; signedOn: Day };
  endFollowUp: Command & { reason: EndReason };
  referNeed: Command & NeedFor;
  // escalation
  acknowledge: Command;
  resolve: Command & { how: Resolution; seen: string[] };
  // referral
  /** `organisationId`: of a draft, the partner it goes to; null: the commune finds one. */
  moveReferral: Command & { to: ReferralStatus; organisationId?: string | null };
  tellTraining: Command & TrainingStep;
  tellJob: Command & JobStep;
  // loan
  /** Starts the loan; told again it is the same one. */
  openLoan: Command & LoanInput;
  vouchLoan: Command & { yes: boolean };
  voteOnLoan: Command & { voter: string; body: VotingBody; yes: boolean };
  /** Null: the lender refuses. */
  decideLoan: Command & { terms: Terms | null };
  disburseLoan: Command & { on: Day };
  repayLoan: Command & { amount: Dong; on: Day };
  takeBackRepayment: Command;
  talkedAboutLoan: Command;
  rescheduleLoan: Command & { months: number; way: RepaymentWay };
  writeOffLoan: Command;
  renewLoan: Command & { terms: Terms };
  withdrawLoan: Command;
  // the book of a fund
  bookFund: Command & FundBooking;
  // club
  openClub: Command & ClubPlan & { facts: ClubFacts };
  /** `present`: ids of members; the topic stays with the submission. */
  reportMeeting: Command & MeetingReport & { present: string[]; guests: number };
  changeClub: Command & ClubPlan & { policy: Policy };
  closeClub: Command;
  // a centre's course
  openCourse: Command & { facts: CourseFacts; caseIds: string[] };
  tellCourse: Command & { told: ToldOfTrainee[] };
  // aftercare
  beginAftercare: Command & { facts: AftercareFacts };
  /** What was found stays with the submission. */
  reportCheck: Command & CheckReport;
  withdrawAftercare: Command;
  // every process of a case
  adoptPolicy: Command & { policy: Policy };
}
export type UpdateName = keyof Updates;

export interface LoanInput {
  /** Where the words of who opened it are kept. */
  submissionId: string;
  facts: LoanFacts;
  terms: Terms;
  mentorId: string | null;
}

/** An entry that belongs to no step of a loan; `reverses`: the entry it undoes. */
export type FundBooking = { fundId: string; on: Day } & (
  | { kind: Extract<BookingKind, 'capital-in' | 'capital-out'>; amount: Dong }
  | { kind: 'recovered'; amount: Dong; loanId: string }
  | { kind: 'reversal'; reverses: string }
);
/** Commands that begin a process, and which on which queue: the same command given twice begins one. */
export const BEGINS = {
  openClub: { type: 'club', queue: 'community' },
  openCourse: { type: 'course', queue: 'community' },
  beginAftercare: { type: 'aftercare', queue: 'community' },
} as const satisfies Partial<Record<UpdateName, { type: string; queue: keyof typeof QUEUES }>>;

/** What may still be told of a case when its own process has ended. */
export const AFTERWARDS = ['recordDocument', 'reportVisit'] as const satisfies readonly UpdateName[];
export type ToldAfterwards = {
  [N in (typeof AFTERWARDS)[number]]: { caseId: string; update: N; command: Updates[N] };
}[(typeof AFTERWARDS)[number]];

/** Query name → its argument and answer. */
export interface Queries {
  /** What adopting this version would change, were it done now. Changes nothing. */
  adoptionPreview: { ask: { policy: Policy; now: Instant }; answer: AdoptionChanges };
}

/** Signals between processes; each is safe to receive twice. */
export interface Signals {
  slipped: { itemId: string };
  itemDone: { itemId: string; how?: ClosedHow };
  /** `why`: to a referral, how the follow-up ended. */
  caseClosed: { by: string; why?: 'completed' | EndReason };
  /** To a referral: how the process that carries it out (a loan) stands; a move that is not legal is ignored. */
  followed: { to: ReferralStatus; by: string };
  poke: { wakeAt: number };
  /** To the handover: the mentor has seen the person. */
  contacted: { by: string };
  /** To the handover and to referrals: somebody else accompanies the person from now on, or elsewhere. */
  accompanied: Residence & { mentorId: string | null };
  /** To a loan: its fund has set the money of this turn aside. */
  moneyCame: { turn: number };
  /** To a loan: the follow-up is over. */
  loanCaseEnded: { reason: string; by: string };
  /** To the handover: the follow-up is over, whatever paper is missing. */
  followUpEnded: Record<string, never>;
}

/** ApplicationFailure type of a command that the rules refuse; its message is the RefusalCode. */
export const REFUSED = 'Refused';
