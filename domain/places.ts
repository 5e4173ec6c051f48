/** Finding the commune that a person meant by what they typed. */
import { fold, normaliseName, removeAccents } from './vietnamese';

export type CommuneKind = 'xã' | 'phường' | 'đặc khu';

export interface Commune {
  id: string;
  /** Without its kind: 'Mai Sơn'. */
  name: string;
  kind: CommuneKind;
  /** Name of the province or city: 'Sơn La'. */
  province: string;
}

export type PlaceMatch<C extends Commune = Commune> =
  | { kind: 'exact'; commune: C }
  | { kind: 'ambiguous'; candidates: C[] }
  | { kind: 'unknown'; suggestions: C[] };

/** Prefixes of a commune, folded. A 'thị trấn' is no kind any more since July 2025, but people still type it. */
const KINDS: Record<string, CommuneKind | undefined> = {
  xa: 'xã',
  x: 'xã',
  phuong: 'phường',
  p: 'phường',
  'dac khu': 'đặc khu',
  dk: 'đặc khu',
  'thi tran': undefined,
  tt: undefined,
};
const KIND = new RegExp(`^(${Object.keys(KINDS).join('|')}) (?=.)`);
const PROVINCE = /^(tinh|thanh pho|tp|t) (?=.)/;
/** There is no district since July 2025: what names one is read over. */
const DISTRICT = /^(huyen|quan|q|h|thi xa|tx) /;

/** Folding is slow and a list of a country's communes is searched for each row of a file: each is folded once. */
const cache = new WeakMap<Commune, { name: string; province: string }>();
function folded(commune: Commune): { name: string; province: string } {
  const known = cache.get(commune) ?? { name: fold(commune.name), province: fold(commune.province) };
  cache.set(commune, known);
  return known;
}

/** 'Xã Mai Sơn, Sơn La' as screens and files write it. */
export function fullPlaceName({ kind, name, province }: Commune): string {
  return `${kind[0]?.toUpperCase()}${kind.slice(1)} ${name}, ${province}`;
}

/**
 * The commune meant by `typed`: with or without accents and 'xã/phường/x./p./TT' in front, the province after a
 * comma or given apart. The province, then written accents, then the kind decide between equal names. A province that
 * does not fit is never ignored: it makes the place unknown, with the nearest names suggested (at most 3).
 */
export function matchPlace<C extends Commune>(
  typed: string,
  communes: readonly C[],
  province?: string,
): PlaceMatch<C> {
  const [first = '', ...rest] = normaliseName(typed).split(/\s*(?:[,;(]| - )\s*/);
  const [head, tail] = splitProvince(first, communes);
  const where = [tail, ...rest, province ?? ''].map((part) => plain(part)).filter(Boolean);
  const wanted = plain(head);
  const bare = wanted.replace(KIND, '');
  const kind = KINDS[KIND.exec(wanted)?.[1] ?? ''];

  const named = communes.filter((c) => folded(c).name === wanted || folded(c).name === bare);
  const there = named.filter((c) => where.every((part) => liesIn(c, part)));
  const accents = prefer(there, (c) => sameAccents(head, c.name));
  const candidates = prefer(accents, (c) => !kind || c.kind === kind);
  if (candidates.length === 1) return { kind: 'exact', commune: candidates[0] as C };
  if (candidates.length > 1) return { kind: 'ambiguous', candidates };
  return { kind: 'unknown', suggestions: nearest(bare, where, communes) };
}

/** 'xã Mai Sơn tỉnh Sơn La': a province announced by its word needs no comma. */
function splitProvince(text: string, communes: readonly Commune[]): [string, string] {
  const parts = /^(.+?)\s+((?:tỉnh|tinh|thành phố|thanh pho|tp\.?)\s.+)$/iu.exec(text);
  const known =
    parts && communes.some((c) => folded(c).province === plain(parts[2] as string).replace(PROVINCE, ''));
  return known ? [parts[1] as string, parts[2] as string] : [text, ''];
}

function liesIn(commune: Commune, part: string): boolean {
  const province = folded(commune).province;
  return part === province || part.replace(PROVINCE, '') === province || DISTRICT.test(part);
}

function prefer<C>(candidates: C[], better: (c: C) => boolean): C[] {
  const best = candidates.filter(better);
  return best.length ? best : candidates;
}

/** Typed without accents says nothing; typed with accents must end in the very name. */
function sameAccents(typed: string, name: string): boolean {
  return removeAccents(typed) === typed || typed.toLowerCase().endsWith(normaliseName(name).toLowerCase());
}

function nearest<C extends Commune>(bare: string, where: string[], communes: readonly C[]): C[] {
  const limit = Math.max(2, Math.floor(bare.length / 3));
  return communes
    .map((commune) => ({
      commune,
      far: distance(bare, folded(commune).name),
      away: where.every((part) => liesIn(commune, part)) ? 0 : 1,
    }))
    .filter(({ far }) => far <= limit)
    .sort((a, b) => a.far - b.far || a.away - b.away)
    .slice(0, 3)
    .map(({ commune }) => commune);
}

/** Edits between two words: insert, delete, replace, each 1 (Levenshtein). */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (above[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replace, (above[j] as number) + 1, (row[j - 1] as number) + 1));
    }
  }
  return row[b.length] as number;
}

function plain(text: string): string {
  return fold(text.replace(/[.)]/g, ' '));
}
