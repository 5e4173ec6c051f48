import { fork } from 'node:child_process';
import { join } from 'node:path';
import { bundleWorkflows } from '../../worker/bundle';
import { familyBytes } from '../bench/usage';
import { apply } from '../parts/migrate';
import { runningServer, startPostgres } from '../parts/postgres';
import { root } from '../parts/root';
import { log, silent } from '../parts/say';
import { clear, scratchDir } from '../parts/scratch';
import { findTimeSkippingServer } from '../parts/time-skipping';
import { effortOf, type Ran } from './effort';
import type { Ledger } from './ledger';
import { bar } from './progress';
import { ahead, type Scenario } from './scenario';
import type { ShardNews, ShardTask } from './temporal/shard';
import { buildTown, partsOf } from './town';

/** How many shards run at the same time: each keeps about a processor busy. */
const AT_ONCE = 2;
const MEASURE_MS = 5_000;

/**
 * Runs it on the real thing, dealt out over shards: each a process with a server and a database of its own, a few at
 * a time. A server that has served long is slow, so more shards are faster than few.
 * @param shards how many; left out: one for each province, or two.
 */
export async function runTemporal(given: Scenario, shards?: number): Promise<Ran> {
  const scenario = ahead(given);
  if (scenario !== given) log(`its start has passed, so it begins on ${scenario.start}`);
  const count = Math.max(
    1,
    Math.min(shards ?? Math.max(2, scenario.places.provinces), partsOf(buildTown(scenario))),
  );
  log(`${count} ${count === 1 ? 'shard' : `shards, ${Math.min(count, AT_ONCE)} at a time`}`);
  await findTimeSkippingServer(log);
  const dir = await scratchDir();
  try {
    const [postgres, bundle] = await Promise.all([
      startPostgres({ dataDir: dir, log: silent, ephemeral: true }),
      bundleWorkflows(join(root, 'dist', 'bundles')),
    ]);
    const urls = await databases(postgres.url, count);
    const begun = performance.now();
    const progress = bar('temporal');
    const done = urls.map(() => 0);
    const database = runningServer(join(dir, 'postgres'))?.pid;
    let most = 0;
    const measure = () => {
      most = Math.max(most, familyBytes(database ? [process.pid, database] : [process.pid]));
    };
    const measuring = setInterval(measure, MEASURE_MS);
    const ledgers: Ledger[] = [];
    const waiting = urls.map((databaseUrl, shard) => async () => {
      ledgers[shard] = await runShard({ scenario, shard, of: count, databaseUrl, bundle }, (progressed) => {
        done[shard] = progressed;
        progress.show(sum(done) / count);
      });
    });
    const next = async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) await one();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next)).finally(() => clearInterval(measuring));
    measure();
    progress.end();
    const ledger = together(ledgers);
    const effort = effortOf(begun, ledger, most, count);
    await postgres.stop();
    return { scenario, ledger, effort };
  } finally {
    await clear(dir);
  }
}

async function databases(url: string, count: number): Promise<string[]> {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: url });
  await client.connect();
  const urls: string[] = [];
  for (let n = 0; n < count; n++) {
    const one = new URL(url);
    one.pathname = `/simulate_${n}`;
    await client.query(`CREATE DATABASE simulate_${n}`);
    await apply(one.href);
    urls.push(one.href);
  }
  await client.end();
  return urls;
}

function runShard(task: ShardTask, tell: (progress: number) => void): Promise<Ledger> {
  return new Promise((resolve, reject) => {
    const child = fork(join(root, 'dist/scripts/simulate/temporal/shard.js'), { serialization: 'advanced' });
    const stop = () => void child.kill();
    process.once('exit', stop);
    child.on('message', (news: ShardNews) => {
      if ('ledger' in news) resolve(news.ledger);
      else if ('failure' in news) reject(new Error(`shard ${task.shard}: ${news.failure}`));
      else tell(news.progress);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('exit', stop);
      reject(new Error(`shard ${task.shard} ended with ${code}`)); // too late to matter once it has told its ledger
    });
    child.send(task);
  });
}

function together(ledgers: Ledger[]): Ledger {
  const all = <K extends keyof Ledger>(what: K) =>
    ledgers.flatMap((l) => l[what] as Ledger[K][number][]) as Ledger[K];
  return {
    cases: all('cases'),
    visits: all('visits'),
    escalations: all('escalations'),
    messages: all('messages'),
    timeline: all('timeline'),
    disagreements: all('disagreements'),
  };
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
