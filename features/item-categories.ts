import { usedIds, type Vocabulary } from '../data/index.js';
import { categoryPaths } from './category-paths.js';
import type { ItemContent } from './item-content.js';
import { knownCategories } from './known-categories.js';

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
export function itemCategories(items: Vocabulary, content: ItemContent): ItemCategories {
  const known = knownCategories(content);
  const paths = categoryPaths(known);
  const own = new Int32Array(items.size).fill(-1);
  const described = items.indexAll(content.properties?.item ?? new Int32Array(0));
  for (let entry = 0; entry < described.length; entry++)
    if (described[entry]! >= 0) own[described[entry]!] = known.ofEntry[entry]!;
  const category = used(own, known.categories);
  const root = used(
    own.map((id) => paths[id]?.at(-1) ?? -1),
    known.categories,
  );
  return { category: category.dense, root: root.dense, categories: category.vocabulary, roots: root.vocabulary };
}

/** The vocabulary of the categories that occur, and the codes in it, −1 kept. */
function used(codes: Int32Array, categories: Vocabulary): { vocabulary: Vocabulary; dense: Int32Array } {
  const { vocabulary, dense } = usedIds(codes, categories);
  return { vocabulary, dense: codes.map((code) => dense[code] ?? -1) };
}
