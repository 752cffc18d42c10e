import { expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { idList } from '../ids.js';
import { loadDataset } from './load-dataset.js';
import { parseMapping } from './mapping/mapping.js';

const load = async (csv: string, columns: Record<string, string>) =>
  (
    await loadDataset(await folderOf({ 'log.csv': csv }), {
      mapping: parseMapping({ sources: [{ columns }] }, 'shop.json'),
    })
  ).log;

const columns = { visitor: 'who', item: 'sku', time: 'at', event: 'what' };
const start = 1_709_287_200_000;

it('holds no ids of removals from the cart alone', async () => {
  const { visitors, items } = await load(
    `who,sku,at,what\n7,1,${start},view\n5,2,${start + 1},remove\n7,3,${start + 2},cart\n7,3,${start + 3},remove\n`,
    columns,
  );
  expect([idList(visitors.ids), idList(items.ids)]).toEqual([[7], [1, 3]]);
});

it('has whole milliseconds where what had passed since a time is a fraction', async () => {
  const { time } = await load(
    `who,sku,at,ms,what\n7,1,${start},10.5,view\n7,2,${start},1.4,view\n7,3,${start},,view\n`,
    {
      ...columns,
      elapsed: 'ms',
    },
  );
  expect([...time]).toEqual([start, start + 1, start + 11]);
});
