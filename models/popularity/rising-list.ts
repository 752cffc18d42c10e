/**
 * The best `k` of candidates whose scores only rise: whoever has fallen out of it comes back by rising alone, so that nobody else need be
 * remembered. Of equal scores the smaller item id goes first.
 */
export class RisingList {
  readonly items: Int32Array;
  size = 0;

  /** @param scoreOf an item's score now. */
  constructor(
    k: number,
    readonly scoreOf: (item: number) => number,
  ) {
    this.items = new Int32Array(k);
  }

  clear(): void {
    this.size = 0;
  }

  /** Puts an item whose score has risen into its place. */
  rise(item: number): void {
    const { items } = this;
    const score = this.scoreOf(item);
    let at = items.subarray(0, this.size).indexOf(item);
    if (at < 0) {
      if (this.size < items.length) at = this.size++;
      else if (this.size > 0 && this.#goesBefore(item, score, items[this.size - 1]!)) at = this.size - 1;
      else return;
    }
    for (; at > 0 && this.#goesBefore(item, score, items[at - 1]!); at--) items[at] = items[at - 1]!;
    items[at] = item;
  }

  #goesBefore(item: number, score: number, other: number): boolean {
    const others = this.scoreOf(other);
    return score > others || (score === others && item < other);
  }
}
