import type { ComponentChildren } from 'preact';
import { Page } from '../layout';
import { useFigures } from './words';

const SECTIONS = [
  { href: '/figures', name: 'table' },
  { href: '/figures/reports', name: 'reports' },
  { href: '/figures/history', name: 'history' },
] as const;

/** A page of the figures with the way to its others. */
export function FiguresPage(props: {
  of: (typeof SECTIONS)[number]['name'];
  /** For who watches a whole province: with what is kept of it. */
  wide?: boolean;
  title?: string;
  up?: { href: string; label: string };
  aside?: ComponentChildren;
  children?: ComponentChildren;
}) {
  const f = useFigures();
  const { of, wide, title, up, aside, children } = props;
  return (
    <Page title={title ?? (of === 'table' ? f.title : f[of])} up={up} aside={aside}>
      {wide && (
        <nav aria-label={f.sections}>
          <ul class="plain row">
            {SECTIONS.map(({ href, name }) => (
              <li key={href}>
                <a href={href} aria-current={name === of ? 'page' : undefined}>
                  {f[name]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {children}
    </Page>
  );
}
