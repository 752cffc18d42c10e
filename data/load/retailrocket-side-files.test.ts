import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { idList } from '../ids.js';
import { loadDataset } from './load-dataset.js';

describe('RetailRocket’s other files', () => {
  const events = 'timestamp,visitorid,event,itemid,transactionid\n1433221332117,0,view,0,\n';

  it('category_tree.csv: an empty parent at a root; a parent without a row of its own is a root too', async () => {
    const folder = await folderOf({ 'events.csv': events, 'category_tree.csv': 'categoryid,parentid\n7,3\n3,\n' });
    const { categories } = await loadDataset(folder);
    expect(categories).toEqual({ category: Int32Array.of(7, 3), parent: Int32Array.of(1, -1) });
    const other = await folderOf({ 'events.csv': events, 'category_tree.csv': 'categoryid,parentid\n7,3\n8,3\n' });
    const parentless = { category: Int32Array.of(7, 8, 3), parent: Int32Array.of(2, 2, -1) };
    expect((await loadDataset(other)).categories).toEqual(parentless);
  });

  it('category_tree.csv: the file’s categories in its order, then the parents without a row; ids may be texts', async () => {
    const rows = 'categoryid;parentid\nshoes;wear\n7;all\nhats;wear\n';
    const { categories } = await loadDataset(await folderOf({ 'events.csv': events, 'category_tree.csv': rows }));
    expect(idList(categories!.category)).toEqual(['shoes', '7', 'hats', 'all', 'wear']);
    expect(categories!.parent).toEqual(Int32Array.of(4, 3, 4, -1, -1));
  });

  it('holdout-purchases.csv: columns in any order', async () => {
    const folder = await folderOf({ 'events.csv': events, 'holdout-purchases.csv': 'itemid,visitorid\n44,0\n7,1\n' });
    const { holdout } = await loadDataset(folder);
    expect(holdout).toEqual({ visitor: Int32Array.of(0, 1), item: Int32Array.of(44, 7) });
  });

  it('holdout-purchases.csv', async () => {
    const folder = await folderOf({ 'events.csv': events, 'holdout-purchases.csv': 'visitorid,itemid\n0,44\n1,7\n' });
    const { holdout } = await loadDataset(folder);
    expect(holdout).toEqual({ visitor: Int32Array.of(0, 1), item: Int32Array.of(44, 7) });
  });

  it('are checked as the events are', async () => {
    const tree = await folderOf({ 'events.csv': events, 'category_tree.csv': 'categoryid,parentid\n7,3\n,3\n' });
    expect(await loadDataset(tree)).toMatchObject({
      warnings: [
        expect.stringMatching(
          /^left out, for .*category_tree\.csv, line 3, column "categoryid": categoryid is empty \(1 of 2 rows/,
        ),
      ],
    });
    const holdout = await folderOf({ 'events.csv': events, 'holdout-purchases.csv': 'item,visitorid\n7,3\n' });
    await expect(loadDataset(holdout)).rejects.toThrow(
      /holdout-purchases\.csv, line 1: has no column "itemid" \(did you mean "item"\?\)\n {2}expected: visitorid,itemid$/,
    );
    const rows = Array.from({ length: 200 }, (_, i) => `${i},`).join('\n');
    const kept = await folderOf({
      'events.csv': events,
      'category_tree.csv': `categoryid,parentid\n${rows}\nnull,9\n`,
    });
    expect((await loadDataset(kept)).rejects).toMatchObject([{ file: 'category_tree.csv', line: 202, text: 'null,9' }]);
  });

  it('that cannot be cut into lines are left out, which is a warning', async () => {
    const folder = await folderOf({
      'events.csv': events,
      'category_tree.csv': 'categoryid,parentid\n7,3\r3,\n',
      'item_properties_part1.csv': `timestamp,itemid,property,value\n${'9'.repeat(3_000_000)}\n`,
      'item_properties_part2.csv': 'timestamp,itemid,property,value\n1433221332117,5,888,n24.000\n',
    });
    const { categories, properties, warnings } = await loadDataset(folder);
    expect(categories).toBe(undefined);
    expect(properties!.item).toEqual(Int32Array.of(5));
    expect(warnings).toEqual([
      expect.stringMatching(
        /^left out, for it cannot be read: \S*category_tree\.csv, line 2, column "parentid": parentid holds a control character \("3\\x0d3"\) \(1 of 1 rows/,
      ),
      expect.stringMatching(/^left out, for it cannot be read: \S*part1\.csv, line 2: a line is longer than 2 MB$/),
    ]);
  });
});
