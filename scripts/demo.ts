import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DEMO_SIGN_INS } from '../prisma/demo/seed';
import { bundleWorkflows } from '../worker/bundle';
import { startDemo } from './demo/product';
import { apply } from './parts/migrate';
import { startPostgres } from './parts/postgres';
import { freePort } from './parts/process';
import { root } from './parts/root';
import { log, main, silent, step } from './parts/say';
import { clear, scratchDir } from './parts/scratch';
import { findTimeSkippingServer } from './parts/time-skipping';
import { startPhones } from './phones';

/** The password of every demo account; a demo holds invented people only. */
const PASSWORD = 'nhipcau';

/**
 * `npm run demo`: the whole product with a clock that can be moved by hand. It forgets everything at its end: what was
 * kept would lie in a future that its next session has not reached.
 */
main(async () => {
  const dir = await scratchDir();
  const closing: (() => Promise<unknown>)[] = [() => clear(dir)];
  const close = async () => {
    for (const one of closing.splice(0).reverse()) await one();
  };
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  try {
    await step(log, 'time-skipping server', async () => void (await findTimeSkippingServer(log)));
    const [postgres, bundle] = await Promise.all([
      step(log, 'PostgreSQL', () => startPostgres({ dataDir: dir, log: silent, ephemeral: true })),
      step(log, 'workflow bundle', () => bundleWorkflows(join(root, 'dist', 'bundles'))),
    ]);
    closing.push(() => postgres.stop());
    await apply(postgres.url);
    const port = await freePort(Number(process.env.PORT ?? 3000));
    const publicUrl = `http://127.0.0.1:${port}`;
    const sms = { accountSid: 'ACdemo', authToken: randomBytes(16).toString('hex') };
    const ports = { twilio: 0, smtp: 0, page: await freePort(3001) };
    const phones = await startPhones({ ...sms, ports, appUrl: publicUrl, log: silent });
    closing.push(() => phones.stop());
    const product = await step(log, 'web, worker and clock', () =>
      startDemo({
        ...{ databaseUrl: postgres.url, bundle, phones, sms, port, publicUrl, password: PASSWORD },
        secret: randomBytes(24).toString('base64url'),
      }),
    );
    closing.push(() => product.stop());

    log(`\nNhịp Cầu: ${product.url}`);
    log(`Điện thoại và hộp thư mô phỏng / simulated phones and mailbox: ${phones.pageUrl}`);
    log(`\nĐăng nhập / sign in, mật khẩu / password: ${PASSWORD}`);
    for (const { role, email, where } of DEMO_SIGN_INS) log(`  ${email.padEnd(36)} ${role} – ${where}`);
    log('\nĐồng hồ ở đầu mỗi trang / the clock is on top of each page. Ctrl-C để dừng / to stop.');
    await interrupted;
    log('');
  } finally {
    await close();
  }
  process.exit(0);
});
