/** Who signs in and who is written to. Each account is scoped to an area, see permission.ts. */
export const ROLES = ['centre', 'commune', 'mentor', 'supervisor', 'partner', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Whose turn it is: a role within the case's own area, or one named account.
 * The activity that records a step turns it into an account.
 */
export type Party =
  | { role: 'centre' | 'commune' }
  /** Another commune than the case's own: where a person is moving to. */
  | { role: 'commune'; communeId: string }
  | { role: 'supervisor'; scope: 'commune' | 'province' }
  | { role: Role; userId: string }
  | { role: 'partner'; organisationId: string };

/** Who came home, or their family; told anything only while a consent of the case is in force. */
export interface ToldPerson {
  role: 'person';
  caseId: string;
}
