import { InputError, type Random } from '../../../data/index.js';
import type { Side } from './side.js';

/** The parameters of learning from pairs of items, one taken by a visitor and one not. */
export interface PairwiseParameters {
  readonly loss: 'warp' | 'bpr';
  /** WARP: the largest number of negatives drawn in search of one that violates the margin. */
  readonly maxSampled: number;
  readonly factors: number;
}

/** The largest step of WARP; LightFM's limit. */
const largestGain = 10;
/** Scores beyond this mean that learning has diverged. */
const diverged = 1e15;

/**
 * Trains both sides to rank the items that a visitor took above others. With x = score(taken) − score(other):
 * - `bpr`: loss w · −ln σ(x) (Rendle et al. 2009, "BPR", section 4).
 * - `warp`: negatives are drawn until one violates the margin, x < 1; more draws mean a better rank of the taken item.
 *   Loss w · ln⌊(number of others − 1) / draws⌋ · (1 − x) (Weston, Bengio & Usunier 2011, "WSABIE", section 4).
 */
export class PairwiseLearner {
  readonly #visitor: Float64Array;
  readonly #taken: Float64Array;
  readonly #other: Float64Array;
  readonly #gradient: Float64Array;

  /** @param others the items that negatives are drawn from. */
  constructor(
    readonly visitors: Side,
    readonly items: Side,
    readonly parameters: PairwiseParameters,
    readonly others: Int32Array,
    readonly random: Random,
  ) {
    const { factors } = parameters;
    this.#visitor = new Float64Array(factors);
    this.#taken = new Float64Array(factors);
    this.#other = new Float64Array(factors);
    this.#gradient = new Float64Array(factors);
  }

  /**
   * Takes one step for a visitor, an item that the visitor took, and its weight.
   * @param known all items that the visitor took, ascending.
   * @throws InputError when learning has diverged.
   */
  learn(visitor: number, item: number, weight: number, known: Int32Array): void {
    this.visitors.represent(visitor, this.#visitor);
    const score = this.items.score(item, this.#visitor);
    if (!(Math.abs(score) < diverged))
      throw new InputError(
        'feature-factorization diverges: scores are out of all bounds',
        {},
        'a smaller learningRate',
      );
    if (this.parameters.loss === 'bpr') {
      const other = this.#draw();
      if (contains(known, other)) return;
      const gap = score - this.items.score(other, this.#visitor);
      this.#step(visitor, item, other, weight / (1 + Math.exp(gap)));
    } else {
      for (let drawn = 1; drawn <= this.parameters.maxSampled; drawn++) {
        const other = this.#draw();
        if (this.items.score(other, this.#visitor) <= score - 1 || contains(known, other)) continue;
        const rank = Math.max(1, Math.floor((this.others.length - 1) / drawn));
        this.#step(visitor, item, other, Math.min(largestGain, weight * Math.log(rank)));
        return;
      }
    }
  }

  #draw(): number {
    return this.others[this.random.int(this.others.length)]!;
  }

  /** `gain` is −∂loss/∂x: to first order, either loss falls by `gain` when x rises by 1. */
  #step(visitor: number, taken: number, other: number, gain: number): void {
    const gradient = this.#gradient;
    const vector = this.#visitor;
    this.items.represent(taken, this.#taken);
    this.items.represent(other, this.#other);
    for (let f = 0; f < gradient.length; f++) gradient[f] = -gain * vector[f]!;
    this.items.step(taken, gradient, -gain);
    for (let f = 0; f < gradient.length; f++) gradient[f] = gain * vector[f]!;
    this.items.step(other, gradient, gain);
    for (let f = 0; f < gradient.length; f++) gradient[f] = gain * (this.#other[f]! - this.#taken[f]!);
    this.visitors.step(visitor, gradient, 0);
  }
}

/** Whether an ascending list contains a value. */
function contains(ascending: Int32Array, value: number): boolean {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === value;
}
