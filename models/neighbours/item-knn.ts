import { z } from 'zod';
import { eventKinds, type Train } from '../../data/index.js';
import { binarySignal, type SignalStatistics, signalMatrix, signalSchema } from '../../features/index.js';
import { contextSignals } from '../base/context-signals.js';
import { sessionParameters } from '../base/context-weights.js';
import type { Queries, ScoredItems, WorkOptions } from '../base/recommender.js';
import { type AddQuery, SummingRecommender } from '../base/summing-recommender.js';
import { firstNeighbours, type ItemNeighbours, itemNeighbours, itemSimilarities } from './item-neighbours.js';

const schema = z
  .strictObject({
    /** Neighbours kept for each item. */
    neighbours: z.int().positive().default(200),
    /** Similarity of columns of the visitor × item matrix; `bm25` first weights it with the signal's `k1` and `b`. */
    similarity: z.enum(itemSimilarities).default('cosine'),
    ...sessionParameters(0.7),
    /** The weights of events, in the matrix and in contexts; binary by default. */
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

interface Ready extends State {
  readonly items: number;
}

/** Calls back with each item of a query's context and its weight. */
type EachItem = (query: number, call: (item: number, worth: number) => void) => void;

/**
 * Recommends the items most similar to those of the context: Σ weight · similarity over its items.
 *
 * An item is most similar to itself, since visitors return to what they just saw. In a session the last events weigh most
 * (weight of the kind · decay^age); in a history an item's weight is its signal, before weighting.
 * Sources: Sarwar et al. 2001 (WWW '01, section 3) for cosine; BM25 as implicit's BM25Recommender has it.
 */
export class ItemKnn extends SummingRecommender<z.infer<typeof schema>, State, Ready> {
  constructor(parameters: unknown = {}) {
    super('item-knn', schema, parameters);
  }

  /** @throws InputError when no event of train has a positive signal. */
  protected async learn(train: Train, work: WorkOptions): Promise<State> {
    const { neighbours, similarity, signal } = this.parameters;
    const matrix = signalMatrix(train, similarity === 'bm25' ? { ...signal, weighting: 'bm25' } : signal);
    const bar = work.reporter.start('item-knn: neighbours', train.items.size, 'items');
    const found = await itemNeighbours(matrix, similarity, neighbours, {
      threads: work.threads,
      abort: work.abort,
      onColumn: (done) => bar.update(done),
    });
    bar.finish();
    return { neighbours: found, statistics: matrix.statistics };
  }

  protected prepare(state: State): Ready {
    return { ...state, items: state.neighbours.self.length };
  }

  protected adder({ neighbours, statistics, items }: Ready, queries: Queries): AddQuery {
    const { offsets, values, similarities, self } = neighbours;
    const each = queries.scope === 'history' ? this.#history(queries, statistics) : this.#session(queries);
    return (query, scores) =>
      each(query, (item, worth) => {
        if (item >= items) return;
        if (scores.traces) scores.because([item]);
        scores.add(item, worth * self[item]!);
        for (let at = offsets[item]!; at < offsets[item + 1]!; at++) scores.add(values[at]!, worth * similarities[at]!);
      });
  }

  /** Each item of a history with its weight. */
  #history(queries: Queries, statistics: SignalStatistics): EachItem {
    const signal = { ...this.parameters.signal, weighting: 'none' } as const;
    const { offsets, values, weights } = contextSignals(queries, signal, statistics);
    return (query, call) => {
      for (let at = offsets[query]!; at < offsets[query + 1]!; at++) call(values[at]!, weights[at]!);
    };
  }

  /** The last events of a session, most recent first. */
  #session({ from, to, events }: Queries): EachItem {
    const { lastItems, decay, signal } = this.parameters;
    return (query, call) => {
      const first = Math.max(from[query]!, to[query]! - lastItems);
      for (let event = to[query]! - 1, age = 0; event >= first; event--, age++)
        call(events.item[event]!, signal.weights[eventKinds[events.kind[event]!]!] * decay ** age);
    };
  }

  similarItems(item: number, k: number): ScoredItems {
    return firstNeighbours(this.state.neighbours, item, k);
  }
}
