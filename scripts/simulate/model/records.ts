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
import type { Day, Instant } from '../../../domain/calendar';
import { dayOf, HOUR } from '../../../domain/calendar';
import { courierRound, type Due } from '../../../domain/courier-round';
import { digestOf, horizonOf } from '../../../domain/digest';
import type { ClosedHow } from '../../../domain/escalation';
import { seenInPerson, visitId } from '../../../domain/follow-up';
import type { Milestone } from '../../../domain/handover';
import { type Channel, type PlannedNotice, withinHours } from '../../../domain/notice';
import { KINDS, noticeOf } from '../../../domain/notice-kinds';
import { sameNews } from '../../../domain/outage';
import { type Policy, paramsOf, policyInForce } from '../../../domain/policy';
import type { RefusalCode } from '../../../domain/refusal';
import type { Party } from '../../../domain/roles';
import { COUNTED } from '../../../domain/sending';
import { segmentsOf } from '../../../domain/sms';
import { renderDigest } from '../../../domain/wording/digest';
import { type MessageFacts, render, textProblems, whoOf } from '../../../domain/wording/messages';
import { idOf, type ToldAfterwards, workflowId } from '../../../workflows/contract';
import type { CaseView, EscalationView, Heard, News, ReferralView } from '../engine';
import type { CaseFact, EscalationFact, Ledger, MessageFact, TimelineFact, VisitFact } from '../ledger';
import type { Account, Town } from '../town';
import type { Runtime } from './runtime';

interface Notice extends PlannedNotice {
  scope: string;
  caseId: string;
  provinceId: string;
  recipientId: string;
  /** Waited by the rules of its reader's hours. */
  held?: boolean;
  status: 'planned' | 'sent' | 'failed' | 'withdrawn' | 'expired' | 'collapsed';
}

type DueNotice = Due & { notice: Notice };

interface HandoverRow extends CaseFact {
  personId: string;
  communeId: string | null;
  provinceId: string;
  centreId: string;
  mentorId: string | null;
  policy: Policy;
  stopped: boolean;
  returned: CaseView['returned'];
  noShow: CaseView['noShow'];
  milestones: (Milestone & { owner: string })[];
}

interface FollowUpRow extends CaseFact {
  mentorId: string | null;
  startsOn: Day;
  nextAction: string | null;
  movingTo: string | null;
}

interface EscalationRow extends EscalationFact {
  openKey: string | null;
  responsibleId: string | null;
  responsibleRole: string;
  items: { id: string; caseId: string; what: string; dueAt: Instant; closedAt: Instant | null }[];
}

/** As long as the real ones, so that a text has its real length. */
const LINK = `http://127.0.0.1:3000/l/${'x'.repeat(27)}`;

type Closed = Parameters<FollowUpActivities['closeCase']>[0];

/**
 * What the activities keep, in memory: the same rows and the same rules as activities/records and activities/messages,
 * without a database and without anybody who could fail. A test holds both to the same timelines.
 */
export class Records {
  private readonly handovers = new Map<string, HandoverRow>();
  private readonly followUps = new Map<string, FollowUpRow>();
  private readonly visits = new Map<string, VisitFact>();
  private readonly visitsOf = new Map<string, VisitFact[]>();
  private readonly escalations = new Map<string, EscalationRow>();
  private readonly openEscalations = new Map<string, EscalationRow>();
  private readonly items = new Map<string, { item: EscalationRow['items'][number]; of: EscalationRow }>();
  private readonly referrals = new Map<string, ReferralView>();
  private readonly notices = new Map<string, Notice>();
  private readonly plannedOf = new Map<string, Set<Notice>>();
  private readonly planned = new Map<string, Set<Notice>>();
  private readonly messages: MessageFact[] = [];
  private readonly timeline: TimelineFact[] = [];
  private readonly stepKeys = new Set<string>();
  private changed = new Set<string>();
  private changedReferrals = new Set<string>();
  private heard: Heard[] = [];
  /** Set by the engine, which has both. */
  runtime!: Runtime;

