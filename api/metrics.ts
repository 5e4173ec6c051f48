import type { RequestHandler } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Context } from './context';
import { routeOf } from './log';

/** Numbers for Prometheus: how quick the answers are, and whether anything accepted or due is left lying. */
export function metrics(ctx: Context): { measure: RequestHandler; show: RequestHandler } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const latency = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Seconds to answer, by route template',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const scrapeErrors = new Counter({
    name: 'nhipcau_scrape_errors_total',
    help: 'Scrapes without figures of the database',
    registers,
  });
  const submissions = new Gauge({
    name: 'nhipcau_submissions',
    help: 'Commands stored in the last day, by status; received ones wait for the engine',
    labelNames: ['status'],
    registers,
  });
  const notices = new Gauge({
    name: 'nhipcau_notices',
    help: 'Notices planned, and those whose time has come',
    labelNames: ['state'],
    registers,
  });

  async function read(): Promise<void> {
    const now = new Date(ctx.now());
    const dayAgo = new Date(ctx.now() - 86_400_000);
    const [byStatus, planned, overdue] = await Promise.all([
      ctx.db.submission.groupBy({
        by: ['status'],
        where: { OR: [{ createdAt: { gte: dayAgo } }, { status: 'received' }] },
        _count: true,
      }),
      ctx.db.notice.count({ where: { status: 'planned' } }),
      ctx.db.notice.count({ where: { status: 'planned', notBefore: { lte: now } } }),
    ]);
    submissions.reset();
    for (const status of ['received', 'applied', 'refused']) submissions.set({ status }, 0);
    for (const { status, _count } of byStatus) submissions.set({ status }, _count);
    notices.set({ state: 'planned' }, planned);
    notices.set({ state: 'overdue' }, overdue);
  }

  return {
    measure(req, res, next) {
      const end = latency.startTimer();
      res.once('finish', () => end({ method: req.method, route: routeOf(req), status: res.statusCode }));
      next();
    },
    async show(_req, res) {
      await read().catch(() => scrapeErrors.inc());
      res.type(registry.contentType).send(await registry.metrics());
    },
  };
}
