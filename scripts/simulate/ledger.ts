import type { Day, Instant } from '../../domain/calendar';
import type { Priority } from '../../domain/notice';

/** What is on record at the end, whichever engine kept it; plain JSON, so that shards can send theirs. */
export interface Ledger {
  cases: CaseFact[];
  visits: VisitFact[];
  escalations: EscalationFact[];
  messages: MessageFact[];
  timeline: TimelineFact[];
  /** What an engine found wrong with itself: PostgreSQL and Temporal disagree, or a text was never recorded. */
  disagreements: { caseId: string; what: string }[];
}

export interface CaseFact {
  caseId: string;
  process: 'handover' | 'follow-up';
  open: boolean;
  ownerRole: string | null;
  ownerId: string | null;
  nextDue: Instant | null;
  closedAt: Instant | null;
  /** Handover: the day the treatment is completed. */
  endDay?: Day;
  /** Handover: when the person came. */
  arrivedAt?: Instant | null;
}

export interface VisitFact {
  id: string;
  caseId: string;
  seq: number;
  mentorId: string | null;
  on: Day;
  graceEnds: Instant;
  status: string;
  outcome: string | null;
  heldOn: Day | null;
  reportedAt: Instant | null;
}

export interface EscalationFact {
  id: string;
  kind: string;
  communeId: string | null;
  responsible: string;
  status: string;
  raisedAt: Instant;
  resolvedAt: Instant | null;
  items: { id: string; caseId: string; dueAt: Instant; closedAt: Instant | null }[];
}

export interface MessageFact {
  key: string;
  kind: string;
  priority: Priority;
  channel: string;
  recipientId: string;
  caseId: string;
  subjectId: string;
  /** When it left; null: it never did. */
  at: Instant | null;
  segments: number;
  /** What in its final words would tell of the context or name somebody: nothing may. */
  exposes: string[];
}

export interface TimelineFact {
  /** Unique: the workflow's id and the step. */
  key: string;
  caseId: string;
  kind: string;
  at: Instant;
}

/**
 * What happened to each case, step by step, to the minute (what happens in the same moment has no order): the same from
 * both engines. Escalations are named by whom they are about.
 */
export function timelines(ledger: Ledger): Map<string, { kind: string; at: Instant }[]> {
  const names = new Map<string, string>();
  const nth = new Map<string, number>();
  for (const e of [...ledger.escalations].sort((a, b) => a.raisedAt - b.raisedAt)) {
    const about = `${e.kind}|${e.communeId}|${e.responsible}`;
    const n = (nth.get(about) ?? 0) + 1;
    nth.set(about, n);
    names.set(e.id, `escalation ${about}|${n}`);
  }
  const lines = new Map<string, { kind: string; at: Instant }[]>();
  for (const { key, caseId, kind, at } of ledger.timeline) {
    // Of what one person let slip together, any of the cases may have opened the escalation.
    const [scope, id] = key.split('/') as [string, string];
    const subject = scope === 'escalation' && kind !== 'escalation-raised' ? (names.get(id) ?? key) : caseId;
    const line = lines.get(subject);
    const step = { kind, at: at - (at % 60_000) };
    if (line) line.push(step);
    else lines.set(subject, [step]);
  }
  for (const line of lines.values()) line.sort((a, b) => a.at - b.at || (a.kind < b.kind ? -1 : 1));
  return lines;
}
