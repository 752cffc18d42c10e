import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { events, expected, iso, linesOf, loadAsProposed, part, table } from '../../testing/inspected-shop.js';
import { sqlText, withDuckDB } from '../duckdb.js';
import { loadDataset } from '../load/load-dataset.js';
import { inspectFolder } from './inspect-folder.js';

const log = (columns: string, line: (kind: string, at: number) => string) =>
  table(`user,item,time,${columns}`, ({ visitor, item, time, kind }, at) =>
    [visitor, item, iso(time), line(kind, at)].join(),
  );

const inspected = async (text: string, file = 'log.csv') => {
  const folder = await folderOf({ [file]: text });
  const inspection = await inspectFolder(folder);
  return { folder, ...inspection, questions: inspection.kinds.flatMap(({ questions }) => questions) };
};

describe('a proposal asks', () => {
  it.each([
    ['purchase_failed', 'ignore'],
    ['bestellung storniert', 'ignore'],
    ['cart_abandoned', 'ignore'],
    ['click_ad', 'ignore'],
    ['order_cancelled', 'ignore'],
    ['refund', 'ignore'],
    ['mini_basket_opened', 'addtocart'],
    ['quick_view', 'view'],
    ['gutschein', undefined],
  ])('what %s means: a part of a word is never taken', async (word, perhaps) => {
    const { folder, questions, mapping, dataset } = await inspected(log('event', (kind, at) => (at % 4 ? kind : word)));
    expect(questions).toEqual([
      `1 word in "event" has no known meaning: give each under "events" one of view, addtocart, transaction, remove and ignore\n  "${word}" (100 rows)${perhaps ? `, perhaps ${perhaps}` : ''}`,
    ]);
    expect(Object.keys(mapping!.sources[0]!.events!)).not.toContain(word);
    expect(dataset!.log.time.length).toBe(300);
    await expect(loadDataset(folder, { mapping: mapping! })).rejects.toThrow(`is no kind of event ("${word}")`);
  });

  it('nothing of words that are known to be no event', async () => {
    const { questions } = await inspected(log('event', (kind, at) => (at % 4 ? kind : 'add_payment_info')));
    expect(questions).toEqual([]);
  });

  it('what the numbers of kinds mean', async () => {
    const { questions, mapping } = await inspected(log('behavior_type', (_, at) => String(1 + (at % 2))));
    expect(questions[0]).toMatch(/^2 words in "behavior_type" have no known meaning, and no other means a view/);
    expect(mapping!.sources[0]!.events).toBeUndefined();
  });

  it('which word is a view, where known words are ignored and none is a view', async () => {
    const { questions } = await inspected(log('event', (_, at) => (at % 4 ? 'select_item' : 'purchase')));
    expect(questions).toEqual([
      'no word in "event" means a view, though some are ignored: "events" says which one is a view',
    ]);
  });

  it('which column says what happened, where one could; a run of the proposal stops at its words', async () => {
    const { folder, questions, mapping } = await inspected(
      log('was,country', (_, at) => `${'ABC'[at % 3]},${['DE', 'AT'][at % 2]}`),
    );
    expect(questions[0]).toBe(
      'which column says what happened? One could, and "was" is proposed as "event". If all rows are views, write "event": "view" beside "columns" instead of it; if these files are no part of the log, delete their entry.\n  "was": A · B · C',
    );
    expect(mapping!.sources[0]!.columns.event).toBe('was');
    await expect(loadDataset(folder, { mapping: mapping! })).rejects.toThrow(
      /words without a meaning: [ABC] \(13[34]\), [ABC]/,
    );
  });

  it('what the words of a column of events mean, however many there are', async () => {
    const { questions, mapping } = await inspected(log('event', (_, at) => `click ${at}`));
    expect(mapping!.sources[0]!.columns.event).toBe('event');
    expect(questions[1]).toMatch(
      /^400 words in "event" have no known meaning.*\n {2}"click 0" \(1 row\), perhaps view[\s\S]*and 360 more$/,
    );
  });

  it('which orders count, where a column says what became of them', async () => {
    const states = ['completed', 'refunded', 'cancelled'];
    const { folder, questions, mapping } = await inspected(
      log('order_id,order_status', (_, at) => `${at},${states[at % 3]}`),
      'orders.csv',
    );
    expect(questions[0]).toBe(
      'which orders count? "order_status" says what became of them (completed · refunded · cancelled) and is proposed as "event": "transaction" for a word whose orders count, "ignore" for the others',
    );
    expect(questions[1]).toMatch(
      /"completed" \(134 rows\), perhaps transaction\n {2}"refunded" \(133 rows\), perhaps ignore/,
    );
    await expect(loadDataset(folder, { mapping: mapping! })).rejects.toThrow('is no kind of event ("completed")');
  });

  it('whether the rows with an order are the purchases, with a query that says it', async () => {
    const { folder, questions } = await inspected(
      log('order_id', (kind, at) => (kind === 'transaction' ? `${at}` : '')),
    );
    expect(questions[0]).toMatch(
      /^are the rows with an order in "order_id" the purchases\? It is empty in 95 % of the rows/,
    );
    const sql = questions[0]!.slice(questions[0]!.indexOf('SELECT'));
    const columns = { visitor: 'user', item: 'item', time: 'time', event: 'happened', order: 'order_id' };
    const dataset = await loadDataset(folder, { mapping: { sources: [{ sql, columns }] } });
    expect(linesOf(dataset)).toEqual(expected.map((line) => line.replace('addtocart', 'view')));
  });

  it('what an empty cell means', async () => {
    const { questions, dataset } = await inspected(log('event', (kind) => (kind === 'view' ? '' : kind)));
    expect(questions).toEqual([
      '1 word in "event" has no known meaning, and no other means a view: give each under "events" one of view, addtocart, transaction, remove and ignore\n  "" (340 rows)',
    ]);
    expect([dataset!.log.time.length, dataset!.rejects]).toEqual([60, []]);
  });

  it('about dates and times of day in two columns, with a query that joins them in all files', async () => {
    const [header, ...lines] = table('user,item,day,clock,event', ({ visitor, item, time, kind }) =>
      [visitor, item, part(time, 0, 10), part(time, 11, 19), kind].join(),
    ).split('\n');
    const folder = await folderOf({
      "o'clock.csv": [header, ...lines.slice(0, 150)].join('\n'),
      'rest.csv.gz': gzipSync([header, ...lines.slice(150)].join('\n')),
    });
    const { kinds } = await inspectFolder(folder);
    const { questions } = kinds[0]!;
    expect(questions[0]).toMatch(/^"clock" has times of day, which are not read with the dates in "day"/);
    const sql = questions[0]!.slice(questions[0]!.indexOf('SELECT'));
    const columns = { visitor: 'user', item: 'item', time: 'happened_at', event: 'event' };
    const dataset = await loadDataset(folder, { mapping: { sources: [{ sql, columns }] } });
    expect(linesOf(dataset)).toEqual(expected);
  });

  it('nothing of countries and devices in a log of views', async () => {
    const text = log('country,device', (_, at) => `${['DE', 'AT'][at % 2]},${['pc', 'phone'][at % 2]}`);
    const { dataset, questions, doubts } = await loadAsProposed(await folderOf({ 'log.csv': text })).then((read) => ({
      ...read,
      questions: read.kinds.flatMap((kind) => kind.questions),
    }));
    expect(questions).toEqual([]);
    expect(doubts).toEqual(['no column says what happened: all rows are taken for views']);
    expect(linesOf(dataset)).toEqual(expected.map((line) => line.replace(/addtocart|transaction/, 'view')));
  });

  it.each([
    ['12,%,18', `string_split("products", ',')`],
    ['[12,%]', `json_extract_string("products", '$[*]')`],
  ])('about several items in one cell, with a query that takes them apart: %s', async (cell, list) => {
    const cellOf = (item: number) => cell.replace('%', String(item));
    const text = table('customer;products;time', ({ visitor, item, time }) =>
      [visitor, cellOf(item), iso(time)].join(';'),
    );
    const { folder, questions } = await inspected(text, 'orders.csv');
    const sql = `SELECT * EXCLUDE ("products"), unnest(${list}) AS "products" FROM 'orders.csv'`;
    expect(questions).toEqual([
      `"products" holds several values in one cell, such as ${cellOf(events[0]!.item)}, in 100 % of the rows, and each would be read as one item. "sql" in the place of "files" takes them apart: ${sql}`,
    ]);
    const columns = { visitor: 'customer', item: 'products', time: 'time' };
    const { log } = await loadDataset(folder, { mapping: { sources: [{ sql, columns }] } });
    expect(log.time.length).toBe(400 * cell.split(',').length);
  });

  it.each([
    [`{'id': 7 + i % 5, 'name': 'Cup'} AS product`, 'product_id'],
    [`[{'item_id': 7 + i % 5}, {'item_id': 99}] AS items`, 'item_id'],
  ])('about fields within the fields of Parquet, with a query that takes them apart: %s', async (value, item) => {
    const folder = await folderOf({});
    await withDuckDB((db) =>
      db.run(`COPY (SELECT i % 9 AS "user", ${value}, make_timestamp(1709280000000000 + i * 1000000) AS ts FROM range(90) r(i))
        TO ${sqlText(`${folder}/views.parquet`)} (FORMAT parquet)`),
    );
    const { kinds } = await inspectFolder(folder);
    const [question] = kinds[0]!.questions;
    const sql = question!.slice(question!.indexOf('SELECT'));
    const columns = { visitor: 'user', item, time: 'ts' };
    const { log } = await loadDataset(folder, { mapping: { sources: [{ sql, columns }] } });
    expect([log.time.length, log.items.idOf(0)]).toEqual(item === 'item_id' ? [180, 7] : [90, 7]);
  });
});
