import type { WeightedLists } from '../../data/index.js';
import type { ItemScores } from '../base/item-scores.js';
import { TopK } from '../base/rankings.js';

/** The content profile of one query at a time: a weighted sum of item vectors. */
export class ContentProfile {
  readonly #weight: Float64Array;
  readonly #touched: Int32Array;
  readonly #best: TopK;
  readonly #tokens: Int32Array;
  readonly #weights: Float64Array;
  #size = 0;

  /**
   * @param vectors item × token, unit vectors.
   * @param itemsOf the transpose, token × item.
   * @param most the number of heaviest tokens that are kept.
   */
  constructor(
    readonly vectors: WeightedLists,
    readonly itemsOf: WeightedLists,
    most: number,
  ) {
    const tokens = itemsOf.offsets.length - 1;
    this.#weight = new Float64Array(tokens);
    this.#touched = new Int32Array(tokens);
    this.#best = new TopK(Math.min(most, tokens));
    this.#tokens = new Int32Array(this.#best.k);
    this.#weights = new Float64Array(this.#best.k);
  }

  /** Adds an item's vector with a weight above 0. */
  add(item: number, weight: number): void {
    const { offsets, values, weights } = this.vectors;
    for (let at = offsets[item]!; at < offsets[item + 1]!; at++) {
      const token = values[at]!;
      const amount = weight * weights[at]!;
      if (!(amount > 0)) continue;
      if (this.#weight[token] === 0) this.#touched[this.#size++] = token;
      this.#weight[token]! += amount;
    }
  }

  /** Adds to each item that shares a token its cosine with the profile, then clears the profile. */
  score(scores: ItemScores): void {
    for (let i = 0; i < this.#size; i++) {
      const token = this.#touched[i]!;
      this.#best.offer(token, this.#weight[token]!);
      this.#weight[token] = 0;
    }
    this.#size = 0;
    const found = this.#best.drain(this.#tokens, this.#weights, 0);
    let square = 0;
    for (let i = 0; i < found; i++) square += this.#weights[i]! ** 2;
    const { offsets, values, weights } = this.itemsOf;
    for (let i = 0; i < found; i++) {
      const weight = this.#weights[i]! / Math.sqrt(square);
      if (scores.traces) scores.because([this.#tokens[i]!]);
      for (let at = offsets[this.#tokens[i]!]!; at < offsets[this.#tokens[i]! + 1]!; at++)
        scores.add(values[at]!, weight * weights[at]!);
    }
  }
}
