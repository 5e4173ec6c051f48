import { at, dayOf, HOUR, type Instant } from '../../../domain/calendar';
import type { RecordableMilestone, ReturnReason } from '../../../domain/handover';
import { workflowId } from '../../../workflows/contract';
import type { CaseView, Command } from '../engine';
import { neighbour } from '../town';
import { DAY, type Stage } from './stage';

/** Centres and communes: the steps of the handover, what the follow-up asks of an office, what life brings. */
export class Offices {
  constructor(private readonly stage: Stage) {}

  seeMilestones(view: CaseView, now: Instant): void {
    for (const m of view.milestones) {
      if (m.status !== 'open' && m.status !== 'overdue') continue;
      if (m.kind === 'mentor') {
        // Declined, or never answered: the officer sees it on the list and asks another.
        if (m.owner === 'mentor' && m.status === 'open') continue;
        const key = `${view.caseId}/mentor/${this.stage.asked.get(view.caseId)?.length ?? 0}`;
        if (this.stage.once(key))
          this.stage.plan(this.stage.officeMoment(now + HOUR, key), key, () =>
            this.nameMentor(view.caseId, key),
          );
        continue;
      }
      if (m.kind === 'first-contact') continue; // the mentor's first visit is it
      const key = `${view.caseId}/${m.kind}/${m.due}`;
      if (!this.stage.once(key)) continue;
      const milestone = m.kind as RecordableMilestone;
      this.stage.plan(this.milestoneMoment(view, m, key, now), key, () =>
        this.record(view.caseId, milestone, key),
      );
    }
  }

  private milestoneMoment(
    view: CaseView,
    m: CaseView['milestones'][number],
    key: string,
    now: Instant,
  ): Instant {
    const { onTime, lateDays } = this.stage.scenario.offices;
    const person = this.stage.person(view.caseId);
    const due = m.due ?? now + DAY;
    const late = !this.stage.chance.happens(onTime, key, 'onTime');
    const delay = late ? this.stage.chance.wait(lateDays, key, 'late') * DAY : 0;
    if (m.kind === 'arrival')
      return this.stage.officeMoment(Math.max(at(person.arrivesOn, '07:00'), now) + delay, key);
    if (m.kind === 'certificate' || m.kind === 'handout')
      return this.stage.officeMoment(Math.max(at(person.endDay, '07:00'), now) + delay, key);
    if (late) return this.stage.officeMoment(Math.max(due, now) + delay, key);
    const when = this.stage.officeMoment(
      now + this.stage.chance.of(key, 'when') * Math.max(0, due - now) * 0.8,
      key,
    );
    return when < due ? when : this.stage.officeMoment(now, key);
  }

  record(caseId: string, milestone: string, key: string): Command[] {
    const view = this.stage.cases.get(caseId);
    const m = view?.milestones.find((one) => one.kind === milestone);
    if (!view || !m || (m.status !== 'open' && m.status !== 'overdue')) return [];
    const person = this.stage.person(caseId);
    const command = {
      key,
      workflowId: workflowId.handover(caseId),
      caseId,
      by: this.stage.office(view, m.owner),
    };
    if (milestone === 'residence') {
      const { provinceId } = person;
      return [
        { ...command, update: 'giveResidence', args: { communeId: this.stage.home(caseId), provinceId } },
      ];
    }
    if (milestone === 'notice') return view.returned ? [{ ...command, update: 'resend', args: {} }] : [];
    const reason = milestone === 'acceptance' && this.givesBack(view);
    if (reason) return [{ ...command, update: 'returnCase', args: { reason } }];
    if (milestone !== 'decision')
      return [
        { ...command, update: 'recordMilestone', args: { milestone: milestone as RecordableMilestone } },
      ];
    const mentorId = this.stage.pickMentor(view);
    return mentorId ? [{ ...command, update: 'recordMilestone', args: { milestone, mentorId } }] : [];
  }

  /** Whether the commune finds a reason not to take the case over: once at the most; elsewhere is next door. */
  private givesBack(view: CaseView): ReturnReason | null {
    const { chance, scenario, rerouted, town } = this.stage;
    const { caseId } = view;
    if (
      !chance.happens(scenario.people.returned, caseId, 'returned') ||
      !this.stage.once(`${caseId}/returned`)
    )
      return null;
    const there = neighbour(town, this.stage.commune(view).id);
    const reason = chance.choose(
      { 'incomplete-file': 2, 'wrong-commune': 1, 'not-resident': 1 },
      caseId,
      'reason',
    );
    if (reason === 'incomplete-file' || !there) return 'incomplete-file';
    rerouted.set(caseId, there.id);
    return reason;
  }

  /** What is to be done for a person who did not come is on the commune's list, one thing after the other. */
  seeNoShow({ caseId, noShow }: CaseView, now: Instant): void {
    if (!noShow) return;
    const key = `${caseId}/no-show/${this.looked.get(caseId) ?? 0}`;
    if (!this.stage.once(key)) return;
    const { chance, scenario } = this.stage;
    const late = !chance.happens(scenario.offices.onTime, key, 'onTime');
    const days = noShow === 'check' ? 20 : 1;
    const wait = late
      ? days + 1 + chance.wait(scenario.offices.lateDays, key, 'late')
      : chance.of(key, 'when') * days;
    this.stage.plan(this.stage.officeMoment(now + wait * DAY, key), key, () => this.lookFor(caseId, key));
  }

