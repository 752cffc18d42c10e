import { z } from 'zod';
import type { WeightedLists } from '../../data/index.js';
import type { Signal, SignalStatistics } from '../../features/index.js';
import { contextSignals } from './context-signals.js';
import { contextItems, type Queries, queryCount } from './recommender.js';

/** The parameters by which a model reads a session. @param decay the model's default. */
export const sessionParameters = (decay: number) => ({
  /** In a session, how many of its last events count … */
  lastItems: z.int().positive().default(20),
  /** … and one that lies `age` events back counts decay^age. */
  decay: z.number().positive().max(1).default(decay),
});

/** How the items of a context count. */
export interface ContextWeighting {
  /** In a history, by what its events are worth. */
  readonly signal: Signal;
  /** In a session the last so many events count, … */
  readonly lastItems: number;
  /** … one that lies `age` events back decay^age. */
  readonly decay: number;
}

/**
 * The distinct items of each query's context and what each counts, as its scope asks: of a session the recent ones most,
 * of a history what the signal says. List `i` is query `i`'s, items ascending; those that the fit did not know are left out.
 *
 * The session 4 4 3 with decay .5: item 3 counts 1, item 4 .5 + .25.
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
