import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Context } from './context';
import { healthz, readyz } from './health';
import { langOf } from './language';
import { requestLog, safeError } from './log';
import { metrics } from './metrics';
import { errorPage, pages } from './pages';
import { asProblem, ProblemError, problemOf, sendProblem } from './problem';
import { rest } from './rest';
import { csrfProtection, knowActor, sessions } from './session';
import { upload } from './upload';
import { webhooks } from './webhooks';

/** No answer takes longer; before it every part has its own, shorter limit. */
const LONGEST_ANSWER_MS = 9_500;
/** A file of two thousand rows may take its time. */
const LONGEST_IMPORT_MS = 30_000;

/** The whole HTTP side: one stack, read from top to bottom, and one error handler. */
export function createApp(ctx: Context): Express {
  const app = express();
  const { measure, show } = metrics(ctx);
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback, linklocal, uniquelocal');
  app.set('etag', 'weak');

  app.get('/healthz', healthz);
  app.get('/readyz', readyz(ctx));
  app.get('/metrics', show);

  app.use(measure);
  app.use(requestLog(ctx));
  app.use(security(ctx));
  app.use(deadline);
  app.use(express.json({ limit: '200kb' }));
  app.use(express.urlencoded({ extended: false, limit: '200kb' }));
  app.use('/webhooks', webhooks(ctx)); // signed by the provider: no session, no form
  app.use(sessions(ctx));
  app.use(knowActor(ctx));
  app.use(privateAnswers);
  app.use(upload);
  app.use(csrfProtection);
  app.use(rest(ctx));
  app.use(pages(ctx));
  app.use(() => {
    throw new ProblemError('not-found');
  });
  app.use(answerError(ctx));
  return app;
}

/** Pages bring no inline script and nothing from elsewhere. */
function security({ config }: Context): RequestHandler {
  const https = config.publicUrl.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: https,
    referrerPolicy: { policy: 'no-referrer' }, // an address may hold a link's token
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
  });
}

/** Whatever a signed-in person sees may be personal: nothing of it is kept by browsers or proxies. */
const privateAnswers: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};

/** A part that hangs must not hang the caller. */
const deadline: RequestHandler = (req, res, next) => {
  const timer = setTimeout(
    () => {
      if (!res.headersSent) next(new ProblemError('too-slow'));
    },
    /^\/(api\/v1\/)?imports/.test(req.path) ? LONGEST_IMPORT_MS : LONGEST_ANSWER_MS,
  );
  res.once('close', () => clearTimeout(timer));
  next();
};

/** Programs get problem details, people a page; both say what to do. */
function answerError(ctx: Context): ErrorRequestHandler {
  return (error, req, res, _next) => {
    const problem = asProblem(error);
    if (problem.code === 'unexpected' || problem.code === 'not-taken')
      ctx.log.error({ err: safeError(error) }, 'request failed');
    if (res.headersSent) return; // its deadline answered before
    if (/^\/(api|webhooks)\//.test(req.path)) return sendProblem(req, res, problem);
    const { status } = problemOf(problem, langOf(req));
    res
      .status(status)
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(errorPage(ctx, req, problem));
  };
}
