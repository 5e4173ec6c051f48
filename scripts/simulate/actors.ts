import {
  addDays,
  at,
  type Day,
  dayOf,
  endOfDay,
  HOUR,
  type Instant,
  isWorkingDay,
} from '../../domain/calendar';
import type { VisitOutcome } from '../../domain/follow-up';
import type { RecordableMilestone } from '../../domain/handover';
import { policyInForce } from '../../domain/policy';
import { workflowId } from '../../workflows/contract';
import { Chance } from './chance';
import type { CaseView, Command, EscalationView, Heard, News, ReferralView } from './engine';
import { Heap } from './heap';
import type { MentorBehaviour, Scenario } from './scenario';
import { type Commune, type Mentor, neighbour, type Town } from './town';

/** Something somebody means to do; whether it still makes sense is seen when its time has come. */
interface Intention {
  at: Instant;
  key: string;
  act(look: Look): Command[] | Promise<Command[]>;
}

interface Look {
  escalation(id: string): Promise<EscalationView | null>;
}

/**
 * Minutes of the hour at which each kind of people act: none of them those at which the product itself acts, nor each
 * other's, so that no outcome hangs on which of two things of the same moment comes first.
 */
const MINUTES = { mentor: [11, 41], office: [17, 47], supervisor: [53], partner: [23] } as const;
const DAY = 24 * HOUR;

/**
 * The people of a scenario. They know what they would know: the texts and mails they received, and what their work
 * list shows. Every choice is thrown by `Chance` for its subject, so it is the same on both engines.
 */
export class Actors {
  private readonly agenda = new Heap<Intention>();
  private readonly chance: Chance;
  private readonly cases = new Map<string, CaseView>();
  private readonly referrals = new Map<string, ReferralView>();
  private readonly communes: Map<string, Commune>;
  private readonly mentors: Map<string, Mentor>;
  private readonly calendar;
  /** What is planned or answered already, so that seeing it again changes nothing. */
  private readonly known = new Set<string>();
  /** Who was asked to accompany whom. */
  private readonly asked = new Map<string, string[]>();
  private readonly load = new Map<string, number>();
  /** Reminders in a row that a mentor let pass. */
  private readonly ignored = new Map<string, number>();

  constructor(
    private readonly scenario: Scenario,
    private readonly town: Town,
  ) {
    this.chance = new Chance(scenario.seed);
    this.calendar = policyInForce(scenario.start).calendar;
    this.communes = new Map(town.communes.map((c) => [c.id, c]));
    this.mentors = new Map(town.communes.flatMap((c) => c.mentors.map((m) => [m.id, m] as const)));
    for (const person of town.people) {
      const key = `start/${person.n}`;
      this.agenda.push({ at: person.startsAt, key, act: () => [{ key, start: person }] });
    }
  }

  /** When somebody next means to do something. */
  next(): Instant | null {
    return this.agenda.peek()?.at ?? null;
  }

  /** What they do now. */
  async act(now: Instant, look: Look): Promise<Command[]> {
    const commands: Command[] = [];
    for (let next = this.agenda.peek(); next && next.at <= now; next = this.agenda.peek()) {
      this.agenda.pop();
      commands.push(...(await next.act(look)));
    }
    return commands;
  }

  /** What they see and read; in an order of its own, whatever order the engine tells it in. */
  hear({ cases, referrals, heard }: News, now: Instant): void {
    for (const view of cases.sort(by((c) => c.caseId))) {
      this.cases.set(view.caseId, view);
      this.seeMilestones(view, now);
      this.seeVisit(view, now);
      this.seeDuty(view, now);
      this.seeHome(view, now);
    }
    for (const view of referrals.sort(by((r) => r.id))) {
      this.referrals.set(view.id, view);
      this.seeReferral(view, now);
    }
    for (const message of heard.sort(by((h) => h.key)))
      if (this.once(`heard ${message.key}`)) this.read(message, now);
  }

