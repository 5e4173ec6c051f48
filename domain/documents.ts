/**
 * The papers of a return and what each step must bring. A file is complete when every paper asked of this person is
 * there: computed from the papers, never ticked. Forms as numbered by Decree 163/2026/NĐ-CP; without a number: 'pledge',
 * 'monitoring' and 'dossier'.
 */

import type { Treatment } from './handover/state';
import { MILESTONES, type MilestoneKind } from './handover/steps';

export const FORMS = [
  '19', // personal plan
  'dossier', // for the social-protection facility (art. 124.1)
  '51', // notice to commune, family or guardian
  '52', // proposal of the commune police
  '53', // decision of the chair
  '55', // management and social-support team
  'monitoring', // decision of the police (art. 16.2)
  '50', // certificate after compulsory treatment
  '30', // certificate after voluntary treatment in a centre
  '28', // certificate after treatment in the community
  '33', // summary of the life so far
  '23', // minutes of the hand-out
  'pledge',
  '54', // notice of a move
  '60', // the helper named by the commune moved to
  '56', // certificate of the end of the term
  '57', // delisting
] as const;
export type Form = (typeof FORMS)[number];

/** What of a person decides which papers their file must hold. */
export interface Branch {
  treatment: Treatment;
  /** A social-protection facility takes the person. */
  facility: boolean;
  /** Steps asked of this case; older cases were asked for fewer. */
  asked: readonly MilestoneKind[];
}

const CERTIFICATE: Record<Treatment, Form> = { compulsory: '50', voluntary: '30', substitution: '28' };

/** The papers a step must bring, its own first. */
export function documentsOf(milestone: MilestoneKind, { treatment }: Pick<Branch, 'treatment'>): Form[] {
  const forms: Partial<Record<MilestoneKind, Form[]>> = {
    plan: ['19'],
    dossier: ['dossier'],
    notice: ['51'],
    proposal: ['52'],
    decision: ['53'],
    team: ['55'],
    monitoring: ['monitoring'],
    certificate: [CERTIFICATE[treatment]],
    handout: ['23', '33'],
    arrival: ['pledge'],
  };
  return forms[milestone] ?? [];
}

/** Every paper the file of this person must hold, in the order of the steps. */
export function requiredForms(branch: Branch): { form: Form; milestone: MilestoneKind }[] {
  return MILESTONES.filter((kind) =>
    kind === 'dossier' ? branch.facility : branch.asked.includes(kind),
  ).flatMap((milestone) => documentsOf(milestone, branch).map((form) => ({ form, milestone })));
}

export interface FileEntry {
  form: Form;
  milestone: MilestoneKind | null;
  /** later: its step has not been taken yet; missing: it has, or its date is past. */
  state: 'present' | 'missing' | 'later';
}

/** What is there and what is missing; papers beyond what is asked for are listed after it. */
export function fileOf(
  branch: Branch,
  present: ReadonlySet<string>,
  milestones: readonly { kind: string; status: string }[],
): { entries: FileEntry[]; complete: boolean } {
  const status = new Map(milestones.map((m) => [m.kind, m.status]));
  const required = requiredForms(branch).map(({ form, milestone }): FileEntry => {
    const passed = ['done', 'overdue'].includes(status.get(milestone) ?? '');
    return { form, milestone, state: present.has(form) ? 'present' : passed ? 'missing' : 'later' };
  });
  const asked = new Set<string>(required.map(({ form }) => form));
  const more = FORMS.filter((form) => present.has(form) && !asked.has(form)).map(
    (form): FileEntry => ({ form, milestone: null, state: 'present' }),
  );
  return { entries: [...required, ...more], complete: required.every((entry) => entry.state === 'present') };
}
