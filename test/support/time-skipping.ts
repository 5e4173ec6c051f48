import { setTimeout as pause } from 'node:timers/promises';
import {
  Client,
  QueryNotRegisteredError,
  QueryRejectedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { Duration } from '@temporalio/common';
import { msToNumber, msToTs, tsToMs } from '@temporalio/common/lib/time';
import { DefaultLogger, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import { startTimeSkippingServer, type TimeSkippingServer } from './time-skipping-server';

/** When to stop hoping that the workers will be done. */
const STUCK_MS = 60_000;

/**
 * Temporal with a clock that stands still until it is told to go on. One per test file: after a workflow got stuck
 * in it, what the server says later is not to be trusted.
 *
 * The clock moves only by `skip`: with the SDK's own environment, which skips whenever a result is awaited,
 * parallel workflows stall. An update whose handler waits for a timer is therefore begun with `startUpdate`
 * (`waitForStage: 'ACCEPTED'`), then `skip`, then `result()`. The server knows no list, count, schedules or reset.
 */
export class TimeSkipping {
  /** An ordinary client: awaiting a result does not move the clock. */
  readonly client: Client;
  private readonly workers: { worker: Worker; running: Promise<void> }[] = [];
  private failure: Error | undefined;
  /** Names the workflows that `settle` waits for. */
  watch: () => Promise<string[]> = async () => [];

  private constructor(private readonly server: TimeSkippingServer) {
    this.client = new Client({ connection: server.connection });
  }

  static async start(): Promise<TimeSkipping> {
    quietRuntime();
    return new TimeSkipping(await startTimeSkippingServer());
  }

  /** host:port of the server, for whoever connects by himself. */
  get address(): string {
    return this.server.address;
  }

  /** Runs a worker until `stop`; the clock waits for it in every `skip`. */
  async work(options: Omit<WorkerOptions, 'connection'>): Promise<void> {
    const worker = await Worker.create({ ...options, connection: this.server.native });
    const running = worker.run().catch((error: Error) => {
      this.failure = error;
    });
    this.workers.push({ worker, running });
  }

  /** The engine's clock. */
  async now(): Promise<Date> {
    const { time } = await this.server.clock.getCurrentTime({});
    return new Date(tsToMs(time));
  }

  /** Moves the clock on in steps of at most `step`; after each, all that fell due has run. */
  async skip(duration: Duration, step: Duration = '7 days'): Promise<void> {
    await this.settle();
    for (let rest = msToNumber(duration); rest > 0; rest -= msToNumber(step)) {
      await this.sleep(Math.min(rest, msToNumber(step)));
      await this.settle();
    }
  }

  /** Moves the clock to a moment; throws when that has passed. */
  async skipTo(moment: Date, step?: Duration): Promise<void> {
    const rest = moment.getTime() - (await this.now()).getTime();
    if (rest < 0)
      throw new Error(`${moment.toISOString()} has passed: it is ${(await this.now()).toISOString()}`);
    await this.skip(rest, step);
  }

  /**
   * Moves the clock. A workflow that ends meanwhile leaves the test server's clock locked once too often, and the sleep
   * would never end: once everything is settled and it still has not, one lock is taken off.
   */
  private async sleep(ms: number): Promise<void> {
    let over = false;
    const sleeping = this.server.clock.unlockTimeSkippingWithSleep({ duration: msToTs(ms) }).finally(() => {
      over = true;
    });
    for (;;) {
      await Promise.race([sleeping, pause(1_000)]);
      if (over) return void (await sleeping);
      await this.settle();
      if (!over) await this.server.clock.unlockTimeSkipping({});
    }
  }

  /**
   * Waits, without moving the clock, until the workers have done all that is due now: until twice in a row no worker is
   * busy and no open workflow has an activity or a task under way. A worker's own counters come too late on a busy
   * machine, so the workflows named by `watch` are asked: a query is answered only after the task before it.
   */
  async settle(): Promise<void> {
    const deadline = performance.now() + STUCK_MS;
    for (let before = ''; ; await pause(2)) {
      if (this.failure) throw this.failure;
      if (performance.now() > deadline)
        throw new Error('the workers are still busy: a workflow or activity is stuck');
      const now = this.workers.some(({ worker }) => busy(worker)) ? '' : await this.stateOfWorkflows();
      if (now && now === before) return;
      before = now;
    }
  }

  /** How long each open workflow's history is; empty while one of them has something under way. */
  private async stateOfWorkflows(): Promise<string> {
    const lengths = await Promise.all(
      (await this.watch()).map(async (id) => {
        const handle = this.client.workflow.getHandle(id);
        try {
          const { status, raw } = await handle.describe();
          if (status.name !== 'RUNNING') return `${id} ${status.name}`;
          if (raw.pendingActivities?.length) return '';
          await handle.query('__temporal_workflow_metadata');
          const { historyLength } = await handle.describe();
          return `${id} ${historyLength}`;
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return `${id} none`;
          if (error instanceof QueryNotRegisteredError || error instanceof QueryRejectedError) return '';
          throw error;
        }
      }),
    );
    return lengths.includes('') ? '' : `settled ${lengths.join()}`;
  }

  async stop(): Promise<void> {
    for (const { worker } of this.workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    await Promise.all(this.workers.map(({ running }) => running));
    await this.server.stop();
  }
}

function busy(worker: Worker): boolean {
  const { numInFlightWorkflowActivations, numInFlightActivities } = worker.getStatus();
  return numInFlightWorkflowActivations + numInFlightActivities > 0;
}

/** Errors only: the SDK warns at each start that the test server is not a real one. */
function quietRuntime(): void {
  try {
    Runtime.install({
      logger: new DefaultLogger('ERROR'),
      telemetryOptions: { logging: { filter: 'ERROR', forward: {} } },
    });
  } catch {
    /* installed by an earlier test file of this process */
  }
}
