import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import type { Dataset } from '../dataset.js';
import { eventKinds } from '../event-log.js';
import { type LoadOptions, loadDataset } from './load-dataset.js';
import { parseMapping } from './mapping/mapping.js';

const now = Date.UTC(2020, 0, 1);
const header = 'timestamp,visitorid,event,itemid,transactionid';
const noon = '2019-10-01T12:00:00.000Z';

const load = async (files: Readonly<Record<string, string | Uint8Array>>, options?: LoadOptions) =>
  loadDataset(await folderOf(files), { now, ...options });

/** The content of `events.csv` as lines. */
const csv = (...lines: readonly string[]) => ({ 'events.csv': `${lines.join('\n')}\n` });

/** A mapping of one kind of files. */
const mapped = (source: object) => ({ mapping: parseMapping({ sources: [source] }, 'mapping.json') });

/** The events of a log as anyone would write them down: moment, visitor, kind, item, order. */
const eventsOf = ({ log }: Dataset) =>
  Array.from(log.time, (time, i) => [
    new Date(time).toISOString(),
    log.visitors.idOf(log.visitor[i]!),
    eventKinds[log.event[i]!],
    log.items.idOf(log.item[i]!),
    ...(log.transaction[i]! < 0 ? [] : [log.orders.idOf(log.transaction[i]!)]),
  ]);

/** Two hundred right rows: one bad row beside them is set aside. */
const many = Array.from({ length: 200 }, (_, i) => `${Date.parse(noon) + i},${i % 7},view,${i % 11},`);

/** The reason and the line of the only row that was set aside. */
const rejectOf = ({ rejects }: Dataset) => {
  expect(rejects.length).toBe(1);
  return `line ${rejects[0]!.line}: ${rejects[0]!.reason}`;
};

