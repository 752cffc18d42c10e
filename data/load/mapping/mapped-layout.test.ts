import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Table, TimestampMillisecond, tableFromArrays, tableToIPC, vectorFromArray } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../../testing/folder-of.js';
import type { Dataset } from '../../dataset.js';
import { sqlText, withDuckDB } from '../../duckdb.js';
import { eventKinds } from '../../event-log.js';
import { idList } from '../../ids.js';
import { loadDataset } from '../load-dataset.js';
import { type MappingSource, parseMapping } from './mapping.js';

const columns = { visitor: 'user', item: 'product', time: 'when' };
const withEvents = { ...columns, event: 'what' };

/** Loads a folder with a mapping of the given sources. */
const load = (folder: string, ...sources: MappingSource[]): Promise<Dataset> =>
  loadDataset(folder, { mapping: parseMapping({ sources }, 'shop.json') });

/** Loads files with a mapping of one source. */
const loadFiles = async (files: Parameters<typeof folderOf>[0], source: MappingSource): Promise<Dataset> =>
  load(await folderOf(files), source);

/** The events of a log, one line each. */
const linesOf = ({ log }: Dataset): string[] =>
  Array.from(log.time, (time, at) => {
    const [visitor, item] = [log.visitors.idOf(log.visitor[at]!), log.items.idOf(log.item[at]!)];
    const order = log.transaction[at]! < 0 ? '' : ` ${log.orders.idOf(log.transaction[at]!)}`;
    const money = log.price ? ` ${log.price[at]} × ${log.quantity?.[at]}` : '';
    return `${new Date(time).toISOString()} ${visitor} ${eventKinds[log.event[at]!]} ${item}${order}${money}`;
  });

/** The ids of all categories that items were ever in. */
const categoriesOf = ({ properties }: Dataset) => idList(properties!.statements.categoryIds).toSorted();

const csv = 'user,product,when\nann,kettle,2024-03-01T10:00:00Z\nbob,mug,2024-03-01T11:00:00Z\n';
const views = ['2024-03-01T10:00:00.000Z ann view kettle', '2024-03-01T11:00:00.000Z bob view mug'];

