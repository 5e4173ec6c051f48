import { addDays, at, type Day, dayOf, HOUR, type Instant } from '../../../domain/calendar';
import type { VisitOutcome } from '../../../domain/follow-up';
import { workflowId } from '../../../workflows/contract';
import type { CaseView, Command, Heard } from '../engine';
import type { Mentor, Town } from '../town';
import { HOURS, later, type Stage, time } from './stage';

/** Those who visit: remember or forget, are reminded or called, report, and are asked to accompany. */
export class Mentors {
  /** Reminders in a row that a mentor let pass. */
  readonly ignored = new Map<string, number>();

  constructor(private readonly stage: Stage) {}

  seeVisit({ caseId, followUp }: CaseView, now: Instant): void {
    if (!followUp?.planned || !followUp.mentorId) return;
    const { seq, on } = followUp.planned;
    const { mentorId } = followUp;
    const visit = `${caseId}/v${seq}`;
    if (!this.stage.once(`${visit}/${on}/${mentorId}`)) return;
    const behaviour = this.stage.behaviour(mentorId);
    if (!behaviour) return;
    const forgotten = !this.stage.chance.happens(behaviour.remembers, visit, mentorId, 'remembers');
    const late = forgotten
      ? 1 +
        Math.floor(this.stage.chance.wait(Math.max(behaviour.lateDays - 0.5, 0.5), visit, mentorId, 'late'))
      : 0;
    this.visit(addDays(later(on, dayOf(now)), late), caseId, seq, mentorId, 'self', now);
  }

  /** Means to see the person on that day and to report it. */
  visit(on: Day, caseId: string, seq: number, mentorId: string, why: string, now: Instant): void {
    const key = `${caseId}/v${seq}/${mentorId}/${why}/${on}`;
    const [, ...hours] = HOURS.any;
    const hour = hours[Math.floor(this.stage.chance.of(key, 'hour') * hours.length)] as number;
    const when = at(on, time(hour, this.stage.minute('mentor', key)));
    if (when > now) this.stage.plan(when, key, () => this.report(caseId, seq, mentorId, key));
    else this.visit(addDays(dayOf(now), 1), caseId, seq, mentorId, why, now);
  }

  private report(caseId: string, seq: number, mentorId: string, key: string): Command[] {
    const followUp = this.stage.cases.get(caseId)?.followUp;
    const mentor = this.stage.mentors.get(mentorId) as Mentor;
    if (!followUp || followUp.mentorId !== mentorId || !this.stage.isThere(mentor)) return [];
    if (followUp.planned?.seq !== seq && !followUp.missed.includes(seq)) return [];
    const visit = `${caseId}/v${seq}`;
    const outcome = this.stage.chance.choose<VisitOutcome>(this.stage.scenario.outcomes, visit, 'outcome');
    const heldOn = dayOf(this.stage.now);
    const { organisations } = this.stage.town.provinces.find(
      (p) => p.id === mentor.provinceId,
    ) as Town['provinces'][number];
    const need = this.stage.chance.happens(this.stage.scenario.people.needs, visit, 'needs')
      ? (
          [
            ['training', 'school'],
            ['loan', 'bank'],
          ] as const
        )[this.stage.chance.happens(0.6, visit, 'need') ? 0 : 1]
      : null;
    const needs = need
      ? [{ kind: need[0], organisationId: organisations.find((o) => o.kind === need[1])?.id ?? null }]
      : [];
    const to = { key, workflowId: workflowId.followUp(caseId), caseId, by: mentorId };
    return [{ ...to, update: 'reportVisit', args: { seq, outcome, heldOn, needs } }];
  }

  remind(mentorId: string, visitId: string, caseId: string, now: Instant): void {
    const planned = this.stage.cases.get(caseId)?.followUp?.planned;
    const behaviour = this.stage.behaviour(mentorId);
    if (!planned || !behaviour || visitId !== `${caseId}/v${planned.seq}`) return;
    if (this.stage.chance.happens(behaviour.remembers, visitId, mentorId, 'remembers')) return; // would have gone anyway
    const ignored = this.ignored.get(mentorId) ?? 0;
    if (
      this.stage.chance.happens(
        behaviour.reminder * behaviour.wearsOff ** ignored,
        visitId,
        mentorId,
        'reminder',
      )
    ) {
      this.ignored.set(mentorId, 0);
      this.visit(later(planned.on, dayOf(now)), caseId, planned.seq, mentorId, 'reminded', now);
    } else this.ignored.set(mentorId, ignored + 1);
  }

  answerRequest({ to, caseId, key }: Heard, now: Instant): void {
    const behaviour = this.stage.behaviour(to);
    if (!behaviour) return;
    const said = this.stage.chance.of(key, 'answer');
    if (said >= behaviour.accepts + behaviour.declines) return; // stays silent
    const accepts = said < behaviour.accepts;
    this.stage.plan(
      this.stage.moment(now + this.stage.chance.wait(8, key, 'wait') * HOUR, 'mentor', key),
      `${key}/answer`,
      () => {
        const view = this.stage.cases.get(caseId);
        if (view?.mentorId !== to || view.milestones.find((m) => m.kind === 'mentor')?.status === 'done')
          return [];
        const command = { key: `${key}/answer`, workflowId: workflowId.handover(caseId), caseId, by: to };
        return [{ ...command, update: 'answerMentorRequest', args: { accepts } }];
      },
    );
  }
}
