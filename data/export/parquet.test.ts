import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportedLists, exportedShop, idKinds, sqlRows } from '../../testing/exported-shop.js';
import { folderOf } from '../../testing/folder-of.js';
import { sqlPath } from '../duckdb.js';
import { parquet } from './parquet.js';

/** The type that each kind of ids has in Parquet, as DuckDB calls it, and what stands for no id. */
const typeOf: Readonly<Record<keyof typeof idKinds, readonly [type: string, none: number | string]>> = {
  numbers: ['INTEGER', -1],
  'whole numbers beyond 32 bits': ['BIGINT', -1],
  'numbers of 19 digits': ['BIGINT', -1],
  'numbers of 20 digits': ['VARCHAR', ''],
  texts: ['VARCHAR', ''],
  'numbers with leading zeros': ['VARCHAR', ''],
};
const kinds = Object.keys(idKinds) as (keyof typeof idKinds)[];

const types = async (file: string) =>
  Object.fromEntries(
    (await sqlRows(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${sqlPath(file)})`)).map((row) => [
      row.column_name,
      row.column_type,
    ]),
  );

const written = async (exported: ReturnType<typeof exportedShop>['exported']) => {
  const folder = await folderOf({});
  await parquet.writeLog(folder, exported);
  return join(folder, 'events.parquet');
};

describe('Parquet', () => {
  it.each(kinds)('holds every event with its part, ids being %s', async (kind) => {
    const { rows, exported } = exportedShop(idKinds[kind]);
    const [type, none] = typeOf[kind];
    const file = await written(exported);
    expect(await types(file)).toEqual({
      visitor: type,
      item: type,
      event: 'VARCHAR',
      time: 'TIMESTAMP WITH TIME ZONE',
      session: type,
      order: type,
      price: 'DOUBLE',
      quantity: 'DOUBLE',
      part: 'VARCHAR',
    });
    const found = await sqlRows(`
      SELECT visitor::VARCHAR AS visitor, item::VARCHAR AS item, event, epoch_ms(time)::DOUBLE AS time,
        session::VARCHAR AS session, "order"::VARCHAR AS "order", price, quantity, part
      FROM ${sqlPath(file)}`);
    expect(found).toEqual(
      rows.map(({ visitor, item, session, order = none, price, ...row }) => ({
        ...row,
        visitor: String(visitor),
        item: String(item),
        session: String(session),
        order: String(order),
        price: Number.isNaN(price) ? 'NaN' : price,
      })),
    );
  });

  it('has no columns that the log lacks, numbers sessions that the shop did not name, and positions where there is no clock', async () => {
    const { exported } = exportedShop(idKinds.texts);
    const { sessions: _, price: __, quantity: ___, ...log } = exported.log;
    const file = await written({ ...exported, log: { ...log, orders: log.orders.take([]), clock: 'order' } });
    expect(await types(file)).toEqual({
      visitor: 'VARCHAR',
      item: 'VARCHAR',
      event: 'VARCHAR',
      time: 'DOUBLE',
      session: 'INTEGER',
      part: 'VARCHAR',
    });
    const sessions = await sqlRows(`SELECT session FROM ${sqlPath(file)}`);
    expect(sessions.map(({ session }) => session)).toEqual([0, 0, 0, 1, 0, 2, 1, 2, 3, 3]);
  });

  it('holds any text', async () => {
    const odd = ['a tab\there', 'two\nlines', '"quoted"'];
    const { rows, exported } = exportedShop((id) => odd[id - 7] ?? `id ${id}`);
    const found = await sqlRows(`SELECT item FROM ${sqlPath(await written(exported))}`);
    expect(found.map(({ item }) => item)).toEqual(rows.map(({ item }) => item));
  });

  it('has neither NULLs nor unsigned numbers', async () => {
    const file = await written(exportedShop(idKinds.numbers).exported);
    const columns = await sqlRows(
      `SELECT repetition_type, converted_type FROM parquet_schema(${sqlPath(file)}) OFFSET 1`,
    );
    for (const { repetition_type, converted_type } of columns) {
      expect(repetition_type).toBe('REQUIRED');
      expect([null, 'UTF8', 'TIMESTAMP_MILLIS']).toContain(converted_type);
    }
  });

  it.each(kinds)('holds a model’s lists, ids being %s', async (kind) => {
    const { rows, lists } = exportedLists(idKinds[kind]);
    const folder = await folderOf({});
    await parquet.writeLists(folder, lists);
    const file = join(folder, 'popular.parquet');
    const [type] = typeOf[kind];
    expect(await types(file)).toEqual({
      query: 'INTEGER',
      visitor: type,
      time: 'TIMESTAMP WITH TIME ZONE',
      rank: 'INTEGER',
      item: type,
      score: 'DOUBLE',
    });
    const found = await sqlRows(`
      SELECT query, visitor::VARCHAR AS visitor, epoch_ms(time)::DOUBLE AS time, rank, item::VARCHAR AS item, score
      FROM ${sqlPath(file)}`);
    expect(found).toEqual(rows.map((row) => ({ ...row, visitor: String(row.visitor), item: String(row.item) })));
  });
});