describe('the files of a source', () => {
  it('are by default all that can be read, in folders too, without what tools leave beside them', async () => {
    const files = {
      'events.csv/part-0.csv': csv.replace(/\nbob.*/, ''),
      'events.csv/part-1.csv.gz': gzipSync(csv.replace(/\nann.*/, '')),
      'events.csv/_SUCCESS': '',
      'events.csv/.part-0.csv': 'none',
      'read-me.md': 'none',
    };
    const dataset = await loadFiles(files, { columns });
    expect(linesOf(dataset)).toEqual(views);
    expect(dataset.layout).toBe('mapping');
    expect(dataset.eventRows.map(({ file, rows }) => [file, rows])).toEqual([
      ['events.csv/part-0.csv', 1],
      ['events.csv/part-1.csv.gz', 1],
    ]);
  });

  it('are not the mappings that lie among them', async () => {
    const mapping = { sources: [{ columns }] };
    const json = '{"user":"cat","product":"pan","when":"2024-03-01T12:00:00Z"}\n';
    const files = { 'shop.json': JSON.stringify(mapping, undefined, 2), 'old/other.json': JSON.stringify(mapping) };
    const dataset = await loadFiles({ ...files, 'a.csv': csv, 'b.json': json, 'c.json': json + json }, { columns });
    expect(dataset.eventRows.map(({ file, rows }) => [file, rows])).toEqual([
      ...[
        ['a.csv', 2],
        ['b.json', 1],
        ['c.json', 2],
      ],
    ]);
    await expect(loadFiles(files, { columns })).rejects.toThrow(/holds no file that can be read/);
  });

  it.each(['a.csv', 'a*.csv', ['a.csv', 'x.csv'], 'a.csv.gz', '[a]*'])('may be named: %s', async (wanted) => {
    const files = { 'a.csv': csv, 'x.csv': csv, 'b.csv': 'no events' };
    const { log } = await loadFiles(files, { columns, files: wanted });
    expect(log.time.length).toBe(Array.isArray(wanted) ? 4 : 2);
  });

  it('must be there: the error names the nearest', async () => {
    const folder = await folderOf({ 'events.csv': csv, 'orders.csv.gz': gzipSync(csv) });
    await expect(load(folder, { columns, files: ['events.csv', 'order.csv'] })).rejects.toThrow(
      `${folder}: holds no file "order.csv"\n  expected: did you mean "orders.csv"? Files: events.csv, orders.csv`,
    );
    await expect(loadFiles({ 'notes.md': '' }, { columns })).rejects.toThrow(/holds no file that can be read/);
    await expect(loadFiles({}, { columns })).rejects.toThrow(/holds no file.*\n {2}expected: a folder with files/);
  });

  it('may have their columns in other orders, and further ones', async () => {
    const other = 'when;device;product;user\n2024-03-02 00:00:00 UTC;tv;mug;bob\n';
    const dataset = await loadFiles({ 'a.csv': csv, 'b.csv': other }, { columns });
    expect(linesOf(dataset)).toEqual([...views, '2024-03-02T00:00:00.000Z bob view mug']);
    expect(dataset.warnings).toEqual(['b.csv: columns that are not read: device']);
  });

  it('may be parts without rows, as Spark writes them; not all of them', async () => {
    const none = { 'a.csv': '', 'b.csv': 'user,product,when\n' };
    const dataset = await loadFiles({ ...none, 'c.csv': csv, 'd.csv': '' }, { columns });
    expect(linesOf(dataset)).toEqual(views);
    expect(dataset.eventRows.map(({ file, rows }) => [file, rows])).toEqual([
      ...[
        ['a.csv', 0],
        ['b.csv', 0],
        ['c.csv', 2],
        ['d.csv', 0],
      ],
    ]);
    await expect(loadFiles(none, { columns })).rejects.toThrow(/a\.csv: is empty/);
    await expect(
      load(await folderOf({ ...none, 'c.csv': csv }), { columns, files: '[ab].csv' }, { columns, files: 'c.csv' }),
    ).rejects.toThrow(/a\.csv: is empty/);
  });

  it('of JSON lines may lack fields that others of the source have', async () => {
    const event = { user: 'ann', product: 'kettle', when: '2024-03-01T10:00:00Z' };
    const source = { columns: { ...columns, price: 'eur' } };
    const files = { 'a.jsonl': JSON.stringify(event), 'b.jsonl': JSON.stringify({ ...event, eur: 5 }) };
    expect((await loadFiles(files, source)).log.price).toEqual(Float64Array.of(Number.NaN, 5));
    await expect(loadFiles({ 'a.jsonl': files['a.jsonl'], 'b.jsonl': files['a.jsonl'] }, source)).rejects.toThrow(
      /a\.jsonl and 1 more: no line has the field "eur"/,
    );
  });

  it('may be of several kinds: clicks here, purchases there', async () => {
    const folder = await folderOf({
      'clicks.csv': csv,
      'sales.tsv': 'customer\tsku\tsold\torder\tprice\tpieces\nbob\tmug\t1709294400\tA-7\t4.50\t2\n',
    });
    const dataset = await load(
      folder,
      { files: 'clicks.csv', columns },
      {
        files: 'sales.tsv',
        columns: {
          ...{ visitor: 'customer', item: 'sku', time: 'sold', order: 'order', price: 'price', quantity: 'pieces' },
        },
        event: 'transaction',
      },
    );
    expect(linesOf(dataset)).toEqual([
      ...views.map((line) => `${line} NaN × NaN`),
      '2024-03-01T12:00:00.000Z bob transaction mug A-7 4.5 × 2',
    ]);
  });

  it('are read as the mapping says: delimiter, encoding, and the columns of a file without a header', async () => {
    const text = 'Jürgen::x::kettle::1709287200\n';
    const dataset = await loadFiles(
      { 'log.dat': Buffer.from(text, 'latin1') },
      { columns, delimiter: '::', encoding: 'latin-1', header: ['user', 'device', 'product', 'when'] },
    );
    expect(linesOf(dataset)).toEqual(['2024-03-01T10:00:00.000Z Jürgen view kettle']);
  });
});

