import type { Instant } from '../../../domain/calendar';
import type { Command, Heard, News } from '../engine';
import type { Scenario } from '../scenario';
import type { Town } from '../town';
import { Mentors } from './mentors';
import { Offices } from './offices';
import { Partners } from './partners';
import { by, type Look, Stage } from './stage';
import { Supervisors } from './supervisors';

/**
 * The people of a scenario. They know what they would know: the texts and mails they received, and what their work
 * list shows. Every choice is thrown by `Chance` for its subject, so it is the same on both engines.
 */
export class People {
  private readonly stage: Stage;
  private readonly offices: Offices;
  private readonly mentors: Mentors;
  private readonly partners: Partners;
  private readonly supervisors: Supervisors;

  constructor(scenario: Scenario, town: Town) {
    this.stage = new Stage(scenario, town);
    this.offices = new Offices(this.stage);
    this.mentors = new Mentors(this.stage);
    this.partners = new Partners(this.stage);
    this.supervisors = new Supervisors(this.stage, this.offices, this.mentors, this.partners);
    for (const person of town.people) {
      const key = `start/${person.n}`;
      this.stage.agenda.push({ at: person.startsAt, key, act: () => [{ key, start: person }] });
    }
    this.supervisors.expectAbsences();
  }

  /** When somebody next means to do something. */
  next(): Instant | null {
    return this.stage.agenda.peek()?.at ?? null;
  }

  /** What they do now. */
  async act(now: Instant, look: Look): Promise<Command[]> {
    const commands: Command[] = [];
    for (let next = this.stage.agenda.peek(); next && next.at <= now; next = this.stage.agenda.peek()) {
      this.stage.agenda.pop();
      commands.push(...(await next.act(look)));
    }
    return commands;
  }

  /** What they see and read; in an order of its own, whatever order the engine tells it in. */
  hear({ cases, referrals, heard }: News, now: Instant): void {
    for (const view of cases.sort(by((c) => c.caseId))) {
      this.stage.cases.set(view.caseId, view);
      this.offices.seeMilestones(view, now);
      this.offices.seeNoShow(view, now);
      this.mentors.seeVisit(view, now);
      this.offices.seeDuty(view, now);
      this.offices.seeHome(view, now);
    }
    for (const view of referrals.sort(by((r) => r.id))) {
      this.stage.referrals.set(view.id, view);
      this.partners.seeReferral(view, now);
    }
    for (const message of heard.sort(by((h) => h.key)))
      if (this.stage.once(`heard ${message.key}`)) this.read(message, now);
  }

  private read(message: Heard, now: Instant): void {
    const { effects } = this.stage.scenario;
    if (message.kind === 'mentor-request') this.mentors.answerRequest(message, now);
    if (message.kind === 'visit-reminder' && effects.reminders)
      this.mentors.remind(message.to, message.subjectId, message.caseId, now);
    if (message.kind === 'escalation' && effects.escalations) this.supervisors.takeEscalation(message, now);
  }
}
