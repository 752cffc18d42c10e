import { type CategoryTree, type Dataset, InputError, Vocabulary } from '../data/index.js';

/** Where each item stands in the shop's category tree; one entry an item of the vocabulary, −1 where unknown. */
export interface ItemCategories {
  /** Dense id of the item's own category. */
  readonly category: Int32Array;
  /** Dense id of the category at the top of its branch; its own where the tree does not know it. */
  readonly root: Int32Array;
  /** The shop's ids of the categories and roots that occur, ascending. */
  readonly categories: Vocabulary;
  readonly roots: Vocabulary;
}

/**
 * Looks up the category and root category of every item.
 * @throws InputError when the tree goes in a circle.
 */
export function itemCategories(
  items: Vocabulary,
  { properties, categories: tree }: Pick<Dataset, 'properties' | 'categories'>,
): ItemCategories {
  const own = new Int32Array(items.size).fill(-1);
  properties?.item.forEach((id, i) => {
    const item = items.indexOf(id);
    if (item >= 0) own[item] = properties.category[i]!;
  });
  const rootOf = tree ? rootsOf(tree) : new Map<number, number>();
  const top = own.map((id) => rootOf.get(id) ?? id);
  const category = encode(own);
  const root = encode(top);
  return { category: category.dense, root: root.dense, categories: category.vocabulary, roots: root.vocabulary };
}

/** The root of each category of the tree. */
function rootsOf(tree: CategoryTree): Map<number, number> {
  const parentOf = new Map(Array.from(tree.category, (id, i) => [id, tree.parent[i]!]));
  const rootOf = new Map<number, number>();
  for (const start of tree.category) {
    const path = new Set<number>();
    let id = start;
    for (let parent = parentOf.get(id) ?? -1; parent >= 0 && !rootOf.has(id); parent = parentOf.get(id) ?? -1) {
      if (path.has(id)) {
        const circle = [...path].slice([...path].indexOf(id));
        throw new InputError(
          `the category tree goes in a circle: ${[...circle, id].join(' → ')}`,
          { file: 'category_tree.csv' },
          'parents that lead to a root',
        );
      }
      path.add(id);
      id = parent;
    }
    const root = rootOf.get(id) ?? id;
    for (const passed of path) rootOf.set(passed, root);
    rootOf.set(id, root);
  }
  return rootOf;
}

/** Dense ids of the shop's ids in ascending order, −1 kept. */
function encode(ids: Int32Array): { vocabulary: Vocabulary; dense: Int32Array } {
  const known = new Set(ids);
  known.delete(-1);
  const vocabulary = new Vocabulary(Int32Array.from(known).sort());
  return { vocabulary, dense: ids.map((id) => vocabulary.indexOf(id)) };
}
