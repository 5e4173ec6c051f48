import { type Request, type Response, Router } from 'express';
import type { VNode } from 'preact';
import type { Context } from '../../context';
import { ProblemError } from '../../problem';
import type { Page } from '../../queries';
import type { PageQuery } from '../../queries/page';
import type { Actor } from '../../session';
import type { Draft } from '../components';
import { act, actorOn, asked, type Run, show, viewOf } from '../show';
import { tabsOf } from './frame';

/** One part of the community's pages: a list, and the form that adds to it. */
export function part<R>(
  ctx: Context,
  path: string,
  list: (ctx: Context, actor: Actor, query: PageQuery) => Promise<Page<R>>,
  add: Run<unknown>,
  input: (req: Request) => object,
  page: (rows: Page<R>, actor: Actor, draft?: Draft) => VNode | Promise<VNode>,
): Router {
  const here = `/community/${path}`;
  const render = async (req: Request, res: Response, draft?: Draft) => {
    const actor = actorOn(req);
    if (!tabsOf(actor.role).some((tab) => tab.path === path)) throw new ProblemError('forbidden');
    const rows = await list(ctx, actor, { after: asked(req, 'after') });
    show(res, viewOf(ctx, req), await page(rows, actor, draft));
  };
  const router = Router();
  router.get(here, (req, res) => render(req, res));
  router.post(
    here,
    act(ctx, add, {
      form: path,
      input,
      done: () => `${here}?done=recorded`,
      again: render,
      fresh: () => here,
    }),
  );
  return router;
}
