import type { Train } from '../../data/index.js';
import { itemPopularity } from '../../features/index.js';
import { type DistinctPairs, distinctPairs } from '../../models/index.js';

/** The facts of train's items that the list metrics use: one entry an item. */
export interface Catalogue {
  readonly items: number;
  readonly visitors: number;
  /** The number of train events. */
  readonly events: Int32Array;
  /** The distinct visitor–item pairs of train. */
  readonly pairs: DistinctPairs;
  /** Any category id, −1 if unknown. */
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
