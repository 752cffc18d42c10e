import { z } from 'zod';
import type { WeightedLists } from '../../data/index.js';
import type { Signal, SignalStatistics } from '../../features/index.js';
import { contextSignals } from './context-signals.js';
import { contextItems, type Queries, queryCount } from './recommender.js';

/** The parameters that weight the items of a session. @param decay the model's default. */
export const sessionParameters = (decay: number) => ({
  /** The number of a session's last events that count … */
  lastItems: z.int().positive().default(20),
  /** … and an event `age` events back has weight decay^age. */
  decay: z.number().positive().max(1).default(decay),
});

/** How the items of a context are weighted. */
export interface ContextWeighting {
  /** In a history an item's weight is its signal. */
  readonly signal: Signal;
  /** In a session only this many last events count, … */
  readonly lastItems: number;
  /** … and an event `age` events back has weight decay^age. */
  readonly decay: number;
}

/**
 * The distinct items of each query's context and their weights. The scope decides: in a session recent items weigh most, in a
 * history the weight is the signal. List `i` belongs to query `i`, items ascending; items unknown to the fit are left out.
 *
 * The session 4 4 3 with decay .5: item 3 has weight 1, item 4 .5 + .25.
 */
export function contextWeights(
  queries: Queries,
  { signal, lastItems, decay }: ContextWeighting,
  statistics: SignalStatistics,
): WeightedLists {
  if (queries.scope === 'history') return contextSignals(queries, signal, statistics);
  const offsets = new Int32Array(queryCount(queries) + 1);
  const values: number[] = [];
  const weights: number[] = [];
  const weight = new Map<number, number>();
  for (let query = 0; query < queryCount(queries); query++) {
    weight.clear();
    const items = contextItems(queries, query).subarray(-lastItems);
    for (let age = 0; age < items.length; age++) {
      const item = items[items.length - 1 - age]!;
      if (item >= statistics.itemLength.length) continue;
      weight.set(item, (weight.get(item) ?? 0) + decay ** age);
    }
    for (const item of [...weight.keys()].sort((a, b) => a - b)) {
      values.push(item);
      weights.push(weight.get(item)!);
    }
    offsets[query + 1] = values.length;
  }
  return { offsets, values: Int32Array.from(values), weights: Float32Array.from(weights) };
}