  // ---- the offices

  private seeMilestones(view: CaseView, now: Instant): void {
    for (const m of view.milestones) {
      if (m.status !== 'open' && m.status !== 'overdue') continue;
      if (m.kind === 'mentor') {
        // Declined, or never answered: the officer sees it on the list and asks another.
        if (m.owner === 'mentor' && m.status === 'open') continue;
        const key = `${view.caseId}/mentor/${this.asked.get(view.caseId)?.length ?? 0}`;
        if (this.once(key))
          this.plan(this.officeMoment(now + HOUR, key), key, () => this.nameMentor(view.caseId, key));
        continue;
      }
      if (m.kind === 'first-contact') continue; // the mentor's first visit is it
      const key = `${view.caseId}/${m.kind}/${m.due}`;
      if (!this.once(key)) continue;
      const milestone = m.kind as RecordableMilestone;
      this.plan(this.milestoneMoment(view, m, key, now), key, () => this.record(view.caseId, milestone, key));
    }
  }

  private milestoneMoment(
    view: CaseView,
    m: CaseView['milestones'][number],
    key: string,
    now: Instant,
  ): Instant {
    const { onTime, lateDays } = this.scenario.offices;
    const person = this.person(view.caseId);
    const due = m.due ?? now + DAY;
    const late = !this.chance.happens(onTime, key, 'onTime');
    const delay = late ? this.chance.wait(lateDays, key, 'late') * DAY : 0;
    if (m.kind === 'arrival')
      return this.officeMoment(Math.max(at(person.arrivesOn, '07:00'), now) + delay, key);
    if (m.kind === 'certificate' || m.kind === 'handout')
      return this.officeMoment(Math.max(at(person.endDay, '07:00'), now) + delay, key);
    if (late) return this.officeMoment(Math.max(due, now) + delay, key);
    const when = this.officeMoment(now + this.chance.of(key, 'when') * Math.max(0, due - now) * 0.8, key);
    return when < due ? when : this.officeMoment(now, key);
  }

  private record(caseId: string, milestone: string, key: string): Command[] {
    const view = this.cases.get(caseId);
    const m = view?.milestones.find((one) => one.kind === milestone);
    if (!view || !m || (m.status !== 'open' && m.status !== 'overdue')) return [];
    const person = this.person(caseId);
    const command = { key, workflowId: workflowId.handover(caseId), caseId, by: this.office(view, m.owner) };
    if (milestone === 'residence') {
      const { communeId, provinceId } = person;
      return [{ ...command, update: 'giveResidence', args: { communeId, provinceId } }];
    }
    if (milestone !== 'decision')
      return [
        { ...command, update: 'recordMilestone', args: { milestone: milestone as RecordableMilestone } },
      ];
    const mentorId = this.pickMentor(view);
    return mentorId ? [{ ...command, update: 'recordMilestone', args: { milestone, mentorId } }] : [];
  }

  private nameMentor(caseId: string, key: string): Command[] {
    const view = this.cases.get(caseId);
    const m = view?.milestones.find((one) => one.kind === 'mentor');
    if (!view || !m || m.status === 'done' || (m.owner === 'mentor' && m.status === 'open')) return [];
    const mentorId = this.pickMentor(view);
    if (!mentorId) return [];
    const by = this.commune(view).officer.id;
    return [
      { key, update: 'nameMentor', workflowId: workflowId.handover(caseId), caseId, by, args: { mentorId } },
    ];
  }

