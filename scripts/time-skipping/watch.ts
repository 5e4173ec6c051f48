import type { WorkflowClientInterceptor } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time';
import { coresdk } from '@temporalio/proto';
import type { Worker } from '@temporalio/worker';
import type { Instant } from '../../domain/calendar';

type Activation = coresdk.workflow_activation.IWorkflowActivation;
type Completion = coresdk.workflow_completion.IWorkflowActivationCompletion;

/** The two calls between a worker and the SDK's core through which every workflow task passes. */
interface Native {
  pollWorkflowActivation(): Promise<Buffer>;
  completeWorkflowActivation(completion: Buffer): Promise<void>;
}

/** What one run has asked the server for and not been answered yet, by the number of the request. */
interface Run {
  workflowId: string;
  /** The run that started it as a child. */
  parent: string | null;
  /** When each timer fires. */
  timers: Map<number, Instant>;
  activities: Set<number>;
  children: Set<number>;
}

/**
 * Knows, without asking the server, whether the workflows have done all there is to do now, and when the next timer
 * fires. It reads what every worker is given and answers, and counts what clients have sent and no workflow got yet.
 * Only so can the clock be moved from event to event: asking thousands of workflows at each step takes too long.
 */
export class Watch {
  private readonly runs = new Map<string, Run>();
  /** Given to a worker, its answer not yet taken by the server. */
  private underWay = 0;
  /** Client calls not yet answered. */
  private calls = 0;
  private strayLocks = 0;
  /** Signals and starts the server has taken and no workflow has seen, by workflow id. */
  private readonly expected = new Map<string, number>();
  /** Those who wait for something to come to its end. */
  private waiting: ((ended: true) => void)[] = [];

  /** For the client that activities and callers use. */
  readonly interceptor: WorkflowClientInterceptor = {
    startWithDetails: (input, next) => this.sending(startOf(input.options.workflowId), next(input)),
    signal: (input, next) =>
      this.sending(signalOf(input.workflowExecution.workflowId as string), next(input)),
    signalWithStart: (input, next) => this.sending(signalOf(input.options.workflowId), next(input)),
  };

  /** To be called before the worker runs. */
  observe(worker: Worker): void {
    const native = (worker as unknown as { nativeWorker: Native }).nativeWorker;
    const { pollWorkflowActivation: poll, completeWorkflowActivation: complete } = native;
    native.pollWorkflowActivation = async () => {
      const given = await poll();
      this.underWay += 1;
      this.given(coresdk.workflow_activation.WorkflowActivation.decode(given));
      return given;
    };
    native.completeWorkflowActivation = async (answer) => {
      const decoded = coresdk.workflow_completion.WorkflowActivationCompletion.decodeDelimited(answer);
      this.answered(decoded);
      try {
        await complete(answer);
      } finally {
        this.underWay -= 1;
        this.ended();
      }
    };
  }

  /** Whether nothing is left to do before the clock moves on from `now`. */
  quiet(now: Instant): boolean {
    if (this.underWay > 0 || this.calls > 0) return false;
    for (const count of this.expected.values()) if (count > 0) return false;
    for (const { timers, activities, children } of this.runs.values()) {
      if (activities.size > 0 || children.size > 0) return false;
      for (const fires of timers.values()) if (fires <= now) return false;
    }
    return true;
  }

  /** When a task or call next comes to its end: the moment to look again whether all is quiet. */
  whenEnded(): Promise<true> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private ended(): void {
    if (this.underWay > 0 || this.calls > 0) return;
    const { waiting } = this;
    this.waiting = [];
    for (const go of waiting) go(true);
  }

  /** When the next timer of any workflow fires; null: none waits. */
  nextTimer(): Instant | null {
    let next: Instant | null = null;
    for (const { timers } of this.runs.values())
      for (const fires of timers.values()) if (next === null || fires < next) next = fires;
    return next;
  }

  /**
   * How many times the test server has locked its clock and will never unlock it, since this was last asked: when a
   * child ends it waits until the parent has heard of it, which a parent that has ended does not.
   */
  takeStrayLocks(): number {
    const locks = this.strayLocks;
    this.strayLocks = 0;
    return locks;
  }

  /** The first timer of each workflow that has one, in their order. */
  firstTimers(): Instant[] {
    const firsts = [...this.runs.values()]
      .filter((r) => r.timers.size > 0)
      .map((r) => Math.min(...r.timers.values()));
    return firsts.sort((a, b) => a - b);
  }

