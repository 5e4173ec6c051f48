import type {
  EscalationRaise,
  EscalationStep,
  FollowUpActivities,
  FollowUpStep,
  HandoverStep,
  ReferralStep,
  Step,
} from '../../../activities/contract';
import { accompaniedOtherwise } from '../../../activities/records/tell-handover';
import { latePaper, lateReport } from '../../../domain/afterwards';
import { type Day, dayOf, type Instant } from '../../../domain/calendar';
import type { ClosedHow } from '../../../domain/escalation';
import { seenInPerson, visitId } from '../../../domain/follow-up';
import type { RefusalCode } from '../../../domain/refusal';
import { idOf, type ToldAfterwards, workflowId } from '../../../workflows/contract';
import type { CaseView, EscalationView, News, ReferralView } from '../engine';
import type { CaseFact, Ledger, VisitFact } from '../ledger';
import type { Town } from '../town';
import { type EscalationRow, Escalations } from './escalations';
import { Outgoing } from './outgoing';
import { type HandoverRow, Rows } from './rows';
import type { Runtime } from './runtime';

interface FollowUpRow extends CaseFact {
  mentorId: string | null;
  startsOn: Day;
  nextAction: string | null;
  movingTo: string | null;
}

type Closed = Parameters<FollowUpActivities['closeCase']>[0];

/**
 * What the activities keep, in memory: the same rows and the same rules as activities/records and activities/messages,
 * without a database and without anybody who could fail. A test holds both to the same timelines.
 */
export class Records {
  private readonly rows: Rows;
  private readonly escalations: Escalations;
  private readonly outgoing: Outgoing;
  private readonly followUps = new Map<string, FollowUpRow>();
  private readonly visits = new Map<string, VisitFact>();
  private readonly visitsOf = new Map<string, VisitFact[]>();
  private readonly referrals = new Map<string, ReferralView>();
  private readonly stepKeys = new Set<string>();
  private changedReferrals = new Set<string>();

  /** @param digests false: every notice goes by itself, to see what digests save. */
  constructor(town: Town, digests = true) {
    this.rows = new Rows(town);
    this.escalations = new Escalations(this.rows);
    this.outgoing = new Outgoing(this.rows, this.escalations, digests);
  }

  /** Set by the engine, which has both. */
  set runtime(runtime: Runtime) {
    this.rows.runtime = runtime;
  }

  /** By the names the workflows call. */
  readonly activities = {
    recordHandover: (step: HandoverStep) => this.recordHandover(step),
    recordFollowUp: (step: FollowUpStep) => this.recordFollowUp(step),
    closeCase: (closed: Closed) => this.closeCase(closed),
    recordEscalation: (step: EscalationStep) => this.recordEscalation(step),
    recordReferral: (step: ReferralStep) => this.recordReferral(step),
    recordAfterwards: (told: ToldAfterwards) => this.recordAfterwards(told),
    raiseEscalation: (raise: EscalationRaise) => this.escalations.raise(raise),
    closeEscalationItems: (ids: string[], how?: ClosedHow) => this.escalations.closeItems(ids, how),
    dispatchDue: (provinceId: string) => this.outgoing.dispatch(provinceId),
  };

  news(): News {
    const cases = [...this.rows.changed].flatMap((id) => this.caseView(id) ?? []);
    const referrals = [...this.changedReferrals].map((id) => ({
      ...(this.referrals.get(id) as ReferralView),
    }));
    const { heard } = this.outgoing;
    this.rows.changed = new Set();
    this.changedReferrals = new Set();
    this.outgoing.heard = [];
    return { cases, referrals, heard };
  }

  escalation(id: string): EscalationView | null {
    return this.escalations.view(id);
  }

  ledger(): Ledger {
    return {
      cases: [...this.rows.handovers.values(), ...this.followUps.values()],
      visits: [...this.visits.values()],
      escalations: this.escalations.all,
      messages: this.outgoing.messages,
      timeline: this.rows.timeline,
      disagreements: [],
    };
  }

  // ---- steps

