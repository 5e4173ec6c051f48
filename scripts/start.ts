import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openDatabase } from '../prisma/client';
import { seedDemo } from '../prisma/demo/seed';
import { bundleWorkflows } from '../worker/bundle';
import { startProgram } from './parts/app';
import { DEMO_PASSWORD, sayDemoAccounts } from './parts/demo-accounts';
import { type Keep, untilInterrupted } from './parts/lifetime';
import { apply } from './parts/migrate';
import { startPostgres } from './parts/postgres';
import { freePort } from './parts/process';
import { dataDir, root } from './parts/root';
import { log, main, silent, step } from './parts/say';
import { claimSession } from './parts/session';
import { readState, writeState } from './parts/state';
import { startTemporal } from './parts/temporal';
import { startPhones } from './phones';

/** What must stay the same from one session to the next: links and phones outlive a restart. */
interface Remembered {
  secret: string;
  smsToken: string;
  ports: { web: number; worker: number; sms: number; smtp: number; phones: number };
}

main(async () => {
  await untilInterrupted(session);
  process.exit(0);
});

/** Brings the product up and watches over it; settles only when one of its parts has ended by itself. */
async function session(keep: Keep): Promise<never> {
  claimSession(dataDir);
  const file = join(dataDir, 'app.json');
  const before = readState<Remembered>(file);
  const wanted = before.ports ?? {
    web: Number(process.env.PORT ?? 3000),
    worker: 9464,
    sms: 3002,
    smtp: 3025,
    phones: 3001,
  };
  const ports = { ...wanted };
  for (const part of Object.keys(ports) as (keyof typeof ports)[]) ports[part] = await freePort(wanted[part]);
  const { secret, smsToken } = { secret: random(), smsToken: random(), ...before };
  writeState(file, { secret, smsToken, ports } satisfies Remembered);
  const publicUrl = process.env.PUBLIC_URL ?? `http://127.0.0.1:${ports.web}`;

  const [postgres, temporal, bundle] = await Promise.all([
    keep('PostgreSQL', () => startPostgres({ dataDir, log })),
    keep('Temporal', () => startTemporal({ dataDir, log })),
    step(log, 'workflow bundle', () => bundleWorkflows(join(root, 'dist', 'bundles'))),
  ]);
  await step(log, 'migrations', async () => ({ way: `${(await apply(postgres.url)).length} new` }));

  // Where a real SMS provider is configured nothing is invented: no phones, no demo people whose numbers could ring.
  const real = Boolean(process.env.TWILIO_ACCOUNT_SID);
  const sms = real ? undefined : { accountSid: 'ACdemo', authToken: smsToken };
  const phones =
    sms &&
    (await keep('phones and mailbox', () =>
      startPhones({
        ...sms,
        dir: join(dataDir, 'phones'),
        ports: { twilio: ports.sms, smtp: ports.smtp, page: ports.phones },
        appUrl: publicUrl,
        log: silent,
      }),
    ));
  if (phones) await step(log, 'demo people and places', () => seed(postgres.url));

  const env: Record<string, string> = {
    DATABASE_URL: postgres.url,
    TEMPORAL_ADDRESS: temporal.address,
    PUBLIC_URL: publicUrl,
    SECRET: process.env.SECRET ?? secret,
    PORT: String(ports.web),
    WORKER_PORT: String(ports.worker),
    WORKFLOW_BUNDLE: bundle,
    ...(sms &&
      phones && {
        TWILIO_ACCOUNT_SID: sms.accountSid,
        TWILIO_AUTH_TOKEN: sms.authToken,
        TWILIO_FROM: 'NhipCau',
        TWILIO_TWO_WAY: '1', // the simulated phones answer
        TWILIO_BASE_URL: phones.twilioUrl,
        PHONES_URL: phones.pageUrl,
      }),
    ...(phones && !process.env.SMTP_URL && { SMTP_URL: phones.smtpUrl }),
  };
  // Stopped the other way round: the web first, so that nothing new is taken; then the worker, which records what it was
  // doing; then their servers.
  const [worker, web] = await Promise.all([
    keep('worker', () =>
      startProgram('worker', { env, healthUrl: `http://127.0.0.1:${ports.worker}/`, dataDir }),
    ),
    keep('web', () =>
      startProgram('web', { env, healthUrl: `http://127.0.0.1:${ports.web}/readyz`, dataDir }),
    ),
  ]);

  log(`\nNhịp Cầu: ${publicUrl}`);
  if (phones) sayDemoAccounts(phones.pageUrl);
  if (temporal.uiUrl) log(`\nTemporal: ${temporal.uiUrl}`);
  log('\nSẵn sàng / ready. Ctrl-C để dừng / to stop.');

  throw await Promise.race([worker.ended, web.ended]);
}

const random = () => randomBytes(24).toString('base64url');

async function seed(url: string): Promise<void> {
  const db = openDatabase(url, 2);
  try {
    await seedDemo(db, { password: DEMO_PASSWORD });
  } finally {
    await db.$disconnect();
  }
}
