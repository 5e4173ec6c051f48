/** What comes next, in order of time; what comes at the same moment, in order of its key. */
export class Heap<T extends { at: number; key: string }> {
  private readonly items: T[] = [];

  get size(): number {
    return this.items.length;
  }

  peek(): T | undefined {
    return this.items[0];
  }

  push(item: T): void {
    const { items } = this;
    let n = items.push(item) - 1;
    while (n > 0) {
      const up = (n - 1) >> 1;
      if (!before(item, items[up] as T)) break;
      items[n] = items[up] as T;
      n = up;
    }
    items[n] = item;
  }

  pop(): T | undefined {
    const { items } = this;
    const first = items[0];
    const last = items.pop();
    if (items.length === 0 || last === undefined) return first;
    let n = 0;
    for (;;) {
      let down = 2 * n + 1;
      if (down >= items.length) break;
      if (down + 1 < items.length && before(items[down + 1] as T, items[down] as T)) down += 1;
      if (!before(items[down] as T, last)) break;
      items[n] = items[down] as T;
      n = down;
    }
    items[n] = last;
    return first;
  }
}

function before(a: { at: number; key: string }, b: { at: number; key: string }): boolean {
  return a.at < b.at || (a.at === b.at && a.key < b.key);
}
