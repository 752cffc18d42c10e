import { z } from 'zod';
import { groupBy, listAt, seededRandom, type Train, type WeightedLists } from '../data/index.js';
import { itemTokens, type SignalStatistics, signalMatrix, signalSchema } from '../features/index.js';
import { contextWeights } from './context-weights.js';
import {
  itemFeatures,
  traitFeatureCount,
  traitFeatures,
  visitorFeatures,
  visitorTraits,
} from './feature-factorization/entity-features.js';
import { FeatureSide } from './feature-factorization/feature-side.js';
import { FoldIn } from './feature-factorization/fold-in.js';
import { trainPairs } from './feature-factorization/train-pairs.js';
import { fitted } from './fitted.js';
import { parseParameters } from './parameters.js';
import {
  type FitContext,
  type Queries,
  queryCount,
  type Rankings,
  type Recommender,
  type ScoredItems,
  type WorkContext,
} from './recommender.js';
import { readState, writeState } from './state-file.js';
import { tfIdf } from './tf-idf.js';
import { type IndexState, restoreIndex, similarVectors, type VectorIndex, vectorIndex } from './vector-index.js';

const schema = z.strictObject({
  /** What an event is worth: a pair's weight in the loss. */
  signal: signalSchema.prefault({}),
  factors: z.int().positive().default(64),
  loss: z.enum(['warp', 'bpr']).default('warp'),
  learningRate: z.number().positive().default(0.05),
  epochs: z.int().positive().default(20),
  /** Weight of the squared embeddings in the loss: of the items' features (LightFM's item_alpha) … */
  itemRegularization: z.number().nonnegative().default(0),
  /** … and of the visitors' (user_alpha). */
  visitorRegularization: z.number().nonnegative().default(0),
  /** WARP: items drawn in search of one that is ranked too high (max_sampled). */
  maxSampled: z.int().positive().default(10),
  /** An item's heaviest tokens (TF-IDF) that are features of it, where the shop says anything of its items. */
  itemTokens: z.int().nonnegative().default(16),
  /** In a session, how many of its last events are learnt from … */
  lastItems: z.int().positive().default(20),
  /** … and one that lies `age` events back counts decay^age. */
  decay: z.number().positive().max(1).default(0.7),
  search: z.enum(['exact', 'hnsw']).default('exact'),
});

interface State {
  readonly seed: number;
  /** items × (factors + 1), the bias last; zeros of an item of which nothing is known. */
  readonly items: Float32Array;
  /** visitors × (factors + 1). */
  readonly visitors: Float32Array;
  /** traits × factors. */
  readonly traits: Float32Array;
  /** item × token, TF-IDF. */
  readonly tokens: WeightedLists;
  readonly statistics: SignalStatistics;
  /** The items that were drawn to stand against the one taken. */
  readonly others: Int32Array;
}

/**
 * Factorizes the visitor × item matrix with vectors that are sums of features: of an item itself and its content, of a
 * visitor itself, the funnel stage reached and the favourite category or property. Score: visitor · item + the item's bias.
 *
 * A visitor's history is answered by the vector learnt for them. A session, or a visitor unseen in training, begins at the
 * vector that its features make and takes the steps that training would have taken for its items, which are held fixed; in
 * a session the last items weigh most (decay^age). Visitors have no bias: it changes no order.
 *
 * Source: Kula 2015, "Metadata Embeddings for User and Item Cold-start Recommendations" (LightFM, arXiv 1507.08439).
 */
export class FeatureFactorization implements Recommender {
  readonly name = 'feature-factorization';
  readonly content = 'helps';
  parameters: z.infer<typeof schema>;
  #state: State | undefined;
  #index: VectorIndex | undefined;

  constructor(parameters: unknown = {}) {
    this.parameters = parseParameters(this.name, schema, parameters);
  }

