/**
 * What a health need is about is kept apart (HealthReferral): everywhere else, the engine and its ids too, it is a need
 * called 'other', as many others are. Who may know is a permission of its own, given to an account by the
 * administrator; the partner that is asked knows anyhow.
 */
import type { OrganisationKind } from './referral/partners';
import type { Role } from './roles';

/** The first one: care of whatever kind. */
export const HEALTH_KINDS = ['health', 'hiv-test', 'arv', 'methadone'] as const;
export type HealthKind = (typeof HEALTH_KINDS)[number];

type Reader = { role: Role; seesHealth?: boolean };

export const seesHealth = (who: Reader): boolean => who.role === 'partner' || who.seesHealth === true;

/**
 * Whether this reader may learn whom a need was passed on to, and what came of it. Of every 'other' need alike, or the
 * silence would tell which of them is about health.
 */
export const seesWhoMeets = (who: Reader, need: string): boolean => need !== 'other' || seesHealth(who);

/** What meets 'other' needs. Its people are named to nobody who may not know: who was asked would tell for what. */
export const DISCREET: readonly OrganisationKind[] = ['clinic', 'charity'];
