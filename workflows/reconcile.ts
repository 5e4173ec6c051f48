import { proxyActivities } from '@temporalio/workflow';
import type { ReconcileActivities } from '../activities/contract';

const { deliverWaiting } = proxyActivities<ReconcileActivities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '1 minute',
  retry: { maximumAttempts: 1 }, // the schedule asks again within the minute
});

/** What was accepted is delivered: started by a Schedule every minute, and at once when an import is started. */
export async function reconcile(): Promise<void> {
  await deliverWaiting();
}
