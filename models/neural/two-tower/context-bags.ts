import type { WeightedLists } from '../../../data/index.js';
import { contextItems, type Queries, queryCount } from '../../base/recommender.js';
import { BagBuilder } from './bag-builder.js';

/** How a session is read: its last so many events, one that lies `age` events back counting decay^age. */
export interface SessionReading {
  readonly lastItems: number;
  readonly decay: number;
}

/**
 * The rows of embeddings that each query's context is the sum of: of a history the distinct items alike, of a session the recent
 * ones most. Empty where none of its items is known.
 * @param itemBags of each item the rows that its embedding is the sum of.
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

/** The rows of embeddings that histories are the sum of: their distinct items, all alike. */
export const historyBags = (histories: readonly Int32Array[], itemBags: WeightedLists): WeightedLists =>
  contextBags(
    histories.map((items) => Int32Array.from(new Set(items))),
    itemBags,
    () => 1,
  );

/** @param weigh by how much the event at a place counts beside the context's others. */
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
