/** From a request to a page, and from a command's result to the page after it. */
import type { Request, RequestHandler, Response } from 'express';
import type { VNode } from 'preact';
import { type Day, dayOf } from '../../domain/calendar';
import { readDay } from '../../domain/discharge-row';
import type { Context } from '../context';
import { type Lang, langOf } from '../language';
import { ProblemError, problemFor, problemOf } from '../problem';
import type { FieldError, Result } from '../result';
import { type Actor, csrfToken } from '../session';
import type { Draft } from './components';
import { ErrorPage } from './error';
import { document } from './layout';
import { WORDS } from './text';
import type { View } from './view';

/** What a command did, told on the page it leads back to (`?done=`): a closed list, so that an address puts no words on a page. */
const DONE = {
  recorded: 'doneRecorded',
  started: 'doneStarted',
  added: 'doneAdded',
  changed: 'doneChanged',
} as const;
export type Done = keyof typeof DONE;

/** What every page is shown with. */
export function viewOf(ctx: Context, req: Request): View {
  const lang = langOf(req);
  const now = ctx.now();
  const done = Object.hasOwn(DONE, String(req.query.done)) ? DONE[req.query.done as Done] : null;
  return {
    lang,
    t: WORDS[lang],
    user: req.actor ?? null,
    csrf: req.signedInBy === 'cookie' ? csrfToken(req) : '',
    path: req.originalUrl,
    phonesUrl: ctx.config.phonesUrl ?? null,
    now,
    today: dayOf(now),
    done: done && WORDS[lang][done],
  };
}

/** Sends a page. All of them may hold personal data or speak of one person's work: nothing keeps a copy. */
export function show(res: Response, view: View, page: VNode, status = res.statusCode): void {
  html(res, document(view, page), status);
}

export function html(res: Response, text: string, status = res.statusCode): void {
  res.status(status).set('Cache-Control', 'no-store').type('html').send(text);
}

/** The signed-in user of a page that asks for one; others are sent to sign in and come back. */
export const signedIn: RequestHandler = (req, res, next) => {
  if (req.actor) return next();
  if (req.method !== 'GET') throw new ProblemError('not-signed-in');
  res.redirect(303, `/sign-in?${new URLSearchParams({ to: req.originalUrl })}`);
};

export const actorOn = (req: Request): Actor => {
  if (!req.actor) throw new ProblemError('not-signed-in');
  return req.actor;
};

/** One text of the query, or nothing. */
export function asked(req: Request, name: string): string | undefined {
  const value = req.query[name];
  return typeof value === 'string' && value.trim() ? value.trim() : undefined;
}

/** A day as a form sends it: 'YYYY-MM-DD' of a date field, or typed as people here write it where a phone has none. */
export function dayFrom(text: unknown): Day {
  const read = typeof text === 'string' ? readDay(text) : null;
  return read && 'day' in read ? read.day : String(text ?? '');
}

/** What a form holds, without what only carries it. */
function typed(req: Request): Draft['values'] {
  const { _csrf, _key, ...values } = (req.body ?? {}) as Record<string, string | string[]>;
  return values;
}

export function draftOf(lang: Lang, req: Request, errors: readonly FieldError[], form: string): Draft {
  const byField = errors.map(({ pointer, message }) => [pointer.split('/')[1] ?? '', message[lang]] as const);
  return { form, values: typed(req), errors: Object.fromEntries(byField.reverse()) };
}

export const keyOf = (req: Request): string => {
  const key = (req.body as { _key?: unknown } | undefined)?._key;
  if (typeof key !== 'string' || key.length < 8 || key.length > 128) throw new ProblemError('invalid');
  return key;
};

/** A command; one made on the spot may also look at the request, for its file. */
export type Run<T> = (
  ctx: Context,
  actor: Actor,
  input: unknown,
  key: string,
  req: Request,
) => Promise<Result<T>>;

export interface Steps<T> {
  /** Named in the draft, where a page holds several forms. */
  form: string | ((req: Request) => string);
  /** Added to what the form sent. */
  input?: (req: Request) => object;
  /** Where it leads when it is done, with what to say there. */
  done: (req: Request, value: T) => string;
  /** The page of the form again, with all that was typed and what is wrong with it. */
  again: (req: Request, res: Response, draft: Draft) => Promise<unknown>;
  /** Where the present state can be seen when the rules refuse. */
  fresh: (req: Request) => string;
}

/** Runs a command with what a form sent, and answers with the page that follows from its result. */
export function act<T>(ctx: Context, command: Run<T>, steps: Steps<T>): RequestHandler {
  return async (req, res) => {
    const form = typeof steps.form === 'function' ? steps.form : () => steps.form as string;
    const input = { ...typed(req), ...req.params, ...steps.input?.(req) };
    const result = await command(ctx, actorOn(req), input, keyOf(req), req);
    if (result.kind === 'applied') return res.redirect(303, steps.done(req, result.value));
    if (result.kind === 'invalid')
      return void (await steps.again(
        req,
        res.status(400),
        draftOf(langOf(req), req, result.errors, form(req)),
      ));
    const problem = problemFor(result) as ProblemError;
    const { status } = problemOf(problem, 'vi');
    if (status === 503) res.set('Retry-After', '60');
    html(res, errorPage(ctx, req, problem, steps.fresh(req)), status);
  };
}

/** A problem as a page. What was typed is shown again unless it was kept: nothing anybody wrote is lost. */
export function errorPage(ctx: Context, req: Request, error: ProblemError, fresh?: string): string {
  const view = viewOf(ctx, req);
  const lost = req.method === 'POST' && error.code !== 'saved' ? typed(req) : {};
  return document(view, <ErrorPage problem={problemOf(error, view.lang)} fresh={fresh} typed={lost} />);
}
