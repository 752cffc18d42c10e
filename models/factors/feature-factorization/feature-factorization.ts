import { z } from 'zod';
import {
  groupBy,
  type Lists,
  listAt,
  mix,
  type Random,
  seededRandom,
  type Train,
  type WeightedLists,
} from '../../../data/index.js';
import { funnelStage, itemTokens, type SignalStatistics, signalMatrix, signalSchema } from '../../../features/index.js';
import { contextWeights, sessionParameters } from '../../base/context-weights.js';
import type { MemoryOf } from '../../base/memory.js';
import {
  type FitOptions,
  type ItemVectors,
  type Queries,
  queryCount,
  type WorkOptions,
} from '../../base/recommender.js';
import {
  itemFeatures,
  traitFeatureCount,
  traitFeatures,
  type VisitorTraits,
  visitorFeatures,
  visitorTraits,
} from '../../content/entity-features.js';
import { tfIdf } from '../../content/tf-idf.js';
import type { IndexState, QueryVectors, VectorReady } from '../../vector-index/index.js';
import { indexState, openIndex, sampleQueries, VectorRecommender, withBiases } from '../../vector-index/index.js';
import { FeatureSide, randomEmbeddings } from './feature-side.js';
import { foldIn } from './fold-in.js';
import { FixedSide } from './side.js';
import { trainPairs } from './train-pairs.js';

const schema = z.strictObject({
  /** The weights of events: their sum is a pair's weight in the loss. */
  signal: signalSchema(),
  factors: z.int().positive().default(64),
  loss: z.enum(['warp', 'bpr']).default('warp'),
  learningRate: z.number().positive().default(0.05),
  epochs: z.int().positive().default(30),
  /**
   * Weight of the squared embeddings in the loss: of the items' features (LightFM's item_alpha) … The defaults suit WARP,
   * whose steps are ten times as large; for BPR use a tenth of them.
   */
  itemRegularization: z.number().nonnegative().default(1),
  /** … and of the visitors' (user_alpha). */
  visitorRegularization: z.number().nonnegative().default(1),
  /** WARP: the largest number of negatives drawn in search of one that violates the margin (max_sampled). */
  maxSampled: z.int().positive().default(10),
  /** The number of an item's heaviest tokens (TF-IDF) used as its features, if the shop describes its items. */
  itemTokens: z.int().nonnegative().default(16),
  /**
   * Whether a visitor's funnel stage and favourite token are features. Both are derived from the training events
   * themselves; on sessions they cost more than they bring.
   */
  visitorFeatures: z.boolean().default(false),
  ...sessionParameters(0.4),
  search: z.enum(['exact', 'hnsw']).default('exact'),
});

interface State {
  readonly seed: number;
  /** items × factors, and their biases; zeros for an item of which nothing is known. */
  readonly items: { readonly vectors: Float32Array; readonly biases: Float32Array };
  /** visitors × factors. */
  readonly visitors: Float32Array;
  /** traits × factors; empty without visitors' features. */
  readonly traits: Float32Array;
  /** The mean length of the visitors' own embeddings. */
  readonly length: number;
  /** item × token, TF-IDF. */
  readonly tokens: WeightedLists;
  readonly statistics: SignalStatistics;
  /** The items that negatives were drawn from. */
  readonly others: Int32Array;
  readonly index: IndexState;
}

type Ready = VectorReady & Omit<State, 'items' | 'index'> & { readonly items: FixedSide };

/**
 * Factorizes the visitor × item matrix with vectors that are sums of feature embeddings: an item's identity and content; a
 * visitor's identity and, optionally, the stage reached and the favourite category or property. Score: visitor · item +
 * the item's bias.
 *
 * The history of a known visitor is answered from the learnt vector. A session or an unseen visitor gets a vector folded in
 * (see `foldIn`), recent items of a session weighing most. Visitors have no bias: it would not change the order. Negatives are
 * drawn as in LightFM, except that items nobody took are never drawn: such an item can still be found by its content.
 *
 * Source: Kula 2015, "Metadata Embeddings for User and Item Cold-start Recommendations" (LightFM, arXiv 1507.08439).
 */
export class FeatureFactorization extends VectorRecommender<z.infer<typeof schema>, State, Ready> {
  constructor(parameters: unknown = {}) {
    super('feature-factorization', schema, parameters);
  }

  /** Counts the embeddings, their squared gradients, and the vectors that are their sums. */
  protected override memoryOn({ visitors, items }: Train): MemoryOf<z.infer<typeof schema>> {
    return ({ factors }) => ({ kernel: 0, beside: 12 * factors * (visitors.size + items.size) });
  }

