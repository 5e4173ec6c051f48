import { Router } from 'express';
import type { Context } from '../context';

/** The JSON API. */
export function rest(_ctx: Context): Router {
  return Router();
}
