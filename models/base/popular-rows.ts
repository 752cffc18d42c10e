import type { Lists } from '../../data/index.js';
import { popularityOrder } from '../../features/index.js';
import { Exclusion } from './exclusion.js';
import type { Rankings } from './recommender.js';

/**
 * Puts into the rows of some queries, in place of what is there, the most popular items, ties by item id; items without events are left out.
 * @param counts how popular each item is.
 */
export function fillWithPopular(
  rankings: Rankings,
  queries: readonly number[],
  counts: Float64Array,
  exclude: Lists,
): void {
  const order = popularityOrder(counts).filter((item) => counts[item]! > 0);
  const excluded = new Exclusion(counts.length);
  for (const query of queries) {
    excluded.set(exclude, query);
    const row = [query * rankings.k, (query + 1) * rankings.k] as const;
    rankings.items.fill(-1, ...row);
    rankings.scores.fill(Number.NEGATIVE_INFINITY, ...row);
    const given = order.filter((item) => !excluded.has(item)).subarray(0, rankings.k);
    rankings.items.set(given, row[0]);
    rankings.scores.set(
      Float64Array.from(given, (item) => counts[item]!),
      query * rankings.k,
    );
  }
}
