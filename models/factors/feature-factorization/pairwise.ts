import { InputError, type Random } from '../../../data/index.js';
import type { Side } from './side.js';

/** What is learnt from a pair of items, one that a visitor took and one that they did not. */
export interface PairwiseParameters {
  readonly loss: 'warp' | 'bpr';
  /** WARP: items drawn in search of one that is ranked too high. */
  readonly maxSampled: number;
  readonly factors: number;
}

/** The largest step of WARP, as LightFM limits it. */
const largestGain = 10;
/** Scores beyond this say nothing any more. */
const diverged = 1e15;

/**
 * Learns that visitors rank what they took above what they did not. With x = score(taken) − score(other):
 * - `bpr`: loss w · −ln σ(x) (Rendle et al. 2009, "BPR", section 4).
 * - `warp`: others are drawn until one violates the margin, x < 1; the later it is found the better the taken one's rank
 *   is already. Loss w · ln⌊(number of others − 1) / draws⌋ · (1 − x) (Weston, Bengio & Usunier 2011, "WSABIE", section 4).
 */
export class PairwiseLearner {
  readonly #visitor: Float64Array;
  readonly #taken: Float64Array;
  readonly #other: Float64Array;
  readonly #gradient: Float64Array;

  /** @param others the items that the other one is drawn from. */
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
   * Takes one step for a visitor, an item that they took and its weight.
   * @param known all items that they took, ascending.
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

  /** Both losses fall by `gain` when x rises by 1, as far as a straight line tells. */
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

/** Whether an ascending list holds a value. */
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
