import type { Day, Instant } from '../calendar';
import type { Treatment } from '../policy';
import { type Pace, STEADY, type Term } from './cadence';
import type { Duty } from './duties';
import type { Span } from './term';

export interface FollowUpFacts extends Term {
  caseId: string;
  personId: string;
  /** Where the person came home to; after a move the state says where they live now. */
  provinceId: string;
  communeId: string;
  /** From what the term was counted: the completion. Cases begun earlier do not know it. */
  term?: { from: Day; treatment: Treatment; minor: boolean };
}

export interface PlannedVisit {
  seq: number;
  on: Day;
  /** End of the last working day of grace; not reported by then, it is missed. */
  graceEnds: Instant;
  /** The day it was counted from by the cadence; missing: somebody chose the day, or it had to be soon. */
  from?: Day;
  /** On this day because the person promised it: that holds the ladder once. */
  promised?: true;
}

/** Why visits rest. */
export const PAUSE_REASONS = ['hospital', 'prison'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** Ends before the term: none of them is the person's own choice of words, all are the law's. */
export const END_REASONS = ['relapse', 'prison', 'death', 'missing', 'compulsory-education'] as const;
export type EndReason = (typeof END_REASONS)[number];

/** The papers of the end of the term: certificate (form 56), then delisting (form 57). */
export const END_PAPERS = ['certificate', 'delisting'] as const;
export type EndPaper = (typeof END_PAPERS)[number];

/** Another mentor stands in between two days, both included. */
export interface Cover {
  mentorId: string;
  from: Day;
  until: Day;
  /** Its first day has come: who covers answers for the person. */
  begun: boolean;
}

export interface Move {
  communeId: string;
  provinceId: string;
}

/** Plain JSON: what a running follow-up carries, also through continue-as-new. */
export interface FollowUpState {
  facts: FollowUpFacts;
  /** null: the mentor left, and the commune has not named another yet. */
  mentorId: string | null;
  /** How many visits were ever planned or held. */
  seq: number;
  planned: PlannedVisit | null;
  /** Still unanswered, missed or withdrawn by the end; a late report closes what it answers. */
  missed: number[];
  closed: 'completed' | EndReason | null;
  revision: number;

  // Since November 2026; what a follow-up carries from before lacks them, see `complete`.
  communeId: string;
  provinceId: string;
  /** The term ends with its papers. Before, it ended by itself. */
  papers: boolean;
  pace: Pace;
  /** How many mentors took over or stood in; makes each being told a new notice. */
  assigned: number;
  /** Until when the one who took over last is still to be told. */
  assignedUntil: Instant | null;
  cover: Cover | null;
  pause: { reason: PauseReason; from: Day } | null;
  move: Move | null;
  /** Until when the origin is still to be told that the move was declined. */
  declinedUntil: Instant | null;
  /** The report whose mentor is still to be told that it has arrived. */
  taken: { seq: number; by: string; until: Instant } | null;
  /** Days that do not count towards the term. */
  uncounted: Span[];
  /** What the follow-up waits for beside visits. */
  duties: Duty[];
  /** How many duties there ever were; makes each a new thing to remind of. */
  dutySeq: number;
  certificate: boolean;
  assessed: boolean;
  /** Once closed: until when a late report is still taken. */
  reportsUntil: Instant | null;
  /** How many referrals were asked for outside a visit. */
  referrals: number;
}

/** Of a state as it may have been carried from before November 2026. */
export type Carried = Pick<
  FollowUpState,
  'facts' | 'mentorId' | 'seq' | 'planned' | 'missed' | 'closed' | 'revision'
> &
  Partial<FollowUpState>;

export function complete(carried: Carried): FollowUpState {
  return {
    communeId: carried.facts.communeId,
    provinceId: carried.facts.provinceId,
    papers: false,
    pace: STEADY,
    assigned: 0,
    assignedUntil: null,
    cover: null,
    pause: null,
    move: null,
    declinedUntil: null,
    taken: null,
    uncounted: [],
    duties: [],
    dutySeq: 0,
    certificate: false,
    assessed: false,
    reportsUntil: null,
    referrals: 0,
    ...carried,
  };
}

export const visitId = (caseId: string, seq: number) => `${caseId}/v${seq}`;
