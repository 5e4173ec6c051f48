/**
 * Why nothing is heard of somebody who should have acted. Each answer has its own thing to do: a call helps nobody who
 * carries too much, and no text reaches a dead number.
 */

/** nobody: no account has that role here; silent: reachable, not overloaded, and yet no word. In the order looked at. */
export const SILENCES = ['nobody', 'unreachable', 'overloaded', 'silent'] as const;
export type Silence = (typeof SILENCES)[number];

/** What was counted about the one who should have acted; null: there is nobody. */
export interface SilenceFacts {
  /** They have no number and no address, or the last number that was tried is dead for good. */
  noWayToReach: boolean;
  /** Messages to them, newest first, that did not arrive before one that did. */
  undeliveredInARow: number;
  /** People they look after now. */
  openCases: number;
  /** Visits of theirs that fall due in the seven days from today. */
  visitsThisWeek: number;
}

/** From where on somebody counts as out of reach or overloaded: local policy; older snapshots have none. */
export interface SilenceLimits {
  /** Messages in a row that did not arrive. */
  unreachableAfter?: number;
  /** People looked after. */
  overloadCases?: number;
  /** Visits due in a week. */
  overloadVisitsAWeek?: number;
}

export function silenceOf(facts: SilenceFacts | null, limits: SilenceLimits = {}): Silence {
  const { unreachableAfter = 2, overloadCases = 8, overloadVisitsAWeek = 6 } = limits;
  if (!facts) return 'nobody';
  if (facts.noWayToReach || facts.undeliveredInARow >= unreachableAfter) return 'unreachable';
  if (facts.openCases > overloadCases || facts.visitsThisWeek > overloadVisitsAWeek) return 'overloaded';
  return 'silent';
}
