import type { Need } from '../follow-up';

/** What an organisation is; a closed list, each with a label. */
export const ORGANISATION_KINDS = [
  'school',
  'employment',
  'employer',
  'bank',
  'fund',
  'clinic',
  'charity',
  'facility',
  'union',
  'club',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** Whose a club can be. */
export const CLUB_HOLDERS: readonly OrganisationKind[] = ['union', 'club'];

/** They meet needs about health; which those are is kept apart (domain/health). */
export const CLINICS: readonly OrganisationKind[] = ['clinic'];

/** Which kinds of organisation meet a need, the usual one first. */
export const PARTNERS: Readonly<Record<Need, readonly OrganisationKind[]>> = {
  training: ['school'],
  job: ['employment', 'employer'],
  loan: ['bank', 'fund', 'charity'],
  papers: ['union', 'charity'],
  'in-kind': ['charity', 'union'],
  assessment: CLINICS,
  other: ['charity', 'union'],
};