  /** @throws InputError when the embeddings diverge or do not fit into memory. */
  protected async learn(train: Train, work: FitOptions): Promise<State> {
    const { factors, epochs, loss, search } = this.parameters;
    const { statistics, ...matrix } = signalMatrix(train, this.parameters.signal);
    const named = itemTokens(train.items, work.content ?? {});
    const tokens = tfIdf(named);
    const sides = this.#sides(train, matrix, tokens, named.names.length, seededRandom(work.seed));

    // Negatives as in LightFM: uniform for WARP, in proportion to how often an item was taken for BPR.
    const others = loss === 'bpr' ? matrix.values : Int32Array.from(new Set(matrix.values)).sort();
    const bar = work.reporter.start('feature-factorization: steps', epochs * matrix.values.length, 'pairs');
    const random = seededRandom(mix(work.seed, 1));
    trainPairs(matrix, sides.visitors, sides.items, others, this.parameters, random, (done) => {
      work.abort?.throwIfAborted();
      bar.update(done);
    });
    bar.finish();
    const items = knownOnly(sides.items.represented(), matrix, tokens);
    const visitors = sides.visitors.represented().vectors;
    const sample = () => sampleQueries(visitors, factors, work.seed);
    const index = await indexState(search, withBiases(items.vectors, items.biases), factors + 1, work, sample);
    const { vectors } = sides.visitors;
    const own = vectors.subarray(0, train.visitors.size * factors);
    const traits = vectors.slice(own.length);
    const length = meanLength(own, factors);
    return { seed: work.seed, items, visitors, traits, length, tokens, statistics, others, index };
  }

  #sides(train: Train, matrix: WeightedLists, tokens: WeightedLists, tokenCount: number, random: Random) {
    const { factors, learningRate, itemRegularization, visitorRegularization } = this.parameters;
    const itemCount = train.items.size + tokenCount;
    const visitorCount = train.visitors.size + (this.parameters.visitorFeatures ? traitFeatureCount(tokenCount) : 0);
    const eventsOf = groupBy(train.visitor, train.visitors.size);
    // What happened after train's last event is not known yet: carts that end later have not ended.
    const end = train.time.at(-1);
    const stageOf = (visitor: number) => {
      const own = listAt(eventsOf, visitor);
      const kinds = Uint8Array.from(own, (event) => train.event[event]!);
      return funnelStage(kinds, train.removed && Float64Array.from(own, (event) => train.removed![event]!), end);
    };
    const traits = this.parameters.visitorFeatures ? visitorTraits(matrix, stageOf, tokens) : undefined;
    const side = (rows: Lists, features: number, regularization: number) =>
      new FeatureSide(rows, randomEmbeddings(features, factors, random), features, { learningRate, regularization });
    return {
      items: side(itemFeatures(tokens, this.parameters.itemTokens), itemCount, itemRegularization),
      visitors: side(visitorFeatures(train.visitors.size, traits), visitorCount, visitorRegularization),
    };
  }

  protected async prepare({ items, index, ...learnt }: State): Promise<Ready> {
    const { vectors, biases } = items;
    return {
      ...learnt,
      items: new FixedSide(vectors, biases),
      index: await openIndex(index, withBiases(vectors, biases), this.parameters.factors + 1),
    };
  }

  /** A vector for each query, followed by a 1 that multiplies the item biases. */
  protected vectors(ready: Ready, queries: Queries, { abort }: Partial<WorkOptions>): QueryVectors {
    const { factors } = this.parameters;
    const { time, from, to, events } = queries;
    const touched = contextWeights(queries, this.parameters, ready.statistics);
    const stageOf = (query: number) => {
      const [start, end] = [from[query], to[query]];
      return funnelStage(events.kind.subarray(start, end), events.removed?.subarray(start, end), time[query]);
    };
    const traits = ready.traits.length > 0 ? visitorTraits(touched, stageOf, ready.tokens) : undefined;
    const vectors = new Float32Array(queryCount(queries) * (factors + 1)).fill(1);
    for (let query = 0; query < queryCount(queries); query++) {
      abort?.throwIfAborted();
      const at = queries.visitor[query]! * factors;
      const known = queries.scope === 'history' && at < ready.visitors.length;
      const weights = touched.weights.subarray(touched.offsets[query], touched.offsets[query + 1]);
      const vector = known
        ? ready.visitors.subarray(at, at + factors)
        : foldIn(ready, sumOf(ready.traits, traits, query, factors), listAt(touched, query), weights, this.parameters);
      vectors.set(vector, query * (factors + 1));
    }
    return { vectors };
  }

  itemVectors(): ItemVectors {
    return { values: this.state.items.vectors, factors: this.parameters.factors };
  }
}

/** The sum of the embeddings of a query's traits. */
function sumOf(
  embeddings: Float32Array,
  traits: VisitorTraits | undefined,
  query: number,
  factors: number,
): Float32Array {
  const sum = new Float32Array(factors);
  for (const trait of traits ? traitFeatures(traits, query, 0) : [])
    for (let f = 0; f < factors; f++) sum[f]! += embeddings[trait * factors + f]!;
  return sum;
}

function meanLength(vectors: Float32Array, factors: number): number {
  const count = vectors.length / factors;
  let sum = 0;
  for (let row = 0; row < count; row++) sum += Math.hypot(...vectors.subarray(row * factors, (row + 1) * factors));
  return sum / count;
}

/** Zeroes the vectors and biases of items that nobody took and that have no content: what they learnt is noise. */
function knownOnly(learnt: State['items'], matrix: WeightedLists, tokens: WeightedLists): State['items'] {
  const isKnown = (_: unknown, item: number) => Number(tokens.offsets[item + 1]! > tokens.offsets[item]!);
  const known = Uint8Array.from(learnt.biases, isKnown);
  for (const item of matrix.values) known[item] = 1;
  const factors = learnt.vectors.length / known.length;
  known.forEach((is, item) => {
    if (is) return;
    learnt.vectors.fill(0, item * factors, (item + 1) * factors);
    learnt.biases[item] = 0;
  });
  return learnt;
}
