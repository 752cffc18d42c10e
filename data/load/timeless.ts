import type { ItemProperties } from '../item-properties.js';
import type { PropertyTimeline } from '../property-timeline.js';

/** Returns the timeline of properties without times, which hold at any moment. Properties that are not given are unknown. */
export function timeless({
  item,
  ...known
}: Pick<ItemProperties, 'item'> &
  Partial<Pick<ItemProperties, 'category' | 'tokens' | 'tokenNames'>>): PropertyTimeline {
  const everyItem = Int32Array.from(item.keys());
  return {
    item,
    offsets: Int32Array.from({ length: item.length + 1 }, (_, i) => i),
    statement: everyItem,
    since: new Int32Array(item.length),
    moments: Float64Array.of(Number.NEGATIVE_INFINITY),
    statements: {
      property: new Int32Array(item.length),
      category: new Int32Array(item.length).fill(-1),
      available: new Int8Array(item.length).fill(-1),
      tokens: { offsets: new Int32Array(item.length + 1), values: new Int32Array(0) },
      tokenNames: [],
      ...known,
    },
  };
}
