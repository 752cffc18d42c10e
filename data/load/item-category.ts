import { join } from 'node:path';
import { concat } from '../concat.js';
import type { CategoryTree, Reject } from '../dataset.js';
import { readColumns } from '../duckdb.js';
import { InputError } from '../errors.js';
import { IdIndex } from '../id-index.js';
import type { PropertyTimeline } from '../property-timeline.js';
import { Vocabulary } from '../vocabulary.js';
import { id, optionalId } from './column-types.js';
import { encodeAscending } from './encode-ascending.js';
import type { LayoutRequest } from './layout.js';
import { loadTable } from './load-table.js';
import type { TableLayout } from './table-layout.js';
import { timeless } from './timeless.js';

const layout: TableLayout = {
  columns: { itemid: id, categoryid: id, parentid: optionalId },
  delimiter: ',',
  header: true,
};

/** The content of `item-category.csv`: each item's category, and the tree formed by the categories' parents. */
export interface ItemCategoryFile {
  readonly properties: PropertyTimeline;
  readonly categories: CategoryTree;
  readonly rejects: readonly Reject[];
}

/**
 * Reads `item-category.csv`, one row per item with its category and that category's parent (empty at a root); undefined
 * if the folder has none. A parent without items of its own counts as a root.
 *
 *     itemid,categoryid,parentid
 *     3,73626,73790                 item 3 is of category 73626, which lies beneath 73790
 * @throws InputError when an item has two categories or a category two parents.
 */
export async function loadItemCategory({
  db,
  folder,
  files,
  maxRejects,
}: LayoutRequest): Promise<ItemCategoryFile | undefined> {
  const name = files.get('item-category.csv');
  if (!name) return undefined;
  const file = join(folder, name);
  const { good, rejects } = await loadTable(db, 'item_category', file, layout, maxRejects);
  const { itemid, categoryid, parentid, row } = await readColumns(db, `SELECT * FROM ${good}`, {
    itemid: 'int',
    categoryid: 'int',
    parentid: 'int',
    row: 'int',
  });
  await db.run('DROP TABLE item_category');
  const categoryOf = valueOfEach(itemid, categoryid, row, { file, of: 'item', column: 'categoryid' });
  const parentOf = valueOfEach(categoryid, parentid, row, { file, of: 'category', column: 'parentid' });
  const parents = parentOf.values.filter((parent) => parent >= 0);
  const [item, category] = [sorted(categoryOf, new Int32Array(0)), sorted(parentOf, parents)];
  const known = new Vocabulary(category.ids);
  return {
    properties: timeless({ item: item.ids, category: known.indexAll(item.values), categoryIds: category.ids }),
    categories: { category: category.ids, parent: known.indexAll(category.values) },
    rejects,
  };
}

/** Distinct ids, and the value of each. */
interface Values {
  readonly ids: Int32Array;
  readonly values: Int32Array;
}

/** Returns the ids and further ones in ascending order, with −1 for a missing value. */
function sorted({ ids, values }: Values, more: Int32Array): Values {
  const vocabulary = encodeAscending(concat(Int32Array, ids, more));
  const value = new Int32Array(vocabulary.size).fill(-1);
  for (let i = 0; i < ids.length; i++) value[vocabulary.indexOf(ids[i]!)] = values[i]!;
  return { ids: vocabulary.ids as Int32Array, values: value };
}

/** Returns the single value that each key has throughout a file. */
function valueOfEach(
  keys: Int32Array,
  values: Int32Array,
  rows: Int32Array,
  { file, of, column }: { file: string; of: string; column: string },
): Values {
  const index = new IdIndex();
  const value = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const known = index.size;
    const number = index.add(keys[i]!);
    if (number === known) value[number] = values[i]!;
    else if (value[number] !== values[i]) {
      const shown = (id: number) => (id < 0 ? 'none' : id);
      throw new InputError(
        `${of} ${keys[i]} has the ${column} ${shown(values[i]!)} here and ${shown(value[number]!)} before`,
        { file, line: rows[i]! + 2, column },
        `one ${column} for each ${of}`,
      );
    }
  }
  return { ids: index.ids, values: value.subarray(0, index.size) };
}
