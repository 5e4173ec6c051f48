import { apply } from './parts/migrate';
import { startPostgres } from './parts/postgres';
import { dataDir } from './parts/root';
import { log, main, step } from './parts/say';
import { claimSession } from './parts/session';
import { startTemporal } from './parts/temporal';

main(async () => {
  claimSession(dataDir);
  const [postgres, temporal] = await Promise.all([
    step(log, 'PostgreSQL', () => startPostgres({ dataDir, log })),
    step(log, 'Temporal', () => startTemporal({ dataDir, log })),
  ]);
  await step(log, 'migrations', async () => ({ way: `${(await apply(postgres.url)).length} new` }));
  log(`\nTemporal ${temporal.address}${temporal.uiUrl ? `, its pages ${temporal.uiUrl}` : ''}`);
  log('Ctrl-C để dừng / to stop');

  const ended = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  });
  // A timer keeps the process alive until then: the servers are not its children.
  const alive = setInterval(() => {}, 2 ** 30);
  await ended;
  clearInterval(alive);
  await step(log, 'stopped', () => Promise.all([temporal.stop(), postgres.stop()]));
});
