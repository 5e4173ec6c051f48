/** A worker as the SDK makes it by default, for the workflow that sleeps. */
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { answering } from '../child';
import { sender, TIMER_QUEUE } from './text';

async function main(): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const connection = await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS as string });
  const worker = await Worker.create({
    connection,
    taskQueue: TIMER_QUEUE,
    workflowsPath: require.resolve('./timer.workflow'),
    activities: { send: sender(process.env) },
  });
  answering('ready', async () => undefined);
  await worker.run();
  process.exit(0); // told to stop; the line to the bench would keep it
}

main();