  /** The least laden of the commune who is there and was not asked before; asked by all, the first is asked again. */
  private pickMentor(
    view: CaseView,
    but: readonly string[] = this.asked.get(view.caseId) ?? [],
  ): string | null {
    const now = this.now;
    const there = this.commune(view).mentors.filter((m) => m.leaves === null || m.leaves > now);
    const fresh = there.filter((m) => !but.includes(m.id));
    const [best] = (fresh.length ? fresh : there.filter((m) => m.id !== but.at(-1))).sort(
      (a, b) => (this.load.get(a.id) ?? 0) - (this.load.get(b.id) ?? 0) || (a.id < b.id ? -1 : 1),
    );
    if (!best) return null;
    this.asked.set(view.caseId, [...(this.asked.get(view.caseId) ?? []), best.id]);
    this.load.set(best.id, (this.load.get(best.id) ?? 0) + 1);
    return best.id;
  }

  /** What the follow-up asks of an office: another mentor, taking somebody over, the papers of the end. */
  private seeDuty({ caseId, followUp }: CaseView, now: Instant): void {
    if (!followUp?.open || !followUp.next || followUp.next === 'visit' || followUp.next === 'close') return;
    const key = `${caseId}/${followUp.next}/${followUp.due}`;
    if (!this.once(key)) return;
    const { onTime, lateDays } = this.scenario.offices;
    const due = followUp.due ?? now + DAY;
    const late = !this.chance.happens(onTime, key, 'onTime');
    const when = late
      ? Math.max(due, now) + this.chance.wait(lateDays, key, 'late') * DAY
      : now + this.chance.of(key, 'when') * Math.max(0, Math.min(due - now, 2 * DAY)) * 0.8;
    this.plan(this.officeMoment(when, key), key, () => this.doDuty(caseId, key));
  }

  /** Whatever is first on the list for an office by then. */
  private doDuty(caseId: string, key: string): Command[] {
    const view = this.cases.get(caseId);
    const followUp = view?.followUp;
    if (!view || !followUp?.open) return [];
    const to = { key, workflowId: workflowId.followUp(caseId), caseId, by: this.commune(view).officer.id };
    const signedOn = dayOf(this.now);
    switch (followUp.next) {
      case 'name-mentor': {
        const mentorId = this.pickMentor(view, followUp.mentorId ? [followUp.mentorId] : []);
        return mentorId ? [{ ...to, update: 'reassignMentor', args: { mentorId } }] : [];
      }
      case 'accept-move': {
        const there = this.communes.get(followUp.movingTo ?? '');
        const mentorId = there && this.pickMentor({ ...view, communeId: there.id }, []);
        return mentorId ? [{ ...to, by: there.officer.id, update: 'acceptMove', args: { mentorId } }] : [];
      }
      case 'check-pause':
        return [{ ...to, update: 'stillPaused', args: {} }];
      case 'end-certificate':
        return [{ ...to, update: 'recordEnd', args: { paper: 'certificate', signedOn } }];
      case 'delisting':
        return [{ ...to, update: 'recordEnd', args: { paper: 'delisting', signedOn } }];
      default:
        return [];
    }
  }

  /** What life brings after the return is told to the commune, which records it. */
  private seeHome({ caseId, followUp }: CaseView, now: Instant): void {
    if (!followUp || !this.once(`${caseId}/home`)) return;
    for (const { what, on, days } of this.person(caseId).later) {
      const key = `${caseId}/${what}`;
      const when = Math.max(now, at(on, '08:00'));
      this.plan(this.officeMoment(when, key), key, () => this.happen(caseId, what, key));
      if (what !== 'pause') continue;
      const back = `${caseId}/resume`;
      this.plan(this.officeMoment(when + days * DAY, back), back, () => this.happen(caseId, 'resume', back));
    }
  }

