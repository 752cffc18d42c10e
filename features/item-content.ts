import type { CategoryTree, ItemProperties } from '../data/index.js';

/** The properties and categories of the shop's items as of one moment. */
export interface ItemContent {
  readonly properties?: ItemProperties;
  readonly categories?: CategoryTree;
}
