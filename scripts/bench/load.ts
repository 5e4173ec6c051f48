import { setTimeout as pause } from 'node:timers/promises';

/** Does something for each item, so many at a time. */
export async function concurrently<T>(
  items: readonly T[],
  clients: number,
  act: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const client = async () => {
    while (next < items.length) await act(items[next++] as T);
  };
  await Promise.all(Array.from({ length: clients }, client));
}

/**
 * Begins so many a second whether or not the earlier ones have ended, as people do.
 * @returns ms each took from the moment it was meant to begin: a stalled server cannot hide by slowing the asking.
 */
export async function steadily<T>(
  items: readonly T[],
  perSecond: number,
  act: (item: T) => Promise<unknown>,
): Promise<number[]> {
  const begun = performance.now();
  const runs: Promise<number>[] = [];
  for (const [n, item] of items.entries()) {
    const meant = begun + (n * 1000) / perSecond;
    const rest = meant - performance.now();
    if (rest > 0) await pause(rest);
    const run = act(item).then(() => performance.now() - meant);
    run.catch(() => {}); // told below, when all have begun
    runs.push(run);
  }
  return Promise.all(runs);
}

/** The same in another order. */
export function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** The value that this share of them does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Large inserts, in pieces that one statement can take. */
export async function inChunks<T>(
  items: readonly T[],
  insert: (some: T[]) => Promise<unknown>,
  size = 1000,
): Promise<void> {
  for (let at = 0; at < items.length; at += size) await insert(items.slice(at, at + size));
}

/** Asks again until `count` reaches `wanted`; throws when it stands still for a minute. */
export async function until(wanted: number, count: () => Promise<number>, every = 200): Promise<void> {
  let last = -1;
  let since = performance.now();
  for (;;) {
    const now = await count();
    if (now >= wanted) return;
    if (now !== last) [last, since] = [now, performance.now()];
    if (performance.now() - since > 60_000) throw new Error(`stands still at ${now} of ${wanted}`);
    await pause(every);
  }
}
