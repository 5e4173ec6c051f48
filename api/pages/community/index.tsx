import { Router } from 'express';
import type { Context } from '../../context';
import { ProblemError } from '../../problem';
import { actorOn, signedIn } from '../show';
import { clubListPages } from './clubs';
import { coursePages } from './course';
import { courseListPages } from './courses';
import { eventPages } from './events';
import { tabsOf } from './frame';
import { inKindPages } from './in-kind';
import { laterPages } from './later';
import { sessionPages } from './sessions';

export function communityPages(ctx: Context): Router {
  const router = Router();
  router.use('/community', signedIn);
  router.get('/community', (req, res) => {
    const [first] = tabsOf(actorOn(req).role);
    if (!first) throw new ProblemError('forbidden');
    res.redirect(303, `/community/${first.path}`);
  });
  return router.use(
    clubListPages(ctx),
    sessionPages(ctx),
    courseListPages(ctx),
    coursePages(ctx),
    eventPages(ctx),
    inKindPages(ctx),
    laterPages(ctx),
  );
}
