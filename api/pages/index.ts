/** The screens: server-rendered, each over the same commands and queries as the JSON API. */
import { Router } from 'express';
import type { Context } from '../context';
import { assets } from './assets';
import { linkPages } from './link';
import { signInPages } from './sign-in';

export { errorPage } from './show';

export function pages(ctx: Context): Router {
  return Router().use(assets(), signInPages(ctx), linkPages(ctx));
}
