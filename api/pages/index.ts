import { type Request, Router } from 'express';
import type { Context } from '../context';
import { langOf } from '../language';
import { type ProblemError, problemOf } from '../problem';

/** The server-rendered screens. */
export function pages(_ctx: Context): Router {
  return Router();
}

/** What a person sees when something went wrong. Must not need the database. */
export function errorPage(_ctx: Context, req: Request, problem: ProblemError): string {
  const { title, detail } = problemOf(problem, langOf(req));
  return `<!doctype html><title>${title}</title><h1>${title}</h1><p>${detail}</p>`;
}