  private happen(caseId: string, what: 'move' | 'pause' | 'resume' | 'end', key: string): Command[] {
    const view = this.cases.get(caseId);
    if (!view?.followUp?.open) return [];
    const on = dayOf(this.now);
    const to = { key, workflowId: workflowId.followUp(caseId), caseId, by: this.commune(view).officer.id };
    switch (what) {
      case 'move': {
        const there = neighbour(this.town, this.commune(view).id);
        if (!there) return [];
        const { id: communeId, provinceId } = there;
        return [{ ...to, update: 'moveAway', args: { communeId, provinceId, movedOn: on } }];
      }
      case 'pause':
        return [{ ...to, update: 'pauseFollowUp', args: { reason: 'hospital', from: on } }];
      case 'resume':
        return [{ ...to, update: 'resumeFollowUp', args: { on } }];
      case 'end': {
        const reason = this.chance.happens(0.5, key) ? 'prison' : 'death';
        return [{ ...to, update: 'endFollowUp', args: { reason } }];
      }
    }
  }

  // ---- the mentors

  private seeVisit({ caseId, followUp }: CaseView, now: Instant): void {
    if (!followUp?.planned || !followUp.mentorId) return;
    const { seq, on } = followUp.planned;
    const { mentorId } = followUp;
    const visit = `${caseId}/v${seq}`;
    if (!this.once(`${visit}/${on}/${mentorId}`)) return;
    const behaviour = this.behaviour(mentorId);
    if (!behaviour) return;
    const forgotten = !this.chance.happens(behaviour.remembers, visit, mentorId, 'remembers');
    const late = forgotten
      ? 1 + Math.floor(this.chance.wait(Math.max(behaviour.lateDays - 0.5, 0.5), visit, mentorId, 'late'))
      : 0;
    this.visit(addDays(max(on, dayOf(now)), late), caseId, seq, mentorId, 'self', now);
  }

  /** Means to see the person on that day and to report it. */
  private visit(on: Day, caseId: string, seq: number, mentorId: string, why: string, now: Instant): void {
    const key = `${caseId}/v${seq}/${mentorId}/${why}/${on}`;
    const hour = 9 + Math.floor(this.chance.of(key, 'hour') * 11);
    let when = at(on, time(hour, this.minute('mentor', key)));
    while (when <= now) when += HOUR; // later today, however late
    this.plan(when, key, () => this.report(caseId, seq, mentorId, key));
  }

  private report(caseId: string, seq: number, mentorId: string, key: string): Command[] {
    const followUp = this.cases.get(caseId)?.followUp;
    const mentor = this.mentors.get(mentorId) as Mentor;
    if (!followUp || followUp.mentorId !== mentorId || (mentor.leaves !== null && mentor.leaves <= this.now))
      return [];
    if (followUp.planned?.seq !== seq && !followUp.missed.includes(seq)) return [];
    const visit = `${caseId}/v${seq}`;
    const outcome = this.chance.choose<VisitOutcome>(this.scenario.outcomes, visit, 'outcome');
    const heldOn = dayOf(this.now);
    const { organisations } = this.town.provinces.find(
      (p) => p.id === mentor.provinceId,
    ) as Town['provinces'][number];
    const need = this.chance.happens(this.scenario.people.needs, visit, 'needs')
      ? (
          [
            ['training', 'school'],
            ['loan', 'bank'],
          ] as const
        )[this.chance.happens(0.6, visit, 'need') ? 0 : 1]
      : null;
    const needs = need
      ? [{ kind: need[0], organisationId: organisations.find((o) => o.kind === need[1])?.id ?? null }]
      : [];
    const to = { key, workflowId: workflowId.followUp(caseId), caseId, by: mentorId };
    return [{ ...to, update: 'reportVisit', args: { seq, outcome, heldOn, needs } }];
  }

  private remind(mentorId: string, visitId: string, caseId: string, now: Instant): void {
    const planned = this.cases.get(caseId)?.followUp?.planned;
    const behaviour = this.behaviour(mentorId);
    if (!planned || !behaviour || visitId !== `${caseId}/v${planned.seq}`) return;
    if (this.chance.happens(behaviour.remembers, visitId, mentorId, 'remembers')) return; // would have gone anyway
    const ignored = this.ignored.get(mentorId) ?? 0;
    if (
      this.chance.happens(behaviour.reminder * behaviour.wearsOff ** ignored, visitId, mentorId, 'reminder')
    ) {
      this.ignored.set(mentorId, 0);
      this.visit(max(planned.on, dayOf(now)), caseId, planned.seq, mentorId, 'reminded', now);
    } else this.ignored.set(mentorId, ignored + 1);
  }

