import type { CategoryTree, ItemProperties } from '../data/index.js';

/** What the shop says of its items, as of one moment. */
export interface ItemContent {
  readonly properties?: ItemProperties;
  readonly categories?: CategoryTree;
}
