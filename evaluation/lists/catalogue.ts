import type { Train } from '../../data/index.js';
import { itemPopularity } from '../../features/index.js';
import { type DistinctPairs, distinctPairs } from '../../models/index.js';

/** What the list metrics know of train's items: one entry an item. */
export interface Catalogue {
  readonly items: number;
  readonly visitors: number;
  /** Train events. */
  readonly events: Int32Array;
  /** Who touched what in train. */
  readonly pairs: DistinctPairs;
  /** A category id of any kind, −1 where unknown. */
  readonly category?: Int32Array;
}

/** Counts train's items once, for all models. */
export function catalogueOf(train: Train, category?: Int32Array): Catalogue {
  return {
    items: train.items.size,
    visitors: train.visitors.size,
    events: itemPopularity(train).events,
    pairs: distinctPairs(train),
    ...(category && { category }),
  };
}
