/** Who could accompany somebody, best first. A suggestion with its reasons; a person decides. */

/** Languages of the places in question. */
export const SPOKEN = ['vi', 'tai', 'hmong', 'muong', 'dao'] as const;
export type Spoken = (typeof SPOKEN)[number];

/** How a language is called in lists, folded and without signs. */
const CALLED: Record<Spoken, RegExp> = {
  vi: /^(vi|viet|kinh|vietnamese)$/,
  tai: /^(tai|thai)$/,
  hmong: /^(hmong|mong|h mong)$/,
  muong: /^muong$/,
  dao: /^dao$/,
};

/** The languages a text names, each once; null: it names something else. `text` is folded: 'tieng thai, mong'. */
export function readSpoken(text: string): Spoken[] | null {
  const words = text
    .split(/[,;/+&]| va | and /)
    .map((word) =>
      word
        .replace(/[^a-z]+/g, ' ')
        .trim()
        .replace(/^tieng /, ''),
    )
    .filter((word) => word !== '');
  const read = words.map((word) => SPOKEN.find((language) => CALLED[language].test(word)));
  return read.every((language) => language !== undefined) ? [...new Set(read)] : null;
}

export interface Candidate {
  id: string;
  name: string;
  communeId: string | null;
  sex: string | null;
  /** Spoken with people: 'vi', 'tai', 'hmong' … */
  languages: readonly string[];
  /** People accompanied now. */
  openCases: number;
}

export interface ToAccompany {
  communeId: string | null;
  sex: string | null;
  languages: readonly string[];
}

/** Why somebody fits, or does not; a closed list with a label each. */
export const MATCH_REASONS = ['near', 'speaks', 'same-sex', 'free', 'full'] as const;
export type MatchReason = (typeof MATCH_REASONS)[number];

export interface Match extends Candidate {
  reasons: MatchReason[];
}

/** More than a volunteer can do beside their own work, where the policy does not say. */
const FULL = 8;

/**
 * A language of their own before the sex, the sex before the load: who is not understood, or not spoken to, helps nobody.
 * But whoever is full comes after everybody who is not. What is not known counts neither for nor against.
 */
export function suggestMentors(candidates: readonly Candidate[], person: ToAccompany, full = FULL): Match[] {
  const own = person.languages.filter((language) => language !== 'vi');
  return candidates
    .map((candidate) => {
      const reasons: MatchReason[] = [];
      if (candidate.communeId !== null && candidate.communeId === person.communeId) reasons.push('near');
      if (own.some((language) => candidate.languages.includes(language))) reasons.push('speaks');
      if (known(candidate.sex) && candidate.sex === person.sex) reasons.push('same-sex');
      if (candidate.openCases === 0) reasons.push('free');
      if (candidate.openCases >= full) reasons.push('full');
      return { ...candidate, reasons };
    })
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        a.openCases - b.openCases ||
        a.name.localeCompare(b.name) ||
        (a.id < b.id ? -1 : 1),
    );
}

const rank = ({ reasons }: Match): number =>
  (reasons.includes('full') ? 8 : 0) -
  (reasons.includes('near') ? 4 : 0) -
  (reasons.includes('speaks') ? 2 : 0) -
  (reasons.includes('same-sex') ? 1 : 0);

const known = (sex: string | null): boolean => sex === 'male' || sex === 'female';
