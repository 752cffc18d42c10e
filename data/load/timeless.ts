import { idCount } from '../ids.js';
import type { ItemProperties } from '../item-properties.js';
import type { PropertyTimeline } from '../property-timeline.js';

/** Returns the timeline of properties without times, which hold at any moment. Properties that are not given are unknown. */
export function timeless({
  item,
  ...known
}: Pick<ItemProperties, 'item'> &
  Partial<Pick<ItemProperties, 'category' | 'categoryIds' | 'tokens' | 'tokenNames'>>): PropertyTimeline {
  const items = idCount(item);
  const everyItem = Int32Array.from({ length: items }, (_, i) => i);
  return {
    item,
    offsets: Int32Array.from({ length: items + 1 }, (_, i) => i),
    statement: everyItem,
    since: new Int32Array(items),
    moments: Float64Array.of(Number.NEGATIVE_INFINITY),
    statements: {
      property: new Int32Array(items),
      category: new Int32Array(items).fill(-1),
      categoryIds: new Int32Array(0),
      available: new Int8Array(items).fill(-1),
      tokens: { offsets: new Int32Array(items + 1), values: new Int32Array(0) },
      tokenNames: [],
      ...known,
    },
  };
}
