import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { WorkerOptions } from '@temporalio/worker';
import { databaseClock } from '../activities/messages/clock';
import { courierActivities, type DispatchDeps } from '../activities/messages/dispatch';
import type { Gateway } from '../activities/messages/gateway';
import { reconcileActivities } from '../activities/reconcile';
import { aftercareActivities } from '../activities/records/aftercare';
import { afterwardsActivities } from '../activities/records/afterwards';
import { bookActivities } from '../activities/records/book';
import { clubActivities } from '../activities/records/club';
import { courseActivities } from '../activities/records/course';
import { escalationActivities } from '../activities/records/escalation';
import { followUpActivities } from '../activities/records/follow-up';
import { handoverActivities } from '../activities/records/handover';
import { loanActivities } from '../activities/records/loan';
import { referralActivities } from '../activities/records/referral';
import { reportActivities } from '../activities/reports';
import type { PrismaClient } from '../prisma/client';
import { Engine } from '../workflows/client';
import { QUEUES } from '../workflows/contract';

export interface WorkersOptions {
  /** How activities reach other workflows. */
  client: Client;
  namespace?: string;
  db: PrismaClient;
  gateways: Gateway[];
  publicUrl: string;
  secret: string;
  /** The number texts come from takes answers. */
  twoWay?: boolean;
  /** Path of the bundle, see bundle.ts. */
  bundle: string;
  /** Reads the clock; on the time-skipping server this is the server's. */
  now?: () => number;
}

/**
 * Workflows kept in memory per process. Each costs 190–340 kB; one not kept is replayed when it wakes. A follow-up
 * wakes about once a week, so a small cache loses little.
 */
const CACHED: Record<keyof typeof QUEUES, number> = {
  handover: 500,
  followUp: 1_000,
  escalation: 300,
  referral: 300,
  community: 300,
  courier: 70, // one per province and to spare
  reconcile: 2,
};

/** What each worker of one process is made of: one per queue, so that a burst in one never starves another. */
export function workerOptions(options: WorkersOptions): Omit<WorkerOptions, 'connection'>[] {
  const { client, namespace = 'default', db, now } = options;
  const deps: DispatchDeps = {
    db,
    engine: new Engine(client),
    now: now ?? Date.now,
    ...(!now && { clock: () => databaseClock(db) }),
    publicUrl: options.publicUrl,
    secret: options.secret,
    twoWay: options.twoWay,
    gateways: new Map(options.gateways.map((g) => [g.channel, g])),
    heartbeat: () => Context.current().heartbeat(),
  };
  const escalations = escalationActivities(deps);
  const activities: Record<keyof typeof QUEUES, object> = {
    handover: { ...handoverActivities(deps), ...escalations },
    followUp: { ...followUpActivities(deps), ...afterwardsActivities(deps), ...escalations },
    escalation: escalations,
    referral: {
      ...referralActivities(deps),
      ...loanActivities(deps),
      ...bookActivities(deps),
      ...escalations,
    },
    community: {
      ...clubActivities(deps),
      ...aftercareActivities(deps),
      ...courseActivities(deps),
      ...escalations,
    },
    courier: courierActivities(deps),
    reconcile: { ...reconcileActivities(deps), ...reportActivities(deps) },
  };
  return (Object.keys(QUEUES) as (keyof typeof QUEUES)[]).map((process) => ({
    namespace,
    taskQueue: QUEUES[process],
    workflowBundle: { codePath: options.bundle },
    activities: activities[process],
    maxCachedWorkflows: CACHED[process],
    maxConcurrentActivityTaskExecutions: process === 'courier' ? CACHED.courier : 20,
    workflowTaskPollerBehavior: { type: 'autoscaling', initial: 2, minimum: 1, maximum: 5 },
    activityTaskPollerBehavior: { type: 'autoscaling', initial: 2, minimum: 1, maximum: 5 },
    shutdownGraceTime: '10 seconds', // an activity that is sending finishes and records
    shutdownForceTime: '20 seconds',
  }));
}
