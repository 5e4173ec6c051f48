import type { ComponentChildren } from 'preact';
import type { Role } from '../../../domain/roles';
import { Page } from '../layout';
import { useView } from '../view';
import { useFigures } from './words';

const SECTIONS: readonly { href: string; name: 'table' | 'reports' | 'history'; roles: readonly Role[] }[] = [
  { href: '/figures', name: 'table', roles: ['centre', 'commune', 'supervisor', 'admin'] },
  { href: '/figures/reports', name: 'reports', roles: ['supervisor'] },
  { href: '/figures/history', name: 'history', roles: ['supervisor'] },
];

/** A page of the figures with the way to its others. */
export function FiguresPage(props: {
  of: (typeof SECTIONS)[number]['name'];
  title?: string;
  up?: { href: string; label: string };
  aside?: ComponentChildren;
  children?: ComponentChildren;
}) {
  const { user } = useView();
  const f = useFigures();
  const { of, title, up, aside, children } = props;
  const sections = SECTIONS.filter(({ roles }) => user && roles.includes(user.role));
  return (
    <Page title={title ?? (of === 'table' ? f.title : f[of])} up={up} aside={aside}>
      {sections.length > 1 && (
        <nav aria-label={f.sections}>
          <ul class="plain row">
            {sections.map(({ href, name }) => (
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
