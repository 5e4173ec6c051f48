import { type Dates, movedDate } from './adoption';
import { addWorkingDays, addWorkingHours, dayOf, endOfDay, type Instant } from './calendar';
import { type EscalationKind, type Ladder, type LadderLevel, ladderOf } from './ladder';
import type { Wanted } from './notice';
import type { Policy } from './policy';
import { Refusal } from './refusal';
import type { Party } from './roles';

/** How a supervisor put it right; the closed list a screen offers. 'done-late' is also set by the late report itself. */
export const RESOLUTIONS = [
  'done-late',
  'mentor-reminded',
  'mentor-replaced',
  'visited-by-other',
  'not-needed',
  'other',
] as const;
export type Resolution = (typeof RESOLUTIONS)[number];
/** How an item leaves without anybody resolving it. */
export type ClosedHow = Extract<Resolution, 'done-late' | 'not-needed'>;

export interface EscalationFacts {
  escalationId: string;
  kind: EscalationKind;
  provinceId: string;
  communeId: string | null;
  policy: Policy;
}

/** Plain JSON carried by a running escalation. */
export interface EscalationState {
  facts: EscalationFacts;
  /** What slipped and is still open: visit, milestone and referral ids. */
  items: string[];
  status: 'open' | 'acknowledged' | 'resolved';
  /** Rungs climbed so far, counted through all repeats; the rung of the ladder is this modulo its length. */
  climbs: number;
  /** How often the same rung had to be told anew. */
  reopened: number;
  /** When it climbs unless somebody answers; null: the ladder is spent, the board holds it. */
  deadline: Instant | null;
  /** What the deadline was counted from; escalations raised earlier lack it and keep theirs. */
  since?: Instant;
  acknowledgedBy: string | null;
  /** Some rung had somebody who was told. Not known of escalations from before it was asked: those were. */
  heard?: boolean;
  /** Something of it was done late; else what closes by itself was no longer needed. */
  doneLate?: boolean;
  revision: number;
}

/**
 * Does the top hear of it again: when who took it let the time pass, or when nobody was there? An escalation that runs
 * since before this rule goes on without it (workflows ask `patched`).
 */
type TopAgain = () => boolean;
const yes: TopAgain = () => true;

/** What one responsible let slip, on its way up until somebody takes it and says how it was put right. */
export class Escalation {
  constructor(readonly state: EscalationState) {}

  static raise(facts: EscalationFacts, now: Instant): Escalation {
    const escalation = new Escalation({
      facts,
      items: [],
      status: 'open',
      climbs: 0,
      reopened: 0,
      deadline: null,
      acknowledgedBy: null,
      heard: false,
      doneLate: false,
      revision: 1,
    });
    escalation.state.since = now;
    escalation.state.deadline = escalation.acknowledgeBy(now);
    return escalation;
  }

  get ladder(): Ladder {
    const { kind, policy } = this.state.facts;
    return ladderOf(kind, policy.params);
  }

  get rung(): LadderLevel {
    return this.ladder.levels[this.level] as LadderLevel;
  }

  /** Of the rung, from 0. */
  get level(): number {
    return this.state.climbs % this.ladder.levels.length;
  }

  get owner(): Party {
    const { acknowledgedBy } = this.state;
    if (acknowledgedBy) return { role: 'supervisor', userId: acknowledgedBy };
    return { role: 'supervisor', scope: this.rung.scope };
  }

  /** How it closes when nothing is left of it. */
  get closedHow(): ClosedHow {
    return this.state.doneLate === false ? 'not-needed' : 'done-late';
  }

  get resolved(): boolean {
    return this.state.status === 'resolved';
  }

  /** Whose turn it is, for what and until when; null: resolved. Once the ladder is spent it is due at any moment. */
  next(now: Instant): { action: 'acknowledge' | 'resolve'; owner: Party; due: Instant } | null {
    const { status, deadline } = this.state;
    if (status === 'resolved') return null;
    return {
      action: status === 'open' ? 'acknowledge' : 'resolve',
      owner: this.owner,
      due: deadline ?? now,
    };
  }

  /** When it must be looked at again unless something happens; null: never by itself. */
  wakesAt(): Instant | null {
    return this.state.deadline;
  }

  /** A further thing of the same person slipped: the same escalation, one more item, no further message. */
  add(itemId: string): boolean {
    if (this.resolved || this.state.items.includes(itemId)) return false;
    this.state.items.push(itemId);
    this.state.revision += 1;
    return true;
  }

  /** It was done late after all, or is no longer needed; once nothing is left the escalation resolves itself. */
  itemDone(itemId: string, how: ClosedHow = 'done-late'): boolean {
    if (!this.state.items.includes(itemId)) return false;
    if (how === 'done-late') this.state.doneLate = true;
    this.state.items = this.state.items.filter((id) => id !== itemId);
    this.state.revision += 1;
    if (this.state.items.length === 0) this.close();
    return true;
  }