  /** @param digests false: every notice goes by itself, to see what digests save. */
  constructor(
    private readonly town: Town,
    private readonly digests = true,
  ) {}

  /** By the names the workflows call. */
  readonly activities = {
    recordHandover: (step: HandoverStep) => this.recordHandover(step),
    recordFollowUp: (step: FollowUpStep) => this.recordFollowUp(step),
    closeCase: (closed: Closed) => this.closeCase(closed),
    recordEscalation: (step: EscalationStep) => this.recordEscalation(step),
    recordReferral: (step: ReferralStep) => this.recordReferral(step),
    recordAfterwards: (told: ToldAfterwards) => this.recordAfterwards(told),
    raiseEscalation: (raise: EscalationRaise) => this.raise(raise),
    closeEscalationItems: (ids: string[], how?: ClosedHow) => this.closeItems(ids, how),
    dispatchDue: (provinceId: string) => this.dispatch(provinceId),
  };

  news(): News {
    const cases = [...this.changed].flatMap((id) => this.caseView(id) ?? []);
    const referrals = [...this.changedReferrals].map((id) => ({
      ...(this.referrals.get(id) as ReferralView),
    }));
    const { heard } = this;
    this.changed = new Set();
    this.changedReferrals = new Set();
    this.heard = [];
    return { cases, referrals, heard };
  }

  escalation(id: string): EscalationView | null {
    const row = this.escalations.get(id);
    if (!row) return null;
    const items = row.items.filter((i) => i.closedAt === null).sort((a, b) => (a.id < b.id ? -1 : 1));
    return { ...row, items };
  }

  ledger(): Ledger {
    return {
      cases: [...this.handovers.values(), ...this.followUps.values()],
      visits: [...this.visits.values()],
      escalations: [...this.escalations.values()],
      messages: this.messages,
      timeline: this.timeline,
      disagreements: [],
    };
  }

  // ---- steps