describe('folders of partitions', () => {
  const part = (user: string) => `user,product,what\n${user},kettle,view\n`;
  const source = { columns: { ...columns, time: 'date', category: 'shop' } };

  it('say the columns that only their names hold', async () => {
    const files = {
      'date=2024-03-01/shop=garden%20%26%20home/part.csv': part('ann'),
      'date=2024-03-02/shop=toys/part.csv': part('bob'),
    };
    const dataset = await loadFiles(files, source);
    expect(linesOf(dataset)).toEqual([
      '2024-03-01T00:00:00.000Z ann view kettle',
      '2024-03-02T00:00:00.000Z bob view kettle',
    ]);
    expect(categoriesOf(dataset)).toEqual(['garden & home', 'toys']);
  });

  it('do so in Parquet too', async () => {
    const folder = await folderOf({});
    await mkdir(join(folder, 'date=2024-03-01'));
    await withDuckDB((db) =>
      db.run(
        `COPY (SELECT 'ann' AS "user", 'kettle' AS product) TO ${sqlText(join(folder, 'date=2024-03-01/a.parquet'))}`,
      ),
    );
    const dataset = await load(folder, { columns: { ...columns, time: 'date' } });
    expect(linesOf(dataset)).toEqual(['2024-03-01T00:00:00.000Z ann view kettle']);
  });

  it('may lack a value, or have a % that is no escape', async () => {
    const files = {
      'date=2024-03-01/shop=__HIVE_DEFAULT_PARTITION__/part.csv': part('ann'),
      'date=2024-03-02/shop=50%/part.csv': part('bob'),
    };
    const dataset = await loadFiles(files, source);
    expect(dataset.log.time.length).toBe(2);
    expect(categoriesOf(dataset)).toEqual(['50%']);
    await expect(loadFiles({ 'what=__HIVE_DEFAULT_PARTITION__/a.csv': csv }, { columns: withEvents })).rejects.toThrow(
      /what=__HIVE_DEFAULT_PARTITION__\/a\.csv: event is empty\n {2}expected: view, addtocart, transaction/,
    );
  });

  it('must say something that can be read', async () => {
    await expect(
      loadFiles({ 'date=yesterday/part.csv': part('ann') }, { columns: { ...columns, time: 'date' } }),
    ).rejects.toThrow(/date=yesterday\/part\.csv: time is no .*"yesterday"/);
  });
});

