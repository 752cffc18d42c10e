/**
 * The best `k` of candidates whose scores only rise. An item that has dropped out can return only by rising, so the others need not be
 * stored. Ties by the smaller item id.
 */
export class RisingList {
  readonly items: Int32Array;
  size = 0;

  /** @param scoreOf returns an item's current score. */
  constructor(
    k: number,
    readonly scoreOf: (item: number) => number,
  ) {
    this.items = new Int32Array(k);
  }

  clear(): void {
    this.size = 0;
  }

  /** Moves an item whose score has risen to its new place. */
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
