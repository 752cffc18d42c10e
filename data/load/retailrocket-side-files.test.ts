import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
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

  it('holdout-purchases.csv', async () => {
    const folder = await folderOf({ 'events.csv': events, 'holdout-purchases.csv': 'visitorid,itemid\n0,44\n1,7\n' });
    const { holdout } = await loadDataset(folder);
    expect(holdout).toEqual({ visitor: Int32Array.of(0, 1), item: Int32Array.of(44, 7) });
  });

  it('are checked as the events are', async () => {
    const tree = await folderOf({ 'events.csv': events, 'category_tree.csv': 'categoryid,parentid\n7,3\n-3,\n' });
    expect(await loadDataset(tree)).toMatchObject({
      warnings: [
        expect.stringMatching(/^left out, for .*category_tree\.csv, line 3, column "categoryid": .* negative/),
      ],
    });
    const holdout = await folderOf({ 'events.csv': events, 'holdout-purchases.csv': 'itemid,visitorid\n7,3\n' });
    await expect(loadDataset(holdout)).rejects.toThrow(/holdout-purchases\.csv, line 1: .*another order/);
    const rows = Array.from({ length: 200 }, (_, i) => `${i},`).join('\n');
    const kept = await folderOf({ 'events.csv': events, 'category_tree.csv': `categoryid,parentid\n${rows}\n9,x\n` });
    expect((await loadDataset(kept)).rejects).toMatchObject([{ file: 'category_tree.csv', line: 202, text: '9,x' }]);
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
      expect.stringMatching(/^left out, for it cannot be read: \S*category_tree\.csv: mixes line endings$/),
      expect.stringMatching(/^left out, for it cannot be read: \S*part1\.csv, line 2: a line is longer than 2 MB$/),
    ]);
  });
});
