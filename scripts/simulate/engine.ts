import type { Day, Instant } from '../../domain/calendar';
import type { NoShowStep, ReturnReason } from '../../domain/handover';
import type { UpdateName, Updates } from '../../workflows/contract';
import type { Ledger } from './ledger';
import type { Person } from './town';

/** What somebody asks of the product, as the api would pass it on. */
export type Command = { key: string } & (
  | { start: Person }
  | {
      [N in UpdateName]: {
        update: N;
        workflowId: string;
        caseId: string;
        by: string;
        args: Omit<Updates[N], 'submissionId' | 'by'>;
      };
    }[UpdateName]
);

/** A case as its work list shows it. */
export interface CaseView {
  caseId: string;
  provinceId: string;
  communeId: string | null;
  mentorId: string | null;
  /** False once the handover is closed. */
  open: boolean;
  milestones: { kind: string; status: string; due: Instant | null; owner: string }[];
  /** Why the commune gave it back, while the centre has not sent it anew. */
  returned: ReturnReason | null;
  /** What is next for a person who did not come. */
  noShow: NoShowStep | null;
  followUp: {
    /** Who is to go to the planned visit; else who accompanies the person. */
    mentorId: string | null;
    open: boolean;
    /** What is next on the list, and until when. */
    next: string | null;
    due: Instant | null;
    /** The commune asked to take the person over. */
    movingTo: string | null;
    planned: { seq: number; on: Day; graceEnds: Instant } | null;
    missed: number[];
  } | null;
}

export interface EscalationView {
  id: string;
  kind: string;
  status: string;
  communeId: string | null;
  responsibleId: string | null;
  responsibleRole: string;
  /** Still open, in order of their ids. */
  items: { id: string; caseId: string; what: string }[];
}

export interface ReferralView {
  id: string;
  caseId: string;
  status: string;
  communeId: string;
  organisationId: string | null;
}

/** A message somebody received. */
export interface Heard {
  /** Of the notice; both its text and its mail carry it. */
  key: string;
  to: string;
  kind: string;
  subjectId: string;
  caseId: string;
  at: Instant;
}

/** What has changed, and what arrived, since it was last asked. */
export interface News {
  cases: CaseView[];
  referrals: ReferralView[];
  heard: Heard[];
}

/** What a scenario runs on. Its clock stands still while something is being done. */
export interface Engine {
  /** When something is next due by itself; null: nothing is. */
  nextWake(): Instant | null;
  /** Moves the clock; all that is due by then has been done when it comes back. */
  advance(to: Instant): Promise<void>;
  /** Hands over what was asked at this moment; done when it comes back, or stored while the engine is down. */
  give(commands: Command[]): Promise<void>;
  news(): Promise<News>;
  escalation(id: string): Promise<EscalationView | null>;
  /** The worker ends; commands are stored from here on. */
  down(): Promise<void>;
  /** The worker is back, and what was stored is delivered. */
  up(): Promise<void>;
  /** What is on record, for figures and invariants. */
  ledger(): Promise<Ledger>;
  stop(): Promise<void>;
}
