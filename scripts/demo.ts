import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { bundleWorkflows } from '../worker/bundle';
import { startDemo } from './demo/product';
import { DEMO_PASSWORD, sayDemoAccounts } from './parts/demo-accounts';
import { type Keep, untilInterrupted } from './parts/lifetime';
import { apply } from './parts/migrate';
import { startPostgres } from './parts/postgres';
import { freePort } from './parts/process';
import { root } from './parts/root';
import { log, main, silent, step } from './parts/say';
import { clear, scratchDir } from './parts/scratch';
import { findTimeSkippingServer } from './parts/time-skipping';
import { startPhones } from './phones';

/**
 * `npm run demo`: the whole product with a clock that can be moved by hand. It forgets everything at its end: what was
 * kept would lie in a future that its next session has not reached.
 */
main(async () => {
  const dir = await scratchDir();
  try {
    await untilInterrupted((keep) => session(keep, dir));
  } finally {
    await clear(dir);
  }
  process.exit(0);
});

async function session(keep: Keep, dir: string): Promise<void> {
  await step(log, 'time-skipping server', async () => void (await findTimeSkippingServer(log)));
  const [postgres, bundle] = await Promise.all([
    keep('PostgreSQL', () => startPostgres({ dataDir: dir, log: silent, ephemeral: true })),
    step(log, 'workflow bundle', () => bundleWorkflows(join(root, 'dist', 'bundles'))),
  ]);
  await apply(postgres.url);
  const port = await freePort(Number(process.env.PORT ?? 3000));
  const publicUrl = `http://127.0.0.1:${port}`;
  const sms = { accountSid: 'ACdemo', authToken: randomBytes(16).toString('hex') };
  const ports = { twilio: 0, smtp: 0, page: await freePort(3001) };
  const phones = await keep('phones and mailbox', () =>
    startPhones({ ...sms, ports, appUrl: publicUrl, log: silent }),
  );
  const product = await keep('web, worker and clock', () =>
    startDemo({
      ...{ databaseUrl: postgres.url, bundle, phones, sms, port, publicUrl, password: DEMO_PASSWORD },
      secret: randomBytes(24).toString('base64url'),
    }),
  );

  log(`\nNhịp Cầu: ${product.url}`);
  sayDemoAccounts(phones.pageUrl);
  log('\nĐồng hồ ở đầu mỗi trang / the clock is on top of each page. Ctrl-C để dừng / to stop.');
}
