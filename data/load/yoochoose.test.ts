import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sqlRows } from '../../testing/exported-shop.js';
import { folderOf } from '../../testing/folder-of.js';
import { knownProperties } from '../../testing/known-properties.js';
import { linesOf } from '../../testing/lines-of.js';
import { sqlPath } from '../duckdb.js';
import { loadDataset } from './load-dataset.js';

const clicks = [
  '1,2014-04-07T10:51:09.277Z,214536502,0',
  '1,2014-04-07T10:54:09.868Z,214536500,5',
  '2,2014-04-07T13:56:37.614Z,214662742,S',
  '2,2014-04-07T13:57:19.373Z,214662742,2089046366',
  '11562161,2014-09-26T20:18:42.197Z,1178837797,4294967296',
];
const buys = ['1,2014-04-07T11:44:58.314Z,214536500,12462,1', '2,2014-04-07T14:00:00.000Z,214662742,0,0'];
const file = (rows: readonly string[]) => `${rows.join('\n')}\n`;
const shop = () => folderOf({ 'yoochoose-clicks.dat': file(clicks), 'yoochoose-buys.dat': file(buys) });

describe('Yoochoose', () => {
  it('has clicks and purchases in two files without headers; each session is a visitor', async () => {
    const { layout, log, eventRows, rejects, warnings } = await loadDataset(await shop());
    expect(layout).toBe('yoochoose');
    expect(linesOf(log).slice(0, 3)).toEqual([
      { visitor: 1, session: 1, item: 214536502, event: 'view', time: Date.UTC(2014, 3, 7, 10, 51, 9, 277) },
      { visitor: 1, session: 1, item: 214536500, event: 'view', time: Date.UTC(2014, 3, 7, 10, 54, 9, 868) },
      {
        ...{ visitor: 1, session: 1, item: 214536500, event: 'transaction', price: 12462, quantity: 1 },
        time: Date.UTC(2014, 3, 7, 11, 44, 58, 314),
      },
    ]);
    expect(eventRows.map(({ file, rows, lines }) => [file, rows, lines.line[0]])).toEqual([
      ['yoochoose-clicks.dat', 5, 1],
      ['yoochoose-buys.dat', 2, 1],
    ]);
    expect([rejects, warnings]).toEqual([[], []]);
  });

  it('has every event as plain SQL finds it', async () => {
    const folder = await shop();
    const table = (name: string, columns: string) =>
      `read_csv(${sqlPath(join(folder, name))}, header = false, all_varchar = true, names = [${columns}])`;
    const expected = await sqlRows(`
      SELECT session, item, event, epoch_ms(CAST(time AS TIMESTAMP)) AS time, price, quantity FROM (
        SELECT *, 'view' AS event, NULL AS price, NULL AS quantity
        FROM ${table('yoochoose-clicks.dat', "'session', 'time', 'item', 'category'")}
        UNION ALL BY NAME
        SELECT *, 'transaction' AS event FROM ${table('yoochoose-buys.dat', "'session', 'time', 'item', 'price', 'quantity'")})
      ORDER BY time`);
    const number = (name: string, text: unknown) => text !== null && text !== '0' && { [name]: Number(text) };
    expect(linesOf((await loadDataset(folder)).log)).toEqual(
      expected.map(({ session, item, event, time, price, quantity }) => ({
        ...{ visitor: Number(session), session: Number(session), item: Number(item), event, time: Number(time) },
        ...number('price', price),
        ...number('quantity', quantity),
      })),
    );
  });

  it('writes 0 for a price, a quantity and a category that are unknown, and S where an offer led to the item', async () => {
    const { log, properties } = await loadDataset(await shop());
    expect(linesOf(log).at(-2)).not.toHaveProperty('price');
    expect(linesOf(log).at(-2)).not.toHaveProperty('quantity');
    expect(knownProperties(properties!)).toEqual(
      new Map([
        [214536500, { category: '5', tokens: [] }],
        [214662742, { category: '2089046366', tokens: [] }],
        [1178837797, { category: '4294967296', tokens: [] }],
      ]),
    );
  });

  it('has the right categories of 2³¹ and more in a file of any length', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `${i},2014-04-07T10:51:09.277Z,${i},${2 ** 31 + i}`);
    const { properties } = await loadDataset(await folderOf({ 'yoochoose-clicks.dat': file(rows) }));
    const categories = knownProperties(properties!);
    expect(categories.size).toBe(60_000);
    expect([...categories].filter(([item, { category }]) => category !== String(2 ** 31 + Number(item)))).toEqual([]);
  });

  it('may have clicks alone', async () => {
    const { log } = await loadDataset(await folderOf({ 'yoochoose-clicks.dat': file(clicks) }));
    expect(log.time.length).toBe(5);
    expect(log.price).toBeUndefined();
  });
});
