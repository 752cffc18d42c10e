import { z } from 'zod';
import { mix, type Train } from '../../data/index.js';
import { type SignalStatistics, signalMatrix, signalSchema } from '../../features/index.js';
import { contextWeights, sessionParameters } from '../base/context-weights.js';
import { fitted } from '../base/fitted.js';
import { parseParameters } from '../base/parameters.js';
import type {
  FitContext,
  ItemVectors,
  Queries,
  Rankings,
  Recommender,
  ScoredItems,
  WorkContext,
} from '../base/recommender.js';
import { readState, writeState } from '../base/state-file.js';
import { alsBytes, assertFits, fitAls, foldIn, packedRows } from '../kernels/index.js';
import {
  type IndexState,
  restoreIndex,
  sampleRows,
  similarVectors,
  type VectorIndex,
  vectorIndex,
} from '../vector-index/vector-index.js';

const uniform = { weights: { view: 1, addtocart: 1, transaction: 1 }, repeats: 1 };

const schema = z.strictObject({
  /** What an event is worth: a pair's part in the confidence. Every event counts 1 unless said. */
  signal: signalSchema(uniform),
  factors: z.int().positive().default(64),
  /** λ, added as it is to the system of every visitor and item. */
  regularization: z.number().nonnegative().default(50),
  /** The confidence in a pair is alpha times its signal, in every pair without events 1. */
  alpha: z.number().positive().max(1e6).default(40),
  iterations: z.int().positive().default(15),
  /** Steps of conjugate gradient for each visitor in an iteration, and for each item. */
  cgSteps: z.int().positive().default(3),
  ...sessionParameters(0.7),
  search: z.enum(['exact', 'hnsw']).default('exact'),
});

interface State {
  /** items × factors. */
  readonly items: Float32Array;
  readonly spectrum: Float64Array;
  readonly statistics: SignalStatistics;
}

/**
 * Factorizes what visitors did: the score is visitor · item, fitted to 1 for pairs with events and to 0 for all others by
 * weighted least squares, the weight being the confidence in each (Hu, Koren, Volinsky 2008, "Collaborative Filtering for
 * Implicit Feedback Datasets"; solved as in Takács, Pilászy, Tikk 2011).
 *
 * A visitor's factors are not kept: they follow from the items', and are solved for anew from each query's context. So a
 * visitor or a session unseen in training is answered like any other, and what a visitor did since training counts.
 */
export class Als implements Recommender {
  readonly name = 'als';
  parameters: z.infer<typeof schema>;
  #state: State | undefined;
  #index: VectorIndex | undefined;

  constructor(parameters: unknown = {}) {
    this.parameters = parseParameters(this.name, schema, parameters);
  }

  async fit(train: Train, context: FitContext): Promise<void> {
    const { search, factors } = this.parameters;
    const { visitors, ...state } = await this.#learn(train, context);
    this.#index = await vectorIndex(search, state.items, factors, context, visitors);
    this.#state = state;
  }

  /** The state, and the factors of some visitors: what queries of the index look like. */
  async #learn(
    train: Train,
    { seed, threads, signal, progress }: FitContext,
  ): Promise<State & { visitors: Float32Array }> {
    signal?.throwIfAborted();
    const { factors, iterations } = this.parameters;
    const size = { rows: train.visitors.size, columns: train.items.size, entries: 0 };
    assertFits(alsBytes(size, factors, threads));
    const matrix = signalMatrix(train, this.parameters.signal);
    const task = progress.start(`${this.name}: factors`, iterations * (size.rows + size.columns), 'rows');
    const streams = { rows: mix(seed, 0), columns: mix(seed, 1) };
    const start = (side: 'rows' | 'columns', entry: number) => (0.01 * mix(streams[side], entry)) / 2 ** 32;
    const { rows, columns, spectrum } = await fitAls(
      matrix,
      size.columns,
      { ...this.parameters, start },
      { threads, signal, onHalfStep: (solved) => task.update(solved) },
    );
    task.finish();
    return {
      items: packedRows(columns, factors),
      spectrum,
      statistics: matrix.statistics,
      visitors: sampleRows(rows, factors, mix(seed, 2)),
    };
  }

  async recommend(queries: Queries, k: number, context: Partial<WorkContext> = {}): Promise<Rankings> {
    const { items, spectrum, statistics } = fitted(this.#state, this.name);
    const touched = contextWeights(queries, this.parameters, statistics);
    const visitors = await foldIn(touched, { ...this.parameters, columns: items, spectrum }, context.signal);
    return fitted(this.#index, this.name).search(visitors, k, queries.exclude, context);
  }

  similarItems(item: number, k: number): ScoredItems {
    const { values, factors } = this.itemVectors();
    return similarVectors(values, factors, item, k);
  }

  itemVectors(): ItemVectors {
    return { values: fitted(this.#state, this.name).items, factors: this.parameters.factors };
  }

  async save(file: string): Promise<void> {
    const index = await fitted(this.#index, this.name).state();
    await writeState(file, this.name, this.parameters, { ...fitted(this.#state, this.name), index });
  }

  async load(file: string): Promise<void> {
    const { parameters, state } = await readState<State & { index: IndexState }>(file, this.name);
    const parsed = parseParameters(this.name, schema, parameters);
    const { index, ...learnt } = state;
    this.#index = await restoreIndex(index, learnt.items, parsed.factors);
    this.#state = learnt;
    this.parameters = parsed;
  }
}