describe('an export is read where it', () => {
  it('has times of several zones', async () => {
    const dataset = await load(
      csv(
        header,
        '2019-10-01T14:00:00+02:00,1,view,5,',
        '2019-10-01 12:00:00 UTC,2,view,5,',
        '2019-10-01T17:30:00.000+0530,3,view,5,',
        '2019-10-01T12:00Z,4,view,5,',
      ),
    );
    expect(eventsOf(dataset)).toEqual([1, 2, 3, 4].map((visitor) => [noon, visitor, 'view', 5]));
    expect(dataset.warnings).toEqual([]);
  });

  it('has times without a zone, which are UTC: a warning says so', async () => {
    const dataset = await load(csv(header, '2019-10-01 12:00:00,1,view,5,'));
    expect(eventsOf(dataset)).toEqual([[noon, 1, 'view', 5]]);
    expect(dataset.warnings).toEqual(['events.csv: times that name no zone are read as UTC']);
  });

  it('has local times over the days on which clocks change', async () => {
    const options = mapped({
      columns: { visitor: 'who', item: 'what', time: 'when' },
      time: { format: 'dd.MM.yyyy HH:mm', zone: 'Europe/Berlin' },
    });
    const summer = Array.from({ length: 200 }, (_, i) => `${i};5;01.07.2019 14:00`);
    const dataset = await load(
      csv(
        'who;what;when',
        '1;5;31.03.2019 01:59',
        '2;5;31.03.2019 02:30',
        '3;5;31.03.2019 03:00',
        '4;5;27.10.2019 02:30',
        '5;5;27.10.2019 03:00',
        ...summer,
      ),
      options,
    );
    expect(rejectOf(dataset)).toBe(
      'line 3: when was skipped when the clocks of Europe/Berlin were put forward (31.03.2019 02:30)',
    );
    const events = eventsOf(dataset);
    expect([events[0]![0], events[1]![0], events.at(-2)![0], events.at(-1)![0]]).toEqual([
      ...[
        '2019-03-31T00:59:00.000Z',
        '2019-03-31T01:00:00.000Z',
        '2019-10-27T00:30:00.000Z',
        '2019-10-27T02:00:00.000Z',
      ],
    ]);
  });

  it('has prices with decimal commas', async () => {
    const columns = { visitor: 'who', item: 'what', time: 'when', event: 'did', price: 'price', quantity: 'n' };
    const { log } = await load(
      csv(
        'who;what;when;did;price;n',
        '1;5;2019-10-01;buy;12,50;2',
        '1;5;2019-10-01;buy;1.234,56;1',
        '1;5;2019-10-01;buy;;',
        '1;5;2019-10-01;buy;3;1',
      ),
      mapped({ columns }),
    );
    expect(log.price).toEqual(Float64Array.of(12.5, 1234.56, Number.NaN, 3));
    expect(log.quantity).toEqual(Float64Array.of(2, 1, Number.NaN, 1));
    const stated = await load(
      csv('who;what;when;price', '1;5;2019-10-01;1.234'),
      mapped({ columns: { visitor: 'who', item: 'what', time: 'when', price: 'price' }, decimal: ',' }),
    );
    expect(stated.log.price).toEqual(Float64Array.of(1234));
  });

  it('has line breaks in quoted fields', async () => {
    const dataset = await load(
      csv(
        `${header},title`,
        `${Date.parse(noon)},1,view,5,,"7 1/2""\n\ntall, ""red"""`,
        `${Date.parse(noon)},2,view,5,,x`,
        ...many.map((line) => `${line},y`),
        'bad',
      ),
    );
    expect(eventsOf(dataset).slice(0, 3)).toEqual([
      [noon, 1, 'view', 5],
      [noon, 2, 'view', 5],
      [noon, 0, 'view', 0],
    ]);
    expect(rejectOf(dataset)).toBe('line 206: 1 field instead of 6');
  });

  it('has a byte order mark, and lines that end with CR and LF', async () => {
    const dataset = await load({ 'events.csv': `\uFEFF${header}\r\n${Date.parse(noon)},1,view,5,\r\n` });
    expect(eventsOf(dataset)).toEqual([[noon, 1, 'view', 5]]);
  });

  it('names a column twice that is not read', async () => {
    const dataset = await load(csv(`note,${header},note`, `a,${Date.parse(noon)},1,view,5,,b`));
    expect(eventsOf(dataset)).toEqual([[noon, 1, 'view', 5]]);
    expect(dataset.warnings).toEqual(['events.csv: columns that are not read: note, note']);
  });

  it('has a word for missing ids in a few rows, which are set aside', async () => {
    expect(rejectOf(await load(csv(header, ...many, `${Date.parse(noon)},1,view,NULL,`)))).toBe(
      'line 202: itemid is missing ("NULL")',
    );
  });

  it('has a word for missing order ids', async () => {
    const dataset = await load(
      csv(header, `${Date.parse(noon)},1,view,5,NaN`, `${Date.parse(noon)},1,purchase,5,4005.0`),
    );
    expect(eventsOf(dataset)).toEqual([
      [noon, 1, 'view', 5],
      [noon, 1, 'transaction', 5, 4005],
    ]);
  });

  it('has further delimiters at the ends of lines, and lines of nothing else', async () => {
    const dataset = await load(csv(header, `${Date.parse(noon)},1,view,5,,,,`, ',,,,,,,', '', ',,,,'));
    expect(eventsOf(dataset)).toEqual([[noon, 1, 'view', 5]]);
    expect([dataset.eventRows[0]!.rows, dataset.rejects]).toEqual([4, []]);
  });

  it('lies in two files with their columns in other orders', async () => {
    const columns = { visitor: 'who', item: 'what', time: 'when' };
    const dataset = await load(
      {
        '2019-1.csv': 'who,what,when\n1,5,2019-10-01T12:00Z\n',
        '2019-2.csv': 'WHEN;extra;WHAT;WHO\n2019-10-01T12:00Z;x;6;2\n',
      },
      mapped({ columns }),
    );
    expect(eventsOf(dataset)).toEqual([
      [noon, 1, 'view', 5],
      [noon, 2, 'view', 6],
    ]);
    expect(dataset.warnings).toEqual(['2019-2.csv: columns that are not read: extra']);
  });

  it('counts its sessions from 1 each day', async () => {
    const { log, warnings } = await load(
      csv(
        'who,what,when,visit',
        '7,1,2019-10-01T12:00Z,1',
        '7,2,2019-10-01T12:05Z,1',
        '8,1,2019-10-01T12:06Z,1',
        '7,3,2019-10-03T12:00Z,1',
      ),
      mapped({ columns: { visitor: 'who', item: 'what', time: 'when', session: 'visit' } }),
    );
    expect([...log.session]).toEqual([0, 0, 1, 2]);
    expect(warnings).toEqual(['1 session had the id of one more than a day before: each is a session of its own']);
  });

  it('has a purchase in a line before its view', async () => {
    const dataset = await load(
      csv(
        header,
        '2019-10-01T12:05Z,1,transaction,5,9',
        '2019-10-01T12:00Z,1,view,5,',
        '2019-10-01T12:01Z,1,addtocart,5,',
      ),
    );
    expect(eventsOf(dataset)).toEqual([
      [noon, 1, 'view', 5],
      ['2019-10-01T12:01:00.000Z', 1, 'addtocart', 5],
      ['2019-10-01T12:05:00.000Z', 1, 'transaction', 5, 9],
    ]);
    expect([dataset.outOfOrder, [...dataset.log.row]]).toEqual([2, [1, 2, 0]]);
  });

  it('has a test part before its train part', async () => {
    const head = 'SessionId\tItemId\tTime\n';
    const { log, givenTest } = await load({
      'train.tsv': `${head}1\t5\t1569931200\n`,
      'test.tsv': `${head}2\t6\t1569844800\n`,
    });
    expect([[...log.row], givenTest]).toEqual([[1, 0], Uint8Array.of(0, 1)]);
  });

  it.each([
    ['seconds', '1569931200', '1569931200.5'],
    ['microseconds', '1569931200000000', '1569931200500000'],
    ['nanoseconds', '1569931200000000000', '1569931200500000000'],
    ['milliseconds as floats', '1569931200000.0', '1569931200500.0'],
    ['dates with fractions', '2019-10-01 12:00:00.0 UTC', '2019-10-01 12:00:00.5 UTC'],
  ])('counts its times in %s', async (_, time, later) => {
    const dataset = await load(csv(header, `${time},1,view,5,`, `${later},1,view,5,`));
    expect(eventsOf(dataset).map(([moment]) => moment)).toEqual([noon, '2019-10-01T12:00:00.500Z']);
  });

  it('has dates alone', async () => {
    expect(eventsOf(await load(csv(header, '2019-10-01,1,view,5,')))).toEqual([
      ['2019-10-01T00:00:00.000Z', 1, 'view', 5],
    ]);
  });

  it.each([
    ['UUIDs', '9f1c8a52-0f6e-4a63-9d0e-1f5a3c1b2d4e'],
    ['SKUs', 'AB-007/ü'],
    ['numbers beyond 2⁵³', '2053013555631882655'],
    ['negative numbers', '-5'],
    ['numbers with leading zeros', '007'],
    ['numbers in the way of some country', '1.234'],
    ['words that look like others', 'true'],
  ])('has %s for ids, which stay as they are', async (_, id) => {
    const dataset = await load(
      csv(header, `${Date.parse(noon)},${id},buy,${id},${id}`, `${Date.parse(noon)},7,view,7,`),
    );
    expect(eventsOf(dataset)).toEqual([
      [noon, id, 'transaction', id, id],
      [noon, '7', 'view', '7'],
    ]);
  });

  it('has an id with the delimiter in it', async () => {
    const dataset = await load(csv(header, `${Date.parse(noon)},"Doe, John",view,"1,234",`));
    expect(eventsOf(dataset)).toEqual([[noon, 'Doe, John', 'view', '1,234']]);
  });

  it('is written in capitals, with other words', async () => {
    const lines = ['VIEW', 'Click', 'Add_To_Cart', 'ADD TO BASKET', 'Purchase'].map(
      (word) => `${Date.parse(noon)},1,${word},5,`,
    );
    const dataset = await load(csv(header.toUpperCase(), ...lines));
    expect(eventsOf(dataset).map(([, , kind]) => kind)).toEqual([
      'view',
      'view',
      'addtocart',
      'addtocart',
      'transaction',
    ]);
  });

  it('takes items out of carts', async () => {
    const dataset = await load(
      csv(
        header,
        '2019-10-01T12:00Z,1,cart,5,',
        '2019-10-01T12:05Z,1,remove_from_cart,5,',
        '2019-10-01T12:06Z,1,remove_from_cart,6,',
      ),
    );
    expect(eventsOf(dataset)).toEqual([[noon, 1, 'addtocart', 5]]);
    expect(dataset.log.removed).toEqual(Float64Array.of(Date.parse('2019-10-01T12:05Z')));
    expect(dataset.warnings).toEqual(['1 removal from the cart had no addtocart before and changed nothing']);
  });

  it.each([
    ['semicolons', ';'],
    ['tabs', '\t'],
    ['bars', '|'],
  ])('has %s between its fields', async (_, delimiter) => {
    const lines = [header, `${Date.parse(noon)},1,view,5,`].map((line) => line.replaceAll(',', delimiter));
    expect(eventsOf(await load(csv(...lines)))).toEqual([[noon, 1, 'view', 5]]);
  });

  it('has its columns in another order, further ones, and no orders', async () => {
    const dataset = await load(
      csv('Item ID,shop,Visitor-Id,browser,event,timestamp', `5,de,1,"Firefox, 7",view,${Date.parse(noon)}`),
    );
    expect(eventsOf(dataset)).toEqual([[noon, 1, 'view', 5]]);
    expect(dataset.warnings).toEqual(['events.csv: columns that are not read: shop, browser']);
  });

  it('has blanks around its fields', async () => {
    const dataset = await load(csv(header.replaceAll(',', ' , '), ` ${Date.parse(noon)} , 1 , view , 5 , `));
    expect(eventsOf(dataset)).toEqual([[noon, 1, 'view', 5]]);
  });

  it('is in Latin-1, as a mapping says', async () => {
    const dataset = await load(
      { 'log.csv': Buffer.from('who;what;when\nJosé;Käse;2019-10-01T12:00Z\n', 'latin1') },
      mapped({ columns: { visitor: 'who', item: 'what', time: 'when' }, encoding: 'latin-1' }),
    );
    expect(eventsOf(dataset)).toEqual([[noon, 'José', 'view', 'Käse']]);
  });

  it('has a sum below it, or was put together with its header in between', async () => {
    expect(rejectOf(await load(csv(header, ...many, 'Total: 200,,,,')))).toBe(
      'line 202: timestamp is no number of milliseconds ("Total: 200")',
    );
    expect(rejectOf(await load(csv(header, ...many.slice(0, 100), header, ...many.slice(100))))).toBe(
      'line 102: timestamp is no number of milliseconds ("timestamp")',
    );
  });

  it('was cut off, or is packed', async () => {
    const cut = [header, ...many, `${Date.parse(noon)},1,vi`].join('\n');
    expect(rejectOf(await load({ 'events.csv.gz': gzipSync(cut) }))).toBe('line 202: 3 fields instead of 5');
  });

  it('has words of its own for what happened, which a mapping explains', async () => {
    const columns = { visitor: 'who', item: 'what', time: 'when', event: 'did' };
    const events = { gesehen: 'view', Kauf: 'transaction', Suche: 'ignore' };
    const lines = ['gesehen', 'Suche', 'Kauf', 'View'].map((word) => `1,5,2019-10-01T12:00Z,${word}`);
    const dataset = await load(csv('who,what,when,did', ...lines), mapped({ columns, events }));
    expect(eventsOf(dataset).map(([, , kind]) => kind)).toEqual(['view', 'transaction', 'view']);
  });
});