  private recordHandover(step: HandoverStep): void {
    if (step.opened) {
      const { personId, centreId, endDay, policy } = step.opened;
      const { caseId, communeId, provinceId } = step;
      this.rows.handovers.set(caseId, {
        ...{ caseId, communeId, provinceId, personId, centreId, endDay, policy },
        ...{ process: 'handover', open: true, ownerRole: null, ownerId: null, nextDue: null, closedAt: null },
        ...{ mentorId: null, returned: null, noShow: null, milestones: [], arrivedAt: null, stopped: false },
      });
    }
    const row = this.rows.handovers.get(step.caseId) as HandoverRow;
    row.communeId = step.communeId;
    row.provinceId = step.provinceId;
    row.mentorId = step.mentorId;
    row.stopped = step.cancelled !== null;
    row.returned = step.returned;
    row.noShow = step.noShow;
    row.milestones = step.milestones.map((m) => ({ ...m }));
    row.arrivedAt = step.milestones.find((m) => m.kind === 'arrival')?.doneAt ?? null;
    this.recordStep(step, row);
  }

  private recordFollowUp(step: FollowUpStep): void {
    const { caseId, mentorId } = step;
    const row: FollowUpRow = this.followUps.get(caseId) ?? {
      ...{ caseId, mentorId, process: 'follow-up', open: true, ownerRole: null, ownerId: null },
      ...{ nextDue: null, nextAction: null, movingTo: null, closedAt: null },
      startsOn: step.opened?.startDay as Day,
    };
    this.followUps.set(caseId, row);
    row.mentorId = mentorId;
    row.nextAction = step.next?.action ?? null;
    for (const change of step.visits) {
      const id = `${caseId}/v${change.seq}`;
      let visit = this.visits.get(id);
      if (!visit) {
        visit = {
          ...{
            id,
            caseId,
            seq: change.seq,
            mentorId: change.mentorId ?? null,
            on: change.on as Day,
            graceEnds: change.graceEnds as Instant,
          },
          ...{ status: 'planned', outcome: null, heldOn: null, reportedAt: null },
        };
        this.visits.set(id, visit);
        this.visitsOf.set(caseId, [...(this.visitsOf.get(caseId) ?? []), visit]);
      }
      visit.status = change.status;
      if (change.status === 'planned')
        Object.assign(visit, {
          on: change.on,
          graceEnds: change.graceEnds,
          mentorId: change.mentorId ?? null,
        });
      else if (change.status !== 'missed' && change.status !== 'cancelled')
        Object.assign(visit, { outcome: change.outcome, heldOn: change.heldOn, reportedAt: step.at });
    }
    row.movingTo = step.movingTo;
    if (step.moved) {
      const handover = this.rows.handovers.get(caseId) as HandoverRow;
      Object.assign(handover, { communeId: step.communeId, provinceId: step.provinceId });
    }
    this.recordStep(step, row);
    this.tellHandover(step);
    this.tellReferrals(step);
  }

  private tellHandover(step: FollowUpStep): void {
    const { caseId, communeId, provinceId, mentorId, by, visits } = step;
    const id = workflowId.handover(caseId);
    if (step.closed) this.rows.runtime.signal(id, 'followUpEnded', {});
    else if (accompaniedOtherwise(step))
      this.rows.runtime.signal(id, 'accompanied', { mentorId, communeId, provinceId });
    else if (by && visits.some(seenInPerson)) this.rows.runtime.signal(id, 'contacted', { by });
  }

  private tellReferrals(step: FollowUpStep): void {
    if (step.closed || !accompaniedOtherwise(step)) return;
    const { caseId, communeId, provinceId, mentorId } = step;
    for (const { id } of [...this.referrals.values()].filter((r) => r.caseId === caseId))
      this.rows.runtime.signal(workflowId.referral(id), 'accompanied', { mentorId, communeId, provinceId });
  }

  /** Referrals end with the case, or are handed on; what slipped about it asks nobody any more. */
  private closeCase({ caseId, by, why }: Closed): void {
    for (const { id } of [...this.referrals.values()].filter((r) => r.caseId === caseId))
      this.rows.runtime.signal(workflowId.referral(id), 'caseClosed', { by, why });
    this.escalations.closeItems(this.escalations.openItemsOf(caseId), 'not-needed');
  }

