import { join } from 'node:path';
import type { CategoryTree, Reject } from '../dataset.js';
import { readColumns } from '../duckdb.js';
import { id, optionalId } from './column-types.js';
import type { LayoutRequest } from './layout.js';
import { loadTable } from './load-table.js';
import type { TableLayout } from './table-layout.js';

const layout: TableLayout = { columns: { categoryid: id, parentid: optionalId }, delimiter: ',', header: true };

/** Reads `category_tree.csv`, in file order; undefined if the folder has none. */
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
  return { tree: { category: read.categoryid, parent: read.parentid }, rejects };
}
