import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Day, Instant } from '../../domain/calendar';
import type { Role } from '../../domain/roles';
import type { Lang } from '../language';
import type { Words } from './text';

/** What every part of a page may need to know about who looks at it, and when. */
export interface View {
  lang: Lang;
  /** The screens' words in this language. */
  t: Words;
  user: { name: string; role: Role; seesHealth: boolean; lends: boolean } | null;
  csrf: string;
  /** Path and query of this page, to come back to after switching the language. */
  path: string;
  /** Address of the simulated phones; null where a real provider sends. */
  phonesUrl: string | null;
  now: Instant;
  today: Day;
  /** What the last command did, said once on top of the page. */
  done: string | null;
}

export const ViewContext = createContext<View | null>(null);

export function useView(): View {
  const view = useContext(ViewContext);
  if (!view) throw new Error('a page is rendered by show(), which gives it its view');
  return view;
}
