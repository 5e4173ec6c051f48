import type { ComponentChildren } from 'preact';
import type { Role } from '../../../domain/roles';
import { NextPage } from '../components';
import { Page } from '../layout';
import type { Words } from '../text';
import { useView } from '../view';

interface Tab {
  path: string;
  label: (t: Words) => string;
  roles: readonly Role[];
}

/** What a place does together; each reader has the parts of their work, the usual one first. */
const TABS: readonly Tab[] = [
  { path: 'clubs', label: (t) => t.clubs, roles: ['commune', 'supervisor', 'mentor'] },
  { path: 'sessions', label: (t) => t.sessions, roles: ['centre', 'supervisor'] },
  { path: 'courses', label: (t) => t.courses, roles: ['centre', 'supervisor'] },
  { path: 'events', label: (t) => t.events, roles: ['commune', 'supervisor'] },
  { path: 'later', label: (t) => t.aftercare, roles: ['commune', 'supervisor'] },
  { path: 'in-kind', label: (t) => t.inKind, roles: ['commune', 'supervisor'] },
];

export const tabsOf = (role: Role): Tab[] => TABS.filter(({ roles }) => roles.includes(role));

/** A page of the community, with the way to its other parts. */
export function Frame({ path, children }: { path: string; children: ComponentChildren }) {
  const { t, user } = useView();
  const tabs = user ? tabsOf(user.role) : [];
  const here = tabs.find((tab) => tab.path === path);
  return (
    <Page title={here?.label(t) ?? t.community}>
      <nav class="row" aria-label={t.community}>
        {tabs.map((tab) => (
          <a
            key={tab.path}
            href={`/community/${tab.path}`}
            aria-current={tab.path === path ? 'page' : undefined}
          >
            {tab.label(t)}
          </a>
        ))}
      </nav>
      {children}
    </Page>
  );
}

interface ListProps {
  path: string;
  /** What to send as `after` for the rest of the list; null: this is the end. */
  next: string | null;
  /** For those who add to the list. */
  form: ComponentChildren;
  children: ComponentChildren;
}

/** The list of a part, page by page, with the form to add to it beside it. */
export function ListFrame({ path, next, form, children }: ListProps) {
  return (
    <Frame path={path}>
      <div class={form ? 'cols two' : 'stack'}>
        <div class="stack">
          {children}
          <NextPage path={`/community/${path}`} query={{}} next={next} />
        </div>
        {form}
      </div>
    </Frame>
  );
}
