import type { WeightedLists } from '../../data/index.js';
import { rowSignals, type Signal, type SignalStatistics } from '../../features/index.js';
import { type Queries, queryCount } from './recommender.js';

/**
 * The contexts of a batch of queries as rows of the matrix that a model was fitted on: list `i` holds the distinct items
 * of query `i` and their signal at the query's time.
 */
export function contextSignals(queries: Queries, signal: Signal, statistics: SignalStatistics): WeightedLists {
  const { from, to, events, time } = queries;
  const count = queryCount(queries);
  const offsets = new Int32Array(count + 1);
  for (let query = 0; query < count; query++) offsets[query + 1] = offsets[query]! + to[query]! - from[query]!;
  const item = new Int32Array(offsets[count]!);
  const kind = new Uint8Array(offsets[count]!);
  const at = new Float64Array(offsets[count]!);
  for (let query = 0; query < count; query++) {
    item.set(events.item.subarray(from[query]!, to[query]!), offsets[query]);
    kind.set(events.kind.subarray(from[query]!, to[query]!), offsets[query]);
    at.set(events.time.subarray(from[query]!, to[query]!), offsets[query]);
  }
  return rowSignals({ offsets, item, kind, time: at, now: (query) => time[query]! }, signal, statistics);
}
