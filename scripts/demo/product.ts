import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Context as ActivityContext } from '@temporalio/activity';
import express from 'express';
import { pushGateway } from '../../activities/messages/push';
import { smtpGateway } from '../../activities/messages/smtp';
import { twilioGateway } from '../../activities/messages/twilio';
import { createApp } from '../../api/app';
import { readConfig } from '../../api/config';
import { openContext } from '../../api/context';
import { openDatabase } from '../../prisma/client';
import { seedDemo } from '../../prisma/demo/seed';
import { workerOptions } from '../../worker/run';
import { Engine } from '../../workflows/client';
import type { Phones } from '../phones';
import { TimeSkipping } from '../time-skipping';
import { clockBar } from './bar';
import { DemoClock } from './clock';

/** How often it looks for what was accepted and not delivered; the product's own schedule does so each minute. */
const RECONCILE_MS = 2_000;

export interface DemoOptions {
  databaseUrl: string;
  bundle: string;
  phones: Phones;
  sms: { accountSid: string; authToken: string };
  secret: string;
  /** 0: any free one. */
  port: number;
  publicUrl: string;
  password: string;
}

export interface DemoProduct {
  url: string;
  clock: DemoClock;
  stop(): Promise<void>;
}

/** Web and worker in this process, both by the clock of a time-skipping server. */
export async function startDemo(options: DemoOptions): Promise<DemoProduct> {
  const { databaseUrl, phones, sms, secret, publicUrl } = options;
  const db = openDatabase(databaseUrl, 20);
  await seedDemo(db, { password: options.password });
  const engine = await TimeSkipping.start();
  const clock = await DemoClock.of(engine, db);
  const gateways = [
    pushGateway({
      ...{ db, secret, contact: 'mailto:nhipcau@localhost', now: Date.now },
      ...{ timeoutMs: 10_000, maxConcurrent: 20 },
    }),
    twilioGateway({
      ...sms,
      from: 'NhipCau',
      baseUrl: phones.twilioUrl,
      statusCallback: `${publicUrl}/webhooks/twilio/status`,
      timeoutMs: 10_000,
      maxConcurrent: 20,
    }),
    smtpGateway({ url: phones.smtpUrl, from: 'Nhịp Cầu <nhipcau@localhost>' }),
  ];
  const workers = workerOptions({
    client: engine.client,
    db,
    gateways,
    publicUrl,
    secret,
    twoWay: true,
    bundle: options.bundle,
    now: () => ActivityContext.current().info.currentAttemptScheduledTimestampMs,
  });
  for (const worker of workers) await engine.work(worker);

  const config = readConfig({
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: engine.address,
    PORT: String(options.port),
    PUBLIC_URL: publicUrl,
    SECRET: secret,
    TWILIO_ACCOUNT_SID: sms.accountSid,
    TWILIO_AUTH_TOKEN: sms.authToken,
    TWILIO_TWO_WAY: '1', // the simulated phones answer
    PHONES_URL: phones.pageUrl,
    LOG_LEVEL: 'silent',
  });
  const given = { temporal: engine.client, engine: new Engine(engine.client), now: () => clock.now() };
  const ctx = openContext(config, given);
  const server = createServer(express().disable('x-powered-by').use(clockBar(clock), createApp(ctx)));
  await new Promise<void>((done, fail) => server.once('error', fail).listen(options.port, '127.0.0.1', done));

  const stopping = new AbortController();
  const reconciling = (async () => {
    while (!stopping.signal.aborted) {
      await clock.reconcile();
      await pause(RECONCILE_MS, undefined, { signal: stopping.signal });
    }
  })().catch(() => {});
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clock,
    async stop() {
      stopping.abort();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await reconciling;
      await engine.stop();
      await ctx.close();
      await db.$disconnect();
    },
  };
}
