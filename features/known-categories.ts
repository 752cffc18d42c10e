import { concatIds, type Ids, Vocabulary } from '../data/index.js';
import type { ItemContent } from './item-content.js';

/** All categories of the items' properties and of the tree. */
export interface KnownCategories {
  /** The shop's ids, ascending. */
  readonly categories: Vocabulary;
  /** Dense id of each category's parent, −1 at a root and where the tree does not contain the category. */
  readonly parent: Int32Array;
  /** Dense id of the category of each entry of the properties, −1 where unknown. */
  readonly ofEntry: Int32Array;
}

const none: Ids = new Int32Array(0);

/** Numbers the categories that the properties and the tree speak of. Where a tree has a category twice, the later entry counts. */
export function knownCategories({ properties, categories: tree }: ItemContent): KnownCategories {
  const ofItems = properties?.categoryIds ?? none;
  const { vocabulary, dense } = Vocabulary.ascending(concatIds(ofItems, tree?.category ?? none));
  const inTree = dense.subarray(dense.length - (tree?.parent.length ?? 0));
  const parent = new Int32Array(vocabulary.size).fill(-1);
  tree?.parent.forEach((above, entry) => {
    parent[inTree[entry]!] = inTree[above] ?? -1;
  });
  const ofEntry = (properties?.category ?? new Int32Array(0)).map((category) => dense[category] ?? -1);
  return { categories: vocabulary, parent, ofEntry };
}
