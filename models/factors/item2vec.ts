import { z } from 'zod';
import { groupBy, InputError, type Lists, type Train } from '../../data/index.js';
import { sessionParameters } from '../base/context-weights.js';
import type { MemoryOf } from '../base/memory.js';
import { contextItems, type ItemVectors, type Queries, queryCount, type WorkOptions } from '../base/recommender.js';
import { sessionItems } from '../base/session-items.js';
import { type SkipGramVectors, skipGramTrainer } from '../kernels/index.js';
import type { IndexState, QueryVectors, VectorReady } from '../vector-index/index.js';
import { indexState, openIndex, sampleRows, VectorRecommender } from '../vector-index/index.js';
import { updatesSchema, updateThreads } from './hogwild-updates.js';
import { trainEpochs } from './train-epochs.js';

const schema = z.strictObject({
  /**
   * The sequences that serve as sentences: sessions, or the visitors' whole histories, for logs whose sessions mostly have
   * one event and so no neighbours.
   */
  sequences: z.enum(['sessions', 'visitors']).default('sessions'),
  factors: z.int().positive().default(64),
  /** The initial rate; it falls linearly to nearly 0. */
  learningRate: z.number().positive().default(0.15),
  epochs: z.int().positive().default(10),
  /** The largest window: each event draws its window from 1 to this. */
  window: z.int().positive().default(5),
  /** Negatives for each neighbour, … */
  negatives: z.int().positive().default(20),
  /** … drawn in proportion to (number of events)^power: uniformly at 0; below 0 rare items are drawn more often. */
  power: z.number().default(0.75),
  /** An event of an item with share s of all events is kept with probability √(subsample / s); 0 keeps all. */
  subsample: z.number().nonnegative().default(0),
  updates: updatesSchema,
  ...sessionParameters(0.7),
  search: z.enum(['exact', 'hnsw']).default('exact'),
});

interface State extends SkipGramVectors {
  readonly index: IndexState;
}

interface Ready extends VectorReady {
  /** items × factors. */
  readonly inputs: Float32Array;
}

/**
 * Item vectors learnt from sequences as word vectors are from sentences: skip-gram with negative sampling.
 *
 * A context's vector is the weighted mean of its items' input vectors, recent items of a session weighing most. An item's score
 * is the product of its output vector with the context's, as in training. (The similarity of input vectors, as in the first
 * paper, finds interchangeable items rather than the next ones; `similarItems` returns it.) Items of the context are
 * ranked like any other.
 *
 * Source: Barkan & Koenigstein 2016, "Item2Vec: Neural Item Embedding for Collaborative Filtering" (MLSP '16);
 * Caselles-Dupré, Lesaint & Royo-Letelier 2018, "Word2Vec applied to recommendation: Hyperparameters matter" (RecSys '18).
 */
export class Item2Vec extends VectorRecommender<z.infer<typeof schema>, State, Ready> {
  constructor(parameters: unknown = {}) {
    super('item2vec', schema, parameters);
  }

  protected override memoryOn({ items, visitor, session }: Train): MemoryOf<z.infer<typeof schema>> {
    const longest = { sessions: mostOfOne(session), visitors: mostOfOne(visitor) };
    return ({ factors, window, negatives, sequences }) => ({
      kernel: 8 * factors * items.size + 4 * Math.min(2 * window, longest[sequences]) * (1 + negatives),
    });
  }

  /** @throws InputError when no sequence has neighbours, the vectors diverge or do not fit into memory. */
  protected async learn(train: Train, work: WorkOptions): Promise<State> {
    const { epochs, updates, search, factors } = this.parameters;
    const sequences = this.#sequences(train);
    const threads = updateThreads(updates, work.threads);
    const options = { ...this.parameters, seed: work.seed, threads };
    const trainer = await skipGramTrainer(sequences, train.items.size, options);
    await trainEpochs(this.name, trainer, { epochs, threads }, work);
    const { inputs, outputs } = trainer.vectors();
    const contexts = () => sampleRows({ values: inputs, stride: factors }, factors, work.seed);
    return { inputs, outputs, index: await indexState(search, outputs, factors, work, contexts) };
  }

  #sequences(train: Train): Lists {
    const sequences = this.parameters.sequences === 'sessions' ? sessionItems(train, this.name) : visitorItems(train);
    const { offsets, values } = sequences;
    for (let i = 0; i + 1 < offsets.length; i++)
      for (let at = offsets[i]! + 1; at < offsets[i + 1]!; at++) if (values[at] !== values[at - 1]) return sequences;
    throw new InputError(
      `item2vec: none of the ${this.parameters.sequences} has two different items`,
      {},
      'longer sequences (parameter sequences: visitors), or another model',
    );
  }

  protected async prepare({ inputs, outputs, index }: State): Promise<Ready> {
    return { inputs, index: await openIndex(index, outputs, this.parameters.factors) };
  }

  /** The weighted mean input vector of each query's context, over the items known from training. */
  protected vectors({ inputs }: Ready, queries: Queries): QueryVectors {
    const { factors } = this.parameters;
    const items = inputs.length / factors;
    const vectors = new Float32Array(queryCount(queries) * factors);
    for (let query = 0; query < queryCount(queries); query++) {
      const weights = this.#weights(queries, query).filter(([item, weight]) => item < items && weight > 0);
      const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of weights)
        for (let f = 0; f < factors; f++)
          vectors[query * factors + f]! += (weight / total) * inputs[item * factors + f]!;
    }
    return { vectors };
  }

  /** The items of a context and their weights. */
  #weights(queries: Queries, query: number): [item: number, weight: number][] {
    const items = contextItems(queries, query);
    if (queries.scope === 'history') return Array.from(new Set(items), (item) => [item, 1]);
    const { lastItems, decay } = this.parameters;
    return Array.from(items.subarray(-lastItems).toReversed(), (item, age) => [item, decay ** age]);
  }

  itemVectors(): ItemVectors {
    return { values: this.state.inputs, factors: this.parameters.factors };
  }
}

/** The items of each visitor, in order of the events. */
function visitorItems(train: Train): Lists {
  const { offsets, values: events } = groupBy(train.visitor, train.visitors.size);
  return { offsets, values: events.map((event) => train.item[event]!) };
}

/** The count of the most frequent id, ignoring ids below 0. */
function mostOfOne(ids: Int32Array): number {
  const times = new Int32Array(ids.reduce((bound, id) => Math.max(bound, id + 1), 0));
  let most = 0;
  for (const id of ids) if (id >= 0) most = Math.max(most, ++times[id]!);
  return most;
}
