import { addWorkingHours, type Calendar, dayOf, endOfDay, HOUR, type Instant } from '../../domain/calendar';
import { withinHours } from '../../domain/notice';
import { policyInForce } from '../../domain/policy';
import { idOf } from '../../workflows/contract';
import type { Ledger, MessageFact } from './ledger';
import type { Town } from './town';

/** A promise that was not kept, with the case it was not kept for. */
export interface Breach {
  invariant: Invariant;
  caseId: string;
  what: string;
}

/** What must hold in every run; shown with the number of things looked at. */
export const INVARIANTS = {
  'one-owner-one-date': 'every open case has one owner and one next date',
  'nobody-forgotten': 'no open case’s date has passed without a human being told',
  'one-message-per-key': 'one message per key',
  'quiet-hours': 'none in quiet hours unless critical',
  'missed-reaches-a-human': 'every missed visit reached a human within the policy’s hours',
  privacy: 'no text tells why somebody is visited, or names anybody',
  'withdrawn-in-time': 'nobody is reminded of a visit that was reported',
  'closed-is-left-alone': 'nobody closed is texted about, but to an office what was handed on to it',
  'both-agree': 'PostgreSQL and Temporal agree case by case',
} as const;
export type Invariant = keyof typeof INVARIANTS;

/** A text may wait for the courier that is just sending. */
const SLACK = HOUR;

/**
 * Looks at everything on record. `down`: when the worker was, since nobody can be told then.
 * @returns the breaches, and how many things each invariant was held against.
 */
