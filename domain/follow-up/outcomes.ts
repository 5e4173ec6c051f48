/** What a mentor can report, and what each report does: one table instead of conditions in many places. */

/** What a mentor found. Every one of them answers the visit, but for a promise after a promise. */
export const VISIT_OUTCOMES = [
  'met',
  'phone',
  'not-home',
  'away',
  'moved',
  'refused',
  'ill',
  'promised',
  'worry',
] as const;
export type VisitOutcome = (typeof VISIT_OUTCOMES)[number];

/** What the commune is asked to think of after a report. */
export const PROPOSALS = ['absence', 'move', 'pause', 'assessment'] as const;
export type Proposal = (typeof PROPOSALS)[number];

interface OutcomeRule {
  /** How the person was heard of. Only seeing them in person is a first contact. */
  contact: 'in-person' | 'phone' | 'none';
  /** What it means for the cadence. */
  check: 'good' | 'bad' | 'neutral';
  /** The next visit comes soon, whatever the cadence says: nobody was seen. */
  soon?: boolean;
  proposes?: Proposal;
}

// biome-ignore format: a table reads best one line a row
export const OUTCOME_RULES: Record<VisitOutcome, OutcomeRule> = {
  met:        { contact: 'in-person', check: 'good' },
  phone:      { contact: 'phone',     check: 'neutral' },
  'not-home': { contact: 'none',      check: 'neutral', soon: true },
  away:       { contact: 'none',      check: 'neutral', proposes: 'absence' },
  moved:      { contact: 'none',      check: 'neutral', soon: true, proposes: 'move' },
  refused:    { contact: 'none',      check: 'bad',     soon: true },
  ill:        { contact: 'none',      check: 'neutral', soon: true, proposes: 'pause' },
  promised:   { contact: 'phone',     check: 'neutral', soon: true },
  worry:      { contact: 'in-person', check: 'bad',     proposes: 'assessment' },
};

export const seenInPerson = ({ outcome }: { outcome?: VisitOutcome }): boolean =>
  outcome !== undefined && OUTCOME_RULES[outcome].contact === 'in-person';

/** Somebody met or called outside the plan. */
export const CONTACT_OUTCOMES = ['met', 'phone', 'worry'] as const satisfies readonly VisitOutcome[];
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];

/** What was talked about: a closed list, so that it can be counted without reading anybody's note. */
export const TOPICS = ['daily-life', 'family', 'health', 'work', 'papers', 'friends', 'law'] as const;
export type Topic = (typeof TOPICS)[number];

/** Needs that are passed on; each starts a referral. 'other' is also how a health need is called (domain/health). */
export const NEEDS = ['training', 'job', 'loan', 'papers', 'in-kind', 'assessment', 'other'] as const;
export type Need = (typeof NEEDS)[number];

/** What was asked for before 23 November 2026 may still call a health need by its name. */
export const knownAs = (kind: Need | 'health'): Need => (kind === 'health' ? 'other' : kind);
