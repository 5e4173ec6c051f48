import { setTimeout as pause } from 'node:timers/promises';
import { openFollowUps } from './follow-ups';
import { progress, report, rounded } from './say';
import type { World } from './world';

const megabytes = (bytes: number) => rounded(bytes / 1024 / 1024, 0);

/** What ten thousand people who are looked after cost while they wait. */
export async function memory(world: World, scale: number): Promise<void> {
  const count = Math.round(10_000 * scale);
  const before = world.memory('temporal');
  progress(`at the start: worker ${megabytes(world.memory('worker'))} MB, engine ${megabytes(before)} MB`);
  await openFollowUps(world, world.places.mentors, count);
  await pause(10_000); // what was only needed for the work is given back
  report({
    name: `worker with ${count} open follow-ups`,
    value: megabytes(world.memory('worker')),
    unit: 'MB',
  });
  report({
    name: `engine per open follow-up, of ${count}`,
    value: rounded((world.memory('temporal') - before) / 1024 / count, 1),
    unit: 'kB',
  });
}
