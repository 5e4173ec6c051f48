import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { openDatabase, type PrismaClient } from '../../prisma/client';
import { bundleWorkflows } from '../../worker/bundle';
import { type Program, startProgram } from '../parts/app';
import { apply } from '../parts/migrate';
import { runningServer, startPostgres } from '../parts/postgres';
import { freePort, type KnownProcess } from '../parts/process';
import { root } from '../parts/root';
import { silent } from '../parts/say';
import { clear, scratchDir } from '../parts/scratch';
import { readState } from '../parts/state';
import { recordedServer, startTemporal } from '../parts/temporal';
import { child } from './child';
import { type Places, settle } from './places';
import { progress, rounded } from './say';
import type { Arrived, Expect, StandInReady } from './stand-in';
import { processorMs, residentBytes } from './usage';

/** Everything real, in processes of their own as `npm start` runs them, on servers that forget. */
export interface World {
  db: PrismaClient;
  client: Client;
  places: Places;
  webUrl: string;
  /** What a rival in a process of its own needs to reach the same servers. */
  env: Record<string, string>;
  /** Waits until the stand-in has taken so many more texts. */
  texts(count: number): Promise<Arrived>;
  /** Memory of one of our processes or of the engine, in bytes. */
  memory(part: 'worker' | 'temporal'): number;
  /** Does something `count` times over and says what each part worked for one of them: it names the bottleneck on a busy machine too. */
  costs<T>(what: string, count: number, act: () => Promise<T>): Promise<T>;
}

/** Brings everything up, runs `use`, takes everything down again. */
export async function inWorld<T>(use: (world: World) => Promise<T>): Promise<T> {
  const dir = await scratchDir();
  const closing: (() => Promise<unknown>)[] = [() => clear(dir)];
  let closed: Promise<void> | undefined; // once, also when it is interrupted on its way out
  const close = () => {
    closed ??= (async () => {
      for (const one of closing.reverse()) await one();
    })();
    return closed;
  };
  const interrupted = () => void close().then(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    return await use(await open(dir, closing));
  } finally {
    await close();
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  }
}

async function open(dir: string, closing: (() => Promise<unknown>)[]): Promise<World> {
  progress('servers');
  const [postgres, temporal, bundle] = await Promise.all([
    startPostgres({ dataDir: dir, log: silent, ephemeral: true }),
    startTemporal({ dataDir: dir, log: silent, ephemeral: true }),
    bundleWorkflows(join(root, 'dist', 'bundles')),
  ]);
  await apply(postgres.url);
  const db = openDatabase(postgres.url);
  closing.push(() => db.$disconnect());
  const places = await settle(db);

  const webPort = await freePort();
  const webUrl = `http://127.0.0.1:${webPort}`;
  const account = { TWILIO_ACCOUNT_SID: 'ACbench', TWILIO_AUTH_TOKEN: 'bench', TWILIO_FROM: 'NhipCau' };
  const standIn = await child<Expect, Arrived, StandInReady>('stand-in.js', { ...account, APP_URL: webUrl });
  closing.push(() => standIn.stop());

  const env = {
    ...account,
    DATABASE_URL: postgres.url,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: 'default',
    PUBLIC_URL: webUrl,
    SECRET: 'known to everybody: nothing of the bench is kept',
    PORT: String(webPort),
    WORKER_PORT: String(await freePort()),
    WORKFLOW_BUNDLE: bundle,
    TWILIO_BASE_URL: standIn.ready.twilioUrl,
    SMTP_URL: standIn.ready.smtpUrl,
    LOG_LEVEL: 'warn',
  };
  const worker = await startProgram('worker', {
    env,
    healthUrl: `http://127.0.0.1:${env.WORKER_PORT}/`,
    dataDir: dir,
  });
  closing.push(() => worker.stop());
  const web = await startProgram('web', { env, healthUrl: `${webUrl}/readyz`, dataDir: dir });
  closing.push(() => web.stop());
  const connection = await Connection.connect({ address: temporal.address });
  closing.push(() => connection.close());

  const program = (name: Program) =>
    readState<{ process: KnownProcess }>(join(dir, `${name}.json`)).process?.pid as number;
  const pids = {
    worker: program('worker'),
    web: program('web'),
    temporal: recordedServer(dir)?.pid as number,
    postgres: runningServer(join(dir, 'postgres'))?.pid as number,
  };
  return {
    db,
    client: new Client({ connection }),
    places,
    webUrl,
    env,
    texts: (count) => standIn.ask({ texts: count }),
    memory: (part) => residentBytes(pids[part]),
    async costs(what, count, act) {
      const before = Object.values(pids).map(processorMs);
      const result = await act();
      const each = Object.entries(pids).map(
        ([part, pid], n) => `${part} ${rounded((processorMs(pid) - (before[n] as number)) / count, 1)}`,
      );
      progress(`processor ms per ${what}: ${each.join(', ')}`);
      return result;
    },
  };
}
