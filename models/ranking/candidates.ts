import type { Lists } from '../../data/index.js';
import { TopK } from '../base/rankings.js';
import { type Queries, queryCount, type Recommender, type WorkOptions } from '../base/recommender.js';

/** Items that several retrievers propose for a batch of queries. */
export interface Candidates {
  /** List `i`: the items of query `i`, the best first by {@link fused}. */
  readonly items: Lists;
  /** Parallel to the items' values: Σ 1 / (10 + rank) over the retrievers. */
  readonly fused: Float64Array;
  /** For each retriever, parallel to the items' values: the rank from 1, and the score over that of its best item; NaN where it does not list the item. */
  readonly ranks: readonly Float32Array[];
  readonly shares: readonly Float32Array[];
}

/** How many items each retriever lists, and how many of all are kept. */
export interface Retrieval {
  readonly depth: number;
  readonly kept: number;
}

/** A rank counts 1 / (damping + rank): the smaller, the more first places count (Cormack et al. 2009, "Reciprocal rank fusion"). */
const damping = 10;

/** What a rank, from 1, adds to {@link Candidates.fused}; nothing without a rank. */
export const fusedOf = (rank: number): number => (Number.isNaN(rank) ? 0 : 1 / (damping + rank));

/** Asks all retrievers for lists and keeps the items that stand highest in them together. */
export async function retrieve(
  retrievers: readonly Recommender[],
  queries: Queries,
  { depth, kept }: Retrieval,
  work: Partial<WorkOptions>,
): Promise<Candidates> {
  const lists = [];
  for (const retriever of retrievers) lists.push(await retriever.recommend(queries, depth, work));
  const count = queryCount(queries);
  const offsets = new Int32Array(count + 1);
  const values = new Int32Array(count * kept).fill(-1);
  const fused = new Float64Array(count * kept);
  const sum = new Map<number, number>();
  for (let query = 0; query < count; query++) {
    sum.clear();
    for (const { items } of lists)
      for (let rank = 0; rank < depth; rank++) {
        const item = items[query * depth + rank]!;
        if (item < 0) break;
        sum.set(item, (sum.get(item) ?? 0) + fusedOf(rank + 1));
      }
    const best = new TopK(Math.min(kept, sum.size));
    for (const [item, of] of sum) best.offer(item, of);
    best.drain(values, fused, offsets[query]!);
    offsets[query + 1] = offsets[query]! + Math.min(kept, sum.size);
  }
  const size = offsets[count]!;
  const items: Lists = { offsets, values: values.slice(0, size) };
  const places = lists.map((list) => placesIn(list, items, depth));
  return {
    items,
    fused: fused.slice(0, size),
    ranks: places.map(({ rank }) => rank),
    shares: places.map(({ share }) => share),
  };
}

/**
 * Keeps those candidates that are among some items.
 * @param items list `first + i`: items of query `i`.
 * @returns for each candidate kept the place in `items.values` that it has.
 */
export function candidatesAmong(
  { items: { offsets, values }, fused, ranks, shares }: Candidates,
  items: Lists,
  first: number,
): { kept: Candidates; places: Int32Array } {
  const rows: number[] = [];
  const places: number[] = [];
  const ends = new Int32Array(offsets.length);
  for (let query = 0; query + 1 < offsets.length; query++) {
    const own = values.subarray(offsets[query]!, offsets[query + 1]!);
    for (let at = items.offsets[first + query]!; at < items.offsets[first + query + 1]!; at++) {
      const row = own.indexOf(items.values[at]!);
      if (row < 0) continue;
      rows.push(offsets[query]! + row);
      places.push(at);
    }
    ends[query + 1] = rows.length;
  }
  const take = (column: Float32Array) => Float32Array.from(rows, (row) => column[row]!);
  const kept = {
    items: { offsets: ends, values: Int32Array.from(rows, (row) => values[row]!) },
    fused: Float64Array.from(rows, (row) => fused[row]!),
    ranks: ranks.map(take),
    shares: shares.map(take),
  };
  return { kept, places: Int32Array.from(places) };
}

/** The ranks and shares of score of items in one retriever's lists. */
function placesIn(
  list: { readonly items: Int32Array; readonly scores: Float64Array },
  { offsets, values }: Lists,
  depth: number,
): { rank: Float32Array; share: Float32Array } {
  const rank = new Float32Array(values.length).fill(Number.NaN);
  const share = new Float32Array(values.length).fill(Number.NaN);
  const place = new Map<number, number>();
  for (let query = 0; query + 1 < offsets.length; query++) {
    place.clear();
    const [from, to] = [query * depth, (query + 1) * depth];
    let largest = 0;
    for (let at = from; at < to && list.items[at]! >= 0; at++) {
      place.set(list.items[at]!, at);
      largest = Math.max(largest, Math.abs(list.scores[at]!));
    }
    for (let at = offsets[query]!; at < offsets[query + 1]!; at++) {
      const found = place.get(values[at]!);
      if (found === undefined) continue;
      rank[at] = found - from + 1;
      share[at] = largest > 0 ? list.scores[found]! / largest : 0;
    }
  }
  return { rank, share };
}
