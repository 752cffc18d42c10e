import { z } from 'zod';
import { mix, seededRandom, type Train } from '../../data/index.js';
import { Exclusion } from '../base/exclusion.js';
import { fitted } from '../base/fitted.js';
import { parseParameters } from '../base/parameters.js';
import { emptyRankings } from '../base/rankings.js';
import {
  contextItems,
  type Queries,
  queryCount,
  type Rankings,
  type Recommender,
  type WorkContext,
} from '../base/recommender.js';
import { readState, writeState } from '../base/state-file.js';

/**
 * Ranks items in an order drawn anew for every visitor and context: the floor that any model must clear.
 *
 * The draw depends on the seed, the visitor and the context alone, so that a query gets the same list in any batch.
 */
export class RandomRecommender implements Recommender {
  readonly name = 'random';
  readonly parameters: Record<string, never>;
  #state: { seed: number; items: number } | undefined;

  constructor(parameters: unknown = {}) {
    this.parameters = parseParameters(this.name, z.strictObject({}), parameters);
  }

  async fit(train: Train, context: WorkContext): Promise<void> {
    context.signal?.throwIfAborted();
    const task = context.progress.start(this.name, train.items.size, 'items');
    this.#state = { seed: context.seed, items: train.items.size };
    task.finish();
  }

  async recommend(queries: Queries, k: number, context: Partial<WorkContext> = {}): Promise<Rankings> {
    const { seed, items } = fitted(this.#state, this.name);
    const rankings = emptyRankings(queryCount(queries), k);
    const order = Int32Array.from({ length: items }, (_, item) => item);
    const excluded = new Exclusion(items);
    for (let query = 0; query < queryCount(queries); query++) {
      context.signal?.throwIfAborted();
      excluded.set(queries.exclude, query);
      const random = seededRandom(contextHash(seed, queries, query, items));
      let rank = 0;
      let drawn = 0;
      const swaps: number[] = [];
      // A partial Fisher–Yates shuffle, undone afterwards: no query pays for the whole catalogue.
      while (rank < k && drawn < items) {
        const other = drawn + random.int(items - drawn);
        swaps.push(other);
        swap(order, drawn, other);
        const item = order[drawn++]!;
        if (excluded.has(item)) continue;
        rankings.items[query * k + rank] = item;
        rankings.scores[query * k + rank] = 1 / ++rank;
      }
      while (drawn > 0) swap(order, --drawn, swaps[drawn]!);
    }
    return rankings;
  }

  async save(file: string): Promise<void> {
    await writeState(file, this.name, this.parameters, fitted(this.#state, this.name));
  }

  async load(file: string): Promise<void> {
    this.#state = (await readState<{ seed: number; items: number }>(file, this.name)).state;
  }
}

function swap(order: Int32Array, a: number, b: number): void {
  const held = order[a]!;
  order[a] = order[b]!;
  order[b] = held;
}

function contextHash(seed: number, queries: Queries, query: number, items: number): number {
  let hash = mix(mix(0, seed), queries.visitor[query]!);
  for (const item of contextItems(queries, query)) if (item < items) hash = mix(hash, item);
  return hash;
}
