import { Context } from '@temporalio/activity';
import { Client } from '@temporalio/client';
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { type DispatchDeps, courierActivities } from '../activities/messages/dispatch';
import type { Gateway } from '../activities/messages/gateway';
import { reconcileActivities } from '../activities/reconcile';
import { escalationActivities } from '../activities/records/escalation';
import { followUpActivities } from '../activities/records/follow-up';
import { handoverActivities } from '../activities/records/handover';
import { referralActivities } from '../activities/records/referral';
import type { PrismaClient } from '../prisma/client';
import { Engine } from '../workflows/client';
import { QUEUES } from '../workflows/contract';

export interface WorkersOptions {
  connection: NativeConnection;
  namespace?: string;
  db: PrismaClient;
  gateways: Gateway[];
  publicUrl: string;
  secret: string;
  /** Path of the bundle, see bundle.ts. */
  bundle: string;
  /** Reads the clock; tests on the time-skipping server give its clock. */
  now?: () => number;
  /** Workflows kept in memory per process; each costs 190–340 kB, one not kept is replayed when it wakes. */
  cached?: Partial<Record<keyof typeof QUEUES, number>>;
}

const CACHED: Record<keyof typeof QUEUES, number> = {
  handover: 500,
  followUp: 1_000,
  escalation: 300,
  referral: 300,
  courier: 70, // one per province and to spare
  reconcile: 2,
};

/** All workers of one process: one per queue, so that a burst in one never starves another. */
export async function createWorkers(options: WorkersOptions): Promise<Worker[]> {
  const { connection, namespace = 'default', db, now = Date.now } = options;
  const engine = new Engine(new Client({ connection, namespace }));
  const deps: DispatchDeps = {
    db,
    engine,
    now,
    publicUrl: options.publicUrl,
    secret: options.secret,
    gateways: new Map(options.gateways.map((g) => [g.channel, g])),
    heartbeat: () => Context.current().heartbeat(),
  };
  const escalations = escalationActivities(deps);
  const activities: Record<keyof typeof QUEUES, object> = {
    handover: { ...handoverActivities(deps), ...escalations },
    followUp: { ...followUpActivities(deps), ...escalations },
    escalation: escalations,
    referral: { ...referralActivities(deps), ...escalations },
    courier: courierActivities(deps),
    reconcile: reconcileActivities(deps),
  };
  const create = (process: keyof typeof QUEUES): Promise<Worker> => {
    const tuning: WorkerOptions = {
      connection,
      namespace,
      taskQueue: QUEUES[process],
      workflowBundle: { codePath: options.bundle },
      activities: activities[process],
      maxCachedWorkflows: options.cached?.[process] ?? CACHED[process],
      maxConcurrentActivityTaskExecutions: process === 'courier' ? 70 : 20,
      workflowTaskPollerBehavior: { type: 'autoscaling', initial: 2, minimum: 1, maximum: 5 },
      activityTaskPollerBehavior: { type: 'autoscaling', initial: 2, minimum: 1, maximum: 5 },
      shutdownGraceTime: '10 seconds', // an activity that is sending finishes and records
      shutdownForceTime: '20 seconds',
    };
    return Worker.create(tuning);
  };
  return Promise.all((Object.keys(QUEUES) as (keyof typeof QUEUES)[]).map(create));
}
