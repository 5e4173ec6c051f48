import { Router } from 'express';
import type { Context } from '../context';
import { openApi } from '../openapi';
import { ProblemError } from '../problem';
import type { Actor } from '../session';
import { signInLimit } from '../session';
import { absenceRoutes } from './absences';
import { clubRoutes } from './clubs';
import { communityRoutes } from './community';
import { courseRoutes } from './courses';
import { deskRoutes } from './desk';
import { escalationRoutes } from './escalations';
import { figureRoutes } from './figures';
import { followUpRoutes } from './follow-ups';
import { fundRoutes } from './funds';
import { handoverRoutes } from './handovers';
import { importRoutes } from './imports';
import { loanRoutes } from './loans';
import { placeRoutes } from './places';
import { policyRoutes } from './policy';
import { referralRoutes } from './referrals';
import { type Route, read } from './route';
import { sessionRoutes } from './sessions';
import { userRoutes } from './users';
import { visitRoutes } from './visits';

/** Every operation of the JSON API. */
export const ROUTES: readonly Route[] = [
  ...sessionRoutes,
  ...importRoutes,
  ...handoverRoutes,
  ...visitRoutes,
  ...followUpRoutes,
  ...deskRoutes,
  ...figureRoutes,
  ...escalationRoutes,
  ...referralRoutes,
  ...loanRoutes,
  ...fundRoutes,
  ...communityRoutes,
  ...clubRoutes,
  ...courseRoutes,
  ...userRoutes,
  ...absenceRoutes,
  ...placeRoutes,
  ...policyRoutes,
];

export const API = '/api/v1';

/** The JSON API and the document that describes it. */
export function rest(ctx: Context): Router {
  const router = Router();
  const document = openApi(ROUTES, ctx.config.publicUrl);
  router.get('/api/openapi.json', (_req, res) => {
    res.set('Cache-Control', 'public, max-age=300').json(document);
  });
  router.post(`${API}/sessions`, signInLimit(ctx));
  for (const route of ROUTES) {
    router[route.method](API + route.path.replace(/\{(\w+)\}/g, ':$1'), async (req, res) => {
      if (!route.open && !req.actor) throw new ProblemError('not-signed-in');
      const key = route.method === 'post' ? idempotencyKey(req.get('idempotency-key')) : '';
      const call = {
        ctx,
        actor: req.actor as Actor,
        params: read(route.params, req.params),
        query: read(route.query, req.query),
        body: route.file ? {} : read(route.body, req.body),
        key,
        req,
        res,
      };
      const answer = await route.run(call);
      if (res.headersSent) return;
      if (route.answer === null) res.status(204).end();
      else if (route.answer !== 'xlsx') res.status(route.status).json(answer);
    });
  }
  return router;
}

function idempotencyKey(key: string | undefined): string {
  if (!key || !/^[\x21-\x7e]{8,128}$/.test(key)) throw new ProblemError('key-missing');
  return key;
}
