import type { WeightedLists } from '../../../data/index.js';

/** Fills bags of weighted rows of the table of embeddings, one after the other, into arrays that are laid out once. */
export class BagBuilder {
  readonly #offsets: Int32Array;
  readonly #values: Int32Array;
  readonly #weights: Float32Array;
  #bags = 0;
  #size = 0;

  /**
   * @param itemBags of each item the rows that its embedding is the sum of.
   * @param most bags, and rows in all of them.
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

  /** Puts an item into the bag that is being filled. */
  add(item: number, weight: number): void {
    const { offsets, values, weights } = this.itemBags;
    for (let at = offsets[item]!; at < offsets[item + 1]!; at++) {
      this.#values[this.#size] = values[at]!;
      this.#weights[this.#size++] = weight * weights[at]!;
    }
  }

  /** Ends the bag, however much is in it. */
  close(): void {
    this.#offsets[++this.#bags] = this.#size;
  }

  /** The bags since `clear`; written over after the next. */
  get bags(): WeightedLists {
    return {
      offsets: this.#offsets.subarray(0, this.#bags + 1),
      values: this.#values.subarray(0, this.#size),
      weights: this.#weights.subarray(0, this.#size),
    };
  }
}
