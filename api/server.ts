import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app';
import { type Config, readConfig } from './config';
import { type Context, openContext } from './context';
import { resumeInbound } from './inbound';
import { safeError } from './log';

export interface Server {
  url: string;
  /** Stops taking requests, lets running ones end (at most 10 s), closes what was opened. */
  stop(): Promise<void>;
}

/** Serves the app on the configured port (0: any free one). */
export async function serve(config: Config, given: Partial<Context> = {}): Promise<Server> {
  const ctx = openContext(config, given);
  const server = createServer(createApp(ctx));
  server.headersTimeout = 15_000;
  server.requestTimeout = 60_000;
  await new Promise<void>((done, fail) => server.once('error', fail).listen(config.port, done));
  const { port } = server.address() as AddressInfo;
  ctx.log.info({ port }, 'listening');
  resumeInbound(ctx).catch((error) =>
    ctx.log.warn({ err: safeError(error) }, 'texts that came in still wait'),
  );
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      const patience = setTimeout(() => server.closeAllConnections(), 10_000);
      await closed;
      clearTimeout(patience);
      await ctx.close();
    },
  };
}

async function main(): Promise<void> {
  const server = await serve(readConfig(process.env));
  process.send?.({ ready: server.url });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

if (require.main === module) {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
}
