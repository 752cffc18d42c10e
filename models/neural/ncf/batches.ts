import { mix, type WeightedLists } from '../../../data/index.js';

/** What a step learns from: visitors, and of each an item of theirs and some that are none of theirs. */
export interface NcfBatch {
  readonly visitors: Int32Array;
  /** For each visitor `1 + negatives` items: the visitor's own, then the negatives. */
  readonly items: Int32Array;
  /** Of the masks of dropout. */
  readonly key: number;
}

export interface NcfBatchOptions {
  readonly batchSize: number;
  /** Items that each pair is told from. */
  readonly negatives: number;
  readonly seed: number;
}

/** Draws of an item before one of the visitor's own is taken for a negative: where a visitor has nearly all items. */
const mostDraws = 100;

/**
 * The pairs of a matrix in batches, in an order drawn anew for each epoch, with new negatives.
 *
 * An epoch has as many pairs as the matrix, each on average as often as it is worth beside the others: with equal weights
 * exactly once, else the whole part of that and, by systematic sampling, one more as often as the rest says. A negative is any
 * of the items that have visitors, each as likely, but the visitor's own.
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

  /** Pairs of an epoch. */
  get pairs(): number {
    return this.#visitorOf.length;
  }

  get steps(): number {
    return Math.ceil(this.pairs / this.options.batchSize);
  }

  /** The batches of an epoch, whose arrays are written over by the next batch. */
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

  /** The pairs of an epoch, in their own order: those on which fall the points of a comb of `pairs` teeth over the weights. */
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

/** Fisher and Yates. */
function shuffled(values: Int32Array, key: number): Int32Array {
  for (let last = values.length - 1; last > 0; last--) {
    const other = below(mix(key, last), last + 1);
    const value = values[last]!;
    values[last] = values[other]!;
    values[other] = value;
  }
  return values;
}
