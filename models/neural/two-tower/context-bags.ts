import type { WeightedLists } from '../../../data/index.js';
import { contextItems, type Queries, queryCount } from '../../base/recommender.js';
import { BagBuilder } from './bag-builder.js';

/** How a session is read: its last events, an event `age` events back with weight decay^age. */
export interface SessionReading {
  readonly lastItems: number;
  readonly decay: number;
}

/**
 * The embedding rows that each query's context is the sum of. A history's distinct items weigh the same; a session's recent items
 * weigh most. Empty where none of its items is known.
 * @param itemBags for each item, the rows that its embedding is the sum of.
 */
export function queryBags(
  queries: Queries,
  itemBags: WeightedLists,
  { lastItems, decay }: SessionReading,
): WeightedLists {
  const items = itemBags.offsets.length - 1;
  const contexts = Array.from({ length: queryCount(queries) }, (_, query) =>
    contextItems(queries, query).filter((item) => item < items),
  );
  if (queries.scope === 'history') return historyBags(contexts, itemBags);
  const recent = contexts.map((context) => context.subarray(-lastItems));
  return contextBags(recent, itemBags, (context, place) => decay ** (context.length - 1 - place));
}

/** The embedding rows that histories are the sum of: their distinct items, with equal weights. */
export const historyBags = (histories: readonly Int32Array[], itemBags: WeightedLists): WeightedLists =>
  contextBags(
    histories.map((items) => Int32Array.from(new Set(items))),
    itemBags,
    () => 1,
  );

/** @param weigh the weight of the event at a place, relative to the context's others. */
function contextBags(
  contexts: readonly Int32Array[],
  itemBags: WeightedLists,
  weigh: (context: Int32Array, place: number) => number,
): WeightedLists {
  const { offsets } = itemBags;
  let entries = 0;
  for (const context of contexts) for (const item of context) entries += offsets[item + 1]! - offsets[item]!;
  const builder = new BagBuilder(itemBags, { bags: contexts.length, entries });
  for (const context of contexts) {
    const total = context.reduce((sum, _, place) => sum + weigh(context, place), 0);
    for (const [place, item] of context.entries()) builder.add(item, weigh(context, place) / total);
    builder.close();
  }
  return builder.bags;
}
