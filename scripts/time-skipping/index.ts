import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import type { Duration } from '@temporalio/common';
import { msToNumber, msToTs, tsToMs } from '@temporalio/common/lib/time';
import { DefaultLogger, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Instant } from '../../domain/calendar';
import { startTimeSkippingServer, type TimeSkippingServer } from './server';
import { Watch } from './watch';

/** When to stop hoping that the workers will be done: nothing has come to its end for so long. */
const STUCK_MS = 60_000;
/** A timer that fires by itself and a worker that fails end no task. */
const LOOK_AGAIN_MS = 50;
/** A timer is set by the server a moment after the workflow asked for it, and fires that much later. */
const SLACK_MS = 500;

/**
 * Temporal with a clock that stands still (nearly: it keeps time) until it is told to go on. One per test file: after a
 * workflow got stuck in it, what the server says later is not to be trusted.
 *
 * The clock moves only by `skip`: with the SDK's own environment, which skips whenever a result is awaited,
 * parallel workflows stall. An update whose handler waits for a timer is therefore begun with `startUpdate`
 * (`waitForStage: 'ACCEPTED'`), then `skip`, then `result()`. The server knows no list, count, schedules or reset.
 */
export class TimeSkipping {
  /** An ordinary client: awaiting a result does not move the clock. Everybody must use this one, see Watch. */
  readonly client: Client;
  private readonly watch = new Watch();
  private workers: { worker: Worker; running: Promise<void> }[] = [];
  private failure: Error | undefined;

  private constructor(private readonly server: TimeSkippingServer) {
    this.client = new Client({
      connection: server.connection,
      interceptors: { workflow: [this.watch.interceptor] },
    });
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
    for (; this.takenOff > 0; this.takenOff--) await this.server.clock.lockTimeSkipping({});
    const worker = await Worker.create({ ...options, connection: this.server.native });
    this.watch.observe(worker);
    const running = worker.run().catch((error: Error) => {
      this.failure = error;
    });
    this.workers.push({ worker, running });
  }

  /** The server's process. */
  get pid(): number {
    return this.server.pid;
  }

  /** Ends the workers and leaves the server; the clock then moves by `skipAlone` until there are workers again. */
  async rest(): Promise<void> {
    const { workers } = this;
    this.workers = [];
    for (const { worker } of workers) worker.shutdown();
    await Promise.all(workers.map(({ running }) => running));
  }

  /**
   * Moves the clock while no worker is there to do what falls due. Each workflow whose timer fires then locks the clock
   * until it has run, so its lock is taken off, to be put on again by `work`. Only for workers that keep no workflow
   * (`maxCachedWorkflows: 0`): a task meant for one that is gone times out, and that takes off a lock of its own.
   */
  async skipAlone(moment: Date): Promise<void> {
    const end = moment.getTime();
    const sleepTo = async (to: number) => {
      const now = (await this.now()).getTime();
      if (to > now) await this.server.clock.unlockTimeSkippingWithSleep({ duration: msToTs(to - now) });
    };
    for (const fires of this.watch.firstTimers().slice(this.takenOff)) {
      if (fires > end - SLACK_MS) break;
      await sleepTo(fires + SLACK_MS);
      await pause(20); // the timer's own thread puts the lock on
      await this.server.clock.unlockTimeSkipping({});
      this.takenOff += 1;
    }
    await sleepTo(end);
  }
  private takenOff = 0;

  /** The engine's clock. */
  async now(): Promise<Date> {
    const { time } = await this.server.clock.getCurrentTime({});
    return new Date(tsToMs(time));
  }

  /** When the next timer of any workflow fires; null: none waits. */
  nextTimer(): Instant | null {
    return this.watch.nextTimer();
  }

  /** Moves the clock on from one timer to the next, at most `step` at once; each time all that fell due has run first. */
  async skip(duration: Duration, step?: Duration): Promise<void> {
    await this.skipTo(new Date((await this.now()).getTime() + msToNumber(duration)), step);
  }

  /** Moves the clock to a moment; throws when that has passed. */
  async skipTo(moment: Date, step: Duration = Number.MAX_SAFE_INTEGER): Promise<void> {
    const end = moment.getTime();
    let now = (await this.now()).getTime();
    if (end < now)
      throw new Error(`${moment.toISOString()} has passed: it is ${new Date(now).toISOString()}`);
    await this.settle();
    while (now < end) {
      const fires = Math.max((this.watch.nextTimer() ?? end) + SLACK_MS, now + 1);
      await this.sleep(Math.min(end, fires, now + msToNumber(step)) - now);
      await this.settle();
      now = (await this.now()).getTime();
    }
  }

  private async sleep(ms: number): Promise<void> {
    for (let stray = this.watch.takeStrayLocks(); stray > 0; stray--)
      await this.server.clock.unlockTimeSkipping({});
    await this.server.clock.unlockTimeSkippingWithSleep({ duration: msToTs(ms) });
  }

  /** Waits, without moving the clock, until the workers have done all that is due now. */
  async settle(): Promise<void> {
    let deadline = performance.now() + STUCK_MS;
    // While it is not moved the server's clock keeps time as ours does: asked once, it need not be asked again.
    const ahead = (await this.now()).getTime() - performance.now();
    for (;;) {
      if (this.failure) throw this.failure;
      const now = performance.now() + ahead;
      if (this.watch.quiet(now)) return;
      if (performance.now() > deadline)
        throw new Error(`a workflow or activity is stuck: ${this.watch.busyWith(now)}`);
      const ended = await Promise.race([this.watch.whenEnded(), pause(LOOK_AGAIN_MS, false)]);
      if (ended) deadline = performance.now() + STUCK_MS;
    }
  }

  async stop(): Promise<void> {
    for (const { worker } of this.workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    await Promise.all(this.workers.map(({ running }) => running));
    await this.server.stop();
  }
}

/**
 * Errors only: the SDK warns at each start that the test server is not a real one. And who stops the workers is for us to
 * say: ended by the SDK at Ctrl-C, they leave whoever still waits for a workflow waiting for ever.
 */
function quietRuntime(): void {
  try {
    Runtime.install({
      shutdownSignals: [],
      logger: new DefaultLogger('ERROR'),
      telemetryOptions: { logging: { filter: 'ERROR', forward: {} } },
    });
  } catch {
    /* installed by an earlier test file of this process */
  }
}