describe('the same log', () => {
  const times = [1709287200123, 1709290800456];
  const rows = [
    { user: 'ann', product: 'kettle', when: times[0]!, what: 'click' },
    { user: 'ann', product: 'kettle', when: times[1]!, what: 'buy' },
  ];
  const lines = ['2024-03-01T10:00:00.123Z ann view kettle', '2024-03-01T11:00:00.456Z ann transaction kettle'];
  const text = (by: string) =>
    ['user,product,when,what', ...rows.map((row) => Object.values(row).join())].join('\n').replaceAll(',', by);
  const parquet = async (folder: string, when: string) => {
    const values = rows.map(({ user, product, when, what }) => `('${user}', '${product}', ${when}, '${what}')`);
    await withDuckDB((db) =>
      db.run(`COPY (SELECT "user", product, ${when} AS "when", what
        FROM (VALUES ${values.join()}) AS row("user", product, ms, what)) TO ${sqlText(join(folder, 'a.parquet'))}`),
    );
  };

  it.each([
    ['CSV', { 'a.csv': text(',') }],
    ['TSV', { 'a.tsv': text('\t') }],
    ['semicolons', { 'a.txt': text(';') }],
    ['gzip', { 'a.csv.gz': gzipSync(text(',')) }],
    ['JSON lines', { 'a.jsonl': rows.map((row) => JSON.stringify(row)).join('\n') }],
    ['JSON lines, packed', { 'a.ndjson.gz': gzipSync(rows.map((row) => JSON.stringify(row)).join('\n')) }],
    ['Arrow', { 'a.arrow': tableToIPC(tableFromArrays(columnsOf(rows)), 'file') }],
    ['an Arrow stream', { 'a.feather': tableToIPC(tableFromArrays(columnsOf(rows)), 'stream') }],
  ])('comes through %s', async (_, files) => {
    expect(linesOf(await loadFiles(files, { columns: withEvents }))).toEqual(lines);
  });

  it.each([
    ['numbers', 'ms'],
    ['times', 'make_timestamp(ms * 1000)'],
    ['times of nanoseconds', 'make_timestamp(ms * 1000)::TIMESTAMP_NS'],
    ['times with a zone', "timezone('UTC', make_timestamp(ms * 1000))"],
  ])('comes through Parquet with %s', async (_, when) => {
    const folder = await folderOf({});
    await parquet(folder, when);
    expect(linesOf(await load(folder, { columns: withEvents }))).toEqual(lines);
  });

  it('comes through zstd', async () => {
    const folder = await folderOf({});
    await withDuckDB((db) =>
      db.run(`COPY (SELECT 'ann' AS "user", 'kettle' AS product, 1709287200123 AS "when", 'click' AS what)
        TO ${sqlText(join(folder, 'a.csv.zst'))} (FORMAT csv, COMPRESSION zstd)`),
    );
    expect(linesOf(await load(folder, { columns: withEvents }))).toEqual(lines.slice(0, 1));
  });

  it('has local times in the mapping’s zone, in text and in types without a zone', async () => {
    const berlin = { columns: withEvents, time: { zone: 'Europe/Berlin' } };
    const hourBefore = lines.map((line) => line.replace('T10', 'T09').replace('T11', 'T10'));
    const folder = await folderOf({});
    await parquet(folder, 'make_timestamp(ms * 1000)');
    expect(linesOf(await load(folder, berlin))).toEqual(hourBefore);
    const written = text(',').replace(/\d{13}/g, (ms) => new Date(Number(ms)).toISOString().slice(0, -1));
    expect(linesOf(await loadFiles({ 'a.csv': written }, berlin))).toEqual(hourBefore);
    const arrow = new Table({
      user: vectorFromArray(['ann']),
      product: vectorFromArray(['kettle']),
      what: vectorFromArray(['click']),
      when: vectorFromArray([times[0]!], new TimestampMillisecond()),
    });
    expect(linesOf(await loadFiles({ 'a.arrow': tableToIPC(arrow, 'file') }, berlin))).toEqual(hourBefore.slice(0, 1));
  });
});

/** Rows as columns. */
const columnsOf = (rows: readonly Record<string, string | number>[]) =>
  Object.fromEntries(
    Object.keys(rows[0]!).map((name) => {
      const values = rows.map((row) => row[name]!);
      return [name, typeof values[0] === 'number' ? Float64Array.from(values as number[]) : (values as string[])];
    }),
  );

describe('JSON lines', () => {
  const visit = {
    ...{ who: { id: 'ann' }, at: 1709287200000 },
    hits: [
      { sku: 'kettle', ms: 0, what: 'click' },
      { sku: 'mug', ms: 1500, what: 'buy', 'order.id': 7 },
    ],
  };

  it('may have fields within fields, and lists of events with the time that passed', async () => {
    const dataset = await loadFiles(
      { 'visits.jsonl': `${JSON.stringify(visit)}\n${JSON.stringify({ ...visit, hits: [] })}\n` },
      {
        each: 'hits',
        columns: { visitor: 'who.id', time: 'at', item: 'hits.sku', elapsed: 'hits.ms', event: 'hits.what' },
      },
    );
    expect(linesOf(dataset)).toEqual([
      '2024-03-01T10:00:00.000Z ann view kettle',
      '2024-03-01T10:00:01.500Z ann transaction mug',
    ]);
  });

  it('must have the fields: all that no line has are named, with the nearest', async () => {
    await expect(
      loadFiles(
        { 'visits.jsonl': JSON.stringify(visit) },
        { each: 'hits', columns: { visitor: 'who.ids', time: 'at', item: 'hits.skus', price: 'hits.price' } },
      ),
    ).rejects.toThrow(
      /visits\.jsonl: no line has the field "who\.ids" \(did you mean "who\.id"\?\), "hits\.skus" \(did you mean "hits\.sku"\?\), "hits\.price".*\n {2}expected: who, who\.id, at, hits/,
    );
  });

  it('set bad lines aside with their numbers', async () => {
    const good = Array.from({ length: 200 }, (_, i) =>
      JSON.stringify({ user: i, product: 'mug', when: 1709287200 + i }),
    );
    const { rejects, log } = await loadFiles({ 'a.jsonl': [...good, '{"user": 1'].join('\n') }, { columns });
    expect(log.time.length).toBe(200);
    expect(rejects).toEqual([
      { file: 'a.jsonl', line: 201, rule: 'bad-row', reason: 'is no JSON object', text: '{"user": 1' },
    ]);
  });
});