  private recordAfterwards({ caseId, ...told }: ToldAfterwards): RefusalCode | null {
    const { now: at } = this.rows.runtime;
    const key = workflowId.afterwards(told.command.submissionId);
    if (told.update === 'recordDocument') {
      const { stopped } = this.rows.handovers.get(caseId) as HandoverRow;
      const refused = latePaper({ stopped }, { signedOn: told.command.signedOn, today: dayOf(at) });
      if (!refused) this.rows.timeline.push({ key, caseId, kind: 'document-recorded', at });
      return refused;
    }
    const { seq, outcome, heldOn } = told.command;
    const visit = this.visits.get(visitId(caseId, seq));
    const startsOn = this.followUps.get(caseId)?.startsOn ?? heldOn;
    const refused = lateReport(visit ?? null, { heldOn, startsOn, today: dayOf(at) });
    if (refused || !visit) return refused;
    Object.assign(visit, { status: 'late', outcome, heldOn, reportedAt: at });
    this.rows.timeline.push({ key, caseId, kind: 'visit-reported', at });
    this.rows.changed.add(caseId);
    this.escalations.closeItems([visit.id]);
    return null;
  }

  private recordReferral(step: ReferralStep): void {
    const id = idOf(step.scope);
    if (step.opened) {
      const { organisationId } = step.opened;
      const { caseId, communeId } = step;
      this.referrals.set(id, {
        id,
        caseId,
        status: step.status,
        communeId: communeId as string,
        organisationId,
      });
    }
    const { status, organisationId = null } = step;
    Object.assign(this.referrals.get(id) as ReferralView, { status, organisationId });
    this.changedReferrals.add(id);
    this.recordStep(step);
  }

  private recordEscalation(step: EscalationStep): { reached: number; left: string[] } {
    const row = this.escalations.get(idOf(step.scope)) as EscalationRow;
    for (const item of row.items) if (step.closedItems.includes(item.id)) item.closedAt ??= step.at;
    const left = row.items.filter((i) => i.closedAt === null).map((i) => i.id);
    const resolving = step.status === 'resolved';
    if (!resolving || left.length === 0) {
      row.status = step.status;
      if (resolving) this.escalations.resolve(row, step.at);
    }
    // Something slipped meanwhile: the timeline must not say that it was resolved.
    const reached = this.recordStep(
      resolving && left.length ? { ...step, what: 'escalation-reopened' } : step,
    );
    if (reached === 0 && step.wanted.length > 0) {
      const { key, caseId, at } = step;
      this.rows.timeline.push({ key: `${key}/empty`, caseId, kind: 'escalation-rung-empty', at });
    }
    return { reached, left: resolving ? left : [] };
  }

  private recordStep(step: Step, row?: CaseFact): number {
    const { key, caseId, at } = step;
    if (this.stepKeys.has(key)) throw new Error(`the step ${key} was taken twice`);
    this.stepKeys.add(key);
    this.rows.timeline.push({ key, caseId, kind: step.what, at });
    this.rows.changed.add(caseId);
    if (row) {
      row.open = step.next !== null;
      row.ownerRole = step.next?.owner.role ?? null;
      row.ownerId = step.next && this.rows.accountOf(step.next.owner, step);
      row.nextDue = step.next?.due ?? null;
      row.closedAt = step.next ? null : at;
    }
    return this.outgoing.plan(step);
  }

  private caseView(caseId: string): CaseView | null {
    const handover = this.rows.handovers.get(caseId);
    if (!handover) return null;
    const followUp = this.followUps.get(caseId);
    const visits = this.visitsOf.get(caseId) ?? [];
    const planned = visits.find((v) => v.status === 'planned');
    return {
      caseId,
      provinceId: handover.provinceId,
      communeId: handover.communeId,
      mentorId: handover.mentorId,
      open: handover.open,
      returned: handover.returned,
      noShow: handover.noShow,
      milestones: handover.milestones.map(({ kind, status, due, owner }) => ({
        kind,
        status,
        due: due ?? null,
        owner,
      })),
      followUp: followUp
        ? {
            mentorId: planned?.mentorId ?? followUp.mentorId,
            open: followUp.open,
            next: followUp.nextAction,
            due: followUp.nextDue,
            movingTo: followUp.movingTo,
            planned: planned ? { seq: planned.seq, on: planned.on, graceEnds: planned.graceEnds } : null,
            missed: visits.filter((v) => v.status === 'missed').map((v) => v.seq),
          }
        : null,
    };
  }
}
