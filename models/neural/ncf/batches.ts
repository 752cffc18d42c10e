import { mix, type WeightedLists } from '../../../data/index.js';

/** The batch of a step: visitors, each with an item of theirs and some that are not theirs. */
export interface NcfBatch {
  readonly visitors: Int32Array;
  /** For each visitor `1 + negatives` items: the visitor's own, then the negatives. */
  readonly items: Int32Array;
  /** The key of the dropout masks. */
  readonly key: number;
}

export interface NcfBatchOptions {
  readonly batchSize: number;
  /** Negatives drawn for each pair. */
  readonly negatives: number;
  readonly seed: number;
}

/** Draws after which one of the visitor's own items is accepted as a negative, where a visitor has nearly all items. */
const mostDraws = 100;

/**
 * The pairs of a matrix in batches, with a new order and new negatives in each epoch.
 *
 * An epoch has as many pairs as the matrix. On average each occurs in proportion to its weight: with equal weights exactly once,
 * else the whole part of its expected number of times, and once more, by systematic sampling, with the fraction as probability.
 * Negatives are drawn uniformly from the items that have visitors, except the visitor's own.
 */
export class NcfBatches {
  readonly #visitorOf: Int32Array;
  readonly #upTo: Float64Array;
  readonly #candidates: Int32Array;

  constructor(
    readonly matrix: WeightedLists,
    readonly options: NcfBatchOptions,
  ) {
    const { offsets, values, weights } = matrix;
    this.#visitorOf = new Int32Array(values.length);
    for (let visitor = 0; visitor + 1 < offsets.length; visitor++)
      this.#visitorOf.fill(visitor, offsets[visitor], offsets[visitor + 1]);
    this.#upTo = new Float64Array(values.length);
    let sum = 0;
    for (let pair = 0; pair < values.length; pair++) this.#upTo[pair] = sum += weights[pair]!;
    this.#candidates = Int32Array.from(new Set(values)).sort();
  }

  /** Number of pairs in an epoch. */
  get pairs(): number {
    return this.#visitorOf.length;
  }

  get steps(): number {
    return Math.ceil(this.pairs / this.options.batchSize);
  }

  /** The batches of an epoch; each overwrites the arrays of the one before. */
  *epoch(epoch: number): Generator<NcfBatch> {
    const { batchSize, negatives, seed } = this.options;
    const ofEpoch = mix(seed, epoch);
    const order = shuffled(this.#drawn(mix(ofEpoch, 0)), mix(ofEpoch, 1));
    const draws = mix(ofEpoch, 2);
    const masks = mix(ofEpoch, 3);
    const visitors = new Int32Array(batchSize);
    const items = new Int32Array(batchSize * (1 + negatives));
    for (let from = 0; from < order.length; from += batchSize) {
      const size = Math.min(batchSize, order.length - from);
      let at = 0;
      for (let i = 0; i < size; i++) {
        const pair = order[from + i]!;
        const visitor = this.#visitorOf[pair]!;
        visitors[i] = visitor;
        items[at++] = this.matrix.values[pair]!;
        const ofPair = mix(draws, from + i);
        for (let n = 0; n < negatives; n++) items[at++] = this.#negative(visitor, mix(ofPair, n));
      }
      yield { visitors: visitors.subarray(0, size), items: items.subarray(0, at), key: mix(masks, from) };
    }
  }

  /** The pairs of an epoch, in the matrix's order: those hit by `pairs` evenly spaced points over the cumulated weights. */
  #drawn(key: number): Int32Array {
    const upTo = this.#upTo;
    const pairs = new Int32Array(upTo.length);
    const between = upTo[upTo.length - 1]! / upTo.length;
    const start = between * (mix(key, 0) / 2 ** 32);
    for (let tooth = 0, pair = 0; tooth < pairs.length; tooth++) {
      while (upTo[pair]! <= start + tooth * between && pair + 1 < upTo.length) pair++;
      pairs[tooth] = pair;
    }
    return pairs;
  }

  #negative(visitor: number, key: number): number {
    let item = -1;
    for (let draw = 0; draw < mostDraws; draw++) {
      item = this.#candidates[below(mix(key, draw), this.#candidates.length)]!;
      if (!this.#has(visitor, item)) break;
    }
    return item;
  }

  #has(visitor: number, item: number): boolean {
    const { offsets, values } = this.matrix;
    let low = offsets[visitor]!;
    const end = offsets[visitor + 1]!;
    for (let high = end; low < high; ) {
      const middle = (low + high) >>> 1;
      if (values[middle]! < item) low = middle + 1;
      else high = middle;
    }
    return low < end && values[low] === item;
  }
}

const below = (draw: number, n: number): number => Math.floor((draw / 2 ** 32) * n);

/** Fisher–Yates shuffle. */
function shuffled(values: Int32Array, key: number): Int32Array {
  for (let last = values.length - 1; last > 0; last--) {
    const other = below(mix(key, last), last + 1);
    const value = values[last]!;
    values[last] = values[other]!;
    values[other] = value;
  }
  return values;
}
