import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sqlRows } from '../../testing/exported-shop.js';
import { folderOf } from '../../testing/folder-of.js';
import { knownProperties } from '../../testing/known-properties.js';
import { linesOf } from '../../testing/lines-of.js';
import { sqlPath } from '../duckdb.js';
import { loadDataset } from './load-dataset.js';

const ratings = `user_id:token\titem_id:token\trating:float\ttimestamp:float
196\t242\t3\t881250949
186\t302\t3.5\t891717742.5
22\t377\t1\t878887116
`;

describe('RecBole’s atomic files', () => {
  it('have columns whose names end in their types', async () => {
    const folder = await folderOf({ 'ml-100k.inter': ratings });
    const { layout, log, eventRows } = await loadDataset(folder);
    expect(layout).toBe('recbole');
    const expected = await sqlRows(`
      SELECT "user_id:token" AS visitor, "item_id:token" AS item, CAST("timestamp:float" AS DOUBLE) * 1000 AS time
      FROM read_csv(${sqlPath(join(folder, 'ml-100k.inter'))}, delim = '\\t', all_varchar = true) ORDER BY time`);
    expect(linesOf(log)).toEqual(
      expected.map(({ visitor, item, time }) => ({
        ...{ visitor: Number(visitor), item: Number(item), event: 'view', time: Number(time) },
      })),
    );
    expect(eventRows.map(({ file, rows }) => [file, rows])).toEqual([['ml-100k.inter', 3]]);
  });

  it('may have sessions in place of users, or beside them', async () => {
    const sessions = await folderOf({
      'diginetica.inter':
        'session_id:token\titem_id:token\ttimestamp:float\nS_1\t150129\t1709295268.972\nS_1\t7\t1709295270.649\n',
    });
    expect(linesOf((await loadDataset(sessions)).log)).toEqual([
      { visitor: 'S_1', session: 'S_1', item: 150129, event: 'view', time: 1_709_295_268_972 },
      { visitor: 'S_1', session: 'S_1', item: 7, event: 'view', time: 1_709_295_270_649 },
    ]);
    const both = await folderOf({
      'nowp.inter':
        'user_id:token\tsession_id:token\titem_id:token\ttimestamp:float\n5\t41\t7\t1709295268\n6\t42\t8\t1709295269\n',
    });
    expect(linesOf((await loadDataset(both)).log)).toMatchObject([
      { visitor: 5, session: 41, item: 7 },
      { visitor: 6, session: 42, item: 8 },
    ]);
  });

  it('are read whole, not in the parts that lie beside the whole', async () => {
    const folder = await folderOf({ 'x.inter': ratings, 'x.train.inter': ratings, 'x.test.inter': ratings });
    expect((await loadDataset(folder)).files.map(({ path }) => path)).toEqual(['x.inter']);
  });

  it('are refused for a column that lacks, which is named', async () => {
    const folder = await folderOf({ 'x.inter': 'user_id:token\titem_id:token\trating:float\n1\t2\t3\n' });
    await expect(loadDataset(folder)).rejects.toThrow(/x\.inter, line 1: has no column "timestamp"/);
  });

  it('have words of the items in a file of their own: each word of a text is a token, categories are categories', async () => {
    const { properties, eventRows } = await loadDataset(
      await folderOf({
        'x.inter': ratings,
        'x.item': `item_id:token\tmovie_title:token_seq\trelease_year:token\tclass:token_seq\tcategory:token\tprice:float
242\tKolya  (1996)\t1996\tComedy\t2053013552326770905\t9.99
302\tNULL\t\tCrime Film-Noir\tNA\t
`,
      }),
    );
    expect(knownProperties(properties!, 0)).toEqual(
      new Map([
        [
          242,
          {
            category: '2053013552326770905',
            tokens: ['class:Comedy', 'movie_title:Kolya', 'movie_title:(1996)', 'release_year:1996'],
          },
        ],
        [302, { tokens: ['class:Crime', 'class:Film-Noir'] }],
      ]),
    );
    expect(eventRows.map(({ file, rows }) => [file, rows])).toEqual([['x.inter', 3]]);
  });

  it('may have items of which only numbers are known', async () => {
    const folder = await folderOf({ 'x.inter': ratings, 'x.item': 'item_id:token\tprice:float\n242\t9.99\n' });
    expect((await loadDataset(folder)).properties).toBeUndefined();
  });
});
