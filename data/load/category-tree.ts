import { join } from 'node:path';
import { concat } from '../concat.js';
import type { CategoryTree, Reject } from '../dataset.js';
import { readColumns } from '../duckdb.js';
import { IdIndex } from '../id-index.js';
import { id, optionalId } from './column-types.js';
import type { LayoutRequest } from './layout.js';
import { loadTable } from './load-table.js';
import type { TableLayout } from './table-layout.js';

const layout: TableLayout = { columns: { categoryid: id, parentid: optionalId }, delimiter: ',', header: true };

/** Reads `category_tree.csv`, in file order and then the parents without a row of their own; undefined if the folder has none. */
export async function loadCategoryTree({
  db,
  folder,
  files,
  maxRejects,
}: LayoutRequest): Promise<{ tree: CategoryTree; rejects: readonly Reject[] } | undefined> {
  const name = files.get('category_tree.csv');
  if (!name) return undefined;
  const { good, rejects } = await loadTable(db, 'category_tree', join(folder, name), layout, maxRejects);
  const read = await readColumns(db, `SELECT * FROM ${good}`, { categoryid: 'int', parentid: 'int' });
  return { tree: treeOf(read.categoryid, read.parentid), rejects };
}

function treeOf(category: Int32Array, parent: Int32Array): CategoryTree {
  const rowOf = new Map(Array.from(category, (id, row) => [id, row]));
  const others = new IdIndex();
  const position = parent.map((id) => (id < 0 ? -1 : (rowOf.get(id) ?? category.length + others.add(id))));
  return {
    category: concat(Int32Array, category, others.ids),
    parent: concat(Int32Array, position, new Int32Array(others.size).fill(-1)),
  };
}
