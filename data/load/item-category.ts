import type { CategoryTree, Reject } from '../dataset.js';
import { InputError } from '../errors.js';
import type { PropertyTimeline } from '../property-timeline.js';
import { treeOf } from './category-tree.js';
import type { LayoutRequest } from './layout.js';
import { readSideTable, type SideTable } from './side-table.js';
import { type EncodedIds, IdColumn } from './table/id-column.js';
import { timeless } from './timeless.js';

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
export async function loadItemCategory(request: LayoutRequest): Promise<ItemCategoryFile | undefined> {
  const columns = { itemid: new IdColumn(), categoryid: new IdColumn(), parentid: new IdColumn(true) };
  const read = await readSideTable(request, 'item-category.csv', { columns, header: true });
  if (!read) return undefined;
  const [item, category, parent] = Object.values(columns).map((column) => column.encode(read.size));
  const categoryOf = valueOfEach(item!, category!, read, { of: 'item', column: 'categoryid' });
  const parentOf = valueOfEach(category!, parent!, read, { of: 'category', column: 'parentid' });
  return {
    properties: timeless({ item: item!.vocabulary.ids, category: categoryOf, categoryIds: category!.vocabulary.ids }),
    categories: treeOf(category!.vocabulary.ids, parent!.vocabulary, parentOf),
    rejects: read.rejects,
  };
}

/** Returns the code of the single value that each key has throughout a file, −1 for none. */
function valueOfEach(
  keys: EncodedIds,
  values: EncodedIds,
  { size, placeOf }: SideTable,
  { of, column }: { of: string; column: string },
): Int32Array {
  const unknown = -2;
  const value = new Int32Array(keys.vocabulary.size).fill(unknown);
  const shown = (code: number) => (code < 0 ? 'none' : values.vocabulary.idOf(code));
  for (let i = 0; i < size; i++) {
    const [key, now] = [keys.dense[i]!, values.dense[i]!];
    if (value[key] === unknown) value[key] = now;
    else if (value[key] !== now)
      throw new InputError(
        `${of} ${keys.vocabulary.idOf(key)} has the ${column} ${shown(now)} here and ${shown(value[key]!)} before`,
        { ...placeOf(i), column },
        `one ${column} for each ${of}`,
      );
  }
  return value;
}
