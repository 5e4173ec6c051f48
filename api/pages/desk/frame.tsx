import type { ComponentChildren } from 'preact';
import { Sections } from '../components';
import { Page } from '../layout';
import { useView } from '../view';
import { useDesk } from './words';

const SECTIONS = [
  { href: '/desk', name: 'outbox' },
  { href: '/desk/inbox', name: 'inbox' },
  { href: '/desk/tomorrow', name: 'tomorrow' },
  { href: '/desk/cost', name: 'cost' },
] as const;

/** A page of the desk with the way to its others; a centre only sees what went out. */
export function DeskPage({
  of,
  children,
}: {
  of: (typeof SECTIONS)[number]['name'];
  children?: ComponentChildren;
}) {
  const { user } = useView();
  const d = useDesk();
  return (
    <Page title={d[of]}>
      {user?.role !== 'centre' && <Sections label={d.sections} of={of} all={SECTIONS} words={d} />}
      {children}
    </Page>
  );
}
