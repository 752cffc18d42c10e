import { z } from 'zod';
import type { Train } from '../../data/index.js';
import { type SignalStatistics, signalMatrix, signalSchema } from '../../features/index.js';
import { contextWeights, sessionParameters } from '../base/context-weights.js';
import { fitted } from '../base/fitted.js';
import { parseParameters } from '../base/parameters.js';
import {
  type ItemVectors,
  type Queries,
  queryCount,
  type Rankings,
  type Recommender,
  type ScoredItems,
  type WorkContext,
} from '../base/recommender.js';
import { readState, writeState } from '../base/state-file.js';
import { type BprFactors, bprTrainer } from '../kernels/index.js';
import {
  type IndexState,
  restoreIndex,
  sampleQueries,
  similarVectors,
  type VectorIndex,
  vectorIndex,
  withBiases,
} from '../vector-index/index.js';
import { type BprFoldIn, foldIn, learnFoldIn } from './bpr-fold-in.js';
import { updatesSchema, updateThreads } from './updates.js';

const schema = z.strictObject({
  /** What an event is worth: a pair is drawn in proportion to it. */
  signal: signalSchema(),
  factors: z.int().positive().default(64),
  learningRate: z.number().positive().default(0.1),
  regularization: z.number().nonnegative().default(0.05),
  epochs: z.int().positive().default(200),
  /** What an item is held against: one of the others that have visitors, each as likely, or as likely as it is popular. */
  negatives: z.enum(['uniform', 'popular']).default('uniform'),
  updates: updatesSchema,
  ...sessionParameters(0.7),
  search: z.enum(['exact', 'hnsw']).default('exact'),
});

interface State {
  readonly factors: BprFactors;
  readonly foldIn: BprFoldIn;
  readonly statistics: SignalStatistics;
}

/**
 * Bayesian Personalized Ranking: factors of visitors and items, and a bias of each item, such that a visitor's items score
 * above others. Stochastic gradient ascent on Σ ln σ(score(item) − score(other)) − regularization · ‖factors‖² / 2, over
 * drawn pairs of a visitor's item and another that is none of the visitor's.
 *
 * A known visitor's history is answered by the factors learnt for them; a session, or an unseen visitor, by factors folded
 * in from its items (see `learnFoldIn`), of a session the recent ones most; without items the biases decide.
 *
 * Source: Rendle et al. 2009, "BPR: Bayesian Personalized Ranking from Implicit Feedback" (UAI '09).
 */
export class Bpr implements Recommender {
  readonly name = 'bpr';
  parameters: z.infer<typeof schema>;
  #state: State | undefined;
  #index: VectorIndex | undefined;

  constructor(parameters: unknown = {}) {
    this.parameters = parseParameters(this.name, schema, parameters);
  }

  /** @throws InputError when the factors diverge or do not fit into memory. */
  async fit(train: Train, context: WorkContext): Promise<void> {
    context.signal?.throwIfAborted();
    const { signal, epochs, updates, negatives, search } = this.parameters;
    const { statistics, ...matrix } = signalMatrix(train, signal);
    const threads = updateThreads(updates, context.threads);
    const trainer = await bprTrainer(matrix, train.items.size, { ...this.parameters, seed: context.seed, threads });
    const task = context.progress.start('bpr: epochs', epochs * trainer.samples, 'samples');
    await trainer.train({
      epochs,
      threads,
      signal: context.signal,
      done: (done) => task.update(done * trainer.samples),
    });
    task.finish();
    const factors = trainer.factors();
    this.#state = { factors, foldIn: learnFoldIn(factors, matrix, negatives), statistics };
    this.#index = await vectorIndex(
      search,
      withBiases(factors.items, factors.biases),
      this.parameters.factors + 1,
      context,
      sampleQueries(factors.visitors, this.parameters.factors, context.seed),
    );
  }

  async recommend(queries: Queries, k: number, context: Partial<WorkContext> = {}): Promise<Rankings> {
    return fitted(this.#index, this.name).search(this.#vectors(queries), k, queries.exclude, context);
  }

  /** The factors of each query's visitor, and a 1 for the items' biases. */
  #vectors(queries: Queries): Float32Array {
    const { factors, foldIn: learnt, statistics } = fitted(this.#state, this.name);
    const width = this.parameters.factors + 1;
    const known = factors.visitors.length / this.parameters.factors;
    const rows = contextWeights(queries, this.parameters, statistics);
    const vectors = new Float32Array(queryCount(queries) * width).fill(1);
    for (let query = 0; query < queryCount(queries); query++) {
      const visitor = queries.visitor[query]!;
      const trained = queries.scope === 'history' && visitor < known;
      const start = visitor * this.parameters.factors;
      vectors.set(
        trained
          ? factors.visitors.subarray(start, start + this.parameters.factors)
          : foldIn(rows, query, factors.items, learnt),
        query * width,
      );
    }
    return vectors;
  }

  similarItems(item: number, k: number): ScoredItems {
    const { values, factors } = this.itemVectors();
    return similarVectors(values, factors, item, k);
  }

  itemVectors(): ItemVectors {
    return { values: fitted(this.#state, this.name).factors.items, factors: this.parameters.factors };
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
    this.#index = await restoreIndex(
      index,
      withBiases(learnt.factors.items, learnt.factors.biases),
      this.parameters.factors + 1,
    );
  }
}
