import {
  type Client,
  ScheduleAlreadyRunning,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import { QUEUES, RECONCILE_SCHEDULE, REPORTS_SCHEDULE } from '../workflows/contract';

const starts = (workflowType: 'reconcile' | 'monthlyReports') =>
  ({ type: 'startWorkflow', workflowType, taskQueue: QUEUES.reconcile, args: [] }) as const;

const SCHEDULES: ScheduleOptions[] = [
  {
    scheduleId: RECONCILE_SCHEDULE,
    spec: { intervals: [{ every: '1 minute' }] },
    policies: { overlap: ScheduleOverlapPolicy.BUFFER_ONE },
    action: starts('reconcile'),
  },
  {
    scheduleId: REPORTS_SCHEDULE,
    spec: { calendars: [{ hour: 7, minute: 30 }], timezone: 'Asia/Ho_Chi_Minh' },
    policies: { overlap: ScheduleOverlapPolicy.SKIP },
    action: starts('monthlyReports'),
  },
];

/** Makes sure that what is to run by the clock does, one of each at a time. */
export async function ensureSchedules(client: Client): Promise<void> {
  for (const schedule of SCHEDULES) {
    try {
      await client.schedule.create(schedule);
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    }
  }
}
