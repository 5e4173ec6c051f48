/**
 * Messages in languages other than Vietnamese and English: a file each in languages/, with a sentence for each message that a
 * mentor or who came home reads. What is not translated goes out in Vietnamese, and that is shown. How: docs/wording.md.
 */
import type { Day } from '../calendar';
import { formatDay } from '../vietnamese';
import type { Lang } from './lang';
import { HMONG } from './languages/hmong';
import { PLACES, type Place, type Translatable, type Translation } from './languages/places';
import { TAI } from './languages/tai';

export const TONGUES = ['vi', 'en', 'tai', 'hmong'] as const;
/** In what somebody is written to. */
export type Tongue = (typeof TONGUES)[number];

export const TRANSLATIONS: Readonly<Record<Exclude<Tongue, Lang>, Translation>> = { tai: TAI, hmong: HMONG };

type Facts = Partial<Record<Place, string | number>> & {
  items?: number;
  until?: Day;
} & Partial<Record<(typeof CASES)[number], string>>;

/** What tells the cases of a kind apart, in the order in which they are named. */
const CASES = ['milestone', 'duty', 'kind', 'status', 'why'] as const;

/**
 * The sentence in that language; null: there is none, or not for these facts, and Vietnamese is sent.
 * @param translations another set than the shipped one, in tests.
 */
export function translated(
  message: Translatable,
  tongue: Tongue,
  facts: Facts,
  translations: Partial<Record<Tongue, Translation>> = TRANSLATIONS,
): string | null {
  const one = [message, ...CASES.flatMap((name) => facts[name] ?? [])].join(':');
  const said = translations[tongue];
  const sentence = said?.[one as keyof Translation] ?? said?.[message];
  // Of several people, or until a day: said only where it was foreseen.
  if (sentence === undefined || (facts.items ?? 1) > 1 || facts.until) return null;
  const places = PLACES[message];
  if (places.some((place) => facts[place] === undefined)) return null;
  return places.reduce((text, place) => text.replace(`{${place}}`, written(facts[place])), sentence);
}

/** Days and months as they are written here; anything else as it is. */
const written = (value: string | number | undefined): string =>
  typeof value === 'string' && /^\d{4}-\d\d(-\d\d)?$/.test(value) ? formatDay(value) : String(value);

/** Does somebody who reads that language get this message in Vietnamese for want of a translation? */
export function fallsBack(message: Translatable, tongue: string): boolean {
  const sentences = TRANSLATIONS[tongue as keyof typeof TRANSLATIONS];
  return sentences !== undefined && !Object.keys(sentences).some((name) => name.split(':')[0] === message);
}

/** The language of screens, and of what is not translated. */
export const langOfTongue = (tongue: string | null | undefined): Lang => (tongue === 'en' ? 'en' : 'vi');

/** What is wrong with a translation; [] when it may be used. Looked at in CI, beside what every text is held to. */
export function translationProblems(message: Translatable, sentence: string): string[] {
  const named = [...sentence.matchAll(/\{(\w*)\}/g)].map(([, place]) => place as Place);
  const missing = PLACES[message]
    .filter((place) => !named.includes(place))
    .map((place) => `{${place}} is missing`);
  const unknown = named
    .filter((place) => !PLACES[message].includes(place))
    .map((place) => `{${place}} is not a fact`);
  const twice = named.length > new Set(named).size ? ['a fact stands twice'] : [];
  return [...missing, ...unknown, ...twice];
}
