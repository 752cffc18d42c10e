import { mix, type Train, type WeightedLists } from '../../../data/index.js';
import { itemTokens } from '../../../features/index.js';
import type { FitOptions } from '../../base/recommender.js';
import { tfIdf } from '../../content/tf-idf.js';
import { type HeldOut, holdOutLastItems, holdOutSequences } from '../training/held-out.js';
import type { Weights } from '../training/network.js';
import { encodedHistories, encodedItems } from './encoded.js';
import { type Histories, historiesOf } from './histories.js';
import { itemBags } from './item-bags.js';
import { TowerSamples } from './samples.js';
import type { TowerShape } from './shape.js';

/** The model's parameters that define the training data. */
export interface TowerDataOptions {
  readonly context: 'before' | 'around';
  readonly lastItems: number;
  readonly decay: number;
  readonly batchSize: number | null;
  readonly itemTokens: number;
  readonly patience: number;
  readonly heldOut: number;
}

/** What the towers compute with besides their weights. */
export interface TowerState {
  /** For each item, the embedding rows that are its tower's input. */
  readonly itemBags: WeightedLists;
  /** Number of events of each item. */
  readonly counts: Float64Array;
  /** The output of the items' tower: items × factors, each of length 1; zeros for an item of which nothing is known. */
  readonly vectors: Float32Array;
}

/** All that two-tower reads from a log, and from the shop's properties of items. */
export class TowerData {
  readonly itemBags: WeightedLists;
  readonly held: HeldOut | undefined;
  readonly samples: TowerSamples;
  readonly #histories: Histories;
  /** How often each item is the target of a sample. */
  readonly #frequencies: Float64Array;
  readonly #tokens: number;
  readonly #seed: number;

  /** @throws InputError when there are no samples, or a batch exceeds their number. */
  constructor(
    readonly train: Train,
    options: TowerDataOptions,
    { content, seed }: FitOptions,
  ) {
    const tokens = itemTokens(train.items, content ?? {});
    this.#tokens = tokens.names.length;
    this.#seed = seed;
    this.itemBags = itemBags(tfIdf(tokens), options.itemTokens);
    this.#histories = historiesOf(train);
    this.held = options.patience > 0 ? heldOut(this.#histories, options) : undefined;
    const sequences = this.held?.kept ?? this.#histories.items;
    this.samples = new TowerSamples(sequences, this.itemBags, { ...options, seed: mix(seed, 1) });
    this.#frequencies = this.samples.frequencies(train.items.size);
  }

  shape({ factors: width, hidden }: { readonly factors: number; readonly hidden: number }): TowerShape {
    return { embeddings: this.train.items.size + this.#tokens, width, hidden };
  }

  /** What is subtracted from each item's score in training: `times` · ln(its share in the samples). */
  corrections(times: number): Float32Array {
    return Float32Array.from(this.#frequencies, (count) =>
      count > 0 ? times * Math.log(count / this.samples.count) : 0,
    );
  }

  /** What the model keeps besides the weights, including the vectors computed from them. */
  async state(weights: Weights): Promise<TowerState> {
    const { itemBags, train } = this;
    const counts = new Float64Array(train.items.size);
    for (const item of train.item) counts[item]!++;
    const vectors = await encodedItems(weights, itemBags, (item) => this.#isKnown(item));
    return { itemBags, counts, vectors };
  }

  /** The vectors of some visitors, on which an index is measured. */
  visitorVectors(weights: Weights): Promise<Float32Array> {
    return encodedHistories(weights, this.itemBags, this.#histories.items, mix(this.#seed, 2));
  }

  /** Whether anything is known about an item: samples, or tokens besides its own embedding. */
  #isKnown(item: number): boolean {
    const { offsets } = this.itemBags;
    return this.#frequencies[item]! > 0 || offsets[item + 1]! - offsets[item]! > 1;
  }
}

const heldOut = ({ items, ends }: Histories, { context, heldOut }: TowerDataOptions): HeldOut =>
  context === 'before' ? holdOutSequences(items, ends, heldOut) : holdOutLastItems(items, ends, heldOut);
