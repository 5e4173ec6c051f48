import { proxyActivities } from '@temporalio/workflow';
import type { AfterwardsActivities } from '../activities/contract';
import type { RefusalCode } from '../domain/refusal';
import type { ToldAfterwards } from './contract';

const { recordAfterwards } = proxyActivities<AfterwardsActivities>({ startToCloseTimeout: '30 seconds' });

/** What is told of a case whose own process has ended: one short run for each, so that it is still recorded once. */
export function afterwards(told: ToldAfterwards): Promise<RefusalCode | null> {
  return recordAfterwards(told);
}
