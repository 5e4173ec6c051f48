import { proxyActivities } from '@temporalio/workflow';
import type { ReportActivities } from '../activities/contract';

const { saveMonthlyReports } = proxyActivities<ReportActivities>({
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '5 minutes',
  retry: { maximumAttempts: 5 }, // the schedule asks again tomorrow
});

/** What a month came to is saved and told: looked for each morning, because the first working day is not the same of each month. */
export async function monthlyReports(): Promise<void> {
  await saveMonthlyReports();
}
