import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sqlRows } from '../../testing/exported-shop.js';
import { folderOf } from '../../testing/folder-of.js';
import { knownProperties } from '../../testing/known-properties.js';
import { linesOf } from '../../testing/lines-of.js';
import { sqlPath } from '../duckdb.js';
import { loadDataset } from './load-dataset.js';

const views = `sessionId;userId;itemId;timeframe;eventdate
1;NA;81766;526309;2016-05-09
1;NA;31331;1031018;2016-05-09
2;NA;32118;243569;2016-05-09
3;5;32627;999;2016-05-10
`;
const purchases = `sessionId;userId;timeframe;eventdate;ordernumber;itemId
3;5;1421084;2016-05-10;16421;32627
3;5;1421084;2016-05-10;16421;177
`;
const categories = 'itemId;categoryId\n81766;1096\n177;4\n5;4\n';
const shop = () =>
  folderOf({ 'train-item-views.csv': views, 'train-purchases.csv': purchases, 'product-categories.csv': categories });
const [may9, may10] = [Date.UTC(2016, 4, 9), Date.UTC(2016, 4, 10)];

describe('Diginetica', () => {
  it('has times in two columns, the date and the milliseconds since the session began; each session is a visitor', async () => {
    const { layout, log, eventRows, rejects } = await loadDataset(await shop());
    expect(layout).toBe('diginetica');
    expect(linesOf(log)).toEqual([
      { visitor: 2, session: 2, item: 32118, event: 'view', time: may9 + 243_569 },
      { visitor: 1, session: 1, item: 81766, event: 'view', time: may9 + 526_309 },
      { visitor: 1, session: 1, item: 31331, event: 'view', time: may9 + 1_031_018 },
      { visitor: 3, session: 3, item: 32627, event: 'view', time: may10 + 999 },
      { visitor: 3, session: 3, item: 32627, event: 'transaction', transaction: 16421, time: may10 + 1_421_084 },
      { visitor: 3, session: 3, item: 177, event: 'transaction', transaction: 16421, time: may10 + 1_421_084 },
    ]);
    expect(eventRows.map(({ file, rows }) => [file, rows])).toEqual([
      ['train-item-views.csv', 4],
      ['train-purchases.csv', 2],
    ]);
    expect(rejects).toEqual([]);
  });

  it('has every view as plain SQL finds it', async () => {
    const folder = await folderOf({ 'train-item-views.csv': views });
    const expected = await sqlRows(`
      SELECT sessionId, itemId, epoch_ms(CAST(eventdate AS TIMESTAMP)) + CAST(timeframe AS BIGINT) AS time
      FROM read_csv(${sqlPath(join(folder, 'train-item-views.csv'))}, delim = ';', all_varchar = true) ORDER BY time`);
    expect(linesOf((await loadDataset(folder)).log)).toEqual(
      expected.map(({ sessionId, itemId, time }) => ({
        ...{ visitor: Number(sessionId), session: Number(sessionId), item: Number(itemId) },
        ...{ event: 'view', time: Number(time) },
      })),
    );
  });

  it('has one category an item, which always holds', async () => {
    const { properties } = await loadDataset(await shop());
    expect(knownProperties(properties!, 0)).toEqual(
      new Map([
        [5, { category: 4, tokens: [] }],
        [177, { category: 4, tokens: [] }],
        [81766, { category: 1096, tokens: [] }],
      ]),
    );
  });

  it('may be headed by names with underscores, as some copies are', async () => {
    const copy = views.replace('sessionId;userId;itemId', 'session_id;user_id;item_id');
    expect((await loadDataset(await folderOf({ 'train-item-views.csv': copy }))).log.time.length).toBe(4);
  });

  it('sets aside a view without an item', async () => {
    const many = Array.from({ length: 200 }, (_, i) => `9;NA;${i};${i};2016-05-09\n`).join('');
    const { rejects } = await loadDataset(
      await folderOf({ 'train-item-views.csv': `${views}${many}9;NA;NA;1;2016-05-09\n` }),
    );
    expect(rejects).toMatchObject([{ line: 206, reason: 'itemId is missing ("NA")' }]);
  });
});
