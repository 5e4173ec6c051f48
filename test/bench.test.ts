import { setTimeout as pause } from 'node:timers/promises';
import { concurrently, percentile, steadily, until } from '../scripts/bench/load';
import { nameOf, range } from '../scripts/bench/places';

describe('the bench measures what it says', () => {
  test.each<[number[], number, number]>([
    [[1, 2, 3, 4], 0.5, 2],
    [[4, 3, 2, 1], 0.95, 4],
    [[7], 0.95, 7],
  ])('of %j the share %d does not exceed %d', (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });

  test('no more at a time than clients, and each item once', async () => {
    let running = 0;
    let most = 0;
    const seen: number[] = [];
    await concurrently(range(20), 3, async (n) => {
      most = Math.max(most, ++running);
      await pause(1);
      seen.push(n);
      running -= 1;
    });
    expect(most).toBe(3);
    expect(seen.sort((a, b) => a - b)).toEqual(range(20));
  });

  test('a steady load does not wait for answers, and a stalled one counts from when it was meant to begin', async () => {
    const begun: number[] = [];
    let release = () => {};
    const stalled = new Promise<void>((resolve) => {
      release = resolve;
    });
    const took = await steadily(range(5), 1000, async (n) => {
      begun.push(n);
      if (n === 4) release();
      await stalled;
    });
    expect(begun).toEqual(range(5));
    expect(took).toHaveLength(5);
    expect(took[0]).toBeGreaterThanOrEqual(took[4] as number);
  });

  test('one failure fails the steady load, after all have begun', async () => {
    const begun: number[] = [];
    const load = steadily(range(3), 1000, async (n) => {
      begun.push(n);
      if (n === 0) throw new Error('refused');
    });
    await expect(load).rejects.toThrow('refused');
    expect(begun).toEqual(range(3));
  });

  test('waiting for a count ends when it is reached', async () => {
    let count = 0;
    await until(3, async () => ++count, 0);
    expect(count).toBe(3);
  });

  test('a file of two thousand people names each differently', () => {
    expect(new Set(range(2_000).map(nameOf)).size).toBe(2_000);
  });
});
