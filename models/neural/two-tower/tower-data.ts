import { InputError, mix, type Train, type WeightedLists } from '../../../data/index.js';
import { itemTokens } from '../../../features/index.js';
import type { DenseFeatures } from '../../base/dense-features.js';
import type { FitContext } from '../../base/recommender.js';
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
  readonly features: DenseFeatures;
  /** Events of each item. */
  readonly counts: Float64Array;
  /** What comes out of the items' tower: items × factors, each of length 1; zeros of an item of which nothing is known. */
  readonly vectors: Float32Array;
  /** The vectors of some visitors: what an index is measured on. */
  readonly visitors: Float32Array;
}

/** All that two-tower takes from a log, and from what is known beside it. */
export class TowerData {
  readonly features: DenseFeatures;
  readonly itemBags: WeightedLists;
  readonly held: HeldOut | undefined;
  readonly samples: TowerSamples;
  readonly #histories: Histories;
  /** How often each item is what a sample is after. */
  readonly #frequencies: Float64Array;
  readonly #tokens: number;
  readonly #seed: number;

  /** @throws InputError when there is nothing to learn, a batch is larger than that, or features are not of train's items. */
  constructor(
    readonly train: Train,
    options: TowerDataOptions,
    { content, features = {}, seed }: FitContext,
  ) {
    const tokens = itemTokens(train.items, content ?? {});
    this.features = features;
    this.#tokens = tokens.names.length;
    this.#seed = seed;
    assertFeatures(features, train.items.size);
    this.itemBags = itemBags(tfIdf(tokens), options.itemTokens);
    this.#histories = historiesOf(train);
    this.held = options.patience > 0 ? heldOut(this.#histories, options) : undefined;
    const sequences = this.held?.kept ?? this.#histories.items;
    this.samples = new TowerSamples(sequences, this.itemBags, { ...options, seed: mix(seed, 1) });
    this.#frequencies = this.samples.frequencies(train.items.size);
  }

  shape({ factors: width, hidden }: { readonly factors: number; readonly hidden: number }): TowerShape {
    const { visitor, item } = this.features;
    const columns = { visitor: visitor?.columns ?? 0, item: item?.columns ?? 0 };
    return { embeddings: this.train.items.size + this.#tokens, width, hidden, columns };
  }

  /** What is taken off each item's score in training: `times` ln of its share in the samples. */
  corrections(times: number): Float32Array {
    return Float32Array.from(this.#frequencies, (count) =>
      count > 0 ? times * Math.log(count / this.samples.count) : 0,
    );
  }

  /** What is kept of it beside the weights, the vectors that they give included. */
  async state(weights: Weights): Promise<TowerState> {
    const { itemBags, features, train } = this;
    const counts = new Float64Array(train.items.size);
    for (const item of train.item) counts[item]!++;
    const visitors = await encodedHistories(weights, itemBags, features, this.#histories.items, mix(this.#seed, 2));
    const vectors = await encodedItems(weights, itemBags, features, (item) => this.#isKnown(item));
    return { itemBags, features, counts, vectors, visitors };
  }

  /** Whether there is anything to tell an item by: samples, or tokens beside its own embedding. */
  #isKnown(item: number): boolean {
    const { offsets } = this.itemBags;
    return this.#frequencies[item]! > 0 || offsets[item + 1]! - offsets[item]! > 1;
  }
}

const heldOut = ({ items, ends }: Histories, { context, heldOut }: TowerDataOptions): HeldOut =>
  context === 'before' ? holdOutSequences(items, ends, heldOut) : holdOutLastItems(items, ends, heldOut);

function assertFeatures({ item }: DenseFeatures, items: number): void {
  if (item && item.rows !== items)
    throw new InputError(
      `two-tower: features of ${item.rows} items, and train has ${items}`,
      {},
      'a row for each item',
    );
}
