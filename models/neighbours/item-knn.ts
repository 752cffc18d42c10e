import { z } from 'zod';
import { eventKinds, type Train } from '../../data/index.js';
import { binarySignal, type SignalStatistics, signalMatrix, signalSchema } from '../../features/index.js';
import { contextSignals } from '../base/context-signals.js';
import { sessionParameters } from '../base/context-weights.js';
import { Exclusion } from '../base/exclusion.js';
import { fitted } from '../base/fitted.js';
import { ItemScores } from '../base/item-scores.js';
import { parseParameters } from '../base/parameters.js';
import { emptyRankings, TopK } from '../base/rankings.js';
import {
  type Queries,
  queryCount,
  type Rankings,
  type Recommender,
  type ScoredItems,
  type WorkContext,
} from '../base/recommender.js';
import { readState, writeState } from '../base/state-file.js';
import { firstNeighbours } from './first-neighbours.js';
import { type ItemNeighbours, itemNeighbours, itemSimilarities } from './item-neighbours.js';

const schema = z
  .strictObject({
    /** Neighbours kept for each item. */
    neighbours: z.int().positive().default(200),
    /** Of the columns of the visitor × item matrix; `bm25` weighs it with the signal's `k1` and `b` first. */
    similarity: z.enum(itemSimilarities).default('cosine'),
    ...sessionParameters(0.7),
    /** Makes the matrix, and says what the events of a context count; binary unless said. */
    signal: signalSchema(binarySignal),
  })
  .refine(({ similarity, signal }) => similarity === 'cosine' || signal.weighting === 'none', {
    path: ['signal', 'weighting'],
    error: '"none" unless similarity is "cosine": "bm25" weighs the matrix itself, "jaccard" reads no weights',
  });

interface State {
  readonly neighbours: ItemNeighbours;
  readonly statistics: SignalStatistics;
}

/**
 * Recommends the items most similar to those of the context: Σ worth · similarity over its items.
 *
 * An item is its own most similar one, since visitors return to what they just saw. In a session the last events count
 * most (weight of the kind · decay^age); of a whole history each item counts what the signal says, before weighting.
 * Sources: Sarwar et al. 2001 (WWW '01, section 3) for cosine; BM25 as implicit's BM25Recommender has it.
 */
export class ItemKnn implements Recommender {
  readonly name = 'item-knn';
  parameters: z.infer<typeof schema>;
  #state: State | undefined;

  constructor(parameters: unknown = {}) {
    this.parameters = parseParameters(this.name, schema, parameters);
  }

  /** @throws InputError when the signal finds nothing in train. */
  async fit(train: Train, context: WorkContext): Promise<void> {
    const { neighbours, similarity, signal } = this.parameters;
    context.signal?.throwIfAborted();
    const matrix = signalMatrix(train, similarity === 'bm25' ? { ...signal, weighting: 'bm25' } : signal);
    const task = context.progress.start('item-knn: neighbours', train.items.size, 'items');
    const found = await itemNeighbours(matrix, similarity, neighbours, {
      threads: context.threads,
      signal: context.signal,
      onColumn: (done) => task.update(done),
    });
    this.#state = { neighbours: found, statistics: matrix.statistics };
    task.finish();
  }

  async recommend(queries: Queries, k: number, context: Partial<WorkContext> = {}): Promise<Rankings> {
    const { neighbours, statistics } = fitted(this.#state, this.name);
    const { offsets, values, similarities, self } = neighbours;
    const rankings = emptyRankings(queryCount(queries), k);
    const excluded = new Exclusion(self.length);
    const best = new TopK(Math.min(k, self.length));
    const scores = new ItemScores(self.length);
    const add = (item: number, worth: number) => {
      scores.add(item, worth * self[item]!);
      for (let at = offsets[item]!; at < offsets[item + 1]!; at++) scores.add(values[at]!, worth * similarities[at]!);
    };
    const addContext = queries.scope === 'history' ? this.#history(queries, statistics) : this.#session(queries);
    for (let query = 0; query < queryCount(queries); query++) {
      context.signal?.throwIfAborted();
      excluded.set(queries.exclude, query);
      addContext(query, add);
      scores.drain(excluded, best, rankings, query);
    }
    return rankings;
  }

  /** Adds each item of a history with what it is worth. */
  #history(queries: Queries, statistics: SignalStatistics) {
    const { offsets, values, weights } = contextSignals(
      queries,
      { ...this.parameters.signal, weighting: 'none' },
      statistics,
    );
    return (query: number, add: (item: number, worth: number) => void) => {
      for (let at = offsets[query]!; at < offsets[query + 1]!; at++) add(values[at]!, weights[at]!);
    };
  }

  /** Adds the last events of a session, the last first. */
  #session({ from, to, events }: Queries) {
    const { lastItems, decay, signal } = this.parameters;
    return (query: number, add: (item: number, worth: number) => void) => {
      const first = Math.max(from[query]!, to[query]! - lastItems);
      for (let event = to[query]! - 1, age = 0; event >= first; event--, age++)
        add(events.item[event]!, signal.weights[eventKinds[events.kind[event]!]!] * decay ** age);
    };
  }

  similarItems(item: number, k: number): ScoredItems {
    return firstNeighbours(fitted(this.#state, this.name).neighbours, item, k);
  }

  async save(file: string): Promise<void> {
    await writeState(file, this.name, this.parameters, fitted(this.#state, this.name));
  }

  async load(file: string): Promise<void> {
    const { parameters, state } = await readState<State>(file, this.name);
    this.parameters = parseParameters(this.name, schema, parameters);
    this.#state = state;
  }
}
