import type { WeightedLists } from '../../../data/index.js';

/** Fills bags of weighted rows of the embedding table, one after the other, into arrays that are allocated once. */
export class BagBuilder {
  readonly #offsets: Int32Array;
  readonly #values: Int32Array;
  readonly #weights: Float32Array;
  #bags = 0;
  #size = 0;

  /**
   * @param itemBags for each item, the rows that its embedding is the sum of.
   * @param most the most bags, and the most rows in all of them.
   */
  constructor(
    readonly itemBags: WeightedLists,
    most: { readonly bags: number; readonly entries: number },
  ) {
    this.#offsets = new Int32Array(most.bags + 1);
    this.#values = new Int32Array(most.entries);
    this.#weights = new Float32Array(most.entries);
  }

  clear(): void {
    this.#bags = 0;
    this.#size = 0;
  }

  /** Adds an item to the current bag. */
  add(item: number, weight: number): void {
    const { offsets, values, weights } = this.itemBags;
    for (let at = offsets[item]!; at < offsets[item + 1]!; at++) {
      this.#values[this.#size] = values[at]!;
      this.#weights[this.#size++] = weight * weights[at]!;
    }
  }

  /** Ends the current bag, even if it is empty. */
  close(): void {
    this.#offsets[++this.#bags] = this.#size;
  }

  /** The bags since `clear`; overwritten after the next `clear`. */
  get bags(): WeightedLists {
    return {
      offsets: this.#offsets.subarray(0, this.#bags + 1),
      values: this.#values.subarray(0, this.#size),
      weights: this.#weights.subarray(0, this.#size),
    };
  }
}
