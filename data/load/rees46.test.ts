import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sqlRows } from '../../testing/exported-shop.js';
import { folderOf } from '../../testing/folder-of.js';
import { knownProperties } from '../../testing/known-properties.js';
import { linesOf } from '../../testing/lines-of.js';
import { sharedData } from '../../testing/shared-data.js';
import { zstOf } from '../../testing/zst-of.js';
import { sqlPath } from '../duckdb.js';
import { TRANSACTION } from '../event-log.js';
import { loadDataset } from './load-dataset.js';

const header = 'event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session';
const month = (...rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`;
const noon = Date.UTC(2019, 9, 1, 12);

describe('REES46', () => {
  it('has events with visitors, sessions and prices, and times in UTC', async () => {
    const { layout, log, eventRows, rejects } = await loadDataset(
      await folderOf({
        '2019-Oct.csv': month(
          '2019-10-01 12:00:00 UTC,view,44600062,2103807459595387724,,shiseido,35.79,541312140,72d76fde-8bb3-4e00-8c23-a032dfed738c',
          '2019-10-01 12:00:05 UTC,cart,44600062,2103807459595387724,,shiseido,35.79,541312140,72d76fde-8bb3-4e00-8c23-a032dfed738c',
          '2019-10-01 12:01:00 UTC,purchase,44600062,2103807459595387724,,shiseido,35.79,541312140,72d76fde-8bb3-4e00-8c23-a032dfed738c',
        ),
      }),
    );
    expect(layout).toBe('rees46');
    const of = {
      ...{ visitor: 541312140, item: 44600062, price: 35.79 },
      session: '72d76fde-8bb3-4e00-8c23-a032dfed738c',
    };
    expect(linesOf(log)).toEqual([
      { ...of, event: 'view', time: noon },
      { ...of, event: 'addtocart', time: noon + 5_000 },
      { ...of, event: 'transaction', time: noon + 60_000 },
    ]);
    expect(log.clock).toBe('wall');
    expect(eventRows.map(({ file, rows }) => [file, rows])).toEqual([['2019-Oct.csv', 3]]);
    expect(rejects).toEqual([]);
  });

  it('has categories of 19 digits, exact to the last, and brands; what an event says holds from then on', async () => {
    const { properties } = await loadDataset(
      await folderOf({
        '2019-Oct.csv': month(
          '2019-10-01 12:00:00 UTC,view,7,2053013552326770905,appliances.kettle,aqua,33.20,1,a',
          '2019-10-01 12:00:01 UTC,view,8,2053013552326770906,,,1.00,1,a',
          '2019-10-01 13:00:00 UTC,view,7,2053013552326770907,,,33.20,1,a',
        ),
      }),
    );
    expect(knownProperties(properties!, noon)).toEqual(
      new Map([[7, { category: '2053013552326770905', tokens: ['brand:aqua'] }]]),
    );
    expect(knownProperties(properties!)).toEqual(
      new Map([
        [7, { category: '2053013552326770907', tokens: ['brand:aqua'] }],
        [8, { category: '2053013552326770906', tokens: [] }],
      ]),
    );
  });

  it('has events whose price is negative, which is none', async () => {
    const header = 'event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session\n';
    const row = (second: number, price: string) => `2019-10-01 00:00:0${second} UTC,purchase,5,1,,,${price},7,0a\n`;
    const { log, rejects } = await loadDataset(
      await folderOf({ '2019-Oct.csv': header + row(1, '-79.37') + row(2, '4.50') }),
    );
    expect([[...log.price!], rejects]).toEqual([[Number.NaN, 4.5], []]);
  });

  it('has removals that end carts', async () => {
    const { log, warnings } = await loadDataset(
      await folderOf({
        '2019-Oct.csv': month(
          '2019-10-01 12:00:00 UTC,cart,7,1,,,2.50,1,a',
          '2019-10-01 12:00:01 UTC,remove_from_cart,7,1,,,2.50,1,a',
          '2019-10-01 12:00:02 UTC,remove_from_cart,8,1,,,2.50,1,a',
          '2019-10-01 12:00:03 UTC,cart,7,1,,,2.50,1,a',
        ),
      }),
    );
    const cart = { visitor: 1, item: 7, event: 'addtocart', session: 'a', price: 2.5 };
    expect(linesOf(log)).toEqual([
      { ...cart, time: noon, removed: noon + 1_000 },
      { ...cart, time: noon + 3_000 },
    ]);
    expect(warnings).toContain('1 removal from the cart had no addtocart before and changed nothing');
  });

  it('has events without a session: they belong to the visitor’s session before, if that is not half an hour ago', async () => {
    const { log, warnings } = await loadDataset(
      await folderOf({
        '2019-Oct.csv': month(
          '2019-10-01 12:00:00 UTC,view,7,1,,,1,1,a',
          '2019-10-01 12:30:00 UTC,view,8,1,,,1,1,',
          '2019-10-01 13:00:01 UTC,view,9,1,,,1,1,',
          '2019-10-01 13:00:02 UTC,view,9,1,,,1,2,',
        ),
      }),
    );
    expect(log.session).toEqual(Int32Array.of(0, 0, 1, 2));
    expect(log.sessions).toBeUndefined();
    expect(warnings).toContainEqual(expect.stringMatching(/^3 events had no session id/));
  });

  it('reads months in order of time, packed or not, as one log', async () => {
    const one = (date: string, item: number) => month(`${date} 12:00:00 UTC,view,${item},1,,,1,1,a${item}`);
    const { log, eventRows, outOfOrder } = await loadDataset(
      await folderOf({
        '2020-Apr.csv': one('2020-04-01', 4),
        '2019-Dec.csv.gz': gzipSync(one('2019-12-01', 1)),
        '2020-Jan.csv': one('2020-01-01', 2),
        '2020-Feb.csv.zst': await zstOf(one('2020-02-01', 3)),
      }),
    );
    expect(linesOf(log).map(({ item }) => item)).toEqual([1, 2, 3, 4]);
    expect(log.row).toEqual(Int32Array.of(0, 1, 2, 3));
    expect(outOfOrder).toBe(0);
    expect(eventRows.map(({ file, lines }) => [file, lines.line[0]])).toEqual([
      ['2019-Dec.csv.gz', 2],
      ['2020-Jan.csv', 2],
      ['2020-Feb.csv.zst', 2],
      ['2020-Apr.csv', 2],
    ]);
  });

  it('reads months whose columns stand in another order, or without the optional ones', async () => {
    const { log } = await loadDataset(
      await folderOf({
        '2019-Oct.csv': month('2019-10-01 12:00:00 UTC,view,7,1,,aqua,9.99,1,a'),
        '2019-Nov.csv': 'user_id,event_time,event_type,product_id\n1,2019-11-01 12:00:00 UTC,view,8\n',
      }),
    );
    expect(linesOf(log)).toMatchObject([{ item: 7, price: 9.99 }, { item: 8 }]);
    expect(linesOf(log)[1]).not.toHaveProperty('price');
  });

  it('sets aside a row that is cut off, as in downloads that stopped', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => `2019-10-01 12:00:00 UTC,view,${i},1,,,1.50,1,a`);
    const folder = await folderOf({ '2019-Oct.csv': `${month(...rows)}2019-10-01 12:00:01 UTC,vi` });
    expect((await loadDataset(folder)).rejects).toEqual([
      {
        ...{ file: '2019-Oct.csv', line: 202, rule: 'bad-row', reason: '2 fields instead of 9' },
        text: '2019-10-01 12:00:01 UTC,vi',
      },
    ]);
  });
});

const sample = sharedData('rees46-sample');
describe.skipIf(!sample)(`REES46’s first minutes${sample ? '' : ' (skipped: the data is not here)'}`, () => {
  /** The sample as DuckDB reads it: every field a text, the cut-off last row left out. */
  const table = () => `(SELECT *, row_number() OVER () AS row FROM read_csv(${sqlPath(join(sample!, '2019-Oct.csv'))},
    header = true, all_varchar = true, ignore_errors = true, parallel = false))`;

  it('has every event as plain SQL finds it, and one reject', async () => {
    const { log, rejects } = await loadDataset(sample!);
    const expected = await sqlRows(`
      SELECT user_id, product_id, event_type, user_session, price,
        epoch_ms(strptime(event_time, '%Y-%m-%d %H:%M:%S UTC')) AS time
      FROM ${table()} ORDER BY time, row`);
    const words: Record<string, string> = { view: 'view', cart: 'addtocart', purchase: 'transaction' };
    expect(linesOf(log)).toEqual(
      expected.map(({ user_id, product_id, event_type, user_session, price, time }) => ({
        ...{ visitor: Number(user_id), item: Number(product_id), event: words[String(event_type)] },
        ...{ session: user_session, price: Number(price), time: Number(time) },
      })),
    );
    expect(rejects).toMatchObject([{ line: 17_436, rule: 'bad-row' }]);
    expect([...countOf(log.event)]).toEqual([17_055, 165, 214]);
  });

  it('has revenue to the cent, and each item’s last category and brand as plain SQL finds them', async () => {
    const { log, properties } = await loadDataset(sample!);
    const cents = log.event.reduce(
      (sum, kind, at) => sum + (kind === TRANSACTION ? Math.round(100 * log.price![at]!) : 0),
      0,
    );
    expect(cents).toBe(5_944_263);
    const expected = await sqlRows(`
      SELECT product_id, arg_max(category_id, (event_time, row)) AS category,
        arg_max(brand, (event_time, row)) FILTER (brand IS NOT NULL) AS brand
      FROM ${table()} GROUP BY product_id`);
    const found = knownProperties(properties!);
    expect(found.size).toBe(expected.length);
    expect(expected.every(({ category }) => Number(category) > 2 ** 53)).toBe(true);
    for (const { product_id, category, brand } of expected)
      expect(found.get(Number(product_id))).toEqual({ category, tokens: brand === null ? [] : [`brand:${brand}`] });
  });
});

const countOf = (event: Uint8Array) => [0, 1, 2].map((kind) => event.filter((of) => of === kind).length);
