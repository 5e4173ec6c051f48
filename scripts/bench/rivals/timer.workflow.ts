import { proxyActivities, sleep } from '@temporalio/workflow';
import type { Text } from './text';

const { send } = proxyActivities<{ send(text: Text): Promise<void> }>({ startToCloseTimeout: '1 minute' });

/** The obvious way to remind somebody. */
export async function reminder(due: number, text: Text): Promise<void> {
  await sleep(due - Date.now());
  await send(text);
}
