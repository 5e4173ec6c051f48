import type { Effort } from './effort';
import type { Indicators, Rate } from './indicators';
import { type Breach, INVARIANTS, type Invariant, show } from './invariants';
import { type Ledger, timelines } from './ledger';

/** The report as lines of text. */
export function reportLines(figures: Indicators, effort: Effort): string[] {
  const { visits, escalations, messages, histogram } = figures;
  const most = Math.max(...histogram.map((b) => b.visits), 1);
  return [
    `people ${figures.people}, home and accompanied ${figures.home}`,
    `in the commune within 7 days: ${rate(figures.arrivedWithin7)}`,
    `seen by the mentor within 7 days: ${rate(figures.seenWithin7)}, within 30 days: ${rate(figures.seenWithin30)}`,
    `visits due ${visits.due}: held ${visits.held}, late ${visits.late}, missed and not made good ${visits.missed}`,
    `days overdue per person: ${figures.daysOverdue.toFixed(1)}`,
    ...histogram.map(
      ({ days, visits: n }) =>
        `  ${days.padStart(6)} days ${String(n).padStart(7)} ${'█'.repeat(Math.ceil((n / most) * 40))}`,
    ),
    `escalations ${escalations.raised}, resolved ${escalations.resolved}` +
      (escalations.medianDays === null
        ? ''
        : `; to resolve: median ${escalations.medianDays.toFixed(1)} days, longest ${escalations.worstDays?.toFixed(1)}`),
    `messages: ${messages.sms} SMS (${messages.segments} segments, ${messages.cost.toLocaleString('en')} đ at the scenario's price), ${messages.emails} e-mails, ${messages.failed} could not be delivered`,
    `SMS segments for one person in a month: ${messages.perPersonMonth.toFixed(2)}`,
    `cases given back ${figures.given.back}, looked for people who did not come ${figures.given.lookedFor} times, stood in for a mentor ${figures.given.covers} times`,
    `took ${effort.seconds.toFixed(1)} s in ${effort.shards} ${effort.shards === 1 ? 'shard' : 'shards'}, ${effort.visitsPerSecond.toFixed(1)} visits a second, ${effort.peakMegabytes.toFixed(0)} MB at the most (all processes together)`,
  ];
}

/** Breaches of one invariant that are shown with their case's timeline. */
const SHOWN = 5;

export function invariantLines(
  breaches: Breach[],
  checked: Record<Invariant, number>,
  ledger: Ledger,
): string[] {
  const of = (name: string) => breaches.filter((b) => b.invariant === name);
  const lines = Object.entries(INVARIANTS).map(([name, says]) => {
    const broken = of(name).length;
    return `${broken ? '✗' : '✓'} ${says}: ${checked[name as Invariant]} looked at, ${broken} breaches`;
  });
  // Some of each kind: what is common must not hide what is rare.
  const shown = Object.keys(INVARIANTS).flatMap((name) => of(name).slice(0, SHOWN));
  const all = shown.length ? timelines(ledger) : new Map();
  for (const { invariant, caseId, what } of shown) {
    lines.push('', `✗ ${INVARIANTS[invariant]}: case ${caseId}`, `  ${what}`);
    for (const step of all.get(caseId) ?? []) lines.push(`    ${show(step.at)} ${step.kind}`);
  }
  if (breaches.length > shown.length) lines.push('', `and ${breaches.length - shown.length} more`);
  lines.push('', `${breaches.length} breaches`);
  return lines;
}

const rate = ({ of, share }: Rate) =>
  share === null ? 'nobody yet' : `${(share * 100).toFixed(0)}% of ${of}`;
