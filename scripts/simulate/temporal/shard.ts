import type { Ledger } from '../ledger';
import { run } from '../run';
import type { Scenario } from '../scenario';
import { buildTown, shardOf } from '../town';
import { TemporalEngine } from './engine';

/** What a shard is given: its part of the town, a database of its own, the workflows. */
export interface ShardTask {
  scenario: Scenario;
  shard: number;
  of: number;
  databaseUrl: string;
  bundle: string;
}

export type ShardNews = { progress: number } | { ledger: Ledger } | { failure: string };

/** A process of its own with a time-skipping server of its own: cases of different communes never meet. */
async function work(task: ShardTask): Promise<void> {
  const town = shardOf(buildTown(task.scenario), task.shard, task.of);
  const engine = await TemporalEngine.start(
    town,
    task.databaseUrl,
    task.bundle,
    task.scenario.outages.length,
  );
  try {
    let told = 0;
    const ledger = await run(task.scenario, town, engine, (progress) => {
      if (progress - told < 0.002 && progress < 1) return;
      told = progress;
      tell({ progress });
    });
    tell({ ledger });
  } finally {
    await engine.stop();
  }
}

const tell = (news: ShardNews) => void process.send?.(news);

// Nobody waits for it any more.
const orphaned = () => process.exit(1);

process.once('disconnect', orphaned);
// Ended from outside it must still end its server, which hears only of an orderly exit.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, orphaned);
process.once('message', (task: ShardTask) => {
  work(task)
    .catch((error: Error) => tell({ failure: error.stack ?? String(error) }))
    .finally(() => process.off('disconnect', orphaned).disconnect());
});