export function checkInvariants(
  ledger: Ledger,
  town: Town,
  down: readonly { from: Instant; to: Instant }[] = [],
): { breaches: Breach[]; checked: Record<Invariant, number> } {
  const breaches: Breach[] = [];
  const checked = Object.fromEntries(Object.keys(INVARIANTS).map((i) => [i, 0])) as Record<Invariant, number>;
  const hold = (invariant: Invariant, holds: boolean, caseId: string, what: () => string) => {
    checked[invariant] += 1;
    if (!holds) breaches.push({ invariant, caseId, what: what() });
  };
  const { params, calendar } = policyInForce(dayOf(town.from));
  const sent = ledger.messages.filter((m): m is MessageFact & { at: Instant } => m.at !== null);
  const bySubject = groupBy(sent, (m) => m.subjectId);
  const awake = (instant: Instant) =>
    down.find(({ from, to }) => from <= instant && instant < to)?.to ?? instant;
  /** The latest moment at which somebody told of something at `instant` can be. */
  const toldBy = (instant: Instant) => withinHours(awake(instant), params.smsWindow) + SLACK;

  const openItems = new Map<string, Instant>();
  for (const e of ledger.escalations)
    for (const i of e.items) if (i.closedAt === null) openItems.set(i.caseId, i.dueAt);
  for (const c of ledger.cases.filter((one) => one.open)) {
    const { caseId, process, ownerId, ownerRole, nextDue } = c;
    hold(
      'one-owner-one-date',
      ownerId !== null && nextDue !== null,
      caseId,
      () =>
        `${process}: owner ${ownerRole ?? 'nobody'} (${ownerId ?? 'no account'}), next date ${show(nextDue)}`,
    );
    const patience = process === 'follow-up' ? graceOf(nextDue, params.visitGrace, calendar) : nextDue;
    hold(
      'nobody-forgotten',
      nextDue === null || awake(patience ?? 0) >= town.to || openItems.has(caseId),
      caseId,
      () => `${process}: the date ${show(nextDue)} has passed and no escalation is open`,
    );
  }

  const keys = new Set<string>();
  for (const m of ledger.messages) {
    hold('one-message-per-key', !keys.has(m.key), m.caseId, () => `a second message ${m.key}`);
    keys.add(m.key);
  }
  for (const m of sent) {
    const quiet = withinHours(m.at, params.smsWindow) > m.at;
    hold('privacy', m.exposes.length === 0, m.caseId, () => `${m.kind}: ${m.exposes.join(', ')}`);
    hold('quiet-hours', !quiet || m.priority === 'critical', m.caseId, () => `${m.kind} at ${show(m.at)}`);
  }

  const visitOf = new Map(ledger.visits.map((v) => [v.id, v]));
  for (const m of sent.filter(({ kind }) => kind === 'visit-reminder')) {
    const reportedAt = visitOf.get(m.subjectId)?.reportedAt ?? null;
    // In the minute of the report a text may already be on its way.
    const after = reportedAt !== null && m.at > reportedAt + 60_000;
    hold(
      'withdrawn-in-time',
      !after,
      m.caseId,
      () => `reminded at ${show(m.at)}, reported ${show(reportedAt)}`,
    );
  }

  const escalationOf = new Map<string, Ledger['escalations'][number]>();
  for (const e of ledger.escalations) for (const i of e.items) escalationOf.set(i.id, e);
  const missedAt = new Map<string, Instant>();
  const misses = ledger.timeline.filter((t) => t.kind === 'visit-missed');
  const visitsOf = groupBy(ledger.visits, (v) => v.caseId);
  for (const { caseId, at } of misses) {
    // The step does not name its visit: the latest whose grace was over by then and that is not yet accounted for.
    const visit = (visitsOf.get(caseId) ?? [])
      .filter(
        (v) => v.graceEnds <= at && (v.status === 'missed' || v.status === 'late') && !missedAt.has(v.id),
      )
      .sort((a, b) => a.seq - b.seq)[0];
    if (visit) missedAt.set(visit.id, at);
  }
  for (const visit of ledger.visits.filter((v) => v.status === 'missed' || v.status === 'late')) {
    const at = missedAt.get(visit.id);
    const escalation = escalationOf.get(visit.id);
    const limit = toldBy(Math.max(visit.graceEnds, at ?? 0));
    if (limit > town.to) continue; // there was no time yet
    // Told anew for it, or told before about the same responsible and not yet settled.
    const told = escalation && (bySubject.get(escalation.id) ?? []).some((m) => m.at <= limit);
    const late = visit.reportedAt !== null && visit.reportedAt <= limit; // done before anybody needed to be told
    hold('missed-reaches-a-human', Boolean(told || late), visit.caseId, () =>
      escalation
        ? `visit ${visit.seq}, missed ${show(at ?? visit.graceEnds)}: nobody told by ${show(limit)}`
        : `visit ${visit.seq}, missed ${show(at ?? visit.graceEnds)}: no escalation`,
    );
  }

  const closed = new Map(
    ledger.cases
      .filter((c) => c.process === 'follow-up' && !c.open)
      .map((c) => [c.caseId, c.closedAt as Instant]),
  );
  const handedOn = ledger.timeline.filter((t) => t.kind === 'referral-handed-on');
  const referrals = new Set(handedOn.map((t) => idOf(t.key).replace(/\/\d+$/, '')));
  const cases = new Set(handedOn.map((t) => t.caseId));
  for (const m of sent) {
    const closedAt = closed.get(m.caseId);
    // In the minute of the closing a text may already be on its way.
    const after = closedAt !== undefined && m.at > closedAt + 60_000;
    const ofHandedOn = referrals.has(m.subjectId) || (m.kind === 'escalation' && cases.has(m.caseId));
    const office = ofHandedOn && town.accounts.get(m.recipientId)?.role !== 'mentor';
    hold(
      'closed-is-left-alone',
      !after || office,
      m.caseId,
      () => `${m.kind} at ${show(m.at)}, closed ${show(closedAt ?? null)}`,
    );
  }

  checked['both-agree'] = ledger.cases.length;
  for (const { caseId, what } of ledger.disagreements)
    breaches.push({ invariant: 'both-agree', caseId, what });
  return { breaches, checked };
}

function graceOf(due: Instant | null, days: number, calendar: Calendar): Instant | null {
  // A working day never has more than these office hours: generous, since the exact day is the product's to know.
  return due === null ? null : endOfDay(dayOf(addWorkingHours(due, (days + 1) * 8, calendar)));
}

/** A moment in Vietnam, to the minute. */
export function show(instant: Instant | null): string {
  return instant === null
    ? 'none'
    : new Date(instant + 7 * HOUR).toISOString().slice(0, 16).replace('T', ' ');
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
