import type { ComponentChildren } from 'preact';
import { Sections } from '../components';
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
      {wide && <Sections label={f.sections} of={of} all={SECTIONS} words={f} />}
      {children}
    </Page>
  );
}
