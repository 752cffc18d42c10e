import type { ItemProperties } from '../dataset.js';

/** Properties of items of which only some things are known; the rest is filled in as unknown. */
export function propertiesOf(
  item: Int32Array,
  known: Partial<Pick<ItemProperties, 'category' | 'tokens' | 'tokenNames'>>,
): ItemProperties {
  return {
    item,
    category: new Int32Array(item.length).fill(-1),
    available: new Int8Array(item.length).fill(-1),
    tokens: { offsets: new Int32Array(item.length + 1), values: new Int32Array(0) },
    tokenNames: [],
    ...known,
  };
}
