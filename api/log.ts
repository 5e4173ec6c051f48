import type { Request, RequestHandler } from 'express';
import pinoHttp from 'pino-http';
import type { Context } from './context';

/**
 * The template of the route that answered ('/cases/:id'): addresses hold ids and link tokens, so they are never logged
 * nor made a label.
 */
export function routeOf(req: Request): string {
  const path = (req.route as { path?: unknown } | undefined)?.path;
  return typeof path === 'string' ? `${req.baseUrl}${path}` : 'unmatched';
}

/** One line per answer: route, status and time. No address, header, body, name or phone. */
export function requestLog({ log }: Context): RequestHandler {
  return pinoHttp({
    logger: log,
    serializers: { req: () => undefined, res: () => undefined, err: safeError },
    customAttributeKeys: { responseTime: 'ms' },
    customSuccessObject: (req, res, value: object) => ({
      ...value,
      ...answered(req as Request, res.statusCode),
    }),
    customErrorObject: (req, res, _error, value: object) => ({
      ...value,
      ...answered(req as Request, res.statusCode),
    }),
    customLogLevel: (_req, res, error) =>
      res.statusCode >= 500 || error ? 'error' : res.statusCode >= 400 ? 'warn' : 'info',
    customSuccessMessage: () => 'answered',
    customErrorMessage: () => 'failed',
    autoLogging: { ignore: (req) => /^\/(healthz|readyz|metrics)$/.test(req.url ?? '') },
  }) as RequestHandler;
}

const answered = (req: Request, status: number) => ({
  method: req.method,
  route: routeOf(req),
  status,
  actorId: req.actor?.id,
  role: req.actor?.role,
});

/** An error for the log: where it happened, not what it said; messages of databases quote values. */
export function safeError(error: unknown): object {
  const { name, code, stack } = error as { name?: string; code?: string; stack?: string };
  const frames = (stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { name, code, at: frames.slice(0, 8).map((line) => line.trim()) };
}
