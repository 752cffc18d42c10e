import { describe, expect, it } from 'vitest';
import { folderOf } from '../../../testing/folder-of.js';
import { knownProperties } from '../../../testing/known-properties.js';
import { loadDataset } from '../load-dataset.js';
import { parseMapping } from '../mapping/mapping.js';

const columns = { visitor: 'who', item: 'item', time: 'ms' };
const mapping = parseMapping(
  { sources: [{ columns: { ...columns, category: 'shelf', brand: 'brand', title: 'title' } }] },
  'mapping.json',
);
const first = 1_569_931_200_000;

/** What a log of rows `ms since the first,item,shelf,brand,title` says of its items at a moment. */
async function known(rows: readonly string[], at = Number.POSITIVE_INFINITY) {
  const lines = rows.map((row) => row.replace(/^(\d+),/, (_, ms) => `ann,${first + Number(ms)},`));
  const folder = await folderOf({ 'log.csv': ['who,ms,item,shelf,brand,title', ...lines, ''].join('\n') });
  const { properties } = await loadDataset(folder, { mapping });
  return knownProperties(properties!, first + at);
}

describe('what events say of their items', () => {
  it('is a category, a brand that is one token, and the words of a title', async () => {
    expect(await known(['0,7,shoes,Jack & Jones,Red  shoe'])).toEqual(
      new Map([[7, { category: 'shoes', tokens: ['brand:Jack & Jones', 'title:Red', 'title:shoe'] }]]),
    );
  });

  it('holds from the event on, until another event says otherwise', async () => {
    const rows = ['0,7,a,x,t', '5,8,c,,', '10,7,b,x,t u', '20,7,a,y,'];
    expect((await known(rows, -1)).size).toBe(0);
    expect(await known(rows, 0)).toEqual(new Map([[7, { category: 'a', tokens: ['brand:x', 'title:t'] }]]));
    expect((await known(rows, 9)).get(7)).toEqual({ category: 'a', tokens: ['brand:x', 'title:t'] });
    expect((await known(rows, 10)).get(7)).toEqual({ category: 'b', tokens: ['brand:x', 'title:t', 'title:u'] });
    expect((await known(rows)).get(7)).toEqual({ category: 'a', tokens: ['brand:y', 'title:t', 'title:u'] });
    expect((await known(rows)).get(8)).toEqual({ category: 'c', tokens: [] });
  });

  it('is what the later row says where two of one moment differ, in whatever order rows of other times stand', async () => {
    expect((await known(['10,7,late,,', '5,7,a,,', '5,7,b,,'], 5)).get(7)!.category).toBe('b');
    expect((await known(['10,7,late,,', '5,7,a,,', '5,7,b,,'])).get(7)!.category).toBe('late');
  });

  it('is not changed by events that say nothing, or NA', async () => {
    expect((await known(['0,7,a,x,t', '1,7,,,', '2,7,NA,null,nan'])).get(7)).toEqual({
      ...{ category: 'a', tokens: ['brand:x', 'title:t'] },
    });
  });

  it('is nothing where a log has none of these columns', async () => {
    const folder = await folderOf({ 'log.csv': `who,item,ms\nann,7,${first}\n` });
    const plain = parseMapping({ sources: [{ columns }] }, 'mapping.json');
    expect((await loadDataset(folder, { mapping: plain })).properties).toBeUndefined();
  });
});
