import { type Train, writeParquet } from '../../data/index.js';
import type { Catalogue } from '../../evaluation/index.js';
import type { ItemCategories } from '../../features/index.js';

/**
 * Writes `items.parquet`, one row a train item: `item, itemid, events, visitors, category`. Item and category are the shop's ids;
 * an unknown category is −1 where categories are numbers, and an empty text otherwise.
 */
export async function writeItems(
  file: string,
  train: Train,
  { events, pairs }: Catalogue,
  { category, categories }: ItemCategories,
): Promise<void> {
  const { offsets } = pairs.byItem;
  const item = Int32Array.from(events.keys());
  await writeParquet(file, [
    {
      item,
      itemid: { codes: item, ids: train.items.ids },
      events,
      visitors: events.map((_, item) => offsets[item + 1]! - offsets[item]!),
      category: { codes: category, ids: categories.ids },
    },
  ]);
}
