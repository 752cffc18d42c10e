import type { Ids } from './ids.js';
import type { Lists } from './sparse.js';

/** What is known about items at a moment, one entry per item with a property. */
export interface ItemProperties {
  /** The shop's item ids, ascending. */
  readonly item: Ids;
  /** Position of the item's category in {@link categoryIds}, −1 where unknown. */
  readonly category: Int32Array;
  /** The shop's category ids. */
  readonly categoryIds: Ids;
  /** 1 in stock, 0 not, −1 unknown. */
  readonly available: Int8Array;
  /** The hashed properties of item `i` as token codes: list `i`. Codes are used because 27 million strings would fill the memory. */
  readonly tokens: Lists;
  /** The token `property:value` that each code stands for. */
  readonly tokenNames: readonly string[];
}
