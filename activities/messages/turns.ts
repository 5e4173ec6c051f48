/** So many at once; the rest wait their turn in the order they came. */
export class Turns {
  private waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async take<T>(act: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((go) => this.waiting.push(go));
    try {
      return await act();
    } finally {
      const next = this.waiting.shift(); // the turn passes on as it is
      if (next) next();
      else this.free += 1;
    }
  }
}
