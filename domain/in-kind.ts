/** Help that is given as a thing or as work, not as money. */
import { fold } from './vietnamese';

export const IN_KINDS = [
  'seedlings',
  'livestock',
  'house-built',
  'house-repaired',
  'barn-repaired',
  'tools',
  'food',
  'clothes',
  'gift',
  'other',
] as const;
export type InKind = (typeof IN_KINDS)[number];

/** The most one gift may be worth, in đồng: beyond it a digit too many was typed. */
export const MOST_DONG = 10_000_000_000;
/** The most days of work one gift may hold. */
export const MOST_WORK_DAYS = 1_000;

/**
 * What tells that two gifts went to one household, so that a household counts once: the person's, where there is a case;
 * else its head's name in the commune, however it was typed.
 */
export function householdKey(of: { personId: string } | { communeId: string; household: string }): string {
  return 'personId' in of ? `person/${of.personId}` : `${of.communeId}/${fold(of.household)}`;
}
