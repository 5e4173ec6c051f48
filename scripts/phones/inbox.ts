interface Waiter<T> {
  matches: (item: T) => boolean;
  found: (item: T) => void;
}

/**
 * What arrived, and who waits for it. Waiting is by event, never by looking again; every item somebody
 * expected is ticked off, so that a test can fail on the ones nobody did.
 */
export class Inbox<T> {
  readonly items: T[] = [];
  private readonly ticked = new Set<T>();
  private readonly waiters = new Set<Waiter<T>>();

  /** `describe` says in one line what an item is, for failures. */
  constructor(private readonly describe: (item: T) => string) {}

  /** Takes up what an earlier process received: shown, but no test of this one is about it. */
  restore(item: T): void {
    this.items.push(item);
    this.ticked.add(item);
  }

  add(item: T): void {
    this.items.push(item);
    for (const waiter of [...this.waiters]) if (waiter.matches(item)) waiter.found(item);
  }

  /** The first item that matches, there already or still to come within `timeoutMs`. */
  waitFor(matches: (item: T) => boolean, wanted: string, timeoutMs: number): Promise<T> {
    const there = this.items.find(matches);
    if (there) return Promise.resolve(there);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiters.delete(waiter);
        const got = this.items.map((item) => `\n  ${this.describe(item)}`).join('') || ' nothing';
        reject(new Error(`${wanted} did not come within ${timeoutMs} ms. Received:${got}`));
      }, timeoutMs);
      const waiter: Waiter<T> = {
        matches,
        found: (item) => {
          clearTimeout(timer);
          this.waiters.delete(waiter);
          resolve(item);
        },
      };
      this.waiters.add(waiter);
    });
  }

  /** As `waitFor`, for an item not yet expected by anyone, and ticks it off. */
  async expect(matches: (item: T) => boolean, wanted: string, timeoutMs: number): Promise<T> {
    // Ticked off inside the search: two expectations waiting for like items must not both take the first.
    const take = (item: T): boolean => {
      if (this.ticked.has(item) || !matches(item)) return false;
      this.ticked.add(item);
      return true;
    };
    return this.waitFor(take, wanted, timeoutMs);
  }

  /** Throws, listing every item that nobody expected. */
  assertNoUnexpected(): void {
    const strangers = this.items.filter((item) => !this.ticked.has(item));
    if (strangers.length === 0) return;
    throw new Error(
      `${strangers.length} unexpected:${strangers.map((s) => `\n  ${this.describe(s)}`).join('')}`,
    );
  }
}

/** Does a text hold this string, or match this pattern? No pattern: any text does. */
export function textMatches(text: string, wanted: string | RegExp | undefined): boolean {
  return wanted === undefined || (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text));
}
