import { addDays, at, type Day, dayOf, HOUR, type Instant, isWorkingDay } from '../../../domain/calendar';
import { policyInForce } from '../../../domain/policy';
import { Chance } from '../chance';
import type { CaseView, Command, EscalationView, ReferralView } from '../engine';
import { Heap } from '../heap';
import type { MentorBehaviour, Scenario } from '../scenario';
import type { Commune, Mentor, Person, Town } from '../town';

/** Something somebody means to do; whether it still makes sense is seen when its time has come. */
export interface Intention {
  at: Instant;
  key: string;
  act(look: Look): Command[] | Promise<Command[]>;
}

export interface Look {
  escalation(id: string): Promise<EscalationView | null>;
}

/**
 * Minutes of the hour at which each kind of people act: none of them those at which the product itself acts, nor each
 * other's, so that no outcome hangs on which of two things of the same moment comes first.
 */
const MINUTES = { mentor: [11, 41], office: [17, 47], supervisor: [53], partner: [23] } as const;
/** Few hours of the day, so that what has nothing to do with each other happens in one step of the clock. */
export const HOURS = { any: [8, 12, 17, 20], office: [8, 10, 15] } as const;
export const DAY = 24 * HOUR;

/** What all people of a scenario share: the clock, the dice, the town, what was last seen, and what is meant to be done. */
export class Stage {
  readonly agenda = new Heap<Intention>();
  readonly chance: Chance;
  /** As they were last seen. */
  readonly cases = new Map<string, CaseView>();
  readonly referrals = new Map<string, ReferralView>();
  readonly communes: Map<string, Commune>;
  readonly mentors: Map<string, Mentor>;
  /** Where the centre found those to live whom a commune gave back. */
  readonly rerouted = new Map<string, string>();
  /** Who was asked to accompany whom. */
  readonly asked = new Map<string, string[]>();
  /** The moment of what is being done. */
  now: Instant = 0;
  private readonly people: Map<string, Person>;
  private readonly load = new Map<string, number>();
  private readonly calendar;
  /** What is planned or answered already, so that seeing it again changes nothing. */
  private readonly known = new Set<string>();

  constructor(
    readonly scenario: Scenario,
    readonly town: Town,
  ) {
    this.chance = new Chance(scenario.seed);
    this.calendar = policyInForce(scenario.start).calendar;
    this.communes = new Map(town.communes.map((c) => [c.id, c]));
    this.mentors = new Map(town.communes.flatMap((c) => c.mentors.map((m) => [m.id, m] as const)));
    this.people = new Map(town.people.map((p) => [p.caseId, p]));
  }

  /** The least laden of the commune who is there and was not asked before; asked by all, the first is asked again. */
  pickMentor(view: CaseView, but: readonly string[] = this.asked.get(view.caseId) ?? []): string | null {
    const best = this.standIn(view, but);
    if (!best) return null;
    this.asked.set(view.caseId, [...(this.asked.get(view.caseId) ?? []), best]);
    this.load.set(best, (this.load.get(best) ?? 0) + 1);
    return best;
  }

  /** As `pickMentor`, for some days only: nobody's people become more by it. */
  standIn(view: CaseView, but: readonly string[]): string | null {
    const there = this.commune(view).mentors.filter((m) => this.isThere(m));
    const fresh = there.filter((m) => !but.includes(m.id));
    const [best] = (fresh.length ? fresh : there.filter((m) => m.id !== but.at(-1))).sort(
      (a, b) => (this.load.get(a.id) ?? 0) - (this.load.get(b.id) ?? 0) || (a.id < b.id ? -1 : 1),
    );
    return best?.id ?? null;
  }

  /** Neither gone for good nor away these days. */
  isThere({ leaves, away }: Mentor): boolean {
    const today = dayOf(this.now);
    return (leaves === null || leaves > this.now) && !(away && away.from <= today && today <= away.until);
  }

  plan(when: Instant, key: string, act: Intention['act']): void {
    this.agenda.push({
      at: when,
      key,
      act: (look) => {
        this.now = when;
        return act(look);
      },
    });
  }

  once(key: string): boolean {
    if (this.known.has(key)) return false;
    this.known.add(key);
    return true;
  }

  behaviour(mentorId: string): MentorBehaviour | undefined {
    return this.scenario.mentors[this.mentors.get(mentorId)?.behaviour ?? ''];
  }

  person(caseId: string): Person {
    return this.people.get(caseId) as Person;
  }

  /** The commune the centre believes the person to live in. */
  home(caseId: string): string {
    return this.rerouted.get(caseId) ?? this.person(caseId).communeId;
  }

  commune(view: CaseView): Commune {
    return this.communes.get(view.communeId ?? this.home(view.caseId)) as Commune;
  }

  office(view: CaseView, role: string): string {
    if (role === 'centre') {
      const { centreId } = this.person(view.caseId);
      return [...this.town.accounts.values()].find((a) => a.centreId === centreId)?.id as string;
    }
    return this.commune(view).officer.id;
  }

  minute(who: keyof typeof MINUTES, key: string): number {
    const minutes = MINUTES[who];
    return minutes[Math.floor(this.chance.of(key, 'minute') * minutes.length)] as number;
  }

  /** The next of their moments after `after`, whatever day it is. */
  moment(after: Instant, who: keyof typeof MINUTES, key: string): Instant {
    return this.nextOf(after, HOURS.any, this.minute(who, key), () => true);
  }

  /** As `moment`, in office hours of a working day. */
  officeMoment(after: Instant, key: string, who: 'office' | 'supervisor' = 'office'): Instant {
    return this.nextOf(after, HOURS.office, this.minute(who, key), (day) => isWorkingDay(day, this.calendar));
  }

  private nextOf(
    after: Instant,
    hours: readonly number[],
    minute: number,
    on: (day: Day) => boolean,
  ): Instant {
    for (let day = dayOf(after); ; day = addDays(day, 1)) {
      if (!on(day)) continue;
      for (const hour of hours) {
        const when = at(day, time(hour, minute));
        if (when > after) return when;
      }
    }
  }
}

export const time = (hour: number, minute: number) =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
export const later = (a: Day, b: Day) => (a > b ? a : b);
/** For sorting by a text of its own. */
export const by =
  <T>(key: (item: T) => string) =>
  (a: T, b: T) =>
    key(a) < key(b) ? -1 : 1;
