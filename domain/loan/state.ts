import type { Instant } from '../calendar';
import type { Instalment, InterestRule, RepaymentWay, Terms } from '../instalments';
import type { Dong } from '../ledger';
import type { Policy } from '../policy';
import type { OrganisationKind } from '../referral/partners';

/** What a loan waits for, in the order of its way; the last four are its ends. */
export const LOAN_STATUSES = [
  'vouching', // a mass organisation vouches (tín chấp)
  'appraising', // the club and the commune vote
  'deciding', // the lender says yes or no, and how much
  'waiting', // decided; the fund has no money free yet
  'approved', // the money is set aside
  'running', // paid out, and paid back as agreed
  'arrears', // an instalment was not paid in time
  'matured', // all is back: another turn, or the end
  'refused',
  'withdrawn',
  'repaid',
  'written-off',
] as const;
export type LoanStatus = (typeof LOAN_STATUSES)[number];

const ENDS: readonly LoanStatus[] = ['refused', 'withdrawn', 'repaid', 'written-off'];
export const isOpen = (status: LoanStatus): boolean => !ENDS.includes(status);
/** Before any money has gone out in this turn. */
export const BEFORE_MONEY: readonly LoanStatus[] = [
  'vouching',
  'appraising',
  'deciding',
  'waiting',
  'approved',
];

/** What is done about an instalment that is not paid, kindly and one after the other. */
export const ARREARS_STAGES = ['talk', 'offer', 'commune'] as const;
export type ArrearsStage = (typeof ARREARS_STAGES)[number];

export const BORROWERS = ['person', 'household'] as const;
export type Borrower = (typeof BORROWERS)[number];

export const VOTING_BODIES = ['club', 'commune'] as const;
export type VotingBody = (typeof VOTING_BODIES)[number];

/** Each a vote of the appraisal; `voter` is an opaque id. */
export interface Vote {
  voter: string;
  body: VotingBody;
  yes: boolean;
}

/** Kinds of organisation that lend, or vouch for who borrows. */
export const LENDERS: readonly OrganisationKind[] = ['bank', 'fund', 'charity', 'union'];

/** Where the money of a fund comes from. */
export const FUND_SOURCES = ['policy-bank', 'vouched', 'revolving', 'charity'] as const;
export type FundSource = (typeof FUND_SOURCES)[number];

/** Of a fund, what its loans go by; as it was when the loan was opened. */
export interface FundRules {
  fundId: string;
  /** The lender. */
  organisationId: string;
  interest: InterestRule;
  /** Highest sum and longest term: the fund's own, within policy. */
  cap: Dong;
  termMax: number;
  /** Whether a mass organisation must vouch. */
  vouching: boolean;
}

export interface LoanFacts {
  loanId: string;
  caseId: string;
  /** The referral that asked for it; null: the commune opened it for the household. */
  referralId: string | null;
  provinceId: string;
  communeId: string;
  borrower: Borrower;
  /** The mass organisation that is asked to vouch, by its own account; none: the commune writes down who does. */
  voucherId?: string | null;
  openedBy: string;
  fund: FundRules;
  policy: Policy;
}

/** Plain JSON carried by a running loan. */
export interface LoanState {
  facts: LoanFacts;
  status: LoanStatus;
  /** Only in arrears. */
  stage: ArrearsStage | null;
  /** Each time the money goes out is a turn, from 1. */
  turn: number;
  /** As asked for, then as decided. */
  terms: Terms;
  votes: Vote[];
  /** Counts the schedules, from 1; 0: none yet. */
  plan: number;
  schedule: Instalment[];
  /** Sums paid towards the present schedule, in order. */
  payments: Dong[];
  /** Schedules of this turn after the first. */
  rescheduled: number;
  /** Who accompanies the person; null once nobody does. */
  mentorId: string | null;
  /** Where the person lives now. */
  communeId: string;
  provinceId: string;
  /** Why the follow-up is over, once it is. */
  caseEnded: string | null;
  /** When the present status or stage began. */
  since: Instant;
  /** Until when it may last; null: closed, or the schedule says it. */
  due: Instant | null;
  overdue: boolean;
  /** Counts statuses and stages entered: makes the keys of notices unique. */
  entered: number;
  revision: number;
}

export type { Dong, Instalment, RepaymentWay, Terms };
