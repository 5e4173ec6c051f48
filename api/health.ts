import type { RequestHandler } from 'express';
import type { Context } from './context';
import { within } from './patience';

/** The process is up. */
export const healthz: RequestHandler = (_req, res) => {
  res.json({ status: 'up' });
};

/** Every part that work needs, each by name; 503 while one is missing. */
export function readyz(ctx: Context): RequestHandler {
  return async (_req, res) => {
    const [postgresql, temporal] = await Promise.all([
      answers(() => ctx.db.$queryRaw`SELECT 1`),
      answers(() => askTemporal(ctx)),
    ]);
    const ready = postgresql && temporal;
    res.status(ready ? 200 : 503).json({
      status: ready ? 'ready' : 'not-ready',
      parts: { postgresql: postgresql ? 'up' : 'down', temporal: temporal ? 'up' : 'down' },
    });
  };
}

async function askTemporal({ temporal }: Context): Promise<void> {
  if (!temporal) throw new Error('no engine configured');
  await temporal.withDeadline(Date.now() + PATIENCE_MS, () => temporal.workflowService.getSystemInfo({}));
}

const PATIENCE_MS = 2_000;

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  return within(PATIENCE_MS, ask()).then(
    () => true,
    () => false,
  );
}
