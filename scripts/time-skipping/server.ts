import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { InternalConnectionOptionsSymbol } from '@temporalio/client/lib/connection';
import { NativeConnection } from '@temporalio/worker';
import { freePort } from '../parts/process';
import { log } from '../parts/say';
import { findTimeSkippingServer } from '../parts/time-skipping';

type TestService = NonNullable<Connection['testService']>;

export interface TimeSkippingServer {
  pid: number;
  address: string;
  connection: Connection;
  native: NativeConnection;
  /** Reads, locks and moves the server's clock. */
  clock: TestService;
  stop(): Promise<void>;
}

const PATIENCE_MS = 120_000;
/** The server's second compiler takes more of a processor than its code then saves: a third of all it uses in a run. */
const JAVA = { JDK_JAVA_OPTIONS: '-XX:TieredStopAtLevel=1' };

/**
 * A test server of our own. The SDK's environment would start one too, but gives it five seconds, which a Java on a
 * busy machine does not make.
 */
export async function startTimeSkippingServer(): Promise<TimeSkippingServer> {
  const program = await findTimeSkippingServer(log);
  const port = await freePort();
  const child = spawn(program, [String(port)], { stdio: 'ignore', env: { ...process.env, ...JAVA } });
  // It does not outlive this process, whoever ends that.
  const end = () => void child.kill('SIGKILL');
  process.once('exit', end);
  const ended = once(child, 'exit').then(() => {
    process.off('exit', end);
    return true as const;
  });
  const stopChild = async () => {
    end();
    await ended;
  };
  const address = `127.0.0.1:${port}`;
  const options = { address, [InternalConnectionOptionsSymbol]: { supportsTestService: true } };
  for (const deadline = performance.now() + PATIENCE_MS; ; ) {
    try {
      const connection = await Connection.connect(options);
      const native = await NativeConnection.connect(options);
      const stop = async () => {
        await connection.close();
        await native.close();
        await stopChild();
      };
      return {
        pid: child.pid as number,
        address,
        connection,
        native,
        clock: connection.testService as TestService,
        stop,
      };
    } catch (error) {
      const over = await Promise.race([ended, pause(200, false)]);
      if (over) throw new Error('the time-skipping server ended at once');
      if (performance.now() > deadline) {
        await stopChild();
        throw error;
      }
    }
  }
}
