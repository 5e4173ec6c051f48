import { proxyActivities } from '@temporalio/workflow';
import type { BookActivities } from '../activities/contract';
import type { RefusalCode } from '../domain/refusal';
import type { Updates } from './contract';

const { bookFund } = proxyActivities<BookActivities>({ startToCloseTimeout: '30 seconds' });

/**
 * One entry of a fund that belongs to no step of a loan: capital, a recovery, a reversal. A fund has no process of its
 * own; its row in PostgreSQL is the lock that puts whatever moves its money in order.
 */
export async function bookkeeping(command: Updates['bookFund']): Promise<RefusalCode | null> {
  return bookFund(command);
}
