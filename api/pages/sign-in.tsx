import { Router } from 'express';
import { z } from 'zod';
import { chooseLanguage } from '../commands';
import type { Context } from '../context';
import { readLang } from '../language';
import { signIn, signInLimit, signOut } from '../session';
import { type Draft, ErrorSummary, Form, Input, Submit } from './components';
import { Page } from './layout';
import { actorOn, asked, keyOf, show, signedIn, viewOf } from './show';
import { useView } from './view';

export function signInPages(ctx: Context): Router {
  const router = Router();

  router.get('/', (req, res) => {
    if (!req.actor) return res.redirect(303, '/sign-in');
    res.redirect(303, req.actor.role === 'admin' ? '/users' : '/work');
  });

  router.get('/sign-in', (req, res) => {
    if (req.actor) return res.redirect(303, '/');
    show(res, viewOf(ctx, req), <SignIn to={asked(req, 'to')} />);
  });

  router.post('/sign-in', signInLimit(ctx), async (req, res) => {
    const { email, password, to } = SignInForm.parse(req.body ?? {});
    const actor = await signIn(ctx, req, email, password);
    if (actor) return res.redirect(303, ownPath(to));
    const view = viewOf(ctx, req);
    const draft = { form: 'sign-in', values: { email }, errors: { email: view.t.wrongSignIn } };
    show(res, view, <SignIn to={to} draft={draft} />, 401);
  });

  router.post('/sign-out', signedIn, async (req, res) => {
    await signOut(req, res);
    res.redirect(303, '/sign-in');
  });

  router.post('/language', signedIn, async (req, res) => {
    const { language, back } = LanguageForm.parse(req.body ?? {});
    await chooseLanguage(ctx, actorOn(req), { language: readLang(language) }, keyOf(req));
    res.redirect(303, ownPath(back));
  });

  return router;
}

const text = z.string().max(500).catch('');
const SignInForm = z.object({ email: text, password: text, to: text });
const LanguageForm = z.object({ language: text, back: text });

/** A path of this site; anything else would let a link lead a signed-in person away. */
export const ownPath = (path: string): string => (/^\/(?![/\\])[^\\\s]*$/.test(path) ? path : '/');

function SignIn({ to, draft }: { to?: string; draft?: Draft }) {
  const { t } = useView();
  return (
    <Page title={t.signIn}>
      <div class="narrow stack">
        {to && !draft && <p>{t.signInFirst}</p>}
        <ErrorSummary draft={draft} whole />
        <Form action="/sign-in" class="card">
          {to && <input type="hidden" name="to" value={to} />}
          <Input name="email" type="email" label={t.email} autoComplete="username" required draft={draft} />
          <Input
            name="password"
            type="password"
            label={t.password}
            autoComplete="current-password"
            required
          />
          <Submit>{t.signIn}</Submit>
        </Form>
      </div>
    </Page>
  );
}