  async fit(train: Train, context: FitContext): Promise<void> {
    context.signal?.throwIfAborted();
    const { factors, learningRate, itemRegularization, visitorRegularization, epochs } = this.parameters;
    const matrix = signalMatrix(train, this.parameters.signal);
    const named = itemTokens(train.items, context.content ?? {});
    const tokens = tfIdf(named);
    const eventsOf = groupBy(train.visitor, train.visitors.size);
    const kindsOf = (visitor: number) => Uint8Array.from(listAt(eventsOf, visitor), (event) => train.event[event]!);
    const visitorRows = visitorFeatures(visitorTraits(matrix, kindsOf, tokens));
    const traitCount = traitFeatureCount(named.names.length);

    const random = seededRandom(context.seed);
    const items = new FeatureSide(
      itemFeatures(tokens, this.parameters.itemTokens),
      train.items.size + named.names.length,
      factors,
      { learningRate, regularization: itemRegularization },
    );
    const visitors = new FeatureSide(visitorRows, train.visitors.size + traitCount, factors, {
      learningRate,
      regularization: visitorRegularization,
    });
    items.randomize(random);
    visitors.randomize(random);
    const task = context.progress.start('feature-factorization: steps', epochs * matrix.values.length, 'pairs');
    // LightFM's draws: for WARP each item alike, for BPR as often as it was taken. What nobody took says nothing.
    const others = this.parameters.loss === 'bpr' ? matrix.values : Int32Array.from(new Set(matrix.values)).sort();
    trainPairs(matrix, visitors, items, others, this.parameters, random, (done) => {
      context.signal?.throwIfAborted();
      task.update(done);
    });
    task.finish();
    this.#state = {
      seed: context.seed,
      items: knownOnly(items.represented(), matrix, tokens),
      visitors: visitors.represented(),
      traits: visitors.vectors.slice(train.visitors.size * factors),
      tokens,
      statistics: matrix.statistics,
      others,
    };
    this.#index = await vectorIndex(this.parameters.search, this.#state.items, factors + 1, context);
  }

  async recommend(queries: Queries, k: number, context: Partial<WorkContext> = {}): Promise<Rankings> {
    const index = fitted(this.#index, this.name);
    return index.search(this.#vectors(queries, context), k, queries.exclude, context);
  }

  /** A vector for each query, with 1 for the items' biases at its end. */
  #vectors(queries: Queries, context: Partial<WorkContext>): Float32Array {
    const { items, visitors, tokens, statistics, others, seed, traits: learntTraits } = fitted(this.#state, this.name);
    const { factors } = this.parameters;
    const width = factors + 1;
    const { from, to, events } = queries;
    const touched = contextWeights(queries, this.parameters, statistics);
    const traits = visitorTraits(touched, (query) => events.kind.subarray(from[query], to[query]), tokens);
    const unseen = new FoldIn(items, others, this.parameters, seed);
    const vectors = new Float32Array(queryCount(queries) * width).fill(1);
    for (let query = 0; query < queryCount(queries); query++) {
      context.signal?.throwIfAborted();
      const visitor = queries.visitor[query]!;
      if (queries.scope === 'history' && visitor * width < visitors.length) {
        vectors.set(visitors.subarray(visitor * width, visitor * width + factors), query * width);
        continue;
      }
      const start = new Float32Array(factors);
      for (const trait of traitFeatures(traits, query, 0))
        for (let f = 0; f < factors; f++) start[f]! += learntTraits[trait * factors + f]!;
      const weights = touched.weights.subarray(touched.offsets[query], touched.offsets[query + 1]);
      vectors.set(unseen.vector(start, listAt(touched, query), weights), query * width);
    }
    return vectors;
  }

  similarItems(item: number, k: number): ScoredItems {
    return similarVectors(fitted(this.#state, this.name).items, this.parameters.factors + 1, item, k);
  }

  async save(file: string): Promise<void> {
    const index = await fitted(this.#index, this.name).state();
    await writeState(file, this.name, this.parameters, { ...fitted(this.#state, this.name), index });
  }

  async load(file: string): Promise<void> {
    const { parameters, state } = await readState<State & { index: IndexState }>(file, this.name);
    this.parameters = parseParameters(this.name, schema, parameters);
    const { index, ...learnt } = state;
    this.#state = learnt;
    this.#index = await restoreIndex(index, learnt.items, this.parameters.factors + 1);
  }
}

/** Vectors of items that nobody took and of which nothing is said are noise: zeros take their place. */
function knownOnly(vectors: Float32Array, matrix: WeightedLists, tokens: WeightedLists): Float32Array {
  const items = tokens.offsets.length - 1;
  const known = Uint8Array.from({ length: items }, (_, item) =>
    Number(tokens.offsets[item + 1]! > tokens.offsets[item]!),
  );
  for (const item of matrix.values) known[item] = 1;
  const width = vectors.length / items;
  known.forEach((is, item) => {
    if (!is) vectors.fill(0, item * width, (item + 1) * width);
  });
  return vectors;
}
