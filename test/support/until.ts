import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits for something that other processes bring about, and gives back what `look` found.
 * Throws with `what` and the last error when it did not come within `patience` ms.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  patience = 90_000,
): Promise<T> {
  let last: unknown;
  for (const deadline = performance.now() + patience; performance.now() < deadline; await pause(50)) {
    try {
      const found = await look();
      if (found !== null && found !== undefined && found !== false) return found;
      last = undefined;
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`${what}: not within ${patience / 1000} s`, { cause: last });
}
