import { z } from 'zod';
import type { Train } from '../data/index.js';
import { cosineNeighbours, type Neighbours } from './cosine-neighbours.js';
import { distinctPairs } from './distinct-pairs.js';
import { Exclusion } from './exclusion.js';
import { fitted } from './fitted.js';
import { parseParameters } from './parameters.js';
import { emptyRankings, TopK } from './rankings.js';
import {
  contextItems,
  type Queries,
  queryCount,
  type Rankings,
  type Recommender,
  type ScoredItems,
  type WorkContext,
} from './recommender.js';
import { readState, writeState } from './state-file.js';

const schema = z.strictObject({
  /** Neighbours kept for each item. */
  neighbours: z.int().positive().default(200),
  /** In a session, how many of its last items count. */
  lastItems: z.int().positive().default(20),
  /** In a session, an item that lies `age` events back counts decay^age. */
  decay: z.number().positive().max(1).default(0.7),
});

/**
 * Recommends the items most similar to those of the context: the sum of cosine similarities to its items.
 *
 * An item is its own most similar one (similarity 1), since visitors return to what they just saw. In a session the last
 * items count most (decay^age); of a whole history each distinct item counts once. Source: Sarwar et al. 2001 (WWW '01,
 * section 3), cosine over binary columns.
 */
export class ItemKnn implements Recommender {
  readonly name = 'item-knn';
  parameters: z.infer<typeof schema>;
  #neighbours: Neighbours | undefined;

  constructor(parameters: unknown = {}) {
    this.parameters = parseParameters(this.name, schema, parameters);
  }

  async fit(train: Train, context: WorkContext): Promise<void> {
    const task = context.progress.start('item-knn: neighbours', train.items.size, 'items');
    this.#neighbours = cosineNeighbours(distinctPairs(train), this.parameters.neighbours, (done) => {
      context.signal?.throwIfAborted();
      task.update(done);
    });
    task.finish();
  }

  async recommend(queries: Queries, k: number, context: Partial<WorkContext> = {}): Promise<Rankings> {
    const neighbours = fitted(this.#neighbours, this.name);
    const items = neighbours.offsets.length - 1;
    const rankings = emptyRankings(queryCount(queries), k);
    const excluded = new Exclusion(items);
    const best = new TopK(Math.min(k, items));
    const score = new Float64Array(items);
    const touched = new Int32Array(items);
    for (let query = 0; query < queryCount(queries); query++) {
      context.signal?.throwIfAborted();
      excluded.set(queries.exclude, query);
      let others = 0;
      const add = (item: number, amount: number) => {
        if (score[item] === 0 && amount > 0) touched[others++] = item;
        score[item]! += amount;
      };
      for (const [item, weight] of this.#weights(queries, query)) {
        add(item, weight);
        for (let at = neighbours.offsets[item]!; at < neighbours.offsets[item + 1]!; at++)
          add(neighbours.values[at]!, weight * neighbours.similarities[at]!);
      }
      for (let i = 0; i < others; i++) {
        const item = touched[i]!;
        if (!excluded.has(item)) best.offer(item, score[item]!);
        score[item] = 0;
      }
      best.drain(rankings.items, rankings.scores, query * k);
    }
    return rankings;
  }

  /** The items of a context and what each counts. */
  #weights(queries: Queries, query: number): [item: number, weight: number][] {
    const items = contextItems(queries, query);
    if (queries.scope === 'history') return [...new Set(items)].map((item) => [item, 1]);
    const { lastItems, decay } = this.parameters;
    return Array.from(items.subarray(-lastItems).toReversed(), (item, age) => [item, decay ** age]);
  }

  similarItems(item: number, k: number): ScoredItems {
    const { offsets, values, similarities } = fitted(this.#neighbours, this.name);
    const start = offsets[item]!;
    const end = Math.min(offsets[item + 1]!, start + k);
    return { items: values.slice(start, end), scores: Float64Array.from(similarities.subarray(start, end)) };
  }

  async save(file: string): Promise<void> {
    await writeState(file, this.name, this.parameters, fitted(this.#neighbours, this.name));
  }

  async load(file: string): Promise<void> {
    const { parameters, state } = await readState<Neighbours>(file, this.name);
    this.parameters = parseParameters(this.name, schema, parameters);
    this.#neighbours = state;
  }
}
