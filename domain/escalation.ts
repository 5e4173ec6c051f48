import { type Dates, movedDate } from './adoption';
import { addWorkingDays, addWorkingHours, dayOf, endOfDay, type Instant } from './calendar';
import { NEVER, type Wanted } from './notice';
import type { LadderLevel, Policy } from './policy';
import { Refusal } from './refusal';
import type { Party } from './roles';

/** nobody-to-tell: a notice has no recipient, or their phone cannot be reached for good. */
export type EscalationKind = 'visit-missed' | 'milestone-overdue' | 'referral-silent' | 'nobody-to-tell';

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
  /** How often a resolution came too late for what slipped meanwhile; makes the same rung be told anew. */
  reopened: number;
  /** When it climbs unless somebody answers; null: the ladder is spent, the board holds it. */
  deadline: Instant | null;
  /** What the deadline was counted from; escalations raised earlier lack it and keep theirs. */
  since?: Instant;
  acknowledgedBy: string | null;
  revision: number;
}

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
      revision: 1,
    });
    escalation.state.since = now;
    escalation.state.deadline = escalation.acknowledgeBy(now);
    return escalation;
  }

  get rung(): LadderLevel {
    const { ladder } = this.state.facts.policy.params;
    return ladder[this.state.climbs % ladder.length] as LadderLevel;
  }

  get level(): number {
    return this.state.climbs % this.state.facts.policy.params.ladder.length;
  }

  get owner(): Party {
    const { acknowledgedBy } = this.state;
    if (acknowledgedBy) return { role: 'supervisor', userId: acknowledgedBy };
    return { role: 'supervisor', scope: this.rung.scope };
  }

  get resolved(): boolean {
    return this.state.status === 'resolved';
  }

  /** A further thing of the same person slipped: the same escalation, one more item, no further message. */
  add(itemId: string): boolean {
    if (this.resolved || this.state.items.includes(itemId)) return false;
    this.state.items.push(itemId);
    this.state.revision += 1;
    return true;
  }

  /** It was done late after all; once nothing is left the escalation resolves itself. */
  itemDone(itemId: string): boolean {
    if (!this.state.items.includes(itemId)) return false;
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
    const { params, calendar } = this.state.facts.policy;
    this.state.status = 'acknowledged';
    this.state.acknowledgedBy = by;
    this.state.since = now;
    this.state.deadline = endOfDay(addWorkingDays(dayOf(now), params.escalationResolveWithin, calendar));
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
    this.state.status = 'open';
    this.state.acknowledgedBy = null;
    this.state.reopened += 1;
    this.state.since = now;
    this.state.deadline = this.acknowledgeBy(now);
    this.state.revision += 1;
  }

  /** Nobody answered in time: the next rung is told; after the last repeat it stays with the highest, on the board. */
  climb(now: Instant): boolean {
    const { deadline } = this.state;
    if (this.resolved || deadline === null || deadline > now) return false;
    return this.nextRung(now);
  }

  /** The rung has nobody: go on at once. Returns false when the ladder is spent. */
  skipEmptyRung(now: Instant): boolean {
    return !this.resolved && this.nextRung(now);
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
        priority: 'urgent',
        notBefore: 0,
        expiresAt: NEVER, // an unanswered escalation never becomes untrue by waiting
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
    const { params, calendar } = policy;
    const counted =
      status === 'open'
        ? this.acknowledgeBy(since)
        : endOfDay(addWorkingDays(dayOf(since), params.escalationResolveWithin, calendar));
    this.state.deadline = movedDate(deadline, counted, addWorkingHours(now, 1, calendar), now);
  }

  private nextRung(now: Instant): boolean {
    const { ladder, ladderRepeats } = this.state.facts.policy.params;
    this.state.revision += 1;
    if (this.state.climbs + 1 >= ladder.length * (1 + ladderRepeats)) {
      this.state.deadline = null;
      return false;
    }
    this.state.climbs += 1;
    this.state.status = 'open';
    this.state.acknowledgedBy = null;
    this.state.since = now;
    this.state.deadline = this.acknowledgeBy(now);
    return true;
  }

  private acknowledgeBy(now: Instant): Instant {
    return addWorkingHours(now, this.rung.ackWithinWorkingHours, this.state.facts.policy.calendar);
  }

  private close(): void {
    this.state.status = 'resolved';
    this.state.deadline = null;
  }
}
