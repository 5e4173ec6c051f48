import { proxyActivities, sleep } from '@temporalio/workflow';

export interface Visits {
  visit(plannedAt: number): Promise<void>;
}

const { visit } = proxyActivities<Visits>({ startToCloseTimeout: '1 minute' });

/** Visits every seven days; what the time-skipping helper is tried with. */
export async function weekly(weeks: number): Promise<number> {
  for (let week = 0; week < weeks; week++) {
    await sleep('7 days');
    await visit(Date.now());
  }
  return weeks;
}
