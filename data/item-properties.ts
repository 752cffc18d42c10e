import type { Lists } from './sparse.js';

/** What is known about items at a moment, one entry per item with a property. */
export interface ItemProperties {
  /** The shop's item ids, ascending. */
  readonly item: Int32Array;
  /** The shop's category id, −1 where unknown. */
  readonly category: Int32Array;
  /** 1 in stock, 0 not, −1 unknown. */
  readonly available: Int8Array;
  /** The hashed properties of item `i` as token codes: list `i`. Codes are used because 27 million strings would fill the memory. */
  readonly tokens: Lists;
  /** The token `property:value` that each code stands for. */
  readonly tokenNames: readonly string[];
}
