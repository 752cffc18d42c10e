import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Int32, makeVector, Table, TimestampMillisecond, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idKinds } from '../../testing/exported-shop.js';
import { folderOf } from '../../testing/folder-of.js';
import { linesOf } from '../../testing/lines-of.js';
import { type EventLine, logOf } from '../../testing/log-of.js';
import { type EventKind, eventKinds } from '../event-log.js';
import { gru4rec } from '../export/gru4rec.js';
import { otto } from '../export/otto.js';
import { parquet } from '../export/parquet.js';
import { recbole } from '../export/recbole.js';
import type { Id } from '../ids.js';
import { Part } from '../split/assignment.js';
import { loadDataset } from './load-dataset.js';
import { parseMapping } from './mapping/mapping.js';

type Line = EventLine<Id> & { readonly event: EventKind; readonly session: Id };

const start = Date.UTC(2019, 9, 31, 23, 59, 0);
const events = fc.record({
  visitor: fc.nat(4),
  item: fc.nat(6),
  event: fc.constantFrom(...eventKinds),
  session: fc.nat(1),
  cents: fc.option(fc.integer({ min: 1, max: 10_000_000 })),
  quantity: fc.option(fc.integer({ min: 1, max: 9 })),
});

/** Logs of an hour, each event at a time of its own, with ids of every kind. Sessions belong to one visitor. */
const logs = fc
  .tuple(
    fc.constantFrom(...Object.values(idKinds)),
    fc.array(events, { minLength: 1, maxLength: 12 }),
    fc.uniqueArray(fc.nat(3_600_000), { minLength: 12, maxLength: 12 }),
  )
  .map(([idOf, drawn, offsets]): Line[] => {
    const times = offsets.slice(0, drawn.length).sort((a, b) => a - b);
    return drawn.map(({ visitor, item, event, session, cents, quantity }, at) => ({
      ...{ visitor: idOf(visitor), item: idOf(item), event, time: start + times[at]! },
      session: idOf(2 * visitor + session),
      ...(event === 'transaction' && { transaction: idOf(90 + visitor) }),
      ...(cents !== null && { price: cents / 100 }),
      ...(quantity !== null && { quantity }),
    }));
  });

/** Holds of all logs that what is read equals what was written. */
const holds = (check: (lines: readonly Line[]) => Promise<void>) =>
  fc.assert(fc.asyncProperty(logs, check), { numRuns: 40 });

