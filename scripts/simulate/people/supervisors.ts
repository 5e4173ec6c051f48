import { addDays, at, dayOf, HOUR, type Instant } from '../../../domain/calendar';
import { workflowId } from '../../../workflows/contract';
import type { CaseView, Command, EscalationView, Heard } from '../engine';
import type { Mentor } from '../town';
import type { Mentors } from './mentors';
import type { Offices } from './offices';
import type { Partners } from './partners';
import { DAY, by as inOrderOf, type Look, type Stage } from './stage';

/** Those who are told of what slipped: they take it, call, look again, and settle what is left. */
export class Supervisors {
  constructor(
    private readonly stage: Stage,
    private readonly offices: Offices,
    private readonly mentors: Mentors,
    private readonly partners: Partners,
  ) {}

  /** Some days before a mentor is away, somebody else is found for each of their people, between the two dates. */
  expectAbsences(): void {
    const { stage } = this;
    for (const commune of stage.town.communes)
      for (const mentor of commune.mentors.filter((m) => m.away)) {
        const { from } = mentor.away as NonNullable<Mentor['away']>;
        const key = `${mentor.id}/away`;
        const when = stage.officeMoment(at(addDays(from, -4), '07:00'), key, 'supervisor');
        stage.plan(when, key, () => this.arrangeCover(mentor, commune.supervisor.id, key));
      }
  }

  private arrangeCover(mentor: Mentor, by: string, key: string): Command[] {
    const { from, until } = mentor.away as NonNullable<Mentor['away']>;
    return this.peopleOf(mentor).flatMap((view): Command[] => {
      const { caseId } = view;
      const mentorId = this.stage.standIn(view, [mentor.id]);
      if (!mentorId) return [];
      const to = { key: `${key}/${caseId}`, workflowId: workflowId.followUp(caseId), caseId, by };
      return [{ ...to, update: 'coverMentor', args: { mentorId, from, until } }];
    });
  }

  private peopleOf(mentor: Mentor): CaseView[] {
    return [...this.stage.cases.values()]
      .filter((c) => c.followUp?.open && c.followUp.mentorId === mentor.id)
      .sort(inOrderOf((c) => c.caseId));
  }

  takeEscalation({ to, subjectId: id, key }: Heard, now: Instant): void {
    const { answers, afterHours } = this.stage.scenario.supervisors;
    const told = key.slice(key.indexOf('/')); // the id before it is drawn anew in each run
    this.stage.plan(this.stage.moment(now + 60_000, 'supervisor', told), `${key}/read`, async (look) => {
      const seen = await look.escalation(id);
      if (!seen || seen.status === 'resolved') return [];
      const about = `${stableName(seen)}${told}`;
      if (!this.stage.chance.happens(answers, about, 'answers')) return [];
      const when = this.stage.officeMoment(
        this.stage.now + this.stage.chance.wait(afterHours, about, 'wait') * HOUR,
        about,
        'supervisor',
      );
      this.stage.plan(when, `${about}/acknowledge`, (later) => this.acknowledge(later, id, to, about));
      return [];
    });
  }

  private async acknowledge(look: Look, id: string, by: string, about: string): Promise<Command[]> {
    const seen = await look.escalation(id);
    if (seen?.status !== 'open') return [];
    const caseId = seen.items[0]?.caseId ?? '';
    this.call(seen, about);
    const after = this.stage.now + this.stage.scenario.supervisors.resolvesAfterDays * DAY;
    this.stage.plan(this.stage.officeMoment(after, about, 'supervisor'), `${about}/resolve`, (l) =>
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
    const now = this.stage.now;
    if (responsibleId && this.stage.mentors.has(responsibleId)) this.mentors.ignored.set(responsibleId, 0);
    for (const item of items) {
      const key = `${about}/call/${item.id}`;
      const seq = Number(/\/v(\d+)$/.exec(item.id)?.[1]);
      if (item.what === 'visit' && responsibleId) {
        const behaviour = this.stage.behaviour(responsibleId);
        if (!behaviour || !this.stage.chance.happens(behaviour.call, key)) continue;
        const days = Math.floor(this.stage.chance.wait(behaviour.callDays, key, 'days'));
        this.mentors.visit(addDays(dayOf(now), days), item.caseId, seq, responsibleId, 'called', now);
      } else if (item.what === 'milestone') {
        const kind = item.id.slice(item.id.indexOf('/') + 1);
        const soon = this.stage.officeMoment(now + this.stage.chance.of(key, 'soon') * 2 * DAY, key);
        // The commune can always ask another mentor.
        if (kind === 'mentor') this.stage.plan(soon, key, () => this.offices.nameMentor(item.caseId, key));
        else if (kind.startsWith('no-show/'))
          this.stage.plan(soon, key, () => this.offices.lookFor(item.caseId, key));
        else if (
          kind !== 'arrival' &&
          kind !== 'first-contact' &&
          this.stage.chance.happens(this.stage.scenario.offices.call, key)
        )
          this.stage.plan(soon, key, () => this.offices.record(item.caseId, kind, key));
      } else if (item.what === 'duty') {
        if (this.stage.chance.happens(this.stage.scenario.offices.call, key))
          this.stage.plan(
            this.stage.officeMoment(now + this.stage.chance.of(key, 'soon') * 2 * DAY, key),
            key,
            () => this.offices.doDuty(item.caseId, key),
          );
      } else if (item.what === 'referral' && responsibleRole) {
        this.stage.plan(this.stage.moment(now + DAY, 'partner', key), key, () =>
          this.partners.moveReferral(item.id, key),
        );
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
        this.stage.plan(
          this.stage.officeMoment(this.stage.now + DAY, key, 'supervisor'),
          `${key}/again`,
          (l) => this.resolve(l, id, by, about, tries + 1),
        );
      return [];
    }
    const mentor = seen.responsibleId ? this.stage.mentors.get(seen.responsibleId) : undefined;
    const { replaces } = this.stage.scenario.supervisors;
    const gone = mentor && mentor.leaves !== null && mentor.leaves <= this.stage.now;
    const replaced =
      mentor && (gone || seen.kind === 'nobody-to-tell' || this.stage.chance.happens(replaces, key));
    const handedOver = replaced ? this.replace(mentor, by, key) : [];
    const how = handedOver.length ? 'mentor-replaced' : 'visited-by-other';
    return [...handedOver, { ...to, update: 'resolve', args: { how, seen: seenIds } }];
  }

  /** All the people of one mentor get another. */
  private replace(mentor: Mentor, supervisorId: string, key: string): Command[] {
    return this.peopleOf(mentor).flatMap((view): Command[] => {
      const mentorId = this.stage.pickMentor(view, [mentor.id]);
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
}

/** Of an escalation, whose id is drawn anew in each run. */
function stableName({ kind, responsibleId, communeId, items }: EscalationView): string {
  return `${kind}|${communeId}|${responsibleId}|${items.map((i) => i.id).sort()[0] ?? ''}`;
}
