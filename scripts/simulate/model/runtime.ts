import { AsyncLocalStorage } from 'node:async_hooks';
import { ApplicationFailure } from '@temporalio/common';
import type { Instant } from '../../../domain/calendar';
import type { RefusalCode } from '../../../domain/refusal';
import type { Delivery } from '../../../workflows/client';
import { REFUSED } from '../../../workflows/contract';
import { Heap } from '../heap';
import { loadWorkflows } from './workflows';

type Handler = (argument: unknown) => unknown;
type Activities = Record<string, (...args: never[]) => unknown>;

interface Waiting {
  holds: () => boolean;
  go: (held: boolean) => void;
}

/** One running workflow. */
interface Process {
  id: string;
  updates: Map<string, { check?: (argument: unknown) => void; act: Handler }>;
  signals: Map<string, Handler>;
  /** Signals that came before there was anybody to take them. */
  early: { name: string; argument: unknown }[];
  waiting: Set<Waiting>;
  /** Updates being carried out. */
  busy: number;
}

class ContinueAsNew extends Error {
  constructor(readonly args: unknown[]) {
    super('continue as new');
  }
}

/**
 * The little of Temporal that our workflows use, in memory and without a server: the workflow functions run as they
 * are, activities are plain functions, and time is a number. What a server gives beyond this (surviving a crash,
 * replay, several workers) is what the other engine is for.
 */
export class Runtime {
  now: Instant = 0;
  private readonly current = new AsyncLocalStorage<Process>();
  private readonly running = new Map<string, Process>();
  private readonly timers = new Heap<{ at: Instant; key: string; process: Process; fire: () => void }>();
  private readonly due: (() => Promise<void>)[] = [];
  private readonly types: Record<string, (...args: never[]) => Promise<unknown>>;
  private timerCount = 0;
  /** A workflow must not fail; if one does, the run is worth nothing. */
  private failure: unknown;

  constructor(private readonly activities: Activities) {
    this.types = loadWorkflows(this.sdk() as Record<string, unknown>, () => this.now);
  }

  start(type: string, id: string, args: unknown[]): void {
    if (this.running.has(id)) return;
    const process: Process = {
      id,
      updates: new Map(),
      signals: new Map(),
      early: [],
      waiting: new Set(),
      busy: 0,
    };
    this.running.set(id, process);
    this.due.push(() => this.begin(process, type, args));
  }

  /** Delivers a signal with what else is due; one to a workflow that has ended is told by false. */
  signal(id: string, name: string, argument: unknown): boolean {
    const process = this.running.get(id);
    if (!process) return false;
    this.due.push(async () => {
      const take = process.signals.get(name);
      if (take) await this.within(process, () => take(argument));
      else process.early.push({ name, argument });
    });
    return true;
  }

  async update(id: string, name: string, argument: unknown): Promise<Delivery> {
    const process = this.running.get(id);
    if (!process) return { kind: 'refused', code: 'closed' };
    const handler = process.updates.get(name);
    if (!handler) throw new Error(`${id} knows no update ${name}`);
    try {
      this.current.run(process, () => handler.check?.(argument));
    } catch (error) {
      if (error instanceof ApplicationFailure && error.type === REFUSED)
        return { kind: 'refused', code: error.message as RefusalCode };
      throw error;
    }
    process.busy += 1;
    let done = false;
    void this.current.run(process, async () => {
      try {
        await handler.act(argument);
        done = true;
      } catch (error) {
        this.failure ??= error;
      } finally {
        process.busy -= 1;
      }
    });
    await this.unblock(process);
    await this.settle();
    if (!done) throw new Error(`${id} has not finished ${name}`);
    return { kind: 'applied' };
  }

  nextTimer(): Instant | null {
    return this.timers.peek()?.at ?? null;
  }

  /** Goes from timer to timer; at each, all that follows is done before the next. */
  async advance(to: Instant): Promise<void> {
    for (let next = this.timers.peek(); next && next.at <= to; next = this.timers.peek()) {
      this.now = Math.max(this.now, next.at);
      await this.fireDue();
    }
    this.now = to;
  }

  /** All timers of this moment together, as a server would. */
  async fireDue(): Promise<void> {
    const touched = new Set<Process>();
    for (let next = this.timers.peek(); next && next.at <= this.now; next = this.timers.peek()) {
      this.timers.pop();
      next.fire();
      touched.add(next.process);
    }
    for (const process of touched) await this.unblock(process);
    await this.settle();
  }

