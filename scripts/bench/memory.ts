import { setTimeout as pause } from 'node:timers/promises';
import { openFollowUps } from './follow-ups';
import { report, rounded } from './say';
import type { World } from './world';

const MB = 1024 * 1024;

/** What ten thousand people who are looked after cost while they wait. */
export async function memory(world: World, scale: number): Promise<void> {
  const count = Math.round(10_000 * scale);
  const before = world.memory('temporal');
  await openFollowUps(world, world.places.mentors, count);
  await pause(10_000); // what was only needed for the work is given back
  report({
    name: `worker with ${count} open follow-ups`,
    value: rounded(world.memory('worker') / MB, 0),
    unit: 'MB',
  });
  report({
    name: `engine per open follow-up, of ${count}`,
    value: rounded((world.memory('temporal') - before) / 1024 / count, 1),
    unit: 'kB',
  });
}
