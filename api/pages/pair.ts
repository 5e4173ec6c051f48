import type { Lang } from '../language';

/** A word of the screens in both languages, Vietnamese first; or how it is made from values. */
export function pair(vi: string, en: string): Record<Lang, string>;
export function pair<A extends unknown[]>(
  vi: (...values: A) => string,
  en: (...values: A) => string,
): Record<Lang, (...values: A) => string>;
export function pair<T extends Record<string, string>>(
  vi: T,
  en: { [K in keyof T]: string },
): Record<Lang, { [K in keyof T]: string }>;
export function pair(vi: unknown, en: unknown) {
  return { vi, en };
}
