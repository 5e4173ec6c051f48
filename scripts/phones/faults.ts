/** Which requests a fault meets: all or one recipient's, the next `times` of them (1 unless said otherwise). */
export interface Aim {
  to?: string;
  times?: number;
}

/** Faults waiting to happen, the first one set first. */
export class Faults<F> {
  private rules: { fault: F; to: string | undefined; left: number }[] = [];

  set(fault: F, { to, times = 1 }: Aim = {}): void {
    this.rules.push({ fault, to, left: times });
  }

  /** The fault that meets a message to this recipient now, used up by one. */
  take(to: string): F | undefined {
    const rule = this.rules.find((r) => r.to === undefined || r.to === to);
    if (!rule) return undefined;
    rule.left -= 1;
    if (rule.left <= 0) this.rules = this.rules.filter((r) => r !== rule);
    return rule.fault;
  }

  clear(): void {
    this.rules = [];
  }
}
