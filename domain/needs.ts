/** What people can be asked to be helped with, in the words of who asks; each is a need, some with a detail of their own. */
import { knownAs, NEEDS, type Need } from './follow-up';
import { HEALTH_KINDS, type HealthKind } from './health';

/** Papers of a person and the family; which one is no secret to who sees the case. */
export const PAPERS = ['insurance', 'identity', 'schooling'] as const;
export type Paper = (typeof PAPERS)[number];

export const ASKED = [...NEEDS, ...PAPERS, ...HEALTH_KINDS] as const;
export type Asked = (typeof ASKED)[number];

/** What a form offers, in this order; what health is needed for in particular only to who may know. */
export const offered = (knowsHealth = false): readonly Asked[] => [
  ...(['training', 'job', 'loan'] as const),
  ...(knowsHealth ? HEALTH_KINDS : (['health'] as const)),
  ...PAPERS,
  ...(['in-kind', 'assessment', 'other'] as const),
];

const isOneOf = <K extends string>(kinds: readonly K[], kind: string): kind is K =>
  (kinds as readonly string[]).includes(kind);
export const isHealth = (asked: string): asked is HealthKind => isOneOf(HEALTH_KINDS, asked);

/** What is passed on. What a health need is about is not part of it. */
export function needOf(asked: Asked): { kind: Need; detail?: Paper } {
  if (isOneOf(PAPERS, asked)) return { kind: 'papers', detail: asked };
  return { kind: isHealth(asked) ? knownAs('health') : asked };
}
