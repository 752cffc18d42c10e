import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { sharedData } from '../../testing/shared-data.js';
import { idCount, idList } from '../ids.js';
import { propertiesAsOf } from '../property-timeline.js';
import { loadDataset } from './load-dataset.js';

const header = 'itemid,categoryid,parentid';
const clicks = (row: string) => `SessionId\tItemId\tTime\n${row}\n`;

const loadRows = async (...rows: readonly string[]) =>
  loadDataset(
    await folderOf({
      'train.tsv': clicks('10\t7\t0'),
      'test.tsv': clicks('20\t7\t1'),
      'item-category.csv': [header, ...rows, ''].join('\n'),
    }),
  );

describe('item-category.csv', () => {
  it('gives each item its category, and the categories their tree', async () => {
    const { properties, categories, files } = await loadRows('9,100,5', '7,101,5', '8,6,', '7,101,5');
    expect(propertiesAsOf(properties!, Number.NEGATIVE_INFINITY)).toEqual({
      item: Int32Array.of(7, 8, 9),
      category: Int32Array.of(2, 0, 1),
      categoryIds: Int32Array.of(6, 100, 101),
      available: Int8Array.of(-1, -1, -1),
      tokens: { offsets: new Int32Array(4), values: new Int32Array(0) },
      tokenNames: [],
    });
    expect(categories).toEqual({ category: Int32Array.of(6, 100, 101, 5), parent: Int32Array.of(-1, 3, 3, -1) });
    expect(properties!.statements.tokens.offsets).toEqual(new Int32Array(4));
    expect(files.map(({ path, sha256 }) => [path, sha256.length])).toContainEqual(['item-category.csv', 64]);
  });

  it.each([
    ['close together', 100],
    ['far apart', 2 ** 31 - 1],
  ])('has the parent 0, and no category for the parent of a root, with ids that lie %s', async (_, category) => {
    const { categories } = await loadRows(`9,${category},0`, '8,6,');
    expect(categories).toEqual({ category: Int32Array.of(6, category, 0), parent: Int32Array.of(-1, 2, -1) });
    await expect(loadRows(`9,${category},0`, `8,${category},3`)).rejects.toThrow(/parentid 3 here and 0 before/);
  });

  it('may be missing', async () => {
    const folder = await folderOf({ 'train.tsv': clicks('10\t7\t0'), 'test.tsv': clicks('20\t7\t1') });
    const { properties, categories } = await loadDataset(folder);
    expect([properties, categories]).toEqual([undefined, undefined]);
  });

  it('is refused where it contradicts itself', async () => {
    await expect(loadRows('7,100,5', '7,101,5')).rejects.toThrow(
      /item-category\.csv, line 3, column "categoryid": item 7 has the categoryid 101 here and 100 before\n {2}expected: one/,
    );
    await expect(loadRows('7,100,5', '8,100,')).rejects.toThrow(
      /line 3, column "parentid": category 100 has the parentid none here and 5 before/,
    );
  });

  it('is refused at the line of a contradiction, though rows before it have several', async () => {
    const header = 'itemid,title,categoryid,parentid';
    const folder = await folderOf({
      'train.tsv': clicks('10\t7\t0'),
      'test.tsv': clicks('20\t7\t1'),
      'item-category.csv': `${header}\n7,"a\nb\nc",100,5\n8,d,100,5\n7,e,101,5\n`,
    });
    await expect(loadDataset(folder)).rejects.toThrow(/item-category\.csv, line 6, column "categoryid": item 7 has/);
  });

  it('may have texts for ids', async () => {
    const { properties, categories } = await loadRows('9,shoes,wear', '7,hats,wear');
    expect(idList(properties!.item)).toEqual([7, 9]);
    expect(idList(categories!.category)).toEqual(['hats', 'shoes', 'wear']);
    expect(categories!.parent).toEqual(Int32Array.of(2, 2, -1));
  });

  it('has bad rows set aside', async () => {
    const rows = Array.from({ length: 200 }, (_, item) => `${item},1,`);
    const { properties, rejects } = await loadRows(...rows, '200,,');
    expect(idCount(properties!.item)).toBe(200);
    expect(rejects).toMatchObject([{ file: 'item-category.csv', line: 202, reason: 'categoryid is empty' }]);
  });
});

const dir = sharedData('retailrocket-categories');
describe.skipIf(!dir)(`retailrocket-categories${dir ? '' : ' (skipped: the data is not here)'}`, () => {
  it('has 22,711 items of 759 categories beneath 232 parents', async () => {
    const { properties, categories, rejects } = await loadDataset(dir!);
    expect(idCount(properties!.item)).toBe(22_711);
    expect(new Set(properties!.statements.category).size).toBe(759);
    expect(categories!.parent.filter((parent) => parent < 0).length).toBe(232);
    expect(rejects).toEqual([]);
  });
});
