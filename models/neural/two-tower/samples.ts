import { InputError, type Lists, mix, seededRandom, type WeightedLists } from '../../../data/index.js';
import { BagBuilder } from './bag-builder.js';

/** What a step learns from: items, and of each what else the visitor did. */
export interface TowerBatch {
  readonly items: Int32Array;
  /** Of each sample the rows of embeddings that the visitor's history is the sum of, then of each the rows of the item's. */
  readonly bags: WeightedLists;
}

export interface SampleOptions {
  /** Whether a sample's history is what the visitor did `before` the item, or `around` it, before and after. */
  readonly context: 'before' | 'around';
  /** Events that a history goes back; `around` an item, half of them on either side. */
  readonly lastItems: number;
  /** `before` an item, an event that lies `age` events back counts decay^age; `around` it all count alike. */
  readonly decay: number;
  /** Samples of a batch; null: 512, or all where they are fewer. */
  readonly batchSize: number | null;
  readonly seed: number;
}

/**
 * What there is to learn: each event of a visitor is a sample, the item and the history to tell it by, in which the item itself
 * does not count. Events without a history are none.
 *
 * An epoch's batches are of one size, as near to `batchSize` as that allows; which samples share one, and the few that are left
 * over, is drawn anew for each epoch.
 */
export class TowerSamples {
  /** Of each sample, the place of its item among the histories' items. */
  readonly #places: Int32Array;
  readonly #visitorOf: Int32Array;
  readonly #builder: BagBuilder;
  readonly steps: number;
  /** Samples of a batch. */
  readonly size: number;
  /** Entries of a batch's bags, at most. */
  readonly entries: number;

  /**
   * @throws InputError when there is no sample, or a batch is larger than all of them.
   * @param histories the items of each visitor, oldest first.
   * @param itemBags of each item the rows that its embedding is the sum of.
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

  /** How often each item is one that a sample is after. */
  frequencies(items: number): Float64Array {
    const counts = new Float64Array(items);
    for (const place of this.#places) counts[this.histories.values[place]!]!++;
    return counts;
  }

  /** The batches of an epoch, whose arrays are written over by the next batch. */
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

  /** The places from `from` up to `to`, without it, that a place's history may reach. */
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

/** The rows that make the item of the most of them. */
function longestBag({ offsets }: WeightedLists): number {
  let longest = 0;
  for (let item = 0; item + 1 < offsets.length; item++)
    longest = Math.max(longest, offsets[item + 1]! - offsets[item]!);
  return longest;
}

/** Fisher and Yates. */
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
