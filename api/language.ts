import type { Request } from 'express';
import type { Lang } from '../domain/wording/lang';

export type { Lang };

/** Vietnamese unless English was chosen. */
export const readLang = (language: string | null | undefined): Lang => (language === 'en' ? 'en' : 'vi');

/** The caller's language: the user's own, else ?lang=, else what the browser prefers of the two, else Vietnamese. */
export function langOf(req: Request): Lang {
  if (req.actor) return req.actor.language;
  if (typeof req.query?.lang === 'string') return readLang(req.query.lang);
  return readLang(req.acceptsLanguages('vi', 'en') || 'vi');
}