  /** Does all that is due now. */
  async settle(): Promise<void> {
    for (let next = this.due.shift(); next; next = this.due.shift()) {
      await next();
      if (this.failure) throw this.failure;
    }
  }

  private async begin(process: Process, type: string, args: unknown[]): Promise<void> {
    const workflow = this.types[type];
    if (!workflow) throw new Error(`no workflow ${type}`);
    void this.current.run(process, async () => {
      try {
        await workflow(...(args as never[]));
        this.running.delete(process.id);
      } catch (error) {
        if (error instanceof ContinueAsNew) {
          this.running.delete(process.id);
          this.start(type, process.id, error.args);
        } else this.failure ??= error;
      }
    });
    await this.unblock(process);
  }

  private async within(process: Process, act: () => unknown): Promise<void> {
    this.current.run(process, act);
    await this.unblock(process);
  }

  /** Lets what can go on go on, until nothing in the workflow can. */
  private async unblock(process: Process): Promise<void> {
    for (;;) {
      await new Promise(setImmediate);
      const free = [...process.waiting].filter(({ holds }) => this.current.run(process, holds));
      if (free.length === 0) return;
      for (const one of free) {
        process.waiting.delete(one);
        one.go(true);
      }
    }
  }

  /** What the workflow functions import as `@temporalio/workflow`. */
  private sdk() {
    const me = () => this.current.getStore() as Process;
    const runActivity = (name: string, args: unknown[]) =>
      new Promise((resolve) => {
        const process = me();
        this.due.push(async () => {
          const act = this.activities[name];
          if (!act) throw new Error(`the model does not know the activity ${name}`);
          resolve(await act(...(args as never[])));
          await this.unblock(process);
        });
      });
    const after = (ms: number, fire: () => void) => {
      this.timerCount += 1;
      const key = String(this.timerCount).padStart(12, '0');
      this.timers.push({ at: this.now + Math.max(1, ms), key, process: me(), fire });
    };
    const condition = (holds: () => boolean, timeout?: number) =>
      new Promise<boolean>((resolve) => {
        if (holds()) return resolve(true);
        const process = me();
        const waiting = { holds, go: resolve };
        process.waiting.add(waiting);
        if (timeout !== undefined)
          after(timeout, () => {
            if (process.waiting.delete(waiting)) resolve(false);
          });
      });
    return {
      ApplicationFailure,
      ParentClosePolicy: { ABANDON: 'ABANDON' },
      condition,
      sleep: (ms: number) => new Promise<void>((resolve) => after(ms, resolve)),
      allHandlersFinished: () => me().busy === 0,
      workflowInfo: () => ({ workflowId: me().id, continueAsNewSuggested: false, historyLength: 0 }),
      log: { trace() {}, debug() {}, info() {}, warn() {}, error() {} },
      patched: () => true,
      deprecatePatch: () => {},
      defineSignal: (name: string) => ({ type: 'signal', name }),
      defineUpdate: (name: string) => ({ type: 'update', name }),
      defineQuery: (name: string) => ({ type: 'query', name }),
      setHandler: (
        { type, name }: { type: string; name: string },
        act: Handler,
        options?: { validator?: (argument: unknown) => void },
      ) => {
        const process = me();
        if (type === 'update') process.updates.set(name, { check: options?.validator, act });
        if (type !== 'signal') return;
        process.signals.set(name, act);
        for (const one of process.early.filter((e) => e.name === name)) act(one.argument);
        process.early = process.early.filter((e) => e.name !== name);
      },
      proxyActivities: () =>
        new Proxy(
          {},
          {
            get:
              (_, name: string) =>
              (...args: unknown[]) =>
                runActivity(name, args),
          },
        ),
      startChild: async (type: string, options: { workflowId: string; args: unknown[] }) => {
        this.start(type, options.workflowId, options.args);
      },
      getExternalWorkflowHandle: (id: string) => ({
        signal: async (signal: string | { name: string }, argument: unknown) => {
          this.signal(id, typeof signal === 'string' ? signal : signal.name, argument);
        },
      }),
      continueAsNew: async (...args: unknown[]) => {
        throw new ContinueAsNew(args);
      },
    };
  }
}