describe('a query', () => {
  const files = {
    'visits.csv': 'visit,user\n1,ann\n2,bob\n',
    'hits.csv.gz': gzipSync('visit,product,when\n1,kettle,2024-03-01 10:00:00\n2,mug,2024-03-01 11:00:00\n'),
  };
  const sql = `SELECT "user", product, "when" -- joined
    FROM 'hits.csv.gz' JOIN read_csv('visits.csv') USING (visit) -- by visit`;

  it('may join files; names in it are within the folder', async () => {
    const dataset = await loadFiles(files, { sql, columns });
    expect(linesOf(dataset)).toEqual(views);
    expect(dataset.files.map(({ path }) => path)).toEqual(['hits.csv.gz', 'visits.csv']);
  });

  it('may read patterns of names, and end in a semicolon', async () => {
    const parts = { 'day=1/a.csv': csv.replace(/\nbob.*/, ''), 'day=2/a.csv': csv.replace(/\nann.*/, '') };
    const dataset = await loadFiles(parts, { sql: 'SELECT * FROM \'*/a.csv\' ORDER BY "when";', columns });
    expect(linesOf(dataset)).toEqual(views);
  });

  it('has its times in the mapping’s zone', async () => {
    const dataset = await loadFiles(files, { sql, columns, time: { zone: 'Europe/Berlin' } });
    expect(linesOf(dataset)[0]).toMatch(/^2024-03-01T09:00/);
  });

  it('that cannot be run is one error with its reason', async () => {
    const folder = await folderOf(files);
    await expect(load(folder, { sql: "SELECT usr FROM 'visits.csv'", columns })).rejects.toThrow(
      /: the mapping’s query cannot be run: Binder Error: .*"usr".*; Candidate bindings: .*"user".*\n {2}expected: a SELECT in DuckDB’s SQL over files of this folder: 'hits\.csv\.gz', 'visits\.csv'/,
    );
    await expect(load(folder, { sql: 'SELECT', columns })).rejects.toThrow(/query cannot be run: Parser Error/);
  });

  it('reads nothing outside of the folder: a result must not depend on what nobody looks at', async () => {
    const [folder, other] = [await folderOf(files), await folderOf({ 'more.csv': csv })];
    for (const path of [join(other, 'more.csv'), `../${other.split('/').at(-1)}/more.csv`])
      await expect(load(folder, { sql: `SELECT * FROM '${path}'`, columns })).rejects.toThrow(
        /query cannot be run: .*Cannot access file/,
      );
  });

  it('must have the columns that the mapping names', async () => {
    await expect(loadFiles(files, { sql, columns: { ...columns, item: 'produkt' } })).rejects.toThrow(
      /the query of the mapping, line 1: has no column "produkt" \(did you mean "product"\?\)/,
    );
  });
});

