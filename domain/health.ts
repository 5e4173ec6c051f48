/**
 * What a health need is called by those who may not know that it is one: 'other'. Who may is a permission of its own,
 * given to an account by the administrator; the partner that is asked knows anyhow.
 */
import type { Need } from './follow-up';
import type { Role } from './roles';

export type SeenNeed = Need | 'other';

export const seesHealth = (who: { role: Role; seesHealth?: boolean }): boolean =>
  who.role === 'partner' || who.seesHealth === true;

/** A need as this reader may know it; also of kinds that no list knows. */
export const needSeen = <K extends string>(
  who: { role: Role; seesHealth?: boolean },
  kind: K,
): K | 'other' => (kind === 'health' && !seesHealth(who) ? 'other' : kind);

/** Fewer than this, and a figure could point at somebody everybody knows. */
const SMALL = 5;

/**
 * A count of something sensitive as it may be shown; null: hidden. 0 is shown, since it points at nobody.
 * A total beside its parts would give a hidden part away by subtraction: hide the total too, or ask only for the total.
 */
export const smallCount = (count: number): number | null => (count > 0 && count < SMALL ? null : count);
