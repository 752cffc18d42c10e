import { Vocabulary } from '../data/index.js';
import { categoryPaths } from './category-paths.js';
import type { ItemContent } from './item-content.js';

/** The place of each item in the shop's category tree; one entry per item of the vocabulary, −1 where unknown. */
export interface ItemCategories {
  /** Dense id of the item's own category. */
  readonly category: Int32Array;
  /** Dense id of the root above the item's category; the category itself where the tree does not contain it. */
  readonly root: Int32Array;
  /** The shop's ids of the categories and roots that occur, ascending. */
  readonly categories: Vocabulary;
  readonly roots: Vocabulary;
}

/**
 * Looks up the category and root category of every item.
 * @throws InputError when the tree contains a cycle.
 */
export function itemCategories(items: Vocabulary, { properties, categories: tree }: ItemContent): ItemCategories {
  const own = new Int32Array(items.size).fill(-1);
  properties?.item.forEach((id, i) => {
    const item = items.indexOf(id);
    if (item >= 0) own[item] = properties.category[i]!;
  });
  const paths = tree && categoryPaths(tree);
  const top = own.map((id) => paths?.get(id)?.at(-1) ?? id);
  const category = encode(own);
  const root = encode(top);
  return { category: category.dense, root: root.dense, categories: category.vocabulary, roots: root.vocabulary };
}

/** Dense ids of the shop's ids in ascending order, −1 kept. */
function encode(ids: Int32Array): { vocabulary: Vocabulary; dense: Int32Array } {
  const known = new Set(ids);
  known.delete(-1);
  const vocabulary = new Vocabulary(Int32Array.from(known).sort());
  return { vocabulary, dense: ids.map((id) => vocabulary.indexOf(id)) };
}
