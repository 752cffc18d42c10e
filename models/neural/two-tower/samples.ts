import { InputError, type Lists, mix, seededRandom, type WeightedLists } from '../../../data/index.js';
import { BagBuilder } from './bag-builder.js';

/** The batch of a step: items, each with what else the visitor did. */
export interface TowerBatch {
  readonly items: Int32Array;
  /** For each sample the embedding rows that the visitor's history is the sum of; then, for each, those of the item. */
  readonly bags: WeightedLists;
}

export interface SampleOptions {
  /** Whether a sample's history is what the visitor did `before` the item, or `around` it, before and after. */
  readonly context: 'before' | 'around';
  /** Number of events in a history; `around` an item, half of them on either side. */
  readonly lastItems: number;
  /** `before` an item, an event `age` events back has weight decay^age; `around` it, all have equal weights. */
  readonly decay: number;
  /** Samples in a batch; null: 512, or all where there are fewer. */
  readonly batchSize: number | null;
  readonly seed: number;
}

/**
 * The training samples: each event of a visitor is one, an item and the history that predicts it, without the item itself.
 * Events without a history are no samples.
 *
 * The batches of an epoch have one size, as near to `batchSize` as possible. Each epoch draws anew which samples share a batch and
 * which few are left over.
 */
export class TowerSamples {
  /** For each sample, the place of its item among the histories' items. */
  readonly #places: Int32Array;
  readonly #visitorOf: Int32Array;
  readonly #builder: BagBuilder;
  readonly steps: number;
  /** Samples in a batch. */
  readonly size: number;
  /** The most entries of a batch's bags. */
  readonly entries: number;

  /**
   * @throws InputError when there is no sample, or a batch exceeds their number.
   * @param histories the items of each visitor, oldest first.
   * @param itemBags for each item, the rows that its embedding is the sum of.
   */
  constructor(
    readonly histories: Lists,
    itemBags: WeightedLists,
    readonly options: SampleOptions,
  ) {
    this.#visitorOf = new Int32Array(histories.values.length);
    for (let visitor = 0; visitor + 1 < histories.offsets.length; visitor++)
      this.#visitorOf.fill(visitor, histories.offsets[visitor], histories.offsets[visitor + 1]);
    this.#places = Int32Array.from(histories.values.keys()).filter((place) => this.#hasHistory(place));
    if (this.count === 0)
      throw new InputError('two-tower: none of the visitors has two different items', {}, 'longer histories');
    this.steps = Math.ceil(this.count / batchSizeFor(this.count, options.batchSize));
    this.size = Math.floor(this.count / this.steps);
    this.entries = this.size * (2 + options.lastItems) * longestBag(itemBags);
    this.#builder = new BagBuilder(itemBags, { bags: 2 * this.size, entries: this.entries });
  }

  get count(): number {
    return this.#places.length;
  }

  /** How often each item is the target of a sample. */
  frequencies(items: number): Float64Array {
    const counts = new Float64Array(items);
    for (const place of this.#places) counts[this.histories.values[place]!]!++;
    return counts;
  }

  /** The batches of an epoch; each overwrites the arrays of the one before. */
  *epoch(epoch: number): Generator<TowerBatch> {
    const order = shuffled(this.#places.slice(), mix(this.options.seed, epoch));
    const items = new Int32Array(this.size);
    for (let step = 0; step < this.steps; step++) {
      const places = order.subarray(step * this.size, (step + 1) * this.size);
      this.#builder.clear();
      for (const [sample, place] of places.entries()) {
        items[sample] = this.histories.values[place]!;
        this.#addHistory(place);
        this.#builder.close();
      }
      for (const item of items) {
        this.#builder.add(item, 1);
        this.#builder.close();
      }
      yield { items, bags: this.#builder.bags };
    }
  }

  /** The places from `from` up to but not including `to` that a place's history may cover. */
  #reach(place: number): readonly [from: number, to: number] {
    const { context, lastItems } = this.options;
    const { offsets } = this.histories;
    const visitor = this.#visitorOf[place]!;
    if (context === 'before') return [Math.max(offsets[visitor]!, place - lastItems), place];
    const half = Math.ceil(lastItems / 2);
    return [Math.max(offsets[visitor]!, place - half), Math.min(offsets[visitor + 1]!, place + half + 1)];
  }

  #hasHistory(place: number): boolean {
    const [from, to] = this.#reach(place);
    const { values } = this.histories;
    for (let other = from; other < to; other++) if (values[other] !== values[place]) return true;
    return false;
  }

  #addHistory(place: number): void {
    const { context, decay } = this.options;
    const { values } = this.histories;
    const [from, to] = this.#reach(place);
    const weightOf = (other: number) => (context === 'before' ? decay ** (place - 1 - other) : 1);
    let total = 0;
    for (let other = from; other < to; other++) if (values[other] !== values[place]) total += weightOf(other);
    for (let other = from; other < to; other++)
      if (values[other] !== values[place]) this.#builder.add(values[other]!, weightOf(other) / total);
  }
}

const usualBatch = 512;

function batchSizeFor(samples: number, given: number | null): number {
  if (given === null) return Math.min(usualBatch, samples);
  if (given <= samples) return given;
  throw new InputError(`two-tower: batchSize is ${given}, and train has ${samples} samples`, {}, `at most ${samples}`);
}

/** The number of rows in the largest bag. */
function longestBag({ offsets }: WeightedLists): number {
  let longest = 0;
  for (let item = 0; item + 1 < offsets.length; item++)
    longest = Math.max(longest, offsets[item + 1]! - offsets[item]!);
  return longest;
}

/** Fisher–Yates shuffle. */
function shuffled(values: Int32Array, seed: number): Int32Array {
  const random = seededRandom(seed);
  for (let last = values.length - 1; last > 0; last--) {
    const other = random.int(last + 1);
    const value = values[last]!;
    values[last] = values[other]!;
    values[other] = value;
  }
  return values;
}