  /** The next thing done for a person who did not come; it finds whoever is on the way anyway. */
  lookFor(caseId: string, key: string): Command[] {
    const times = this.looked.get(caseId) ?? 0;
    this.looked.set(caseId, times + 1);
    const view = this.stage.cases.get(caseId);
    if (!view?.noShow) return [];
    const { chance, scenario, now } = this.stage;
    const found =
      this.stage.person(caseId).arrivesOn <= dayOf(now) ||
      chance.happens(scenario.people.found, caseId, times, 'found');
    const to = {
      key,
      workflowId: workflowId.handover(caseId),
      caseId,
      by: this.stage.commune(view).officer.id,
    };
    return [{ ...to, update: 'recordNoShowStep', args: { step: view.noShow, found } }];
  }
  /** How often was looked for whom. */
  private readonly looked = new Map<string, number>();

  nameMentor(caseId: string, key: string): Command[] {
    const view = this.stage.cases.get(caseId);
    const m = view?.milestones.find((one) => one.kind === 'mentor');
    if (!view || !m || m.status === 'done' || (m.owner === 'mentor' && m.status === 'open')) return [];
    const mentorId = this.stage.pickMentor(view);
    if (!mentorId) return [];
    const by = this.stage.commune(view).officer.id;
    return [
      { key, update: 'nameMentor', workflowId: workflowId.handover(caseId), caseId, by, args: { mentorId } },
    ];
  }

  /** What the follow-up asks of an office: another mentor, taking somebody over, the papers of the end. */
  seeDuty({ caseId, followUp }: CaseView, now: Instant): void {
    if (!followUp?.open || !followUp.next || followUp.next === 'visit' || followUp.next === 'close') return;
    const key = `${caseId}/${followUp.next}/${followUp.due}`;
    if (!this.stage.once(key)) return;
    const { onTime, lateDays } = this.stage.scenario.offices;
    const due = followUp.due ?? now + DAY;
    const late = !this.stage.chance.happens(onTime, key, 'onTime');
    const when = late
      ? Math.max(due, now) + this.stage.chance.wait(lateDays, key, 'late') * DAY
      : now + this.stage.chance.of(key, 'when') * Math.max(0, Math.min(due - now, 2 * DAY)) * 0.8;
    this.stage.plan(this.stage.officeMoment(when, key), key, () => this.doDuty(caseId, key));
  }

  /** Whatever is first on the list for an office by then. */
  doDuty(caseId: string, key: string): Command[] {
    const view = this.stage.cases.get(caseId);
    const followUp = view?.followUp;
    if (!view || !followUp?.open) return [];
    const to = {
      key,
      workflowId: workflowId.followUp(caseId),
      caseId,
      by: this.stage.commune(view).officer.id,
    };
    const signedOn = dayOf(this.stage.now);
    switch (followUp.next) {
      case 'name-mentor': {
        const mentorId = this.stage.pickMentor(view, followUp.mentorId ? [followUp.mentorId] : []);
        return mentorId ? [{ ...to, update: 'reassignMentor', args: { mentorId } }] : [];
      }
      case 'accept-move': {
        const there = this.stage.communes.get(followUp.movingTo ?? '');
        const mentorId = there && this.stage.pickMentor({ ...view, communeId: there.id }, []);
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
  seeHome({ caseId, followUp }: CaseView, now: Instant): void {
    if (!followUp || !this.stage.once(`${caseId}/home`)) return;
    for (const { what, on, days } of this.stage.person(caseId).later) {
      const key = `${caseId}/${what}`;
      const when = Math.max(now, at(on, '08:00'));
      this.stage.plan(this.stage.officeMoment(when, key), key, () => this.happen(caseId, what, key));
      if (what !== 'pause') continue;
      const back = `${caseId}/resume`;
      this.stage.plan(this.stage.officeMoment(when + days * DAY, back), back, () =>
        this.happen(caseId, 'resume', back),
      );
    }
  }

  private happen(caseId: string, what: 'move' | 'pause' | 'resume' | 'end', key: string): Command[] {
    const view = this.stage.cases.get(caseId);
    if (!view?.followUp?.open) return [];
    const on = dayOf(this.stage.now);
    const to = {
      key,
      workflowId: workflowId.followUp(caseId),
      caseId,
      by: this.stage.commune(view).officer.id,
    };
    switch (what) {
      case 'move': {
        const there = neighbour(this.stage.town, this.stage.commune(view).id);
        if (!there) return [];
        const { id: communeId, provinceId } = there;
        return [{ ...to, update: 'moveAway', args: { communeId, provinceId, movedOn: on } }];
      }
      case 'pause':
        return [{ ...to, update: 'pauseFollowUp', args: { reason: 'hospital', from: on } }];
      case 'resume':
        return [{ ...to, update: 'resumeFollowUp', args: { on } }];
      case 'end': {
        const reason = this.stage.chance.happens(0.5, key) ? 'prison' : 'death';
        return [{ ...to, update: 'endFollowUp', args: { reason } }];
      }
    }
  }
}