  private answerRequest({ to, caseId, key }: Heard, now: Instant): void {
    const behaviour = this.behaviour(to);
    if (!behaviour) return;
    const said = this.chance.of(key, 'answer');
    if (said >= behaviour.accepts + behaviour.declines) return; // stays silent
    const accepts = said < behaviour.accepts;
    this.plan(
      this.moment(now + this.chance.wait(8, key, 'wait') * HOUR, 'mentor', key),
      `${key}/answer`,
      () => {
        const view = this.cases.get(caseId);
        if (view?.mentorId !== to || view.milestones.find((m) => m.kind === 'mentor')?.status === 'done')
          return [];
        const command = { key: `${key}/answer`, workflowId: workflowId.handover(caseId), caseId, by: to };
        return [{ ...command, update: 'answerMentorRequest', args: { accepts } }];
      },
    );
  }

  // ---- the supervisors

  private read(message: Heard, now: Instant): void {
    const { effects } = this.scenario;
    if (message.kind === 'mentor-request') this.answerRequest(message, now);
    if (message.kind === 'visit-reminder' && effects.reminders)
      this.remind(message.to, message.subjectId, message.caseId, now);
    if (message.kind === 'escalation' && effects.escalations) this.takeEscalation(message, now);
  }

  private takeEscalation({ to, subjectId: id, key }: Heard, now: Instant): void {
    const { answers, afterHours } = this.scenario.supervisors;
    const told = key.slice(key.indexOf('/')); // the id before it is drawn anew in each run
    this.plan(this.moment(now + 60_000, 'supervisor', told), `${key}/read`, async (look) => {
      const seen = await look.escalation(id);
      if (!seen || seen.status === 'resolved') return [];
      const about = `${stableName(seen)}${told}`;
      if (!this.chance.happens(answers, about, 'answers')) return [];
      const when = this.officeMoment(
        this.now + this.chance.wait(afterHours, about, 'wait') * HOUR,
        about,
        'supervisor',
      );
      this.plan(when, `${about}/acknowledge`, (later) => this.acknowledge(later, id, to, about));
      return [];
    });
  }

  private async acknowledge(look: Look, id: string, by: string, about: string): Promise<Command[]> {
    const seen = await look.escalation(id);
    if (seen?.status !== 'open') return [];
    const caseId = seen.items[0]?.caseId ?? '';
    this.call(seen, about);
    const after = this.now + this.scenario.supervisors.resolvesAfterDays * DAY;
    this.plan(this.officeMoment(after, about, 'supervisor'), `${about}/resolve`, (l) =>
      this.resolve(l, id, by, about, 1),
    );
    return [
      {
        key: `${about}/ack`,
        update: 'acknowledge',
        workflowId: workflowId.escalation(id),
        caseId,
        by,
        args: {},
      },
    ];
  }

