/** pg-boss at its best for a burst: several workers, large batches, the shortest polling it allows. */
import PgBoss from 'pg-boss';
import { answering } from '../child';
import { BOSS_QUEUE, sender, type Text } from './text';

const WORKERS = 4;

async function main(): Promise<void> {
  const boss = new PgBoss({
    connectionString: process.env.DATABASE_URL as string,
    supervise: false,
    schedule: false,
  });
  boss.on('error', console.error);
  await boss.start();
  const send = sender(process.env);
  for (let n = 0; n < WORKERS; n++) {
    await boss.work<Text>(BOSS_QUEUE, { batchSize: 250, pollingIntervalSeconds: 0.5 }, async (jobs) => {
      await Promise.all(jobs.map((job) => send(job.data)));
    });
  }
  answering('ready', async () => undefined);
}

main();
