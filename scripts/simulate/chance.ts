/**
 * Chance that depends on the seed and on what is asked, never on the order of asking: so both engines, and a run after a
 * change elsewhere, throw the same dice for the same visit.
 */
export class Chance {
  constructor(private readonly seed: number) {}

  /** A number in [0, 1). */
  of(...what: (string | number)[]): number {
    const text = `${this.seed}/${what.join('/')}`;
    let hash = 0x811c9dc5;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    // FNV alone leaves its last letters too visible: mixed as murmur3 does at its end.
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
  }

  happens(probability: number, ...what: (string | number)[]): boolean {
    return this.of(...what) < probability;
  }

  /** Waiting as people do: often short, now and then long (exponential with this mean). */
  wait(mean: number, ...what: (string | number)[]): number {
    return -Math.log(1 - this.of(...what)) * mean;
  }

  /** One of several by their weights. */
  choose<T extends string>(weights: Partial<Record<T, number>>, ...what: (string | number)[]): T {
    const entries = Object.entries(weights) as [T, number][];
    let rest = this.of(...what) * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      rest -= weight;
      if (rest < 0) return name;
    }
    return (entries.at(-1) as [T, number])[0];
  }
}
