import { type Train, writeParquet } from '../../data/index.js';
import type { Catalogue } from '../../evaluation/index.js';

/** Writes `items.parquet`, one row a train item: `item, itemid, events, visitors, category` (−1 where unknown). */
export async function writeItems(file: string, train: Train, { events, pairs, category }: Catalogue): Promise<void> {
  const { offsets } = pairs.byItem;
  await writeParquet(file, [
    {
      item: Int32Array.from(events.keys()),
      itemid: { codes: Int32Array.from(events.keys()), ids: train.items.ids },
      events,
      visitors: events.map((_, item) => offsets[item + 1]! - offsets[item]!),
      category: category ?? new Int32Array(events.length).fill(-1),
    },
  ]);
}
