import type { Problem } from '../problem';
import type { Draft } from './components';
import { Page } from './layout';
import { useView } from './view';

/** Never shown again, not even to who typed it. */
const SECRET = /password/i;

/** What happened, what to do now, and what was typed, so that it can be copied and is not lost. */
export function ErrorPage({
  problem,
  fresh,
  typed,
}: {
  problem: Problem;
  fresh?: string;
  typed: Draft['values'];
}) {
  const { t, user } = useView();
  const words = Object.entries(typed).flatMap(([name, value]) =>
    !SECRET.test(name) && typeof value === 'string' && value.length > 12 ? [value] : [],
  );
  return (
    <Page title={problem.title}>
      <p class="narrow">{problem.detail}</p>
      {problem.errors && (
        <ul class="narrow">
          {problem.errors.map((error) => (
            <li key={error.pointer}>{error.detail}</li>
          ))}
        </ul>
      )}
      {words.length > 0 && (
        <section class="card narrow" aria-labelledby="typed">
          <h2 id="typed">{t.youTyped}</h2>
          {words.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </section>
      )}
      <p class="row">
        {fresh && (
          <a class="button" href={fresh}>
            {t.freshPage}
          </a>
        )}
        {problem.status === 401 ? (
          <a href="/sign-in">{t.signIn}</a>
        ) : (
          <a href="/">{user ? t.backToStart : t.signIn}</a>
        )}
      </p>
    </Page>
  );
}
