/**
 * The privacy rule of every message: nothing in it may tell why somebody is visited. Checked when templates are tested
 * and again at the moment of sending; in doubt a text is a breach.
 */
import { fold, normaliseName } from './vietnamese';

/** Words that tell the context. Written with accents where Vietnamese has them: see `says`. */
// biome-ignore format: words by subject, several a line
const FORBIDDEN: readonly string[] = [
  // Vietnamese
  'cai nghiện', 'sau cai', 'người cai', 'trung tâm cai', 'cơ sở cai', 'trại cai', 'đi cai', 'đang cai', 'đã cai', 'cai rượu',
  'nghiện', 'con nghiện', 'tái nghiện', 'ma túy', 'ma tuý', 'chất gây nghiện', 'thuốc phiện', 'hê rô in', 'cần sa', 'thuốc lắc',
  'hàng đá', 'chích hút', 'hút chích', 'tiêm chích', 'bơm kim tiêm', 'sử dụng trái phép', 'điều trị', 'phục hồi', 'hồi gia',
  'xét nghiệm', 'si đa', 'tâm thần', 'công an', 'cảnh sát', 'cax', 'quản chế', 'giám sát điện tử',
  'trại giam', 'tiền sự', 'phạm nhân', 'cơ sở bắt buộc', 'quản lý sau', 'b93',
  // international
  'hiv', 'aids', 'arv', 'prep', 'methadone', 'methadol', 'buprenorphine', 'suboxone', 'heroin', 'opium', 'opioid',
  'cannabis', 'meth', 'ketamine', 'ecstasy',
  // English
  'drug', 'drugs', 'rehab', 'rehabs', 'rehabilitation', 'rehabilitated', 'detox', 'detoxification', 'addict',
  'addicts', 'addicted', 'addiction', 'relapse', 'relapsed', 'overdose', 'recovery', 'sober', 'sobriety', 'substance',
  'substitution', 'treatment', 'police', 'prison', 'inmate', 'probation', 'needle', 'syringe',
];

interface Term {
  term: string;
  /** With and without accents. */
  words: (readonly [accented: string, plain: string])[];
}

/** The terms by each word they can begin with: every message is looked through, so it is gone through once. */
const BEGINNING_WITH = new Map<string, Term[]>();
for (const term of FORBIDDEN) {
  const said = words(term).map((word) => [word, fold(word)] as const);
  for (const first of new Set(said[0])) {
    BEGINNING_WITH.set(first, [...(BEGINNING_WITH.get(first) ?? []), { term, words: said }]);
  }
}

/** Unaccented phrases that would be read as a forbidden word only by mistake. */
const HARMLESS = ['cong an viec lam', 'nghien cuu', 'cai dat'].map(words);

/** A number that could be called: ten or eleven digits of Vietnam, however spaced. */
const PHONE = /(?<![\p{L}\d])(?:\+?84|0)(?:[ .-]?\(0\))?[ .-]?[235789](?:[ .-]?\d){8,9}(?![\p{L}\d])/u;

/** 'cainghien' in a web address. Only long ones: a random token in a link must not match by chance. */
const GLUED = FORBIDDEN.filter((term) => term.includes(' '))
  .map((term) => words(fold(term)).join(''))
  .filter((term) => term.length >= 8);

/**
 * What in this text breaks the rule: the forbidden terms, 'full name' for any of the given names (two words or more,
 * with or without accents), 'phone number'. Never quotes the name or the number, so it may be logged.
 */
export function privacyBreaches(
  text: string,
  { fullNames = [] }: { fullNames?: readonly string[] } = {},
): string[] {
  const said = withoutHarmless(words(text));
  const breaches = said.flatMap((word, start) =>
    (BEGINNING_WITH.get(word) ?? []).filter((term) => stands(said, start, term)).map(({ term }) => term),
  );
  const plain = fold(said.join(' '));
  return [
    ...new Set(breaches),
    ...(GLUED.some((term) => plain.includes(term)) ? ['glued words'] : []),
    ...(fullNames.some((name) => isNamed(text, name)) ? ['full name'] : []),
    ...(PHONE.test(text) ? ['phone number'] : []),
  ];
}

/** Does this text say that full name (two words or more), with or without accents? */
export function isNamed(text: string, fullName: string): boolean {
  const name = words(fullName);
  return name.length > 1 && ` ${fold(words(text).join(' '))} `.includes(` ${fold(name.join(' '))} `);
}

/**
 * A word typed without accents may mean any accented one ('nghien'); a word typed with accents means itself
 * ('nghiên' is not 'nghiện', 'ăn' is not 'an').
 */
function stands(said: readonly string[], start: number, term: Term): boolean {
  return term.words.every(
    ([accented, plain], i) => said[start + i] === accented || said[start + i] === plain,
  );
}

function withoutHarmless(said: readonly string[]): string[] {
  let rest = [...said];
  for (const phrase of HARMLESS) {
    const at = rest.findIndex((_, start) => phrase.every((word, i) => rest[start + i] === word));
    if (at >= 0) rest = withoutHarmless([...rest.slice(0, at), '…', ...rest.slice(at + phrase.length)]);
  }
  return rest;
}

function words(text: string): string[] {
  return normaliseName(text)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
