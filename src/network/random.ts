// Numbers that look like chance and are the same each time: what is
// trained twice from one seed is the same, and training that was stopped goes on as if it had not been.

/** A generator whose state is one number, which may be kept and set. */
export class Random {
  constructor(public state: number) {}

  /** In [0, 1): mulberry32 (Ettinger, 2017). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** 0, …, n - 1. */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  /** Normally distributed, mean 0 and variance 1 (Box and Muller, 1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** 0, …, n - 1 in an order by chance (Fisher and Yates). */
  order(n: number): readonly number[] {
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    return order;
  }
}
