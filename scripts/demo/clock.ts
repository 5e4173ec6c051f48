import { addDays, at, dayOf, HOUR, type Instant } from '../../domain/calendar';
import type { PrismaClient } from '../../prisma/client';
import { QUEUES } from '../../workflows/contract';
import type { TimeSkipping } from '../time-skipping';
import type { Movable, Step } from './bar';

const DAY = 24 * HOUR;
/** "Until something happens" gives up after so long. */
const LONGEST_WAIT = 90 * DAY;
/** A day that is moved to begins when offices have opened and the morning's texts have gone out. */
const MORNING = '08:30';

/** The engine's clock as the app's and the worker's: read at once, moved by hand. */
export class DemoClock implements Movable {
  /** The engine's clock goes on by itself between two moves, as ours does. */
  private ahead = 0;
  private busy: Promise<unknown> = Promise.resolve();
  private runs = 0;

  private constructor(
    private readonly engine: TimeSkipping,
    private readonly db: PrismaClient,
  ) {}

  static async of(engine: TimeSkipping, db: PrismaClient): Promise<DemoClock> {
    const clock = new DemoClock(engine, db);
    await clock.read();
    return clock;
  }

  now(): Instant {
    return Date.now() + this.ahead;
  }

  /** One move after the other, and each only when all that was asked before is done. */
  move(step: Step): Promise<void> {
    return this.alone(async () => {
      await this.reconcileNow();
      if (step === 'event') await this.untilSomethingHappens();
      else await this.to(at(addDays(dayOf(this.now()), step === 'day' ? 1 : 7), MORNING));
    });
  }

  /** The test server has no schedules: what was accepted and not delivered is looked for from here. */
  reconcile(): Promise<void> {
    return this.alone(() => this.reconcileNow());
  }

  private alone<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.busy.then(act);
    this.busy = mine.catch(() => {});
    return mine;
  }

  private async reconcileNow(): Promise<void> {
    const waiting = await this.db.submission.count({
      where: { status: 'received', workflowId: { not: null } },
    });
    if (waiting === 0) return;
    this.runs += 1;
    const run = await this.engine.client.workflow.start('reconcile', {
      taskQueue: QUEUES.reconcile,
      workflowId: `reconcile/${this.runs}`,
    });
    await run.result();
  }

  /** Goes from timer to timer until the timeline or the messages have grown. */
  private async untilSomethingHappens(): Promise<void> {
    const before = await this.happened();
    const last = this.now() + LONGEST_WAIT;
    while ((await this.happened()) === before) {
      const next = this.engine.nextTimer();
      if (next === null || next > last) return;
      await this.to(Math.max(next, this.now()) + 1_000);
    }
  }

  private async happened(): Promise<string> {
    const [steps, messages] = await Promise.all([this.db.timelineEvent.count(), this.db.message.count()]);
    return `${steps} ${messages}`;
  }

  private async to(moment: Instant): Promise<void> {
    await this.engine.skipTo(new Date(moment));
    await this.read();
  }

  private async read(): Promise<void> {
    this.ahead = (await this.engine.now()).getTime() - Date.now();
  }
}
