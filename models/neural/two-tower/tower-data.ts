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

/** The parameters of the model that say what is learnt from. */
export interface TowerDataOptions {
  readonly context: 'before' | 'around';
  readonly lastItems: number;
  readonly decay: number;
  readonly batchSize: number | null;
  readonly itemTokens: number;
  readonly patience: number;
  readonly heldOut: number;
}

/** What the towers compute with beside their weights. */
export interface TowerState {
  /** Of each item the rows of embeddings that go into its tower. */
  readonly itemBags: WeightedLists;
  /** Events of each item. */
  readonly counts: Float64Array;
  /** What comes out of the items' tower: items × factors, each of length 1; zeros of an item of which nothing is known. */
  readonly vectors: Float32Array;
}

/** All that two-tower takes from a log, and from what the shop says of its items. */
export class TowerData {
  readonly itemBags: WeightedLists;
  readonly held: HeldOut | undefined;
  readonly samples: TowerSamples;
  readonly #histories: Histories;
  /** How often each item is what a sample is after. */
  readonly #frequencies: Float64Array;
  readonly #tokens: number;
  readonly #seed: number;

  /** @throws InputError when there is nothing to learn, or a batch is larger than that. */
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

  /** What is taken off each item's score in training: `times` ln of its share in the samples. */
  corrections(times: number): Float32Array {
    return Float32Array.from(this.#frequencies, (count) =>
      count > 0 ? times * Math.log(count / this.samples.count) : 0,
    );
  }

  /** What is kept of it beside the weights, the vectors that they give included. */
  async state(weights: Weights): Promise<TowerState> {
    const { itemBags, train } = this;
    const counts = new Float64Array(train.items.size);
    for (const item of train.item) counts[item]!++;
    const vectors = await encodedItems(weights, itemBags, (item) => this.#isKnown(item));
    return { itemBags, counts, vectors };
  }

  /** The vectors of some visitors: what an index is measured on. */
  visitorVectors(weights: Weights): Promise<Float32Array> {
    return encodedHistories(weights, this.itemBags, this.#histories.items, mix(this.#seed, 2));
  }

  /** Whether there is anything to tell an item by: samples, or tokens beside its own embedding. */
  #isKnown(item: number): boolean {
    const { offsets } = this.itemBags;
    return this.#frequencies[item]! > 0 || offsets[item + 1]! - offsets[item]! > 1;
  }
}

const heldOut = ({ items, ends }: Histories, { context, heldOut }: TowerDataOptions): HeldOut =>
  context === 'before' ? holdOutSequences(items, ends, heldOut) : holdOutLastItems(items, ends, heldOut);
