/** What one figure of a report is: its definition in words, and how the number follows from what is counted. */
import type { Text } from '../wording/labels';

/** The parts of a report, in its order. */
export const GROUPS = [
  'return',
  'company',
  'escalation',
  'referral',
  'training',
  'job',
  'loan',
  'community',
  'support',
  'later',
] as const;
export type Group = (typeof GROUPS)[number];

/**
 * count: things or people; percent: part of whole × 100; each: part for one of whole; days: the same, in days;
 * dong: whole đồng.
 */
export type Unit = 'count' | 'percent' | 'each' | 'days' | 'dong';

/** By what a figure may be told apart. */
export const SPLITS = ['need', 'trade', 'source', 'language', 'in-kind', 'year'] as const;
export type Split = (typeof SPLITS)[number];

export interface Indicator {
  id: string;
  group: Group;
  unit: Unit;
  label: Text;
  /** What is counted: the numerator, or all there is. */
  part: Text;
  /** What it is compared with; missing for a plain count. */
  whole?: Text;
  /** Which date puts it into a period. */
  when: Text;
  /** Who counts once and who each time. */
  once: Text;
  target?: { atLeast: number } | { atMost: number };
  /** Where the definition or its target is from. */
  source?: string;
  /** Told apart by this as well; the names of the values are in wording/figures. */
  split?: Split;
  /** Told only where nobody can be recognised by it (./hidden). */
  sensitive?: boolean;
}

/** What was counted for an indicator. */
export interface Count {
  part: number;
  /** Null where the indicator has no denominator. */
  whole: number | null;
}

/** The number that stands in the report; null where there is nothing to compare with. */
export function numberOf({ unit }: Pick<Indicator, 'unit'>, { part, whole }: Count): number | null {
  if (unit === 'count' || unit === 'dong') return part;
  if (!whole) return null;
  return (unit === 'percent' ? 100 : 1) * (part / whole);
}

/** Whether the target is met; null without a target or a number. */
export function meets({ target }: Pick<Indicator, 'target'>, value: number | null): boolean | null {
  if (!target || value === null) return null;
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}

/** The same count of several parts of a year or places: counts add up, and so do both sides of a share. */
export function addUp(counts: readonly Count[]): Count {
  return counts.reduce(
    (all, { part, whole }) => ({
      part: all.part + part,
      whole: all.whole === null && whole === null ? null : (all.whole ?? 0) + (whole ?? 0),
    }),
    { part: 0, whole: null },
  );
}
