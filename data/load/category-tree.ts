import type { CategoryTree, Reject } from '../dataset.js';
import { concatIds, type Ids } from '../ids.js';
import { Vocabulary } from '../vocabulary.js';
import type { LayoutRequest } from './layout.js';
import { readSideTable } from './side-table.js';
import { IdColumn } from './table/id-column.js';

/** Reads `category_tree.csv`, in file order and then the parents without a row of their own; undefined if the folder has none. */
export async function loadCategoryTree(
  request: LayoutRequest,
): Promise<{ tree: CategoryTree; rejects: readonly Reject[] } | undefined> {
  const [categoryid, parentid] = [new IdColumn(), new IdColumn(true)];
  const read = await readSideTable(request, 'category_tree.csv', { columns: { categoryid, parentid }, header: true });
  if (!read) return undefined;
  const parent = parentid.encode(read.size);
  return { tree: treeOf(categoryid.ids(read.size), parent.vocabulary, parent.dense), rejects: read.rejects };
}

/**
 * Returns the tree of categories, each of which names its parent by the code of its id, −1 at a root. A parent that is no category itself
 * is a root behind them.
 */
export function treeOf(category: Ids, parents: Vocabulary, parent: Int32Array): CategoryTree {
  const position = new Vocabulary(category).indexAll(parents.ids);
  const others = Int32Array.from(position.keys()).filter((code) => position[code]! < 0);
  const known = parent.length;
  for (let i = 0; i < others.length; i++) position[others[i]!] = known + i;
  const all = new Int32Array(known + others.length).fill(-1);
  for (let i = 0; i < known; i++) if (parent[i]! >= 0) all[i] = position[parent[i]!]!;
  return { category: concatIds(category, parents.take(others).ids), parent: all };
}
