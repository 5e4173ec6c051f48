/**
 * What somebody says by SMS: one digit or a short word, with a code when several people are meant. Forgives capitals,
 * accents, spaces and one slip in a word of four letters; whatever could mean two things is not guessed but shown to a person.
 */
import { fold } from './vietnamese';

/** What can be answered by SMS; the rest is too much for a digit and has its link. */
export const ASKED = ['mentor-request', 'visit-report'] as const;
export type Asked = (typeof ASKED)[number];

export interface Question {
  asked: Asked;
  /** Of the person it is about; the text that was sent says it. */
  code: string;
}

export type Said = 'accept' | 'decline' | 'met' | 'not-home';

/** Why a person must look at what came in. `stopped`: the sender wants no more texts; `refused`: understood, but not possible now. */
export const DESK_REASONS = [
  'not-understood',
  'several',
  'nothing-asked',
  'unknown-sender',
  'refused',
  'stopped',
] as const;
export type DeskReason = (typeof DESK_REASONS)[number];

export type Understood<Q extends Question> =
  | { kind: 'answer'; question: Q; said: Said }
  | { kind: 'stop' }
  | { kind: 'start' }
  | { kind: 'unclear'; why: 'not-understood' | 'several' | 'nothing-asked' };

/** What an officer did about a text that nobody could understand; `came-back`: START took its STOP back. */
export const HANDLED = ['called', 'assigned', 'dismissed'] as const;
export type Handled = (typeof HANDLED)[number] | 'came-back';

type Words = Readonly<Record<string, readonly string[]>>;

const ORDERS: Words = {
  stop: ['stop', 'stop all', 'huy', 'tu choi', 'unsubscribe'],
  start: ['start', 'bat', 'unstop'],
};

/**
 * 'vang' is both 'vâng' (yes) and 'vắng' (not there), 'chua gap' both 'not yet been' and 'not there': neither is here where
 * it could be either.
 */
const ANSWERS: Record<Asked, Words> = {
  'mentor-request': negatable(
    'accept',
    ['1', 'co', 'nhan', 'nhan loi', 'toi nhan', 'dong y', 'toi dong y', 'duoc', 'vang', 'ok', 'yes'],
    'decline',
    ['2', 'khong', 'ko', 'k', 'ban', 'toi ban', 'no'],
  ),
  'visit-report': negatable(
    'met',
    [
      ...['1', 'gap', 'gap roi', 'da gap', 'da gap roi', 'toi da gap', 'co gap'],
      ...['da tham', 'tham roi', 'xong', 'xong roi', 'ok'],
    ],
    'not-home',
    ['2', 'khong o nha', 'khong co nha', 'vang nha', 'di vang'],
  ),
};

/**
 * 'k duoc' is one letter from 'duoc' and means the contrary: what is denied stands in the list as well, under its own meaning,
 * or under '' where it means neither ('chua xong').
 */
function negatable(yes: Said, yeses: string[], no: Said, noes: string[]): Words {
  const denied = yeses.filter((phrase) => !/\d/.test(phrase));
  const isNo = (phrase: string) => no === 'decline' || phrase.includes('gap');
  const all = (phrases: string[]) =>
    phrases.flatMap((p) => ['khong', 'ko', 'k', 'kg'].map((not) => `${not} ${p}`));
  return {
    [yes]: yeses,
    [no]: [...noes, ...all(denied.filter(isNo))],
    '': [...all(denied.filter((p) => !isNo(p))), ...denied.map((p) => `chua ${p}`)],
  };
}

/** Accented, a word means itself alone, with a code beside it or without. */
const NOT_MEANT: Partial<Record<Asked, RegExp>> = { 'mentor-request': /(?<!\p{L})vắng(?!\p{L})/u };

/** Understands a text of somebody who has these questions open. */
export function readAnswer<Q extends Question>(text: string, questions: readonly Q[]): Understood<Q> {
  const words = wordsOf(text);
  const order = meaning(words, ORDERS);
  if (order) return { kind: order as 'stop' | 'start' };
  if (questions.length === 0) return { kind: 'unclear', why: 'nothing-asked' };

  const whole = questions.flatMap((question) => saying(text, words, question));
  if (whole.length === 1 && questions.length === 1) return whole[0] as Understood<Q>;
  const coded = questions.flatMap((question) =>
    saying(text, withoutCode(words, question.code) ?? [], question),
  );
  if (coded.length === 1) return coded[0] as Understood<Q>;
  return { kind: 'unclear', why: whole.length + coded.length > 0 ? 'several' : 'not-understood' };
}

/** As many signs of this code as tell it from the others; two at least. Of the same person's two questions neither can. */
export function shortCode(code: string, others: readonly string[]): string {
  const lengths = [2, 3, 4, code.length];
  const enough = lengths.find((n) =>
    others.every((other) => other === code || !other.startsWith(code.slice(0, n))),
  );
  return code.slice(0, enough ?? code.length);
}

function saying<Q extends Question>(
  text: string,
  words: readonly string[],
  question: Q,
): Extract<Understood<Q>, { kind: 'answer' }>[] {
  if (NOT_MEANT[question.asked]?.test(text.normalize('NFC').toLowerCase())) return [];
  const said = meaning(words, ANSWERS[question.asked]);
  return said ? [{ kind: 'answer', question, said: said as Said }] : [];
}

/** The text without the code of a person, in front ('K7 2'), behind ('2 K7') or glued to a digit ('2K7'); null: it is not there. */
function withoutCode(words: readonly string[], code: string): string[] | null {
  const names = (word: string) => word.length >= 2 && fold(code).startsWith(word);
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (names(last)) return words.slice(0, -1);
  if (names(first)) return words.slice(1);
  return words.length === 1 && /^\d/.test(first) && names(first.slice(1)) ? [first.slice(0, 1)] : null;
}

function wordsOf(text: string): string[] {
  return fold(text.normalize('NFKC'))
    .split(/[^\p{L}\p{N}]/u)
    .filter(Boolean);
}

/** What these words mean: said exactly, or with one slip where no other meaning is as near; null: nothing that is sure. Spaces do not count. */
function meaning(words: readonly string[], list: Words): string | null {
  const typed = words.join('');
  const entries = Object.entries(list).flatMap(([means, phrases]) =>
    phrases.map((phrase) => ({ means, phrase: phrase.replaceAll(' ', '') })),
  );
  const exact = entries.find(({ phrase }) => phrase === typed);
  if (exact) return exact.means || null;
  const near = entries.filter(({ phrase }) => oneSlip(typed, phrase));
  const [only, other] = new Set(near.map(({ means }) => means));
  return only && other === undefined && near.some(({ phrase }) => phrase.length >= 4) ? only : null;
}

/** Is one letter too many, missing, wrong, or are two neighbours swapped? */
function oneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return (
    restA.slice(1) === restB ||
    restB.slice(1) === restA ||
    restA.slice(1) === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}
