import { fieldsOf, type Somebody, type Town } from './town';

type Browser = Awaited<ReturnType<Town['signIn']>>;

/** What tests do as the people of a town: each signs in once, looks at pages, and sends forms as their page made them. */
export function walking(town: () => Town) {
  const browsers = {} as Record<Somebody, Browser>;

  const signIn = async (...people: readonly Somebody[]): Promise<void> => {
    for (const who of people) browsers[who] = await town().signIn(who);
  };
  const page = async (who: Somebody, path: string, status = 200): Promise<string> =>
    (await browsers[who].get(path).expect(status)).text;

  /** The form of a page, with what the person filled in. */
  const send = async (
    who: Somebody,
    from: string,
    action: string,
    fields: Record<string, string | string[]>,
  ) => {
    const { _csrf, _key } = fieldsOf(await page(who, from));
    return browsers[who]
      .post(action)
      .type('form')
      .send({ _csrf, _key, ...fields });
  };
  const rest = async (who: Somebody, path: string) =>
    (await browsers[who].get(`/api/v1${path}`).expect(200)).body;

  return { browsers, signIn, page, send, rest };
}
