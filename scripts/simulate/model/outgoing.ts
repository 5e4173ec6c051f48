import type { Step } from '../../../activities/contract';
import { dayOf, HOUR, type Instant } from '../../../domain/calendar';
import { courierRound, type Due } from '../../../domain/courier-round';
import { digestOf, horizonOf } from '../../../domain/digest';
import { type Channel, type PlannedNotice, withinHours } from '../../../domain/notice';
import { KINDS, noticeOf } from '../../../domain/notice-kinds';
import { sameNews } from '../../../domain/outage';
import { paramsOf } from '../../../domain/policy';
import { COUNTED } from '../../../domain/sending';
import { segmentsOf } from '../../../domain/sms';
import { renderDigest } from '../../../domain/wording/digest';
import { type MessageFacts, render, textProblems, whoOf } from '../../../domain/wording/messages';
import { workflowId } from '../../../workflows/contract';
import type { Heard } from '../engine';
import type { MessageFact } from '../ledger';
import type { Account } from '../town';
import type { Escalations } from './escalations';
import type { Rows } from './rows';

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

/** As long as the real ones, so that a text has its real length. */
const LINK = `http://127.0.0.1:3000/l/${'x'.repeat(27)}`;

/** Notices and what goes out of them: the rules of activities/records/notices and activities/messages. */
export class Outgoing {
  readonly messages: MessageFact[] = [];
  /** What came to its readers since somebody last looked. */
  heard: Heard[] = [];
  private readonly notices = new Map<string, Notice>();
  private readonly plannedOf = new Map<string, Set<Notice>>();
  private readonly planned = new Map<string, Set<Notice>>();

  /** @param digests false: every notice goes by itself, to see what digests save. */
  constructor(
    private readonly rows: Rows,
    private readonly escalations: Escalations,
    private readonly digests: boolean,
  ) {}

  /** Holds what is planned to what a step wants. @returns how many somebody is there to read */
  plan(step: Step): number {
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
      const recipientId = this.rows.accountOf(w.to, step);
      if (!recipientId) {
        if (!scope.startsWith('escalation/'))
          this.escalations.raise({
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
    this.rows.runtime.start('courier', id, [provinceId]);
    this.rows.runtime.signal(id, 'poke', { wakeAt });
  }

  /** Sends what is due in a province. */
  dispatch(provinceId: string): { sent: number; nextAt: Instant | null } {
    const { now } = this.rows.runtime;
    const policy = this.rows.policyOn(dayOf(now));
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
      .filter((n) => n.notBefore <= this.rows.runtime.now && (!quiet || n.priority === 'critical'))
      .map((n) => this.asDue(n));
  }

  private asDue(notice: Notice): DueNotice {
    const { key, recipientId, kind } = notice;
    const { role, phone } = this.rows.town.accounts.get(recipientId) as Account;
    return {
      ...{ ...notice, id: key, role, collapseKey: `${kind}:${recipientId}`, notice },
      reader: { role, quiet: null, daysOff: [] },
      number: notice.channels.includes('sms') ? phone : null,
      held: notice.held ?? false,
    };
  }

  /** The case of the person a notice speaks of: of an escalation, whoever it is still about. */
  private spokenOf({ kind, subjectId, caseId }: Notice): string {
    return (kind === 'escalation' && this.escalations.firstCase(subjectId)) || caseId;
  }

  /** One message: of a notice, and of those it stands for. @param joined all of these, also what says the same twice. */
  private send(head: DueNotice, others: DueNotice[], joined: Notice[], now: Instant): number {
    const { notice } = head;
    const account = this.rows.town.accounts.get(notice.recipientId) as Account;
    const parts = [head, ...others].map((one) => {
      const person = this.rows.person(this.spokenOf(one.notice));
      const facts = { ...one.notice.data, who: whoOf(person.name, person.code), link: LINK };
      return { kind: one.kind, facts: facts as unknown as MessageFacts };
    });
    const names = [head, ...others].map((one) => this.rows.person(this.spokenOf(one.notice)).name);
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
      const communeId = this.rows.handovers.get(one.caseId)?.communeId ?? null;
      const responsible = { role: account.role, userId: recipientId };
      const item = { id: one.key, what: 'notice' as const, dueAt: one.notBefore };
      this.escalations.raise({
        ...{ kind: 'nobody-to-tell', caseId: one.caseId, provinceId, communeId, responsible },
        items: [item],
      });
    }
    return 0;
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
