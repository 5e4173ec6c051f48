import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openDatabase } from '../prisma/client';
import { DEMO_SIGN_INS, seedDemo } from '../prisma/demo/seed';
import { bundleWorkflows } from '../worker/bundle';
import { startProgram } from './parts/app';
import { apply } from './parts/migrate';
import { startPostgres } from './parts/postgres';
import { freePort } from './parts/process';
import { dataDir, root } from './parts/root';
import { log, main, silent, step } from './parts/say';
import { claimSession } from './parts/session';
import { readState, writeState } from './parts/state';
import { startTemporal } from './parts/temporal';
import { startPhones } from './phones';

/** The password of every demo account; a demo holds invented people only. */
const DEMO_PASSWORD = 'nhipcau';

/** What must stay the same from one session to the next: links and phones outlive a restart. */
interface Remembered {
  secret: string;
  smsToken: string;
  ports: { web: number; worker: number; sms: number; smtp: number; phones: number };
}

main(async () => {
  const interrupted = interruption();
  const parts: Promise<Part | undefined>[] = [];
  let over = false;
  /** Whatever ends the session, what came up is taken down again, also what was just coming up. */
  const keep: Keep = (label, start) => {
    if (over) throw new Error('stopping');
    const part = step(log, label, start);
    parts.unshift(part.catch(() => undefined));
    return part;
  };
  try {
    await Promise.race([session(keep), interrupted]);
  } finally {
    over = true;
    if (parts.length) {
      log('');
      // The web first, so that nothing new is taken; then the worker, which records what it was doing; then their servers.
      await step(log, 'stopped', async () => {
        for (const part of parts) await (await part)?.stop();
      });
    }
  }
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
        TWILIO_BASE_URL: phones.twilioUrl,
        PHONES_URL: phones.pageUrl,
      }),
    ...(phones && !process.env.SMTP_URL && { SMTP_URL: phones.smtpUrl }),
  };
  const [worker, web] = await Promise.all([
    keep('worker', () =>
      startProgram('worker', { env, healthUrl: `http://127.0.0.1:${ports.worker}/`, dataDir }),
    ),
    keep('web', () =>
      startProgram('web', { env, healthUrl: `http://127.0.0.1:${ports.web}/readyz`, dataDir }),
    ),
  ]);

  log(`\nNhịp Cầu: ${publicUrl}`);
  if (phones) {
    log(`Điện thoại và hộp thư mô phỏng / simulated phones and mailbox: ${phones.pageUrl}`);
    log(`\nĐăng nhập / sign in, mật khẩu / password: ${DEMO_PASSWORD}`);
    for (const { role, email, where } of DEMO_SIGN_INS) log(`  ${email.padEnd(36)} ${role} – ${where}`);
  }
  if (temporal.uiUrl) log(`\nTemporal: ${temporal.uiUrl}`);
  log('\nSẵn sàng / ready. Ctrl-C để dừng / to stop.');

  throw await Promise.race([worker.ended, web.ended]);
}

/** A part that runs until it is stopped. */
interface Part {
  stop(): Promise<unknown>;
}

/** Starts a part and remembers to stop it. */
type Keep = <T extends Part>(label: string, start: () => Promise<T>) => Promise<T>;

const random = () => randomBytes(24).toString('base64url');

async function seed(url: string): Promise<void> {
  const db = openDatabase(url, 2);
  try {
    await seedDemo(db, { password: DEMO_PASSWORD });
  } finally {
    await db.$disconnect();
  }
}

/** Settles when the person at the keyboard wants to stop. */
function interruption(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
