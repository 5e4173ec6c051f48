import type { Instant } from '../calendar';

/** The steps of the handover in the order of the law (domain: Decree 163/2026/NĐ-CP), each with one owner. */
export const MILESTONES = [
  'residence',
  'dossier', // only where a social-protection facility takes the person
  'plan',
  'notice',
  'acceptance',
  'proposal',
  'decision',
  'mentor',
  'team',
  'monitoring', // recorded only; it tracks nobody
  'certificate',
  'handout',
  'arrival',
  'first-contact',
] as const;
export type MilestoneKind = (typeof MILESTONES)[number];

/** What every case is asked for from its first day. */
export const ASKED_OF_ALL: readonly MilestoneKind[] = MILESTONES.filter((kind) => kind !== 'dossier');

/** What a case was asked for before November 2026; the ones then under way keep to it. */
export const FIRST_MILESTONES: readonly MilestoneKind[] = [
  'residence',
  'notice',
  'proposal',
  'decision',
  'mentor',
  'certificate',
  'handout',
  'arrival',
];

/** Steps that somebody records by hand; the others follow from a command of their own. */
export type RecordableMilestone = Exclude<MilestoneKind, 'residence' | 'notice' | 'mentor'>;
export const isRecordable = (kind: MilestoneKind): kind is RecordableMilestone =>
  kind !== 'residence' && kind !== 'notice' && kind !== 'mentor';
export const RECORDABLE = MILESTONES.filter(isRecordable);

export interface Milestone {
  kind: MilestoneKind;
  /**
   * waiting: what comes before is missing; open: its owner's turn; overdue: its date passed and a human was told;
   * cancelled: no longer asked for.
   */
  status: 'waiting' | 'open' | 'overdue' | 'done' | 'cancelled';
  due?: Instant;
  /** When it opened: what its date was counted from. Cases begun earlier lack it. */
  since?: Instant;
  /** A second date, at which it is told once more. */
  latest?: Instant;
  doneAt?: Instant;
  doneBy?: string;
  /** How often it was asked for anew: makes its notices new ones. */
  times?: number;
}

/** What must be done before; recording is refused ('not-yet') until then. */
export const AFTER: Record<MilestoneKind, readonly MilestoneKind[]> = {
  residence: [],
  dossier: [],
  plan: [],
  notice: ['residence'],
  acceptance: ['notice'],
  proposal: ['acceptance', 'notice'],
  decision: ['proposal'],
  mentor: ['decision'],
  team: ['decision'],
  monitoring: ['decision'],
  certificate: [],
  handout: ['certificate', 'decision'],
  arrival: ['residence'], // no more: a person may stand at the commune's door before the papers do
  'first-contact': ['arrival'],
};

export const OWNER: Record<MilestoneKind, 'centre' | 'commune' | 'mentor'> = {
  residence: 'centre',
  dossier: 'centre',
  plan: 'centre',
  notice: 'centre',
  acceptance: 'commune',
  proposal: 'commune',
  decision: 'commune',
  mentor: 'mentor',
  team: 'commune',
  monitoring: 'commune',
  certificate: 'centre',
  handout: 'centre',
  arrival: 'commune',
  'first-contact': 'mentor',
};

export const milestoneId = (caseId: string, kind: MilestoneKind) => `${caseId}/${kind}`;
