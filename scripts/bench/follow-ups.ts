import { QUEUES, workflowId } from '../../workflows/contract';
import type { followUp } from '../../workflows/follow-up';
import { concurrently, until } from './load';
import { comeHome, type Home, type Mentor } from './places';
import { progress } from './say';
import type { World } from './world';

/** Opens so many follow-ups and waits until each has planned its first visit and sleeps. */
export async function openFollowUps(
  { db, client, costs }: World,
  mentors: Mentor[],
  count: number,
): Promise<Home[]> {
  progress(`${count} follow-ups open`);
  const homes = await comeHome(db, mentors, count);
  await costs('follow-up', count, async () => {
    await concurrently(homes, 32, async ({ caseId, input }) => {
      await client.workflow.start<typeof followUp>('followUp', {
        workflowId: workflowId.followUp(caseId),
        taskQueue: QUEUES.followUp,
        args: [input],
      });
    });
    await until(count, () => db.followUp.count(), 1000);
  });
  return homes;
}
