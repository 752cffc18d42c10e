import { z } from 'zod';
import type { Train } from '../../data/index.js';
import { type SignalStatistics, signalMatrix, signalSchema } from '../../features/index.js';
import { contextWeights, sessionParameters } from '../base/context-weights.js';
import type { MemoryOf } from '../base/memory.js';
import { type ItemVectors, type Queries, queryCount, type WorkOptions } from '../base/recommender.js';
import { type BprFactors, bprTrainer } from '../kernels/index.js';
import type { IndexState, QueryVectors, VectorReady } from '../vector-index/index.js';
import { indexState, openIndex, sampleQueries, VectorRecommender, withBiases } from '../vector-index/index.js';
import { type BprFoldIn, foldIn, learnFoldIn } from './bpr-fold-in.js';
import { updatesSchema, updateThreads } from './hogwild-updates.js';
import { trainEpochs } from './train-epochs.js';

const schema = z.strictObject({
  /** The weights of events: a pair is drawn in proportion to its signal. */
  signal: signalSchema(),
  factors: z.int().positive().default(64),
  learningRate: z.number().positive().default(0.1),
  regularization: z.number().nonnegative().default(0.05),
  epochs: z.int().positive().default(200),
  /** How negatives are drawn among the items with visitors: uniformly, or in proportion to popularity. */
  negatives: z.enum(['uniform', 'popular']).default('uniform'),
  updates: updatesSchema,
  ...sessionParameters(0.7),
  search: z.enum(['exact', 'hnsw']).default('exact'),
});

interface State {
  readonly factors: BprFactors;
  readonly foldIn: BprFoldIn;
  readonly statistics: SignalStatistics;
  readonly index: IndexState;
}

type Ready = VectorReady & Omit<State, 'index'>;

/**
 * Bayesian Personalized Ranking: factors of visitors and items, and a bias of each item, such that a visitor's items score
 * above others. Stochastic gradient ascent on Σ ln σ(score(item) − score(other)) − regularization · ‖factors‖² / 2, over
 * drawn pairs of one of the visitor's items and an item that is not the visitor's.
 *
 * The history of a known visitor is answered from the learnt factors. A session or an unseen visitor gets factors folded in
 * from its items (see `learnFoldIn`), recent items of a session weighing most. Without items the biases rank.
 *
 * Source: Rendle et al. 2009, "BPR: Bayesian Personalized Ranking from Implicit Feedback" (UAI '09).
 */
export class Bpr extends VectorRecommender<z.infer<typeof schema>, State, Ready> {
  constructor(parameters: unknown = {}) {
    super('bpr', schema, parameters);
  }

  protected override memoryOn({ visitors, items }: Train): MemoryOf<z.infer<typeof schema>> {
    return ({ factors }) => ({ kernel: 4 * factors * (visitors.size + items.size) });
  }

  /** @throws InputError when the factors diverge. */
  protected async learn(train: Train, work: WorkOptions): Promise<State> {
    const { signal, epochs, updates, negatives, search } = this.parameters;
    const { statistics, ...matrix } = signalMatrix(train, signal);
    const threads = updateThreads(updates, work.threads);
    const trainer = await bprTrainer(matrix, train.items.size, { ...this.parameters, seed: work.seed, threads });
    await trainEpochs(this.name, trainer, { epochs, threads }, work);
    const factors = trainer.factors();
    const visitors = () => sampleQueries(factors.visitors, this.parameters.factors, work.seed);
    const index = await indexState(search, scoringVectors(factors), this.parameters.factors + 1, work, visitors);
    return { factors, foldIn: learnFoldIn(factors, matrix, negatives), statistics, index };
  }

  protected async prepare({ index, ...learnt }: State): Promise<Ready> {
    return { ...learnt, index: await openIndex(index, scoringVectors(learnt.factors), this.parameters.factors + 1) };
  }

  /** The factors of each query's visitor, followed by a 1 that multiplies the item biases. */
  protected vectors({ factors, foldIn: learnt, statistics }: Ready, queries: Queries): QueryVectors {
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
    return { vectors };
  }

  itemVectors(): ItemVectors {
    return { values: this.state.factors.items, factors: this.parameters.factors };
  }
}

const scoringVectors = ({ items, biases }: BprFactors): Float32Array => withBiases(items, biases);