  /** What is not quiet, for whoever waits in vain. */
  busyWith(now: Instant): string {
    const sent = [...this.expected].filter(([, count]) => count > 0).map(([what]) => what);
    const runs = [...this.runs.values()]
      .filter((run) => run.activities.size + run.children.size > 0)
      .map((run) => `${run.workflowId} (${run.activities.size} activities, ${run.children.size} children)`);
    const late = [...this.runs.values()]
      .filter(({ timers }) => [...timers.values()].some((fires) => fires <= now))
      .map((run) => `${run.workflowId} (its timer has not fired)`);
    return [`${this.underWay} tasks, ${this.calls} calls`, ...sent, ...runs, ...late].join(', ');
  }

  private async sending<T>(what: string, call: Promise<T>): Promise<T> {
    this.calls += 1;
    this.count(what, 1);
    try {
      return await call;
    } catch (error) {
      this.count(what, -1);
      throw error;
    } finally {
      this.calls -= 1;
      this.ended();
    }
  }

  /** As `count`, for what a workflow's task brought about, until its next: the server may not take its answer. */
  private countIn(run: string, what: string, by: 1 | -1): void {
    this.count(what, by);
    const lately = this.lately.get(run);
    if (lately) lately.push([what, by]);
    else this.lately.set(run, [[what, by]]);
  }
  private readonly lately = new Map<string, [what: string, by: number][]>();

  private count(what: string, by: number): void {
    const count = (this.expected.get(what) ?? 0) + by;
    if (count === 0) this.expected.delete(what);
    else this.expected.set(what, count);
  }

  private given({ runId, jobs, isReplaying, timestamp }: Activation): void {
    const id = runId as string;
    const evicted = jobs?.find((job) => job.removeFromCache)?.removeFromCache;
    if (evicted && NOT_TAKEN.has(evicted.reason as number))
      for (const [what, by] of this.lately.get(id) ?? []) this.count(what, -by);
    this.lately.delete(id);
    for (const job of jobs ?? []) {
      const { initializeWorkflow, fireTimer, resolveActivity, signalWorkflow } = job;
      if (initializeWorkflow) {
        const workflowId = initializeWorkflow.workflowId as string;
        const parent = initializeWorkflow.parentWorkflowInfo?.runId || null;
        this.runs.set(id, {
          workflowId,
          parent,
          timers: new Map(),
          activities: new Set(),
          children: new Set(),
        });
        // Replayed it was counted before; begun by a signal it was never expected.
        if (!isReplaying && (this.expected.get(startOf(workflowId)) ?? 0) > 0)
          this.countIn(id, startOf(workflowId), -1);
      }
      const run = this.runs.get(id);
      if (!run) continue;
      if (fireTimer) run.timers.delete(fireTimer.seq as number);
      if (resolveActivity) run.activities.delete(resolveActivity.seq as number);
      if (job.resolveChildWorkflowExecutionStart)
        run.children.delete(job.resolveChildWorkflowExecutionStart.seq as number);
      if (signalWorkflow && !isReplaying) this.countIn(id, signalOf(run.workflowId), -1);
    }
    if (timestamp) this.times.set(id, { at: tsToMs(timestamp), replaying: isReplaying === true });
  }

  /** The workflow's clock in the activation it is working on. */
  private readonly times = new Map<string, { at: Instant; replaying: boolean }>();

  private answered({ runId, successful }: Completion): void {
    const id = runId as string;
    const run = this.runs.get(id);
    const time = this.times.get(id);
    if (!run || !time) return;
    for (const command of successful?.commands ?? []) {
      const { startTimer, cancelTimer, scheduleActivity, startChildWorkflowExecution: child } = command;
      if (startTimer?.startToFireTimeout)
        run.timers.set(startTimer.seq as number, time.at + tsToMs(startTimer.startToFireTimeout));
      if (cancelTimer) run.timers.delete(cancelTimer.seq as number);
      if (scheduleActivity) run.activities.add(scheduleActivity.seq as number);
      if (child) {
        run.children.add(child.seq as number);
        if (!time.replaying) this.countIn(id, startOf(child.workflowId as string), 1);
      }
      if (command.continueAsNewWorkflowExecution && !time.replaying)
        this.countIn(id, startOf(run.workflowId), 1);
      const ends = command.completeWorkflowExecution || command.failWorkflowExecution;
      if (ends && run.parent && !this.runs.has(run.parent)) this.strayLocks += 1;
      if (ends || command.continueAsNewWorkflowExecution) {
        this.runs.delete(id);
        this.times.delete(id);
      }
    }
  }
}

const { EvictionReason } = coresdk.workflow_activation.RemoveFromCache;
/** A signal came while the task ended the run, or the task took too long: it is done anew. */
const NOT_TAKEN = new Set<number>([EvictionReason.UNHANDLED_COMMAND, EvictionReason.TASK_NOT_FOUND]);

const startOf = (workflowId: string) => `start of ${workflowId}`;
const signalOf = (workflowId: string) => `signal to ${workflowId}`;
