import { z } from 'zod';
import { type Lists, mix, type Random, seededRandom, type Train } from '../../data/index.js';
import { Exclusion } from '../base/exclusion.js';
import { emptyRankings } from '../base/rankings.js';
import { contextItems, type Queries, queryCount, type Rankings, type WorkOptions } from '../base/recommender.js';
import { StatefulRecommender } from '../base/stateful-recommender.js';

interface State {
  readonly seed: number;
  readonly items: number;
}

interface Ready extends State {
  /** 0 … items − 1 between queries. */
  readonly order: Int32Array;
  readonly excluded: Exclusion;
}

/**
 * Ranks items in an order drawn anew for every visitor and context: the baseline that every model must beat.
 *
 * The draw depends on the seed, the visitor and the context alone, so a query gets the same list in any batch.
 */
export class RandomRecommender extends StatefulRecommender<Record<string, never>, State, Ready> {
  constructor(parameters: unknown = {}) {
    super('random', z.strictObject({}), parameters);
  }

  protected learn(train: Train, { seed, reporter }: WorkOptions): State {
    const bar = reporter.start(this.name, train.items.size, 'items');
    bar.finish();
    return { seed, items: train.items.size };
  }

  protected prepare(state: State): Ready {
    const order = Int32Array.from({ length: state.items }, (_, item) => item);
    return { ...state, order, excluded: new Exclusion(state.items) };
  }

  protected answer(ready: Ready, queries: Queries, k: number, { abort }: Partial<WorkOptions>): Rankings {
    const rankings = emptyRankings(queryCount(queries), k);
    for (let query = 0; query < queryCount(queries); query++) {
      abort?.throwIfAborted();
      let at = query * k;
      draw(ready, queries, query, (item, score) => {
        if (at === (query + 1) * k) return false;
        rankings.items[at] = item;
        rankings.scores[at++] = score;
        return true;
      });
    }
    return rankings;
  }

  protected scores(ready: Ready, queries: Queries, asked: Lists, { abort }: Partial<WorkOptions>): Float64Array {
    const scores = new Float64Array(asked.values.length).fill(Number.NEGATIVE_INFINITY);
    for (let query = 0; query < queryCount(queries); query++) {
      abort?.throwIfAborted();
      const drawn = new Map<number, number>();
      draw(ready, queries, query, (item, score) => {
        drawn.set(item, score);
        return true;
      });
      for (let at = asked.offsets[query]!; at < asked.offsets[query + 1]!; at++)
        scores[at] = drawn.get(asked.values[at]!) ?? Number.NEGATIVE_INFINITY;
    }
    return scores;
  }
}

/**
 * Draws the items that are not excluded in random order, with score 1 / rank, until `take` returns false.
 * A partial Fisher–Yates shuffle, undone afterwards, so that no query shuffles the whole catalogue.
 */
function draw(
  { seed, items, order, excluded }: Ready,
  queries: Queries,
  query: number,
  take: (item: number, score: number) => boolean,
): void {
  excluded.set(queries.exclude, query);
  const random: Random = seededRandom(contextHash(seed, queries, query, items));
  const swaps: number[] = [];
  for (let rank = 0, drawn = 0; drawn < items; ) {
    const other = drawn + random.int(items - drawn);
    swaps.push(other);
    swap(order, drawn, other);
    const item = order[drawn++]!;
    if (excluded.has(item)) continue;
    if (!take(item, 1 / ++rank)) break;
  }
  while (swaps.length > 0) swap(order, swaps.length - 1, swaps.pop()!);
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