  checkAcknowledge(): void {
    if (this.resolved) throw new Refusal('closed');
    if (this.state.status === 'acknowledged') throw new Refusal('already-done');
  }

  /** Somebody took it: the climb stops; unresolved in time it climbs again. */
  acknowledge(by: string, now: Instant): void {
    this.checkAcknowledge();
    this.state.status = 'acknowledged';
    this.state.acknowledgedBy = by;
    this.state.heard = true;
    this.state.since = now;
    this.state.deadline = this.resolveBy(now);
    this.state.revision += 1;
  }

  /** `seen`: the items the page showed; what slipped since then must be looked at first. */
  checkResolve(seen: readonly string[]): void {
    if (this.resolved) throw new Refusal('closed');
    if (this.state.items.some((id) => !seen.includes(id))) throw new Refusal('stale');
  }

  resolve(seen: readonly string[]): void {
    this.checkResolve(seen);
    this.state.revision += 1;
    this.close();
  }

  /** Something slipped while the resolution was being recorded: it is open again with what is left. */
  reopen(items: readonly string[], now: Instant): void {
    this.state.items = [...items];
    this.state.revision += 1;
    this.tellAnew(now);
  }

  /** Nobody answered in time: the next rung is told; after the last repeat it stays with the highest, on the board. */
  climb(now: Instant, topAgain: TopAgain = yes): boolean {
    const { deadline } = this.state;
    if (this.resolved || deadline === null || deadline > now) return false;
    return this.nextRung(now, topAgain);
  }

  /**
   * How many people the rung's notice reaches. Where nobody is, the next rung is told at once; nobody at the top: it is
   * tried again when its time is over.
   * @returns whether there is another rung to tell now.
   */
  told(people: number, now: Instant, topAgain: TopAgain = yes): boolean {
    if (people > 0) {
      this.state.heard = true;
      return false;
    }
    if (this.resolved) return false;
    const isTop = this.level === this.ladder.levels.length - 1;
    if ((isTop || this.state.status !== 'open') && topAgain()) return false;
    return this.nextRung(now, topAgain);
  }

  wanted(): Wanted[] {
    const { facts, status, climbs, reopened, deadline } = this.state;
    if (status !== 'open') return [];
    return [
      {
        key: `${facts.escalationId}/climb${climbs}${reopened ? `/again${reopened}` : ''}`,
        kind: 'escalation',
        to: { role: 'supervisor', scope: this.rung.scope },
        subjectId: facts.escalationId,
        channels: [...this.rung.channels],
        notBefore: 0,
        data: { kind: facts.kind, ...(deadline !== null && { due: dayOf(deadline) }) },
      },
    ];
  }

  dates(): Dates {
    const { deadline, status } = this.state;
    return deadline === null ? {} : { [status === 'open' ? 'acknowledge' : 'resolve']: deadline };
  }

  /**
   * Goes over to another version of the policy: the time to answer is counted anew. Who was told stays told; a ladder
   * that is shorter now goes on at its own foot.
   */
  adopt(policy: Policy, now: Instant): void {
    const { facts, deadline, since, status } = this.state;
    this.state.facts = { ...facts, policy };
    this.state.revision += 1;
    if (deadline === null || since === undefined) return;
    const counted = status === 'open' ? this.acknowledgeBy(since) : this.resolveBy(since);
    this.state.deadline = movedDate(deadline, counted, addWorkingHours(now, 1, policy.calendar), now);
  }

  private nextRung(now: Instant, topAgain: TopAgain): boolean {
    const { levels, repeats } = this.ladder;
    const { status, heard = true } = this.state;
    this.state.revision += 1;
    if (this.state.climbs + 1 >= levels.length * (1 + repeats)) {
      if ((status === 'acknowledged' || !heard) && topAgain()) {
        this.tellAnew(now);
        return true;
      }
      this.state.deadline = null;
      return false;
    }
    this.state.climbs += 1;
    this.opened(now);
    return true;
  }

  /** The same rung under a new key. */
  private tellAnew(now: Instant): void {
    this.state.reopened += 1;
    this.opened(now);
  }

  private opened(now: Instant): void {
    this.state.status = 'open';
    this.state.acknowledgedBy = null;
    this.state.since = now;
    this.state.deadline = this.acknowledgeBy(now);
  }

  private acknowledgeBy(now: Instant): Instant {
    return addWorkingHours(now, this.rung.ackWithinWorkingHours, this.state.facts.policy.calendar);
  }

  private resolveBy(taken: Instant): Instant {
    return endOfDay(
      addWorkingDays(dayOf(taken), this.ladder.resolveWithin, this.state.facts.policy.calendar),
    );
  }

  private close(): void {
    this.state.status = 'resolved';
    this.state.deadline = null;
  }
}