  /** Talks to whoever should have done it. */
  private call({ items, responsibleId, responsibleRole }: EscalationView, about: string): void {
    const now = this.now;
    if (responsibleId && this.mentors.has(responsibleId)) this.ignored.set(responsibleId, 0);
    for (const item of items) {
      const key = `${about}/call/${item.id}`;
      const seq = Number(/\/v(\d+)$/.exec(item.id)?.[1]);
      if (item.what === 'visit' && responsibleId) {
        const behaviour = this.behaviour(responsibleId);
        if (!behaviour || !this.chance.happens(behaviour.call, key)) continue;
        const days = Math.floor(this.chance.wait(behaviour.callDays, key, 'days'));
        this.visit(addDays(dayOf(now), days), item.caseId, seq, responsibleId, 'called', now);
      } else if (item.what === 'milestone') {
        const kind = item.id.slice(item.id.indexOf('/') + 1);
        const soon = this.officeMoment(now + this.chance.of(key, 'soon') * 2 * DAY, key);
        // The commune can always ask another mentor.
        if (kind === 'mentor') this.plan(soon, key, () => this.nameMentor(item.caseId, key));
        else if (
          kind !== 'arrival' &&
          kind !== 'first-contact' &&
          this.chance.happens(this.scenario.offices.call, key)
        )
          this.plan(soon, key, () => this.record(item.caseId, kind, key));
      } else if (item.what === 'duty') {
        if (this.chance.happens(this.scenario.offices.call, key))
          this.plan(this.officeMoment(now + this.chance.of(key, 'soon') * 2 * DAY, key), key, () =>
            this.doDuty(item.caseId, key),
          );
      } else if (item.what === 'referral' && responsibleRole) {
        this.plan(this.moment(now + DAY, 'partner', key), key, () => this.moveReferral(item.id, key));
      }
    }
  }

  /** Looks again some days later: what the call did not bring about is settled otherwise. */
  private async resolve(
    look: Look,
    id: string,
    by: string,
    about: string,
    tries: number,
  ): Promise<Command[]> {
    const seen = await look.escalation(id);
    if (seen?.status !== 'acknowledged' || seen.items.length === 0) return [];
    const key = `${about}/resolve${tries}`;
    const first = seen.items[0] as EscalationView['items'][number];
    const to = { key, workflowId: workflowId.escalation(id), caseId: first.caseId, by };
    const seenIds = seen.items.map((item) => item.id);
    if (seen.kind !== 'visit-missed' && seen.kind !== 'nobody-to-tell') {
      // A step stays somebody's until it is done: called again, day after day, and it climbs meanwhile.
      this.call(seen, key);
      if (tries < 30)
        this.plan(this.officeMoment(this.now + DAY, key, 'supervisor'), `${key}/again`, (l) =>
          this.resolve(l, id, by, about, tries + 1),
        );
      return [];
    }
    const mentor = seen.responsibleId ? this.mentors.get(seen.responsibleId) : undefined;
    const { replaces } = this.scenario.supervisors;
    const gone = mentor && mentor.leaves !== null && mentor.leaves <= this.now;
    const replaced = mentor && (gone || seen.kind === 'nobody-to-tell' || this.chance.happens(replaces, key));
    const handedOver = replaced ? this.replace(mentor, by, key) : [];
    const how = handedOver.length ? 'mentor-replaced' : 'visited-by-other';
    return [...handedOver, { ...to, update: 'resolve', args: { how, seen: seenIds } }];
  }

  /** All the people of one mentor get another. */
  private replace(mentor: Mentor, supervisorId: string, key: string): Command[] {
    return [...this.cases.values()]
      .filter((c) => c.followUp?.open && c.followUp.mentorId === mentor.id)
      .sort(by((c) => c.caseId))
      .flatMap((view): Command[] => {
        const mentorId = this.pickMentor(view, [mentor.id]);
        if (!mentorId) return [];
        const { caseId } = view;
        const to = {
          key: `${key}/${caseId}`,
          workflowId: workflowId.followUp(caseId),
          caseId,
          by: supervisorId,
        };
        return [{ ...to, update: 'reassignMentor', args: { mentorId } }];
      });
  }

  // ---- the partners

  private seeReferral({ id, status }: ReferralView, now: Instant): void {
    const { answers, answerDays } = this.scenario.partners;
    const key = `${id}/${status}`;
    const days: Record<string, number> = { requested: answerDays, accepted: 10, 'in-progress': 45 };
    const mean = days[status];
    if (mean === undefined || !this.once(key)) return;
    if (status === 'requested' && !this.chance.happens(answers, key)) return;
    const when = this.moment(now + (0.2 + this.chance.wait(mean, key, 'wait')) * DAY, 'partner', key);
    this.plan(when, key, () => this.moveReferral(id, key));
  }