const isCsvSafe = (value: unknown) => !/[",\n]/.test(String(value));
const field = (value: unknown) =>
  value === undefined ? '' : isCsvSafe(value) ? String(value) : `"${String(value).replaceAll('"', '""')}"`;
const table = (delimiter: string, rows: readonly (readonly unknown[])[]) =>
  rows.map((row) => `${row.map(field).join(delimiter)}\n`).join('');

/** The lines without the fields that a layout cannot hold. */
const without = (lines: readonly Line[], ...names: readonly (keyof Line)[]) =>
  lines.map((line) => Object.fromEntries(Object.entries(line).filter(([name]) => !names.includes(name as keyof Line))));
/** As a layout without visitors has them: each session is one. */
const bySession = (lines: readonly Line[]) => lines.map((line) => ({ ...line, visitor: line.session }));
const read = async (folder: string) => linesOf((await loadDataset(folder)).log);

describe('a log that is written in a layout and read back is the same log:', () => {
  it('RecBole’s atomic files', () =>
    holds(async (lines) => {
      const folder = await folderOf({});
      await recbole.writeLog(folder, { name: 'shop', log: logOf(lines), part: new Uint8Array(lines.length) });
      expect(await read(join(folder, 'shop'))).toEqual(lines);
    }));

  it('GRU4Rec’s TSV, which has views alone', () =>
    holds(async (lines) => {
      const views = bySession(lines.filter(({ event }) => event === 'view'));
      const inTest = (line: Line) => line.session === views.at(-1)!.session;
      fc.pre(views.some((line) => !inTest(line)));
      const folder = await folderOf({});
      const part = Uint8Array.from(lines, (line) => (inTest(line) ? Part.test : Part.train));
      await gru4rec.writeLog(folder, { name: 'shop', log: logOf(lines), part });
      expect(await read(folder)).toEqual(without(views, 'price', 'quantity'));
    }));

  it('OTTO’s JSON lines', () =>
    holds(async (lines) => {
      const folder = await folderOf({});
      await otto.writeLog(folder, { name: 'shop', log: logOf(lines), part: new Uint8Array(lines.length) });
      expect(await read(folder)).toEqual(without(bySession(lines), 'price', 'quantity', 'transaction'));
    }));

  it('Parquet, by a query', () =>
    holds(async (lines) => {
      const folder = await folderOf({});
      await parquet.writeLog(folder, { name: 'shop', log: logOf(lines), part: new Uint8Array(lines.length) });
      const hasOrders = lines.some(({ event }) => event === 'transaction');
      const columns = { visitor: 'visitor', item: 'item', event: 'event', time: 'time', session: 'session' };
      const money = { ...priced(lines), ...(hasOrders && { order: 'order' }) };
      const order = hasOrders ? `REPLACE (CASE WHEN event = 'transaction' THEN "order" END AS "order")` : '';
      const mapping = parseMapping(
        { sources: [{ sql: `SELECT * ${order} FROM 'events.parquet'`, columns: { ...columns, ...money } }] },
        'mapping.json',
      );
      expect(linesOf((await loadDataset(folder, { mapping })).log)).toEqual(lines);
    }));

  it('Arrow, by a mapping', () =>
    holds(async (lines) => {
      const text = (of: (line: Line) => Id) =>
        vectorFromArray(
          lines.map((line) => String(of(line))),
          new Utf8(),
        );
      const arrow = new Table({
        who: text(({ visitor }) => visitor),
        what: text(({ item }) => item),
        kind: vectorFromArray(lines.map(({ event }) => event)), // a dictionary
        at: vectorFromArray(
          lines.map(({ time }) => time),
          new TimestampMillisecond('UTC'),
        ),
        pieces: vectorFromArray(
          lines.map(({ quantity }) => quantity ?? null),
          new Int32(),
        ),
        cost: makeVector(Float64Array.from(lines, ({ price }) => price ?? Number.NaN)),
      });
      const folder = await folderOf({ 'events.arrow': tableToIPC(arrow, 'file') });
      const columns = { visitor: 'who', item: 'what', event: 'kind', time: 'at', quantity: 'pieces', price: 'cost' };
      const mapping = parseMapping({ sources: [{ files: '*.arrow', columns }] }, 'mapping.json');
      const { log } = await loadDataset(folder, { mapping });
      expect(linesOf(log)).toEqual(without(lines, 'session', 'transaction'));
    }));

  it('JSON lines, by a mapping', () =>
    holds(async (lines) => {
      const none = { transaction: null, price: null, quantity: null };
      const json = lines.map((line) => JSON.stringify({ event: { ...none, ...line } }));
      const folder = await folderOf({ 'log.jsonl': json.join('\n') });
      const names = ['visitor', 'item', 'event', 'time', 'session', 'price', 'quantity'];
      const columns = {
        ...Object.fromEntries(names.map((name) => [name, `event.${name}`])),
        order: 'event.transaction',
      };
      const mapping = parseMapping({ sources: [{ columns }] }, 'mapping.json');
      expect(linesOf((await loadDataset(folder, { mapping })).log)).toEqual(lines);
    }));

  it('RetailRocket', () =>
    holds(async (lines) => {
      const rows = lines.map(({ time, visitor, event, item, transaction }) => [
        time,
        visitor,
        event,
        item,
        transaction,
      ]);
      const header = ['timestamp', 'visitorid', 'event', 'itemid', 'transactionid'];
      const folder = await folderOf({ 'events.csv': table(',', [header, ...rows]) });
      expect(await read(folder)).toEqual(without(lines, 'session', 'price', 'quantity'));
    }));

  it('REES46, in two months, whose times are whole seconds', () =>
    holds(async (drawn) => {
      const lines = drawn.map((line, at) => ({ ...line, time: start + 1000 * at * 10 }));
      const words = { view: 'view', addtocart: 'cart', transaction: 'purchase' };
      const header = 'event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session';
      const month = (of: number) => [
        header.split(','),
        ...lines
          .filter(({ time }) => new Date(time).getUTCMonth() === of)
          .map(({ time, event, item, price, visitor, session }) => {
            const written = `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
            return [written, words[event], item, '', '', '', price, visitor, session];
          }),
      ];
      const folder = await folderOf({});
      for (const [name, of] of Object.entries({ '2019-Oct.csv': 9, '2019-Nov.csv': 10 }))
        if (month(of).length > 1) await writeFile(join(folder, name), table(',', month(of)));
      expect(await read(folder)).toEqual(without(lines, 'quantity', 'transaction'));
    }));

  it('Yoochoose, which has views and purchases, each with a price and a quantity', () =>
    holds(async (drawn) => {
      const lines = bySession(drawn.filter(({ event }) => event !== 'addtocart'));
      fc.pre(lines.some(({ event }) => event === 'view'));
      const rows = (kind: EventKind) =>
        lines
          .filter(({ event }) => event === kind)
          .map(({ session, time, item, price, quantity }) => [
            ...[session, new Date(time).toISOString(), item],
            ...(kind === 'view' ? ['0'] : [price ?? 0, quantity ?? 0]),
          ]);
      const buys = rows('transaction');
      const folder = await folderOf({
        'yoochoose-clicks.dat': table(',', rows('view')),
        ...(buys.length > 0 && { 'yoochoose-buys.dat': table(',', buys) }),
      });
      const views = without(lines, 'price', 'quantity', 'transaction');
      const all = without(lines, 'transaction');
      expect(await read(folder)).toEqual(lines.map(({ event }, at) => (event === 'view' ? views : all)[at]));
    }));

  it('Diginetica, which has views and purchases', () =>
    holds(async (drawn) => {
      const lines = bySession(drawn.filter(({ event }) => event !== 'addtocart'));
      fc.pre(lines.some(({ event }) => event === 'view'));
      const day = (time: number) => new Date(time).toISOString().slice(0, 10);
      const rows = (kind: EventKind) =>
        lines
          .filter(({ event }) => event === kind)
          .map(({ session, item, time, transaction }) => [
            ...[session, 'NA', item, time - Date.parse(day(time)), day(time)],
            ...(kind === 'transaction' ? [transaction] : []),
          ]);
      const header = ['sessionId', 'userId', 'itemId', 'timeframe', 'eventdate'];
      const purchases = rows('transaction');
      const folder = await folderOf({
        'train-item-views.csv': table(';', [header, ...rows('view')]),
        ...(purchases.length > 0 && {
          'train-purchases.csv': table(';', [[...header, 'ordernumber'], ...purchases]),
        }),
      });
      expect(await read(folder)).toEqual(without(lines, 'price', 'quantity'));
    }));

  it.each([
    ['u.data', '\t', undefined],
    ['ratings.dat', '::', undefined],
    ['ratings.csv', ',', ['userId', 'movieId', 'rating', 'timestamp']],
  ] as const)('MovieLens (%s), which has ratings at whole seconds', (name, delimiter, header) =>
    holds(async (drawn) => {
      const lines = drawn.map((line, at) => ({ ...line, event: 'view' as const, time: start + 1000 * at }));
      const rows = lines.map(({ visitor, item, time }) => [visitor, item, '3.5', time / 1000]);
      const folder = await folderOf({ [name]: table(delimiter, header ? [header, ...rows] : rows) });
      expect(await read(folder)).toEqual(without(lines, 'session', 'price', 'quantity', 'transaction'));
    }),
  );
});

/** The columns of money that a log of the lines has. */
const priced = (lines: readonly Line[]) =>
  Object.fromEntries(
    (['price', 'quantity'] as const).filter((name) => lines.some((line) => line[name])).map((name) => [name, name]),
  );
