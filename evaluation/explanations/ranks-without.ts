import type { Queries, Recommender, WorkOptions } from '../../models/index.js';
import { type Removal, withoutItems } from './without-items.js';

/** The rank of an item is asked for, had the visitor never met some others. */
export interface RankWithout extends Removal {
  readonly item: number;
}

/** Queries that are answered together: bounds memory. */
const batchSize = 1024;

/**
 * The rank, from 1, of an item in the list that a query would get without some items of its context; `depth` + 1 where it is not among the
 * first `depth`. Each query without the same items is answered once.
 */
export async function ranksWithout(
  model: Recommender,
  queries: Queries,
  asked: readonly RankWithout[],
  depth: number,
  work: Partial<WorkOptions>,
): Promise<Int32Array> {
  const removals = new Map<string, { removal: Removal; asking: number[] }>();
  for (const [at, { query, without }] of asked.entries()) {
    const key = `${query} ${without.toSorted((a, b) => a - b)}`;
    const known = removals.get(key) ?? { removal: { query, without }, asking: [] };
    known.asking.push(at);
    removals.set(key, known);
  }
  const ranks = new Int32Array(asked.length);
  const all = [...removals.values()];
  for (let first = 0; first < all.length; first += batchSize) {
    const some = all.slice(first, first + batchSize);
    const changed = withoutItems(
      queries,
      some.map(({ removal }) => removal),
    );
    const { items } = await model.recommend(changed, depth, work);
    for (const [row, { asking }] of some.entries()) {
      const list = items.subarray(row * depth, (row + 1) * depth);
      for (const at of asking) {
        const place = list.indexOf(asked[at]!.item);
        ranks[at] = 1 + (place < 0 ? depth : place);
      }
    }
  }
  return ranks;
}