  private recordHandover(step: HandoverStep): void {
    if (step.opened) {
      const { personId, centreId, endDay, policy } = step.opened;
      const { caseId, communeId, provinceId } = step;
      this.handovers.set(caseId, {
        ...{ caseId, communeId, provinceId, personId, centreId, endDay, policy },
        ...{ process: 'handover', open: true, ownerRole: null, ownerId: null, nextDue: null, closedAt: null },
        ...{ mentorId: null, returned: null, noShow: null, milestones: [], arrivedAt: null, stopped: false },
      });
    }
    const row = this.handovers.get(step.caseId) as HandoverRow;
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
      const handover = this.handovers.get(caseId) as HandoverRow;
      Object.assign(handover, { communeId: step.communeId, provinceId: step.provinceId });
    }
    this.recordStep(step, row);
    this.tellHandover(step);
    this.tellReferrals(step);
  }

  private tellHandover(step: FollowUpStep): void {
    const { caseId, communeId, provinceId, mentorId, by, visits } = step;
    const id = workflowId.handover(caseId);
    if (step.closed) this.runtime.signal(id, 'followUpEnded', {});
    else if (accompaniedOtherwise(step))
      this.runtime.signal(id, 'accompanied', { mentorId, communeId, provinceId });
    else if (by && visits.some(seenInPerson)) this.runtime.signal(id, 'contacted', { by });
  }

  private tellReferrals(step: FollowUpStep): void {
    if (step.closed || !accompaniedOtherwise(step)) return;
    const { caseId, communeId, provinceId, mentorId } = step;
    for (const { id } of [...this.referrals.values()].filter((r) => r.caseId === caseId))
      this.runtime.signal(workflowId.referral(id), 'accompanied', { mentorId, communeId, provinceId });
  }

  /** Referrals end with the case, or are handed on; what slipped about it asks nobody any more. */
  private closeCase({ caseId, by, why }: Closed): void {
    for (const { id } of [...this.referrals.values()].filter((r) => r.caseId === caseId))
      this.runtime.signal(workflowId.referral(id), 'caseClosed', { by, why });
    const open = [...this.items.values()].filter(
      ({ item }) => item.caseId === caseId && item.closedAt === null,
    );
    this.closeItems(
      open.map(({ item }) => item.id),
      'not-needed',
    );
  }

  private recordAfterwards({ caseId, ...told }: ToldAfterwards): RefusalCode | null {
    const { now: at } = this.runtime;
    const key = workflowId.afterwards(told.command.submissionId);
    if (told.update === 'recordDocument') {
      const { stopped } = this.handovers.get(caseId) as HandoverRow;
      const refused = latePaper({ stopped }, { signedOn: told.command.signedOn, today: dayOf(at) });
      if (!refused) this.timeline.push({ key, caseId, kind: 'document-recorded', at });
      return refused;
    }
    const { seq, outcome, heldOn } = told.command;
    const visit = this.visits.get(visitId(caseId, seq));
    const startsOn = this.followUps.get(caseId)?.startsOn ?? heldOn;
    const refused = lateReport(visit ?? null, { heldOn, startsOn, today: dayOf(at) });
    if (refused || !visit) return refused;
    Object.assign(visit, { status: 'late', outcome, heldOn, reportedAt: at });
    this.timeline.push({ key, caseId, kind: 'visit-reported', at });
    this.changed.add(caseId);
    this.closeItems([visit.id]);
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
      if (resolving) {
        if (row.openKey) this.openEscalations.delete(row.openKey);
        row.openKey = null;
        row.resolvedAt = step.at;
      }
    }
    // Something slipped meanwhile: the timeline must not say that it was resolved.
    const reached = this.recordStep(
      resolving && left.length ? { ...step, what: 'escalation-reopened' } : step,
    );
    if (reached === 0 && step.wanted.length > 0) {
      const { key, caseId, at } = step;
      this.timeline.push({ key: `${key}/empty`, caseId, kind: 'escalation-rung-empty', at });
    }
    return { reached, left: resolving ? left : [] };
  }

  private recordStep(step: Step, row?: CaseFact): number {
    const { key, caseId, at } = step;
    if (this.stepKeys.has(key)) throw new Error(`the step ${key} was taken twice`);
    this.stepKeys.add(key);
    this.timeline.push({ key, caseId, kind: step.what, at });
    this.changed.add(caseId);
    if (row) {
      row.open = step.next !== null;
      row.ownerRole = step.next?.owner.role ?? null;
      row.ownerId = step.next && this.accountOf(step.next.owner, step);
      row.nextDue = step.next?.due ?? null;
      row.closedAt = step.next ? null : at;
    }
    return this.planNotices(step);
  }

  // ---- notices

  private planNotices(step: Step): number {
    const { scope, caseId, provinceId, at: now, wanted } = step;
    const holding = new Set(wanted.map((w) => w.key));
    const mine = this.plannedOf.get(scope) ?? new Set();
    this.plannedOf.set(scope, mine);
    for (const notice of [...mine]) if (!holding.has(notice.key)) this.take(notice, 'withdrawn');
    let reached = 0;
    let earliest = Number.POSITIVE_INFINITY;
    for (const w of wanted.map(noticeOf).filter((one) => one.expiresAt > now)) {
      // The town has neither consents nor browsers that were agreed to.
      if (w.to.role === 'person' || KINDS[w.kind].optional) continue;
      const recipientId = this.accountOf(w.to, step);
      if (!recipientId) {
        if (!scope.startsWith('escalation/'))
          this.raise({
            ...{ kind: 'nobody-to-tell', caseId, provinceId, communeId: step.communeId, responsible: w.to },
            items: [{ id: w.key, what: 'notice', dueAt: now }],
          });
        continue;
      }
      reached += 1;
      const known = this.notices.get(w.key);
      const notBefore = Math.max(w.notBefore, now);
      if (known?.status === 'planned' && !sameNotice(known, w, now)) {
        // Its dates moved; what is due by now stays due since then.
        const since = Math.max(known.notBefore, notBefore) <= now ? known.notBefore : notBefore;
        Object.assign(known, { ...w, notBefore: since, held: false });
        earliest = Math.min(earliest, since);
      }
      if (known && known.status !== 'withdrawn') continue;
      const notice: Notice = { ...w, notBefore, scope, caseId, provinceId, recipientId, status: 'planned' };
      this.notices.set(w.key, notice);
      mine.add(notice);
      const province = this.planned.get(provinceId) ?? new Set();
      this.planned.set(provinceId, province.add(notice));
      earliest = Math.min(earliest, notBefore);
    }
    if (earliest < Number.POSITIVE_INFINITY) this.poke(provinceId, earliest);
    return reached;
  }

  private take(notice: Notice, status: Notice['status']): void {
    notice.status = status;
    this.plannedOf.get(notice.scope)?.delete(notice);
    this.planned.get(notice.provinceId)?.delete(notice);
  }

  private poke(provinceId: string, wakeAt: Instant): void {
    const id = workflowId.courier(provinceId);
    this.runtime.start('courier', id, [provinceId]);
    this.runtime.signal(id, 'poke', { wakeAt });
  }

  private dispatch(provinceId: string): { sent: number; nextAt: Instant | null } {
    const { now } = this.runtime;
    const policy = this.policyOn(dayOf(now));
    const rules = {
      ...paramsOf(policy),
      calendar: policy.calendar,
      ...(!this.digests && { digestFrom: Infinity }),
    };
    const { smsWindow } = rules;
    const quiet = withinHours(now, smsWindow) > now;
    const waiting = this.planned.get(provinceId) ?? new Set();
    let sent = 0;
    for (let due = this.dueIn(waiting, quiet); due.length > 0; due = this.dueIn(waiting, quiet)) {
      const reminded = new Set(due.filter((n) => digestOf(n) === 'visits').map((n) => n.recipientId));
      const until = horizonOf(now, rules);
      const ahead = [...waiting]
        .filter((n) => n.kind === 'visit-reminder' && reminded.has(n.recipientId))
        .filter((n) => n.notBefore > now && n.notBefore <= until)
        .map((n) => this.asDue(n));
      if (now - this.outage.until > HOUR) this.outage = { until: 0, spoken: new Set() };
      const round = courierRound(due, ahead, this.outage.spoken, this.lately, now, rules);
      for (const [n, late] of round.late) {
        if (late === 'send-late') this.outage.spoken.add(sameNews(n));
        this.outage.until = now;
      }
      for (const { notice, at } of round.waiting) Object.assign(notice.notice, { notBefore: at, held: true });
      for (const { notice } of round.expired) this.take(notice, 'expired');
      for (const { notice } of round.joins.keys()) this.take(notice, 'collapsed');
      for (const { head, others } of round.messages) {
        const joined = [...round.joins].filter(([, to]) => to === head).map(([n]) => n.notice);
        sent += this.send(head, others, joined, now);
      }
    }
    let [critical, other] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (const { notBefore, priority } of waiting)
      if (priority === 'critical') critical = Math.min(critical, notBefore);
      else other = Math.min(other, notBefore);
    if (other < Number.POSITIVE_INFINITY) other = withinHours(Math.max(other, now), smsWindow);
    const next = Math.min(critical, other);
    const nextAt = next < Number.POSITIVE_INFINITY ? next : null;
    return { sent, nextAt };
  }
  private outage = { until: 0, spoken: new Set<string>() };
  /** When routine texts went to each number. */
  private readonly lately = new Map<string, Instant[]>();

  private dueIn(waiting: ReadonlySet<Notice>, quiet: boolean): DueNotice[] {
    return [...waiting]
      .filter((n) => n.notBefore <= this.runtime.now && (!quiet || n.priority === 'critical'))
      .map((n) => this.asDue(n));
  }

  private asDue(notice: Notice): DueNotice {
    const { key, recipientId, kind } = notice;
    const { role, phone } = this.town.accounts.get(recipientId) as Account;
    return {
      ...{ ...notice, id: key, role, collapseKey: `${kind}:${recipientId}`, notice },
      reader: { role, quiet: null, daysOff: [] },
      number: notice.channels.includes('sms') ? phone : null,
      held: notice.held ?? false,
    };
  }

  /** The case of the person a notice speaks of: of an escalation, whoever it is still about. */
  private spokenOf({ kind, subjectId, caseId }: Notice): string {
    if (kind !== 'escalation') return caseId;
    const open = this.escalations.get(subjectId)?.items.filter((i) => i.closedAt === null) ?? [];
    const [first] = open.sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1));
    return first?.caseId ?? caseId;
  }

  /** One message: of a notice, and of those it stands for. @param joined all of these, also what says the same twice. */
  private send(head: DueNotice, others: DueNotice[], joined: Notice[], now: Instant): number {
    const { notice } = head;
    const account = this.town.accounts.get(notice.recipientId) as Account;
    const parts = [head, ...others].map((one) => {
      const person = this.person(this.spokenOf(one.notice));
      const facts = { ...one.notice.data, who: whoOf(person.name, person.code), link: LINK };
      return { kind: one.kind, facts: facts as unknown as MessageFacts };
    });
    const names = [head, ...others].map((one) => this.person(this.spokenOf(one.notice)).name);
    const of = [head, ...others].every(({ kind }) => kind === 'visit-reminder') ? 'visits' : 'morning';
    const { key, kind, priority, recipientId, subjectId } = notice;
    const caseId = this.spokenOf(notice);
    let sent = 0;
    const ways = notice.channels.filter((channel) => addressOn(channel, account));
    for (const channel of KINDS[kind].delivery === 'in-order' ? ways.slice(0, 1) : ways) {
      const to = addressOn(channel, account) as string;
      const reached = channel === 'email' || !to.startsWith('+842');
      const language = { language: 'vi' as const };
      const { body } =
        others.length > 0
          ? renderDigest(channel, language, { of, parts, link: LINK })
          : render(kind, channel, language, parts[0]?.facts as MessageFacts);
      this.messages.push({
        ...{ key: `${key}/${channel}`, kind, priority, channel, recipientId, caseId, subjectId },
        exposes: textProblems(body, names, channel),
        ...{ at: reached ? now : null, segments: channel === 'sms' ? segmentsOf(body).segments : 0 },
      });
      if (!reached) continue;
      sent += 1;
      for (const one of [notice, ...joined])
        this.heard.push({
          ...{ key: one.key, to: recipientId, kind: one.kind, subjectId: one.subjectId, caseId: one.caseId },
          at: now,
        });
      if (channel === 'sms' && priority === 'routine')
        this.lately.set(to, [...(this.lately.get(to) ?? []).filter((at) => at > now - COUNTED), now]);
    }
    this.take(notice, sent ? 'sent' : 'failed');
    if (sent) return sent;
    for (const one of [notice, ...joined]) {
      if (KINDS[one.kind].whenItFails === 'climb') continue;
      const { provinceId } = one;
      const communeId = this.handovers.get(one.caseId)?.communeId ?? null;
      const responsible = { role: account.role, userId: recipientId };
      const item = { id: one.key, what: 'notice' as const, dueAt: one.notBefore };
      this.raise({
        ...{ kind: 'nobody-to-tell', caseId: one.caseId, provinceId, communeId, responsible },
        items: [item],
      });
    }
    return 0;
  }

  // ---- escalations

  private raise({ kind, caseId, provinceId, communeId, responsible, items }: EscalationRaise): void {
    const { now } = this.runtime;
    const handover = this.handovers.get(caseId);
    const policy = handover?.policy ?? this.policyOn(dayOf(now));
    const known = items.flatMap((i) => {
      const found = this.items.get(i.id);
      return found && (i.what === 'notice' || found.item.dueAt >= i.dueAt) ? [found] : [];
    });
    const told = known
      .filter(({ item }) => item.closedAt === null)
      .map(({ item, of }) => ({ id: item.id, of }));
    const fresh = items.filter((i) => !known.some(({ item }) => item.id === i.id));
    if (fresh.length > 0) {
      const responsibleId =
        'userId' in responsible
          ? responsible.userId
          : this.accountOf(responsible, { caseId, communeId, provinceId });
      const openKey = [kind, communeId ?? provinceId, responsibleId ?? responsible.role].join('|');
      let row = this.openEscalations.get(openKey);
      if (!row) {
        row = {
          ...{ id: `model-${this.escalations.size + 1}`, openKey, kind, communeId, responsibleId },
          ...{
            responsibleRole: responsible.role,
            responsible: responsibleId ?? responsible.role,
            status: 'open',
          },
          ...{ raisedAt: Math.min(...fresh.map((i) => i.dueAt)), resolvedAt: null, items: [] },
        };
        this.escalations.set(row.id, row);
        this.openEscalations.set(openKey, row);
      }
      for (const i of fresh) {
        const before = this.items.get(i.id);
        if (before) before.of.items = before.of.items.filter((item) => item.id !== i.id);
        const item = { ...i, caseId, closedAt: null };
        row.items.push(item);
        this.items.set(i.id, { item, of: row });
        const key = `escalation/${row.id}/${i.id}/${i.dueAt}`;
        this.timeline.push({ key, caseId, kind: 'escalation-raised', at: now });
        this.changed.add(caseId);
        told.push({ id: i.id, of: row });
      }
    }
    for (const { id, of } of told) {
      const facts = { escalationId: of.id, kind, provinceId, communeId, policy };
      this.runtime.start('escalation', workflowId.escalation(of.id), [{ facts, caseId }]);
      this.runtime.signal(workflowId.escalation(of.id), 'slipped', { itemId: id });
    }
  }

  private closeItems(ids: string[], how: ClosedHow = 'done-late'): void {
    for (const id of ids) {
      const found = this.items.get(id);
      if (!found) continue;
      found.item.closedAt ??= this.runtime.now;
      this.runtime.signal(workflowId.escalation(found.of.id), 'itemDone', { itemId: id, how });
    }
  }

  /** Made once a day: with its years of holidays a policy costs more than all else here. */
  private policyOn(day: Day): Policy {
    if (this.policy?.inForceOn !== day) this.policy = policyInForce(day);
    return this.policy;
  }
  private policy: Policy | undefined;

  // ---- who

  /** The account of a party: the town has one for each office. */
  private accountOf(party: Party, area: Pick<Step, 'caseId' | 'communeId' | 'provinceId'>): string | null {
    if ('userId' in party) return this.town.accounts.has(party.userId) ? party.userId : null;
    const commune = this.town.communes.find((c) => c.id === area.communeId);
    const find = (matches: (a: Account) => boolean) =>
      [...this.town.accounts.values()].find(matches)?.id ?? null;
    switch (party.role) {
      case 'centre': {
        const { centreId } = this.person(area.caseId);
        return find((a) => a.role === 'centre' && a.centreId === centreId);
      }
      case 'commune': {
        const named = 'communeId' in party && this.town.communes.find((c) => c.id === party.communeId);
        return (named || commune)?.officer.id ?? null;
      }
      case 'partner':
        return find((a) => a.organisationId === party.organisationId);
      case 'supervisor':
        if (party.scope === 'commune') return commune?.supervisor.id ?? null;
        return find((a) => a.role === 'supervisor' && a.provinceId === area.provinceId && !a.communeId);
    }
  }

  private people: Map<string, Town['people'][number]> | undefined;
  private person(caseId: string) {
    this.people ??= new Map(this.town.people.map((p) => [p.caseId, p]));
    return this.people.get(caseId) as Town['people'][number];
  }

  private caseView(caseId: string): CaseView | null {
    const handover = this.handovers.get(caseId);
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

function sameNotice(known: Notice, wanted: PlannedNotice, now: Instant): boolean {
  return (
    Math.max(known.notBefore, now) === Math.max(wanted.notBefore, now) &&
    known.expiresAt === wanted.expiresAt &&
    JSON.stringify(known.data) === JSON.stringify(wanted.data)
  );
}

/** Nobody in the town told a browser to. */
function addressOn(channel: Channel, { phone, email }: Account): string | null | undefined {
  if (channel === 'push') return null;
  return channel === 'sms' ? phone : email;
}
