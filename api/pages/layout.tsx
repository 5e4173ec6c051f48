import type { ComponentChildren, VNode } from 'preact';
import { render } from 'preact-render-to-string';
import type { Role } from '../../domain/roles';
import { label, ROLE_LABELS } from '../../domain/wording/labels';
import { ASSETS } from './assets';
import { Form, withQuery } from './components';
import { PushOffer } from './link/push-offer';
import type { Words } from './text';
import { useView, type View, ViewContext } from './view';

export function document(view: View, page: VNode): string {
  return `<!doctype html>${render(<ViewContext.Provider value={view}>{page}</ViewContext.Provider>)}`;
}

/** A part of a page alone, for htmx. */
export function fragment(view: View, part: VNode): string {
  return render(<ViewContext.Provider value={view}>{part}</ViewContext.Provider>);
}

interface PageProps {
  title: string;
  /** Stands above the heading: where this page belongs. */
  up?: { href: string; label: string };
  /** Loads htmx: only pages that are alive. */
  alive?: boolean;
  /** Without JavaScript a page that waits reloads itself so often (seconds). */
  reload?: number;
  aside?: ComponentChildren;
  children?: ComponentChildren;
}

/** A page for somebody at a desk: navigation, heading, what was just done. */
export function Page({ title, up, alive, reload, aside, children }: PageProps) {
  const view = useView();
  const { t, done } = view;
  return (
    <Html title={title} alive={alive} reload={reload}>
      <a class="skip" href="#main">
        {t.skip}
      </a>
      <Top />
      <main id="main" tabIndex={-1}>
        {done && (
          <p class="notice" role="status">
            {done}
          </p>
        )}
        <div class="row between">
          <div>
            {up && (
              <p>
                <a href={up.href}>← {up.label}</a>
              </p>
            )}
            <h1>{title}</h1>
          </div>
          {aside}
        </div>
        {children}
      </main>
      <Foot />
    </Html>
  );
}

/** A page opened from a message, on a small old phone: nothing but the matter itself, kept until it is sent. */
export function PhonePage({
  title,
  push,
  children,
}: {
  title: string;
  /** Offers to be told by this browser. */
  push?: boolean;
  children?: ComponentChildren;
}) {
  const { t } = useView();
  return (
    <Html title={title} phone push={push}>
      <main id="main">
        <h1>{title}</h1>
        <p
          id="keep"
          class="notice warn"
          role="status"
          hidden
          data-unsent={t.keptUnsent}
          data-sending={t.keptSending}
        />
        {children}
        {push && <PushOffer />}
      </main>
      <Foot />
    </Html>
  );
}

function Html({
  title,
  alive,
  reload,
  phone,
  push,
  children,
}: PageProps & { phone?: boolean; push?: boolean }) {
  const { lang } = useView();
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title} · Nhịp Cầu</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={`/assets/${ASSETS.style}`} />
        {alive && <meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false}' />}
        {alive && <script src={`/assets/${ASSETS.htmx}`} defer />}
        {phone && <script src={`/assets/${ASSETS.keep}`} defer />}
        {push && <script src={`/assets/${ASSETS.push}`} defer />}
        {reload && (
          <noscript>
            <meta http-equiv="refresh" content={String(reload)} />
          </noscript>
        )}
      </head>
      <body class={phone ? 'phone' : undefined}>{children}</body>
    </html>
  );
}

interface NavItem {
  href: string;
  label: (t: Words) => string;
  roles: readonly Role[];
  /** Of partners only those who lend. */
  lenders?: true;
}

const NAV: readonly NavItem[] = [
  { href: '/work', label: (t) => t.myWork, roles: ['centre', 'commune', 'mentor', 'supervisor', 'partner'] },
  { href: '/cases', label: (t) => t.cases, roles: ['centre', 'commune', 'mentor', 'supervisor'] },
  { href: '/imports', label: (t) => t.imports, roles: ['centre'] },
  { href: '/escalations', label: (t) => t.escalations, roles: ['commune', 'supervisor'] },
  { href: '/referrals', label: (t) => t.referrals, roles: ['commune', 'supervisor', 'partner', 'mentor'] },
  { href: '/figures', label: (t) => t.figures, roles: ['centre', 'commune', 'supervisor', 'admin'] },
  { href: '/funds', label: (t) => t.funds, roles: ['commune', 'supervisor', 'partner'], lenders: true },
  { href: '/community', label: (t) => t.community, roles: ['centre', 'commune', 'supervisor', 'mentor'] },
  { href: '/desk', label: (t) => t.messages, roles: ['centre', 'commune', 'supervisor'] },
  { href: '/policy', label: (t) => t.policy, roles: ['centre', 'commune', 'supervisor', 'admin'] },
  { href: '/users', label: (t) => t.users, roles: ['admin'] },
  { href: '/places', label: (t) => t.places, roles: ['admin'] },
];

function Top() {
  const { t, lang, user, path, phonesUrl } = useView();
  const here = path.split('?')[0] as string;
  return (
    <header class="top">
      <div>
        <a class="brand" href="/">
          Nhịp Cầu
        </a>
        {user && (
          <nav aria-label={t.mainNavigation}>
            <ul>
              {NAV.filter(
                ({ roles, lenders }) =>
                  roles.includes(user.role) && !(lenders && user.role === 'partner' && !user.lends),
              ).map(({ href, label }) => (
                <li key={href}>
                  <a
                    href={href}
                    aria-current={here === href ? 'page' : here.startsWith(`${href}/`) ? 'true' : undefined}
                  >
                    {label(t)}
                  </a>
                </li>
              ))}
              {phonesUrl && (
                <li>
                  <a href={phonesUrl}>{t.phones}</a>
                </li>
              )}
            </ul>
          </nav>
        )}
        {user && (
          <div class="who">
            <span>
              {user.name} · {label(ROLE_LABELS, user.role, lang)}
            </span>
            {user.role !== 'mentor' && user.role !== 'admin' && <a href="/absence">{t.absence}</a>}
            <Form action="/sign-out" class="">
              <button class="bare" type="submit">
                {t.signOut}
              </button>
            </Form>
          </div>
        )}
      </div>
    </header>
  );
}

/** The language is the user's own setting; somebody not signed in carries it in the address. */
function Foot() {
  const { t, lang, user, path } = useView();
  const other = lang === 'vi' ? 'en' : 'vi';
  const name = other === 'vi' ? 'Tiếng Việt' : 'English';
  const [here = '/', query = ''] = path.split('?');
  return (
    <footer class="foot">
      <div>
        <span>{t.tagline}</span>
        {user ? (
          <Form action="/language" class="">
            <input type="hidden" name="language" value={other} />
            <input type="hidden" name="back" value={path} />
            <button class="bare" type="submit" lang={other}>
              {name}
            </button>
          </Form>
        ) : (
          <a
            href={withQuery(here, { ...Object.fromEntries(new URLSearchParams(query)), lang: other })}
            lang={other}
            hreflang={other}
          >
            {name}
          </a>
        )}
      </div>
    </footer>
  );
}