describe('words, ids, numbers and times', () => {
  const header = 'user,product,when,what\n';
  const row = (what: string, at: number, user = 'ann') => `${user},mug,${1709287200 + at},${what}\n`;
  const repeated = (count: number, what: string) => Array.from({ length: count }, (_, at) => row(what, at)).join('');

  it('have the meanings that the mapping says, the usual ones else; removals end carts', async () => {
    const words = ['Seen', 'Add_to_Cart', 'raus', 'buy', 'search'];
    const dataset = await loadFiles(
      { 'a.csv': header + words.map((what, at) => row(what, at)).join('') },
      { columns: withEvents, events: { Seen: 'view', raus: 'remove', search: 'ignore' } },
    );
    expect(linesOf(dataset).map((line) => line.split(' ')[2])).toEqual(['view', 'addtocart', 'transaction']);
    expect(Array.from(dataset.log.removed!)).toEqual([Infinity, 1709287202000, Infinity]);
    expect(dataset.rejects).toEqual([]);
  });

  it('without a meaning are all listed with their counts', async () => {
    const text = header + repeated(50, 'view') + repeated(3, 'share') + repeated(7, 'wishlist') + row('lke', 1);
    await expect(loadFiles({ 'a.csv': text }, { columns: withEvents })).rejects.toThrow(
      /a\.csv, line 52, column "what": what is no kind of event \("share"\).*words without a meaning: "?wishlist"? \(7\), "?share"? \(3\)/,
    );
  });

  it('must name the columns that are there: all that are missing are listed, each with the nearest', async () => {
    await expect(
      loadFiles({ 'a.csv': header }, { columns: { visitor: 'usr', item: 'sku', time: 'when', event: 'wht' } }),
    ).rejects.toThrow(
      /a\.csv, line 1: has no column "usr" \(did you mean "user"\?\), "sku".*, "wht" \(did you mean "what"\?\)/,
    );
  });

  it('are refused where more than 1 % of the ids are empty, and set aside up to that', async () => {
    const [few, many] = [1, 2].map(
      (count) =>
        header + repeated(198, 'view') + Array.from({ length: count }, (_, at) => row('view', at, '')).join(''),
    );
    const { rejects } = await loadFiles({ 'a.csv': few! }, { columns: withEvents });
    expect(rejects.map(({ line, reason }) => [line, reason])).toEqual([[200, 'user is empty']]);
    await expect(loadFiles({ 'a.csv': `${many}${row('view', 1, 'NULL')}` }, { columns: withEvents })).rejects.toThrow(
      /a\.csv, line 200, column "user": user is empty \(3 of 201 rows cannot be read, more than the 1 % of --max-rejects/,
    );
  });

  it('may have decimal commas, which must be stated where they could mark thousands', async () => {
    const text = 'user;product;when;eur;n\nann;mug;2024-03-01;1,234;1\nann;mug;2024-03-02;1.234,50;2\n';
    const source = { columns: { ...columns, price: 'eur', quantity: 'n' } };
    const { log } = await loadFiles({ 'a.csv': text }, { ...source, decimal: ',' });
    expect(Array.from(log.price!)).toEqual([1.234, 1234.5]);
    await expect(loadFiles({ 'a.csv': text }, source)).rejects.toThrow(
      /eur may be thousands or a fraction \("1,234"\): a mapping’s "decimal" says which/,
    );
  });

  it('of ignored events and of lower ratings are not read, whatever the row holds', async () => {
    const text = [
      'user,product,when,what,n,stars',
      'ann,mug,2024-03-01,buy,1,5',
      ...['ann,mug,2024-03-01,refund,-1,5', ',,never,refund,x,?', 'ann,mug,2024-03-01,refund,1', 'ann,,,buy,-1,2'],
      'ann,mug,2024-03-01,buy,,-1',
    ].join('\n');
    const source: MappingSource = {
      columns: { rating: 'stars', ...withEvents, quantity: 'n' },
      events: { refund: 'ignore' },
      ratingFrom: 4,
    };
    const { log, rejects } = await loadFiles({ 'a.csv': text }, source);
    expect([log.time.length, rejects]).toEqual([1, []]);
    const folders = {
      'what=buy/a.csv': 'user,product,when\nann,mug,2024-03-01\n',
      'what=refund/a.csv': 'user,product,when\n,,\n,,x\n',
    };
    const { rejects: none } = await loadFiles(folders, { columns: withEvents, events: { refund: 'ignore' } });
    expect(none).toEqual([]);
  });

  it('of refunds that are called purchases are bad: the error says what leaves them out', async () => {
    const text = 'user,product,when,what,n\nann,mug,2024-03-01,buy,-1\n';
    await expect(loadFiles({ 'a.csv': text }, { columns: { ...withEvents, quantity: 'n' } })).rejects.toThrow(
      /a\.csv, line 2, column "n": n is negative \(-1\): a refund\? a mapping leaves out rows whose word means "ignore" among its "events", or what a condition in its "sql" excludes/,
    );
  });

  it('of a type for numbers have a point, whatever the sign that texts have', async () => {
    const source: MappingSource = { columns: { ...columns, price: 'eur', quantity: 'n' }, decimal: ',' };
    const moneyOf = ({ log }: Dataset) => Array.from(log.price!, (price, at) => [price, log.quantity![at]]);
    const typed = `SELECT 'ann' AS "user", 'mug' AS product, '2024-03-01' AS "when", 12.345::DOUBLE AS eur, '1,5' AS n`;
    const folder = await folderOf({});
    await withDuckDB((db) => db.run(`COPY (${typed}) TO ${sqlText(join(folder, 'a.parquet'))}`));
    expect(moneyOf(await load(folder, source))).toEqual([[12.345, 1.5]]);
    const { files: _, ...query } = source;
    expect(moneyOf(await loadFiles({ 'a.csv': csv }, { ...query, sql: typed }))).toEqual([[12.345, 1.5]]);
    const row = { user: 'ann', product: 'mug', when: '2024-03-01' };
    const arrow = tableFromArrays(columnsOf([{ ...row, eur: 12.345, n: '1,5' }]));
    expect(moneyOf(await loadFiles({ 'a.arrow': tableToIPC(arrow, 'file') }, source))).toEqual([[12.345, 1.5]]);
    const lines = [
      { ...row, eur: 12.345, n: '1,5' },
      { ...row, eur: '12.345', n: 2 },
    ];
    const json = lines.map((line) => JSON.stringify(line)).join('\n');
    expect(moneyOf(await loadFiles({ 'a.jsonl': json }, source))).toEqual([
      [12.345, 1.5],
      [12345, 2],
    ]);
  });

  it('may be times by a pattern and a zone', async () => {
    const text = 'user;product;when\nann;mug;1.3.2024 9:05\nann;mug;1.7.2024 9:05\n';
    const dataset = await loadFiles(
      { 'a.csv': text },
      { columns, time: { format: 'd.M.yyyy H:mm', zone: 'Europe/Berlin' } },
    );
    expect(linesOf(dataset).map((line) => line.slice(0, 16))).toEqual(['2024-03-01T08:05', '2024-07-01T07:05']);
  });

  it('leave out what is rated lower', async () => {
    const text = 'user,product,when,stars\nann,mug,2024-03-01,5\nann,pan,2024-03-02,3.5\nann,jug,2024-03-03,4\n';
    const { log, rejects } = await loadFiles(
      { 'a.csv': text },
      { columns: { ...columns, rating: 'stars' }, ratingFrom: 4 },
    );
    expect([log.time.length, rejects.length]).toEqual([2, 0]);
  });

  it('may have sessions without visitors: each is a visitor of its own', async () => {
    const dataset = await loadFiles({ 'a.csv': csv }, { columns: { session: 'user', item: 'product', time: 'when' } });
    expect(dataset.hasVisitors).toBe(false);
    expect(dataset.log.session).toEqual(dataset.log.visitor);
  });

  it('must have order ids on purchases alone: elsewhere columns have slipped', async () => {
    const text = `user,product,when,what,oid\n${'ann,mug,2024-03-01,view,7\n'.repeat(5)}`;
    await expect(loadFiles({ 'a.csv': text }, { columns: { ...withEvents, order: 'oid' } })).rejects.toThrow(
      /column "oid": oid 7 on a view.*\n {2}expected: an id on a transaction, nothing on other events/,
    );
  });

  it('say what the items are', async () => {
    const text = 'user,product,when,cat,maker,name\nann,mug,2024-03-01,kitchen,Acme,Red mug\n';
    const dataset = await loadFiles(
      { 'a.csv': text },
      { columns: { ...columns, category: 'cat', brand: 'maker', title: 'name' } },
    );
    expect(categoriesOf(dataset)).toEqual(['kitchen']);
    expect(dataset.properties!.statements.tokenNames).toEqual(['brand:Acme', 'title:Red', 'title:mug']);
  });
});
