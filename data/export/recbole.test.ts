import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportedLists, exportedShop, idKinds, type ShopRow, sqlRows } from '../../testing/exported-shop.js';
import { folderOf } from '../../testing/folder-of.js';
import { sqlPath } from '../duckdb.js';
import { idsOf } from '../ids.js';
import { recbole } from './recbole.js';

/** The rows of a TSV, every value as its text. */
const read = (file: string) =>
  sqlRows(`SELECT * FROM read_csv(${sqlPath(file)}, delim = '\\t', quote = '', all_varchar = true)`);

/** An event as RecBole's files have it: unknown values are empty, which a reader takes for NULL. */
const atomic = ({ visitor, item, event, time, session, order, price, quantity }: ShopRow) => ({
  'user_id:token': String(visitor),
  'item_id:token': String(item),
  'timestamp:float': String(time / 1000),
  'event:token': event,
  'session_id:token': String(session),
  'order_id:token': order === undefined ? null : String(order),
  'price:float': Number.isNaN(price) ? null : String(price),
  'quantity:float': String(quantity),
});

describe('RecBole’s atomic files', () => {
  it.each(Object.entries(idKinds))('hold every event and the parts of its benchmark, ids being %s', async (_, idOf) => {
    const { rows, exported } = exportedShop(idOf);
    const folder = await folderOf({});
    await recbole.writeLog(folder, exported);
    expect(await read(join(folder, 'shop', 'shop.inter'))).toEqual(rows.map(atomic));
    for (const [file, part] of [
      ['train', 'train'],
      ['valid', 'validation'],
      ['test', 'test'],
    ])
      expect(await read(join(folder, 'shop', `shop.${file}.inter`))).toEqual(
        rows.filter((row) => row.part === part).map(atomic),
      );
    expect(await readdir(join(folder, 'shop'))).toHaveLength(4);
  });

  it('lack columns that the log lacks, and number sessions that the shop did not name', async () => {
    const { rows, exported } = exportedShop(idKinds.numbers);
    const { sessions: _, price: __, quantity: ___, ...log } = exported.log;
    const folder = await folderOf({});
    const views = log.event.map(() => 0);
    const nothingBought = { ...log, event: views, transaction: log.transaction.fill(-1), orders: log.orders.take([]) };
    await recbole.writeLog(folder, { ...exported, log: nothingBought });
    const found = await read(join(folder, 'shop', 'shop.inter'));
    expect(Object.keys(found[0]!)).toEqual([
      'user_id:token',
      'item_id:token',
      'timestamp:float',
      'event:token',
      'session_id:token',
    ]);
    expect(found.map((row) => row['session_id:token'])).toEqual(
      rows.map(({ session }) => String(Number(session) - 11)),
    );
  });

  it('describe the items that have events, where categories are known', async () => {
    const { exported } = exportedShop(idKinds.texts);
    const { texts } = idKinds;
    const categories = {
      item: idsOf([texts(5), texts(7)]),
      category: idsOf(['9007199254740993', '2053013555631882655']),
    };
    const folder = await folderOf({});
    await recbole.writeLog(folder, { ...exported, categories });
    expect(await read(join(folder, 'shop', 'shop.item'))).toEqual([
      { 'item_id:token': texts(7), 'category:token': '2053013555631882655' },
      { 'item_id:token': texts(8), 'category:token': null },
      { 'item_id:token': texts(9), 'category:token': null },
    ]);
  });

  it.each(Object.entries(idKinds))('have beside them a model’s lists, ids being %s', async (_, idOf) => {
    const { rows, lists } = exportedLists(idOf);
    const folder = await folderOf({});
    await recbole.writeLists(folder, lists);
    expect(await read(join(folder, 'popular.tsv'))).toEqual(
      rows.map(({ query, visitor, time, rank, item, score }) => ({
        'query_id:token': String(query),
        'user_id:token': String(visitor),
        'timestamp:float': String(time / 1000),
        'rank:float': String(rank),
        'item_id:token': String(item),
        'score:float': String(score),
      })),
    );
  });

  it.each([
    ['a tab\there', '"a tab\\there"'],
    ['two\nlines', '"two\\nlines"'],
    ['"quoted"', '"\\"quoted\\""'],
    ['NA', '"NA"'],
  ])('are refused for the id %j, which their readers would misread', async (id, named) => {
    const { exported } = exportedShop((of) => (of === 8 ? id : `id ${of}`));
    await expect(recbole.writeLog(await folderOf({}), exported)).rejects.toThrow(
      `${named} is the id of an item, which a TSV cannot hold: tools take it for a missing value, or split or unquote it\n  expected: the format otto or parquet, which hold any text`,
    );
  });

  it.each([
    [1, 'a visitor'],
    [12, 'a session'],
    [92, 'an order'],
  ])('are refused for the id %i of %s', async (bad, of) => {
    const { exported } = exportedShop((id) => (id === bad ? 'null' : `id ${id}`));
    await expect(recbole.writeLog(await folderOf({}), exported)).rejects.toThrow(`"null" is the id of ${of}`);
  });
});
