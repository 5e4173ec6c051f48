import { isUnanswered } from '../../domain/afterwards';
import { endOfDay, startOfDay, toDay } from '../../domain/calendar';
import { type EndPaper, OUTCOME_RULES, type VisitOutcome, visitPlan } from '../../domain/follow-up';
import { endCertificateOpens, type Policy } from '../../domain/policy';
import type { Prisma } from '../../prisma/client';
import type { CaseDetail, VisitView } from './shapes';
import { toDayOrNull } from './words';

type Row = Prisma.FollowUpGetPayload<{ include: { visits: true; referrals: { select: { kind: true } } } }>;
interface Names {
  users: Map<string, string>;
  communes: Map<string, string>;
}

/** A follow-up as the case page shows it; what was found at visits only for those who see visits. */
export function followUpView(
  row: Row,
  policy: Policy,
  { users, communes }: Names,
  seesVisits: boolean,
): NonNullable<CaseDetail['followUp']> {
  const named = (id: string | null) => (id ? { id, name: users.get(id) ?? '' } : null);
  return {
    startsOn: toDay(row.startsOn),
    endsOn: toDay(row.endsOn),
    status: row.status,
    closedWhy: row.closedWhy,
    paused: row.paused,
    cover: row.coverId ? { name: users.get(row.coverId) ?? '', until: toDayOrNull(row.coverUntil) } : null,
    movingTo: row.movingToId
      ? { id: row.movingToId, name: communes.get(row.movingToId) ?? row.movingToId }
      : null,
    certificate: row.certificate,
    assessed: row.referrals.some(({ kind }) => kind === 'assessment'),
    proposes: seesVisits ? proposal(row) : null,
    visits: row.visits.map((v) => ({
      id: v.id,
      seq: v.seq,
      status: v.status as VisitView['status'],
      plannedOn: toDay(v.plannedOn),
      graceEndsAt: v.graceEndsAt,
      mentor: named(v.mentorId)?.name ?? null,
      outcome: seesVisits ? (v.outcome as VisitView['outcome']) : null,
      heldOn: toDayOrNull(v.heldOn),
      note: seesVisits ? v.note : null,
      needs: seesVisits ? v.needs : [],
      topics: seesVisits ? v.topics : [],
      reportedAt: v.reportedAt,
      reportedBy: named(v.reportedById)?.name ?? null,
      waits: waitsForReport(row, v),
    })),
    plan: planAhead(row, policy),
  };
}

/** Planned or missed; of an ended follow-up also the last one, which the end may have come before. */
function waitsForReport({ status, visits }: Row, visit: Row['visits'][number]): boolean {
  if (status === 'open') return visit.status === 'planned' || visit.status === 'missed';
  return visit.status === 'missed' || (isUnanswered(visit) && visit.id === visits.at(-1)?.id);
}

/** What the latest report asks the commune to think of, until somebody has done it or another visit says otherwise. */
function proposal({ visits, status, paused, movingToId }: Row) {
  const [latest] = visits.filter((v) => v.reportedAt !== null).sort((a, b) => b.seq - a.seq);
  if (!latest?.outcome || status !== 'open' || paused || movingToId) return null;
  return OUTCOME_RULES[latest.outcome as VisitOutcome]?.proposes ?? null;
}

/** Days the cadence plans after the planned visit, at the present pace, if each is held on its day. */
function planAhead(row: Row, policy: Policy): string[] {
  const planned = row.visits.find((v) => v.status === 'planned');
  if (row.status !== 'open' || !planned) return [];
  const term = { startDay: toDay(row.startsOn), endDay: toDay(row.endsOn), policy };
  return visitPlan(term, toDay(planned.plannedOn), { percent: row.pace, good: 0 });
}

/** Which paper of the end can be recorded now; null: none yet. */
export function paperDue(row: Row | null, policy: Policy, now: number): EndPaper | null {
  if (row?.status !== 'open' || row.paused) return null;
  const endDay = toDay(row.endsOn);
  if (row.certificate) return now >= endOfDay(endDay) ? 'delisting' : null;
  return now >= startOfDay(endCertificateOpens(endDay, policy)) ? 'certificate' : null;
}
