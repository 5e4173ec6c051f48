import { dayOf, daysBetween, type Instant } from '../../domain/calendar';
import type { Ledger } from './ledger';
import type { Town } from './town';

/** The figures a run comes to. */
export interface Indicators {
  people: number;
  home: number;
  /** Of those whose treatment ended at least so long before the end of the run. */
  arrivedWithin7: Rate;
  seenWithin7: Rate;
  seenWithin30: Rate;
  visits: { due: number; held: number; late: number; missed: number };
  /** Mean over people of the mean over their visits: DeRenzi et al. 2012 count days overdue per client so. */
  daysOverdue: number;
  /** Visits by how many days late they were; the last is open-ended. */
  histogram: { days: string; visits: number }[];
  escalations: { raised: number; resolved: number; medianDays: number | null; worstDays: number | null };
  given: { back: number; lookedFor: number; covers: number };
  messages: {
    sms: number;
    emails: number;
    failed: number;
    segments: number;
    cost: number;
    /** SMS segments for one person in 30 days of being accompanied or prepared for. */
    perPersonMonth: number;
  };
}

export interface Rate {
  of: number;
  share: number | null;
}

const BINS = [0, 1, 3, 7, 14, 30] as const;

export function indicators(ledger: Ledger, town: Town, segmentPrice: number): Indicators {
  const last = dayOf(town.to - 1);
  const handovers = ledger.cases.filter((c) => c.process === 'handover');
  const followUps = new Set(ledger.cases.filter((c) => c.process === 'follow-up').map((c) => c.caseId));
  const visitsOf = new Map<string, Ledger['visits']>();
  for (const v of ledger.visits) visitsOf.set(v.caseId, [...(visitsOf.get(v.caseId) ?? []), v]);

  const within = (days: number, when: (caseId: string) => string | null): Rate => {
    const old = handovers.filter((h) => h.endDay && daysBetween(h.endDay, last) >= days);
    const met = old.filter((h) => {
      const day = when(h.caseId);
      return day !== null && daysBetween(h.endDay as string, day) <= days;
    });
    return { of: old.length, share: old.length ? met.length / old.length : null };
  };
  const seen = (caseId: string) =>
    (visitsOf.get(caseId) ?? [])
      .filter((v) => v.outcome === 'met')
      .map((v) => v.heldOn as string)
      .sort()[0] ?? null;
  const arrivals = new Map(handovers.map((h) => [h.caseId, h.arrivedAt ?? null]));
  const arrived = (caseId: string) => {
    const at = arrivals.get(caseId);
    return at ? dayOf(at) : null;
  };

  // What was due before the run ended: a visit planned for its last days says nothing yet.
  const due = ledger.visits.filter(
    (v) => v.on <= last && v.status !== 'cancelled' && (v.status !== 'planned' || v.on < last),
  );
  const overdueOf = new Map<string, number[]>();
  const bins = BINS.map(() => 0);
  for (const v of due) {
    const overdue = Math.max(0, daysBetween(v.on, answeredOn(v, visitsOf.get(v.caseId) ?? [], last)));
    overdueOf.set(v.caseId, [...(overdueOf.get(v.caseId) ?? []), overdue]);
    const bin = BINS.findLastIndex((from) => overdue >= from);
    bins[bin] = (bins[bin] as number) + 1;
  }
  const resolved = ledger.escalations.filter((e) => e.resolvedAt !== null);
  const took = resolved
    .map((e) => ((e.resolvedAt as Instant) - e.raisedAt) / 86_400_000)
    .sort((a, b) => a - b);
  const times = (kind: string) => ledger.timeline.filter((t) => t.kind === kind).length;
  const sent = ledger.messages.filter((m) => m.at !== null);
  const segments = sent.reduce((sum, m) => sum + m.segments, 0);

  return {
    people: handovers.length,
    home: followUps.size,
    arrivedWithin7: within(7, arrived),
    seenWithin7: within(7, seen),
    seenWithin30: within(30, seen),
    visits: {
      due: due.length,
      held: due.filter((v) => v.status === 'reported').length,
      late: due.filter((v) => v.status === 'late').length,
      missed: due.filter((v) => v.status === 'missed').length,
    },
    daysOverdue: mean([...overdueOf.values()].map(mean)),
    histogram: BINS.map((from, n) => ({ days: binName(from, BINS[n + 1]), visits: bins[n] as number })),
    escalations: {
      raised: ledger.escalations.length,
      resolved: resolved.length,
      medianDays: took[Math.floor(took.length / 2)] ?? null,
      worstDays: took.at(-1) ?? null,
    },
    given: { back: times('case-returned'), lookedFor: times('no-show-step'), covers: times('cover-began') },
    messages: {
      sms: sent.filter((m) => m.channel === 'sms').length,
      emails: sent.filter((m) => m.channel === 'email').length,
      failed: ledger.messages.length - sent.length,
      segments,
      cost: segments * segmentPrice,
      perPersonMonth: segments / (daysOfCare(ledger, town.to) / 30),
    },
  };
}

/** From the first step of each case to its end, or that of the run. */
function daysOfCare(ledger: Ledger, end: Instant): number {
  const begun = new Map<string, Instant>();
  for (const { caseId, at } of ledger.timeline) begun.set(caseId, Math.min(begun.get(caseId) ?? at, at));
  const over = new Map(ledger.cases.map((c) => [c.caseId, end]));
  for (const c of ledger.cases)
    if (c.process === 'follow-up' && c.closedAt !== null) over.set(c.caseId, c.closedAt);
  const days = [...over].map(([caseId, until]) => (until - (begun.get(caseId) ?? until)) / 86_400_000);
  return Math.max(
    1,
    days.reduce((sum, one) => sum + one, 0),
  );
}

/** The day on which the person was heard of again: by this visit, or by a later one; at the latest the end of the run. */
function answeredOn(visit: Ledger['visits'][number], all: Ledger['visits'], last: string): string {
  const days = all.flatMap((v) => (v.heldOn && v.seq >= visit.seq ? [v.heldOn] : []));
  return days.sort()[0] ?? last;
}

const mean = (values: number[]) =>
  values.length ? values.reduce((sum, v) => sum + v, 0) / values.length : 0;
const binName = (from: number, next: number | undefined) =>
  next === undefined ? `${from}+` : next - 1 === from ? String(from) : `${from}–${next - 1}`;
