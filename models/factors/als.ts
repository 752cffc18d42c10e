import { z } from 'zod';
import { type Lists, mix, type Train } from '../../data/index.js';
import { type SignalStatistics, signalMatrix, signalSchema } from '../../features/index.js';
import { contextWeights, sessionParameters } from '../base/context-weights.js';
import type { MemoryOf } from '../base/memory.js';
import type { Evidence, FitOptions, ItemVectors, Queries, WorkOptions } from '../base/recommender.js';
import { AlsFoldIn, alsBytes, fitAls, packedRows } from '../kernels/index.js';
import type { IndexState, QueryVectors, VectorReady } from '../vector-index/index.js';
import { indexState, openIndex, sampleRows, VectorRecommender } from '../vector-index/index.js';
import { explainFoldIn } from './explain-fold-in.js';

const uniform = { weights: { view: 1, addtocart: 1, transaction: 1 }, repeats: 1 };

const schema = z.strictObject({
  /** The weights of events: a pair's sum enters its confidence. By default every event weighs 1. */
  signal: signalSchema(uniform),
  factors: z.int().positive().default(64),
  /** λ, added unscaled to the system of every visitor and item. */
  regularization: z.number().nonnegative().default(50),
  /** The confidence in a pair is alpha times its signal; in a pair without events it is 1. */
  alpha: z.number().positive().max(1e6).default(40),
  iterations: z.int().positive().default(15),
  /** Conjugate gradient steps for each visitor and each item in an iteration. */
  cgSteps: z.int().positive().default(3),
  ...sessionParameters(0.7),
  search: z.enum(['exact', 'hnsw']).default('exact'),
});

interface State {
  /** items × factors. */
  readonly items: Float32Array;
  readonly spectrum: Float64Array;
  readonly statistics: SignalStatistics;
  readonly index: IndexState;
}

interface Ready extends VectorReady {
  readonly statistics: SignalStatistics;
  readonly foldIn: AlsFoldIn;
}

/** The remark for pairs whose alpha × signal is below 1, the confidence without events: see docs/definitions.md, "ALS". */
const weakPairs = (weak: number, pairs: number): string =>
  `${Math.ceil((100 * weak) / pairs)} % of the pairs with events have alpha × signal below 1 and count less than a pair without: raise alpha`;

/**
 * Factorizes the visitor × item matrix: the score is visitor · item, fitted to 1 for pairs with events and to 0 for all others
 * by least squares weighted by the confidence in each pair (Hu, Koren, Volinsky 2008, "Collaborative Filtering for
 * Implicit Feedback Datasets"; solved as in Takács, Pilászy, Tikk 2011).
 *
 * Visitor factors are not kept: they are solved anew from each query's context and the item factors. So visitors and sessions
 * unseen in training are treated like any other, and events since training count.
 */
export class Als extends VectorRecommender<z.infer<typeof schema>, State, Ready> {
  constructor(parameters: unknown = {}) {
    super('als', schema, parameters);
  }

  protected override memoryOn({ visitors, items }: Train): MemoryOf<z.infer<typeof schema>> {
    const size = { rows: visitors.size, columns: items.size, entries: 0 };
    return ({ factors }) => ({ kernel: alsBytes(size, factors, 1) });
  }

  protected async learn(train: Train, work: FitOptions): Promise<State> {
    const { seed, threads, abort, reporter } = work;
    const { alpha, factors, iterations, search } = this.parameters;
    const size = { rows: train.visitors.size, columns: train.items.size };
    const matrix = signalMatrix(train, this.parameters.signal);
    const weak = matrix.weights.reduce((pairs, signal) => pairs + Number(alpha * signal < 1), 0);
    if (weak > 0) reporter.say(this.name, weakPairs(weak, matrix.weights.length), 'note');
    const bar = reporter.start(`${this.name}: factors`, iterations * (size.rows + size.columns), 'rows');
    const streams = { rows: mix(seed, 0), columns: mix(seed, 1) };
    const start = (side: 'rows' | 'columns', entry: number) => (0.01 * mix(streams[side], entry)) / 2 ** 32;
    const { rows, columns, spectrum } = await fitAls(
      matrix,
      size.columns,
      { ...this.parameters, start },
      { threads, abort, onHalfStep: (solved) => bar.update(solved) },
    );
    bar.finish();
    const items = packedRows(columns, factors);
    // A sample of the index's queries.
    const visitors = () => sampleRows(rows, factors, mix(seed, 2));
    const index = await indexState(search, items, factors, work, visitors);
    return { items, spectrum, statistics: matrix.statistics, index };
  }

  protected async prepare({ items, spectrum, statistics, index }: State): Promise<Ready> {
    const { factors } = this.parameters;
    return {
      statistics,
      index: await openIndex(index, items, factors),
      foldIn: new AlsFoldIn({ ...this.parameters, columns: items, spectrum }),
    };
  }

  protected async vectors(
    { statistics, foldIn }: Ready,
    queries: Queries,
    { abort }: Partial<WorkOptions>,
  ): Promise<QueryVectors> {
    return { vectors: await foldIn.solve(contextWeights(queries, this.parameters, statistics), abort) };
  }

  /** The evidence is what each context item adds to the score, given the others: see {@link explainFoldIn}. */
  async explain(queries: Queries, items: Lists, work: Partial<WorkOptions> = {}): Promise<Evidence[][]> {
    const scores = await this.score(queries, items, work);
    const read = this.read(queries);
    const weights = contextWeights(read, this.parameters, this.ready.statistics);
    const { items: vectors, spectrum } = this.state;
    return explainFoldIn(read, weights, items, scores, { ...this.parameters, columns: vectors, spectrum });
  }

  itemVectors(): ItemVectors {
    return { values: this.state.items, factors: this.parameters.factors };
  }
}