  /** One step on, whichever is next. */
  private moveReferral(id: string, key: string): Command[] {
    const view = this.referrals.get(id);
    if (!view) return [];
    const accepts = this.chance.happens(this.scenario.partners.accepts, id, 'accepts');
    const to = (
      {
        requested: accepts ? 'accepted' : 'rejected',
        accepted: 'in-progress',
        'in-progress': 'completed',
      } as const
    )[view.status as 'requested' | 'accepted' | 'in-progress'];
    if (!to) return [];
    const partner = [...this.town.accounts.values()].find(
      (a) => view.organisationId !== null && a.organisationId === view.organisationId,
    );
    const by = partner?.id ?? (this.communes.get(view.communeId) as Commune).officer.id;
    return [
      {
        key,
        update: 'moveReferral',
        workflowId: workflowId.referral(id),
        caseId: view.caseId,
        by,
        args: { to },
      },
    ];
  }

  // ---- who, where and when

  private now: Instant = 0;

  private plan(when: Instant, key: string, act: Intention['act']): void {
    this.agenda.push({
      at: when,
      key,
      act: (look) => {
        this.now = when;
        return act(look);
      },
    });
  }

  private once(key: string): boolean {
    if (this.known.has(key)) return false;
    this.known.add(key);
    return true;
  }

  private behaviour(mentorId: string): MentorBehaviour | undefined {
    return this.scenario.mentors[this.mentors.get(mentorId)?.behaviour ?? ''];
  }

  private person(caseId: string) {
    this.people ??= new Map(this.town.people.map((p) => [p.caseId, p]));
    return this.people.get(caseId) as Town['people'][number];
  }
  private people: Map<string, Town['people'][number]> | undefined;

  private commune(view: CaseView): Commune {
    return this.communes.get(view.communeId ?? this.person(view.caseId).communeId) as Commune;
  }

  private office(view: CaseView, role: string): string {
    if (role === 'centre') {
      const { centreId } = this.person(view.caseId);
      return [...this.town.accounts.values()].find((a) => a.centreId === centreId)?.id as string;
    }
    return this.commune(view).officer.id;
  }

  private minute(who: keyof typeof MINUTES, key: string): number {
    const minutes = MINUTES[who];
    return minutes[Math.floor(this.chance.of(key, 'minute') * minutes.length)] as number;
  }

  /** The next of their minutes after `after`, by day or by night. */
  private moment(after: Instant, who: keyof typeof MINUTES, key: string): Instant {
    const day = dayOf(after);
    const minute = this.minute(who, key);
    let when = at(day, '00:00') + minute * 60_000;
    while (when <= after) when += HOUR;
    return when;
  }

  /** As `moment`, in office hours of a working day. */
  private officeMoment(after: Instant, key: string, who: 'office' | 'supervisor' = 'office'): Instant {
    const minute = this.minute(who, key);
    for (let day = dayOf(after); ; day = addDays(day, 1)) {
      if (!isWorkingDay(day, this.calendar) && endOfDay(day) < this.town.to + 400 * DAY) continue;
      for (const hour of [8, 9, 10, 14, 15, 16]) {
        const when = at(day, time(hour, minute));
        if (when > after) return when;
      }
    }
  }
}

/** Of an escalation, whose id is drawn anew in each run. */
function stableName({ kind, responsibleId, communeId, items }: EscalationView): string {
  return `${kind}|${communeId}|${responsibleId}|${items.map((i) => i.id).sort()[0] ?? ''}`;
}

const time = (hour: number, minute: number) =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
const max = (a: Day, b: Day) => (a > b ? a : b);
const by =
  <T>(key: (item: T) => string) =>
  (a: T, b: T) =>
    key(a) < key(b) ? -1 : 1;
