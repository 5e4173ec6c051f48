import { createServer } from 'node:http';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { collectDefaultMetrics, register } from 'prom-client';
import { openDatabase } from '../prisma/client';
import { bundleWorkflows } from './bundle';
import { workerConfig } from './config';
import { gatewaysOf } from './gateways';
import { workerLogger } from './log';
import { workerOptions } from './run';
import { ensureSchedules } from './schedule';

async function main(): Promise<void> {
  const config = workerConfig();
  const log = workerLogger(config.LOG_LEVEL);
  Runtime.install({ logger: log.forTemporal, shutdownSignals: [] });
  collectDefaultMetrics();

  const connection = await NativeConnection.connect({ address: config.TEMPORAL_ADDRESS });
  const db = openDatabase(config.DATABASE_URL, 20);
  const client = new Client({ connection, namespace: config.TEMPORAL_NAMESPACE });
  const options = workerOptions({
    client,
    namespace: config.TEMPORAL_NAMESPACE,
    db,
    publicUrl: config.PUBLIC_URL,
    twoWay: config.TWILIO_TWO_WAY === '1',
    secret: config.SECRET,
    bundle: config.WORKFLOW_BUNDLE ?? (await bundleWorkflows(join(__dirname, '..', 'bundles'))),
    gateways: gatewaysOf(config, db),
  });
  const workers = await Promise.all(options.map((o) => Worker.create({ ...o, connection })));
  await ensureSchedules(client);

  const health = createServer(async (request, response) => {
    if (request.url === '/metrics') {
      response.setHeader('content-type', register.contentType).end(await register.metrics());
      return;
    }
    const states = workers.map((w) => ({ queue: w.options.taskQueue, state: w.getState() }));
    const ready = states.every((s) => s.state === 'RUNNING');
    response
      .writeHead(ready ? 200 : 503, { 'content-type': 'application/json' })
      .end(JSON.stringify({ ready, workers: states }));
  }).listen(config.WORKER_PORT, config.WORKER_HOST);

  const stop = () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
  log.info('worker is running');
  try {
    await Promise.all(workers.map((w) => w.run()));
  } finally {
    stop();
    health.close();
    await db.$disconnect();
    await connection.close();
    log.info('worker has stopped');
  }
}

main().catch((error) => {
  console.error(`Worker: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});