describe('an export is refused, with what to do, where it', () => {
  const times = many.map((line) => line.replace(/^\d+/, '1.43322E+12'));
  const local = many.map((line) => line.replace(/^\d+/, '01.10.2019 12:00'));
  const inWords = many.map((line, i) => line.replace('view', i % 2 ? 'gesehen' : i % 3 ? 'Storno' : 'view'));

  it.each<[string, Readonly<Record<string, string | Uint8Array>>, string | RegExp]>([
    [
      'names a column twice',
      csv(`${header},ItemId`, `${Date.parse(noon)},1,view,5,,6`),
      /events\.csv, line 1: has more than one column "itemid"\n {2}expected: timestamp,visitorid,event,itemid,transactionid; for a log/,
    ],
    [
      'has other names, all of which are listed',
      csv('timestamp,visitor,event_type,item_id', '1569931200000,1,view,5'),
      /events\.csv, line 1: has no column "visitorid" \(did you mean "visitor"\?\), "event" \(did you mean "event_type"\?\)\n {2}expected: timestamp,visitorid,/,
    ],
    [
      'has lost the digits of its times in a spreadsheet',
      csv(header, ...times),
      /events\.csv, line 2, column "timestamp": timestamp has lost its last digits \(1\.43322E\+12\) \(200 of 200 rows cannot be read, .*\n {2}expected: milliseconds since 1970, 13 digits such as 1433221332117, not in the future$/,
    ],
    [
      'has times in the way of some country',
      csv(header, ...local),
      /events\.csv, line 2, column "timestamp": timestamp is no time \("01\.10\.2019 12:00"\) .*\n {2}expected: Unix time in seconds, milliseconds, .* ISO 8601 such as 2019-10-01/,
    ],
    [
      'mixes units of time',
      csv(header, ...many, '1569931200,1,view,5,', '1569931201,1,view,5,', '1569931202,1,view,5,'),
      /events\.csv, line 202, column "timestamp": timestamp is in seconds, not milliseconds \(1569931200\) \(3 of 203 rows.*\n {2}expected: milliseconds since 1970, 13 digits/,
    ],
    [
      'has times to come',
      csv(header, '4102444800000,1,view,5,'),
      /events\.csv, line 2, column "timestamp": timestamp lies in the future \(4102444800000\)/,
    ],
    [
      'has dates that a program writes for none',
      csv(header, '0001-01-01 00:00:00,1,view,5,', '2019-10-01,1,view,5,'),
      /events\.csv, line 2, column "timestamp": timestamp lies before March 1973 \(0001-01-01 00:00:00\)/,
    ],
    [
      'lacks ids',
      csv(header, ...many, '1569931200000,null,view,5,', '1569931200000,,view,5,', '1569931200000,NA,view,5,'),
      /events\.csv, line 202, column "visitorid": visitorid is missing \("null"\) \(3 of 203 rows cannot be read, more than the 1 % of --max-rejects; this is the first\)\n {2}expected: an id: a number or a text$/,
    ],
    [
      'has words that nobody knows, which are listed with their counts',
      csv(header, ...inWords),
      /events\.csv, line 3, column "event": event is no kind of event \("gesehen"\) .*; words without a meaning: gesehen \(100\), Storno \(66\)\)\n {2}expected: view, addtocart, transaction$/,
    ],
    [
      'has slipped columns',
      csv(header, '1569931200000,1,view,5,77'),
      /events\.csv, line 2, column "transactionid": transactionid 77 on a view .*\n {2}expected: an id on a transaction, nothing on other events$/,
    ],
    [
      'lacks its header',
      csv(...many),
      /events\.csv, line 1: the header is missing: 1569931200000,0,view,0,\n {2}expected: timestamp,visitorid,/,
    ],
    [
      'begins with something else',
      csv('sep=;', header.replaceAll(',', ';')),
      /events\.csv, line 1: is no header of this file: sep=;\n {2}expected: timestamp;visitorid;event;itemid;transactionid; for a log/,
    ],
    [
      'is in UTF-16',
      { 'events.csv': Buffer.from(`\uFEFF${header}\n`, 'utf16le') },
      /events\.csv: is UTF-16 text\n {2}expected: UTF-8: save it again with that encoding$/,
    ],
    [
      'is in Latin-1',
      { 'events.csv': Buffer.from(`${header}\n1569931200000,José,view,5,\n`, 'latin1') },
      /events\.csv, line 2: is not UTF-8 text \(1 of 1 rows.*\n {2}expected: UTF-8$/,
    ],
    [
      'ends its lines in a way of long ago',
      { 'events.csv': [header, ...many].join('\r') },
      /events\.csv, line 1: ends its lines with CR alone\n {2}expected: lines that end with LF, or CR and LF$/,
    ],
    [
      'holds a header alone',
      csv(header),
      /events\.csv: holds no row that can be read\n {2}expected: the header timestamp,/,
    ],
    ['is empty', { 'events.csv': '' }, /events\.csv: is empty\n {2}expected: the header timestamp,/],
    [
      'is packed and cut off',
      { 'events.csv.gz': gzipSync(many.join('\n')).subarray(0, 100) },
      /events\.csv\.gz: cannot be unpacked \(.*\)\n {2}expected: a whole gzip file; pack it again$/,
    ],
    [
      'holds a page in place of a table',
      csv('<!DOCTYPE html>', '<html><body>Sign in</body></html>'),
      /events\.csv, line 1: is no header of this file: <!DOCTYPE html>\n/,
    ],
    [
      'has quotes that are not closed',
      csv(header, ...many, ...many.slice(0, 5).map((line) => line.replace(/view/, '"view'))),
      /events\.csv, line 202, column "event": event begins with a quote that is not closed \(5 of 205 rows.*\n {2}expected: quotes in pairs, or none$/,
    ],
  ])('%s', async (_, files, message) => {
    await expect(load(files)).rejects.toThrow(message);
  });

  it.each([
    [
      '1,234',
      /line 2, column "price": price may be thousands or a fraction \("1,234"\): a mapping’s "decimal" says which .*\n {2}expected: a number from 0 such as 12\.50, or nothing$/,
    ],
    ['-5', /line 2, column "price": price is negative \(-5\)/],
    ['12 €', /line 2, column "price": price is no number \("12 €"\)/],
  ])('has the price %s', async (price, message) => {
    const columns = { visitor: 'who', item: 'what', time: 'when', price: 'price' };
    await expect(load(csv('who;what;when;price', `1;5;2019-10-01;${price}`), mapped({ columns }))).rejects.toThrow(
      message,
    );
  });
});
