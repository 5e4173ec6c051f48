import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { QUEUES, RECONCILE_SCHEDULE } from '../workflows/contract';
import type { reconcile } from '../workflows/reconcile';

/** Makes sure that the reconciler runs every minute, one at a time. */
export async function ensureReconciler(client: Client): Promise<void> {
  try {
    await client.schedule.create<typeof reconcile>({
      scheduleId: RECONCILE_SCHEDULE,
      spec: { intervals: [{ every: '1 minute' }] },
      policies: { overlap: ScheduleOverlapPolicy.BUFFER_ONE },
      action: { type: 'startWorkflow', workflowType: 'reconcile', taskQueue: QUEUES.reconcile, args: [] },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}
