/** The distinct items of the session so far, the most recent first, and their weights. */
export class WeightedContext {
  /** The number of distinct items: only so many entries of `items`, `back` and `weight` are valid. */
  size = 0;
  readonly items: Int32Array;
  /** How many events before the end an item's last event lies; 0 for the last event's item. */
  readonly back: Int32Array;
  readonly weight: Float64Array;
  /** √ of the sum of squared weights. */
  norm = 0;
  readonly #metIn: Int32Array;
  #current = 0;

  constructor(items: number) {
    this.items = new Int32Array(items);
    this.back = new Int32Array(items);
    this.weight = new Float64Array(items);
    this.#metIn = new Int32Array(items);
  }

  /** Reads the items of a context, oldest first; items unknown to train are skipped. */
  set(known: Int32Array, weight: (back: number, length: number) => number): void {
    this.#current++;
    this.size = 0;
    let squares = 0;
    for (let back = 0; back < known.length; back++) {
      const item = known[known.length - 1 - back]!;
      if (item >= this.#metIn.length || this.#metIn[item] === this.#current) continue;
      this.#metIn[item] = this.#current;
      const own = weight(back, known.length);
      this.items[this.size] = item;
      this.back[this.size] = back;
      this.weight[this.size++] = own;
      squares += own ** 2;
    }
    this.norm = Math.sqrt(squares);
  }

  has(item: number): boolean {
    return this.#metIn[item] === this.#current;
  }
}
