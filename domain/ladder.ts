/** Who hears of what slipped, how, and how long they have: policy by kind of escalation. */

/** nobody-to-tell: a notice has no recipient, or their phone cannot be reached for good. */
export const ESCALATION_KINDS = [
  'visit-missed',
  'milestone-overdue',
  'referral-silent',
  'loan-silent',
  'training-absent',
  'course-silent',
  'nobody-to-tell',
  'mentor-missing',
  'move-silent',
  'follow-up-overdue',
  'club-silent',
  'later-check-silent',
] as const;
export type EscalationKind = (typeof ESCALATION_KINDS)[number];

/** One rung: who hears of it, how, and how long they have to say "I have it". */
export interface LadderLevel {
  role: 'supervisor';
  scope: 'commune' | 'province';
  channels: ('sms' | 'email')[];
  ackWithinWorkingHours: number;
}

export interface Ladder {
  levels: LadderLevel[];
  /** Times the whole ladder is climbed again. */
  repeats: number;
  /** Working days from acknowledging until it must be resolved; else it climbs again. */
  resolveWithin: number;
}

/** The usual ladder, and what differs from it for some kinds: short, since every running case carries it. */
export type Ladders = { usual: Ladder } & Partial<Record<EscalationKind, Partial<Ladder>>>;

/** Where a policy says its ladders: as now, or as snapshots did that were taken before there was one for each kind. */
export interface LadderParams {
  ladders?: Ladders;
  ladder?: LadderLevel[];
  ladderRepeats?: number;
  escalationResolveWithin?: number;
}

/** The ladder of a kind under a policy. */
export function ladderOf(kind: EscalationKind, params: LadderParams): Ladder {
  const { ladders, ladder, ladderRepeats, escalationResolveWithin } = params;
  if (ladders) return { ...ladders.usual, ...ladders[kind] };
  return {
    levels: ladder as LadderLevel[],
    repeats: ladderRepeats as number,
    resolveWithin: escalationResolveWithin as number,
  };
}

/** What a place may set: short enough that somebody is told in the same week, long enough to be answered. */
export const LADDER_LIMITS = {
  levels: { min: 1, max: 4 },
  ackWithinWorkingHours: { min: 1, max: 40 },
  repeats: { min: 0, max: 5 },
  resolveWithin: { min: 1, max: 20 },
} as const;

export type LadderProblem =
  | 'not-ladders'
  | 'unknown-kind'
  | 'levels'
  | 'level'
  | 'last-not-province'
  | 'repeats'
  | 'resolve-within';

/** Why a place cannot have these ladders, read from anywhere; null when it can. Every ladder ends at the province. */
export function ladderProblem(value: unknown): LadderProblem | null {
  if (!isObject(value) || !isObject(value.usual)) return 'not-ladders';
  const kinds: readonly string[] = ['usual', ...ESCALATION_KINDS];
  for (const [kind, own] of Object.entries(value)) {
    if (!kinds.includes(kind)) return 'unknown-kind';
    if (!isObject(own)) return 'not-ladders';
    const problem = problemOf({ ...value.usual, ...own });
    if (problem) return problem;
  }
  return null;
}

function problemOf({ levels, repeats, resolveWithin }: Record<string, unknown>): LadderProblem | null {
  const limits = LADDER_LIMITS;
  if (!Array.isArray(levels) || !within(levels.length, limits.levels)) return 'levels';
  if (!levels.every(isLevel)) return 'level';
  if (levels.at(-1).scope !== 'province') return 'last-not-province';
  if (!within(repeats, limits.repeats)) return 'repeats';
  if (!within(resolveWithin, limits.resolveWithin)) return 'resolve-within';
  return null;
}

function isLevel(level: unknown): boolean {
  if (!isObject(level)) return false;
  const { role, scope, channels, ackWithinWorkingHours } = level;
  return (
    role === 'supervisor' &&
    (scope === 'commune' || scope === 'province') &&
    Array.isArray(channels) &&
    channels.length > 0 &&
    channels.every((channel) => channel === 'sms' || channel === 'email') &&
    within(ackWithinWorkingHours, LADDER_LIMITS.ackWithinWorkingHours)
  );
}

function within(value: unknown, { min, max }: { min: number; max: number }): boolean {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
