import { Router } from 'express';
import type { Context } from './context';

/** What the SMS provider tells us. */
export function webhooks(_ctx: Context): Router {
  return Router();
}
