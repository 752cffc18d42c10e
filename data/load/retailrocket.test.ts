import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { InputError } from '../errors.js';
import { TRANSACTION } from '../event-log.js';
import { idList } from '../ids.js';
import { type LoadOptions, loadDataset } from './load-dataset.js';

const header = 'timestamp,visitorid,event,itemid,transactionid';
const view = (row: number) => `${1433221332117 + row},${row % 7},view,${row % 11},`;
const views = (n: number) => Array.from({ length: n }, (_, row) => view(row));

/** Loads `events.csv` of the given lines after the header. */
const loadLines = async (lines: readonly string[], options?: LoadOptions, end = '\n') =>
  loadDataset(await folderOf({ 'events.csv': [header, ...lines].join(end) + end }), options);

const loadText = async (text: string | Uint8Array) => loadDataset(await folderOf({ 'events.csv': text }));

/** The reject that a bad line among 300 good ones of two kinds becomes; it must be the only one, and the other rows must be there. */
const rejectOf = async (bad: string, options?: LoadOptions) => {
  const purchase = (row: number) => `${1433221332117 + row},${row % 7},transaction,${row % 11},${row}`;
  const lines = Array.from({ length: 300 }, (_, row) => (row % 2 ? view(row) : purchase(row)));
  lines.splice(200, 0, bad);
  const { log, rejects } = await loadLines(lines, options);
  expect(log.time.length).toBe(300);
  expect(rejects.length).toBe(1);
  expect(rejects[0]).toMatchObject({ file: 'events.csv', line: 202, rule: 'bad-row', text: bad });
  return rejects[0]!.reason;
};

describe('RetailRocket events', () => {
  it('become columns sorted by time, ties in input order, with dense ids in order of the shop’s', async () => {
    const { log, outOfOrder } = await loadLines([
      '1433221332200,900,view,70,',
      '1433221332100,5,addtocart,80,',
      '1433221332200,5,transaction,80,4000',
    ]);
    expect(log).toMatchObject({
      time: Float64Array.of(1433221332100, 1433221332200, 1433221332200),
      visitor: Int32Array.of(0, 1, 0),
      item: Int32Array.of(1, 0, 1),
      event: Uint8Array.of(1, 0, 2),
      transaction: Int32Array.of(-1, -1, 0),
      session: Int32Array.of(-1, -1, -1),
      row: Int32Array.of(1, 0, 2),
      clock: 'wall',
    });
    expect(log.visitors.ids).toEqual(Int32Array.of(5, 900));
    expect(log.items.ids).toEqual(Int32Array.of(70, 80));
    expect(log.orders.ids).toEqual(Int32Array.of(4000));
    expect(outOfOrder).toBe(1);
  });

  it('may have a byte order mark, CRLF, quoted fields, no last line break, and lie gzipped', async () => {
    const plain = await loadLines(views(20));
    const quoted = [header, ...views(20)].map((line) => line.replace(/[^,]+/g, '"$&"'));
    const variants = [
      `\uFEFF${[header, ...views(20)].join('\n')}`,
      `${[header, ...views(20)].join('\r\n')}\r\n`,
      `${quoted.join('\n')}\n`,
    ];
    for (const text of variants) expect((await loadText(text)).log).toEqual(plain.log);
    const packed = await loadDataset(await folderOf({ 'events.csv.gz': gzipSync([header, ...views(20)].join('\n')) }));
    expect(packed.log).toEqual(plain.log);
    expect(packed.files.map(({ path }) => path)).toEqual(['events.csv.gz']);
  });

  it('may end their lines in different ways', async () => {
    const mixed = await loadText(`${header}\r\n${view(0)}\n${view(1)}\r\n${view(2)}`);
    expect(mixed.log).toEqual((await loadLines(views(3))).log);
    expect(mixed.rejects).toEqual([]);
  });

  it('may have columns in another order, in capitals and further ones, and semicolons between', async () => {
    const [plain, other] = [await loadLines(views(20)), views(20).map((line) => line.split(','))];
    const lines = other.map(([time, visitor, event, item, order]) =>
      [item, 'x', time, order, event, visitor].join(';'),
    );
    const { log, warnings } = await loadText(
      ['ItemID;Shop;TIMESTAMP;Transaction_Id;event;visitorId', ...lines].join('\n'),
    );
    expect(log).toEqual(plain.log);
    expect(warnings).toEqual(['events.csv: columns that are not read: Shop']);
  });

  it('may lack the column of orders', async () => {
    const { log } = await loadText('timestamp,visitorid,event,itemid\n1433221332117,1,transaction,5\n');
    expect([log.transaction, log.event]).toEqual([Int32Array.of(-1), Uint8Array.of(TRANSACTION)]);
  });

  it('may have empty lines, which count as rows but hold nothing', async () => {
    const { log, eventRows, rejects } = await loadLines([view(0), '', view(1), '']);
    expect(log.row).toEqual(Int32Array.of(0, 2));
    expect(eventRows[0]!.rows).toBe(4);
    expect(rejects).toEqual([]);
  });

  it('keep duplicated rows: cleaning counts them', async () => {
    expect((await loadLines([view(3), view(3)])).log.row).toEqual(Int32Array.of(0, 1));
  });

  it('keep ids up to 2³¹−1 as numbers', async () => {
    const { log } = await loadLines(['1433221332117,2147483647,view,0,']);
    expect([log.visitors.idOf(0), log.items.idOf(0)]).toEqual([2147483647, 0]);
  });

  it('keep their lines apart in a file of many chunks', async () => {
    const lines = views(400_000);
    lines[399_000] = 'nonsense';
    const { log, rejects } = await loadLines(lines);
    expect(rejects[0]!.line).toBe(399_002);
    expect(log.row[399_000]).toBe(399_001);
    expect(log.time.every((time, i) => time === 1433221332117 + log.row[i]!)).toBe(true);
  });
});

describe('any id is right', () => {
  /** The visitor, the item and the order of a line among 300 others. */
  const idsOf = async (line: string) => {
    const lines = views(300);
    lines.splice(200, 0, line);
    const { log, rejects } = await loadLines(lines);
    expect([log.time.length, rejects]).toEqual([301, []]);
    const at = log.row.indexOf(200);
    const order = log.transaction[at]!;
    const ids = [log.visitors.idOf(log.visitor[at]!), log.items.idOf(log.item[at]!)];
    return [...ids, order < 0 ? undefined : log.orders.idOf(order)];
  };

  it.each([
    ['a text', '1433221332117,abc,view,5,', ['abc', 5, undefined]],
    ['a fraction', '1433221332117,1,view,5.5,', [1, '5.5', undefined]],
    ['more than one zero behind the point', '1433221332117,1,view,5.00,', [1, '5.00', undefined]],
    ['a quote within a number', '1433221332117,1,view,7"5"3,', [1, '7"5"3', undefined]],
    ['a doubled quote in a quoted field', '1433221332117,1,view,"x""y",', [1, 'x"y', undefined]],
    ['a delimiter in quotes', '1433221332117,1,view,"a,b",', [1, 'a,b', undefined]],
    ['70 kB', `1433221332117,${'9'.repeat(70_000)},view,5,`, ['9'.repeat(70_000), 5, undefined]],
    ['another notation', '1433221332117,1e3,view,5,', ['1e3', 5, undefined]],
    ['a blank around a number', '1433221332117, 1,view,5 ,', [1, 5, undefined]],
    ['a blank around a number in quotes', '1433221332117," 1",view,5,', [' 1', 5, undefined]],
    ['a negative one', '1433221332117,-4,view,5,', ['-4', 5, undefined]],
    ['one beyond 2³¹−1', '1433221332117,1,view,2147483648,', [1, '2147483648', undefined]],
    [
      'a UUID',
      '1433221332117,1,view,9f1c8a52-0f6e-4a63-9d0e-1f5a3c1b2d4e,',
      [1, '9f1c8a52-0f6e-4a63-9d0e-1f5a3c1b2d4e', undefined],
    ],
    ['letters beyond ASCII', '1433221332117,1,view,été-☃,', [1, 'été-☃', undefined]],
    ['a transaction without one', '1433221332117,1,transaction,5,', [1, 5, undefined]],
    ['a transaction with a text', '1433221332117,1,transaction,5,x', [1, 5, 'x']],
    ['a delimiter too many at the end', '1433221332117,1,view,5,,,', [1, 5, undefined]],
  ])('%s', async (_, line, ids) => {
    expect(await idsOf(line)).toEqual(ids);
  });

  it('one that is no whole number makes all of its column texts, which is said where it is one of many', async () => {
    const lines = views(300).map((line, row) => line.replace(/,view,.*/, `,view,${row},`));
    lines.splice(200, 0, '1433221332117,1,view,sku-7,');
    const { log, warnings } = await loadLines(lines);
    expect(log.items.size).toBe(301);
    expect(idList(log.items.ids).every((id) => typeof id === 'string')).toBe(true);
    expect(idList(log.visitors.ids)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(warnings).toEqual([
      'events.csv: item is kept as text, which takes more time and memory than numbers: 1 of 301 ids is no whole number up to 2147483647, the first in line 202 ("sku-7")',
    ]);
    expect(
      (
        await loadLines([
          ...lines,
          '1433221332117,1,view,sku-8,',
          '1433221332117,1,view,sku-9,',
          '1433221332117,1,view,sku-10,',
        ])
      ).warnings,
    ).toEqual([]);
  });

  it('those of rows that are set aside do not make a column texts', async () => {
    const lines = [...views(299), '1433221332117,x,view,sku-7,77', '1433221332117,1.0,view,5.0,'];
    const { log, rejects, warnings } = await loadLines(lines);
    expect(rejects.length).toBe(1);
    expect([log.visitors.ids, log.items.ids].map((ids) => ids instanceof Int32Array)).toEqual([true, true]);
    expect([log.visitors.idOf(log.visitor.at(-1)!), log.items.size, warnings]).toEqual([298 % 7, 11, []]);
  });
});

describe('a single bad row becomes a reject', () => {
  it.each([
    ['a quote around two fields', '"1433221332117,1",view,5,', '4 fields instead of 5'],
    ['a quote that is never closed', '1433221332117,"1,view,5,', 'visitorid begins with a quote that is not closed'],
    ['a quote between two others', '1433221332117,1,view,"7"5",', 'itemid begins with a quote that is not closed'],
    ['text behind a quote', '1433221332117,1,view,"7"5,', 'itemid begins with a quote that is not closed'],
    ['a control character', '1433221332117,1,view,5,\x1f', 'transactionid holds a control character ("\\x1f")'],
    [
      'a control character between numbers',
      '1433221332117,1\x1f2,view,5,',
      'visitorid holds a control character ("1\\x1f2")',
    ],
    ['a line break in quotes', '1433221332117,1,view,"a,b\nc",', 'itemid holds a control character ("a,b\\x0ac")'],
    ['a tab in quotes', '1433221332117,"1\t2",view,5,', 'visitorid holds a control character ("1\\x092")'],
    [
      'nanoseconds',
      '9223372036854775807,1,view,5,',
      'timestamp is in nanoseconds, not milliseconds (9223372036854775807)',
    ],
    ['a time of no unit', '92233720368547758070000,1,view,5,', 'timestamp is no time ("92233720368547758070000")'],
    ['a date', '2015-06-02 05:02:12,1,view,5,', 'timestamp is no number of milliseconds ("2015-06-02 05:02:12")'],
    ['a time that lost its digits', '1.43322E+12,1,view,5,', 'timestamp has lost its last digits (1.43322E+12)'],
    ['a fraction of a unit', '1433221332117.5,1,view,5,', 'timestamp has a fraction of a unit (1433221332117.5)'],
    ['no time', ',1,view,5,', 'timestamp is empty'],
    ['no id', '1433221332117,1,view,,', 'itemid is empty'],
    ['a word for no id', '1433221332117,NULL,view,5,', 'visitorid is missing ("NULL")'],
    ['an id of blanks', '1433221332117,"  ",view,5,', 'visitorid is missing ("  ")'],
    ['a letter beyond ASCII', '1433221332117,1,viéw,5,', 'event is no kind of event ("viéw")'],
    ['an unknown kind', '1433221332117,1,wiew,5,', 'event is no kind of event ("wiew")'],
    ['an id on a view', '1433221332117,1,view,5,77', 'transactionid 77 on a view'],
    ['seconds', '1433221332,1,view,5,', 'timestamp is in seconds, not milliseconds (1433221332)'],
    ['a negative time', '-1433221332117,1,view,5,', 'timestamp is negative (-1433221332117)'],
    ['zero bytes, as a crash leaves them', '\0\0\0', '1 field instead of 5'],
    ['a field too few', '1433221332117,1,view,5', '4 fields instead of 5'],
    ['a field too many', '1433221332117,1,view,5,,x', '6 fields instead of 5'],
    ['another wrong thing before delimiters at the end', '1433221332117,1,view,,,,', 'itemid is empty'],
  ])('%s', async (_, line, reason) => {
    expect(await rejectOf(line)).toBe(reason);
  });

  it('a time after now', async () => {
    const now = 1500000000000;
    expect(await rejectOf('1500000000001,1,view,5,', { now })).toBe('timestamp lies in the future (1500000000001)');
    expect((await loadLines(['1500000000000,1,view,5,'], { now })).rejects).toEqual([]);
  });

  it('a last line that is cut off', async () => {
    const text = [header, ...views(300), '1433221332117,11'].join('\n');
    const { log, rejects } = await loadText(text);
    expect(log.time.length).toBe(300);
    expect(rejects).toEqual([
      { file: 'events.csv', line: 302, rule: 'bad-row', reason: '2 fields instead of 5', text: '1433221332117,11' },
    ]);
  });

  it('up to the share given, beyond which the first is an error', async () => {
    const lines = [...views(97), 'x', 'y', 'z'];
    expect((await loadLines(lines, { maxRejects: 0.03 })).rejects.map(({ line }) => line)).toEqual([99, 100, 101]);
    await expect(loadLines(lines, { maxRejects: 0.02 })).rejects.toThrow(
      /events\.csv, line 99: 1 field instead of 5 \(3 of 100 rows cannot be read, more than the 2 % of --max-rejects; this is the first\)/,
    );
    await expect(loadLines(lines)).rejects.toThrow(InputError);
    await expect(loadLines([view(0), '1433221332117,1,view,"5,'])).rejects.toThrow(
      /events\.csv, line 3, column "itemid": itemid begins .*\n {2}expected: quotes in pairs, or none/,
    );
  });

  it('and past the share names the column', async () => {
    await expect(loadLines([view(0), '1433221332117,1,wiew,5,'])).rejects.toThrow(
      /events\.csv, line 3, column "event": event is no kind of event \("wiew"\) \(1 of 2 rows.*\n {2}expected: view, addtocart, transaction$/,
    );
  });
});

describe('the rows of a kind are held to the bound on their own', () => {
  /** 1000 rows of which eight are purchases, as written by another hand. */
  const shop = (kind: string, id: (row: number) => string) =>
    Array.from({ length: 1000 }, (_, row) =>
      row % 125 === 5 ? `${1433221332117 + row},1,${kind},5,${id(row)}` : view(row),
    );
  const bought = async (lines: readonly string[], options?: LoadOptions) =>
    (await loadLines(lines, options)).log.transaction.filter((id) => id >= 0);

  it('ids that pandas writes as 4005.0 are read', async () => {
    const { log } = await loadLines(shop('transaction', (row) => `${4000 + row}.0`));
    expect(idList(log.orders.ids)).toEqual(Array.from({ length: 8 }, (_, i) => 4005 + 125 * i));
  });

  it.each([
    ['under another word', 'purchase'],
    ['in capitals', 'TRANSACTION'],
    ['with blanks and dashes', 'Order - completed'],
  ])('purchases %s are read', async (_, kind) => {
    const { log, rejects } = await loadLines(shop(kind, String));
    expect([log.event.filter((code) => code === TRANSACTION).length, rejects]).toEqual([8, []]);
  });

  it.each([
    ['without ids', '', []],
    ['with ids in words', 'a3f1', ['a3f1']],
    ['with ids beyond 2³¹−1', '5000000000', ['5000000000']],
  ])('purchases %s are read', async (_, id, orders) => {
    const { log, rejects } = await loadLines(shop('transaction', () => id));
    expect([log.event.filter((code) => code === TRANSACTION).length, rejects]).toEqual([8, []]);
    expect(idList(log.orders.ids)).toEqual(orders);
  });

  it.each([
    [
      'under a word of the shop’s own',
      'umsatz',
      '7',
      /line 7, column "event": event is no kind of event \("umsatz"\) \(8 of 8 rows of the kind umsatz cannot be read, which is all of them, and only --max-rejects 1 sets a whole kind aside; this is the first\)\n {2}expected: view, addtocart, transaction$/,
    ],
    [
      'with damaged ids',
      'transaction',
      'a\x01',
      /line 7, column "transactionid": transactionid holds a control character \("a\\x01"\) \(8 of 8 rows of the kind transaction cannot be read, which is all of them, and only --max-rejects 1.*\n {2}expected: an id, or nothing$/,
    ],
  ])('purchases %s do not vanish below the bound on all rows', async (_, kind, id, message) => {
    const lines = shop(kind, () => id);
    await expect(loadLines(lines)).rejects.toThrow(InputError);
    await expect(loadLines(lines, { maxRejects: 0.99 })).rejects.toThrow(message);
    const { log, rejects } = await loadLines(lines, { maxRejects: 1 });
    expect([log.time.length, rejects.length]).toEqual([992, 8]);
  });

  it('words that nobody knows are listed with their counts', async () => {
    const words = ['wishlist', 'wishlist', 'share', 'wishlist', 'share', 'wiew'];
    const lines = views(100).map((line, row) => line.replace('view', words[row] ?? 'view'));
    await expect(loadLines(lines)).rejects.toThrow(
      /line 2, column "event": event is no kind of event \("wishlist"\) \(6 of 100 rows cannot be read, more than the 1 % of --max-rejects; this is the first; words without a meaning: wishlist \(3\), share \(2\)\)/,
    );
  });

  it('rows of a kind that nobody knows are bad rows of the file too', async () => {
    const lines = Array.from({ length: 100 }, (_, row) =>
      row % 4 === 0 ? view(row).replace(',view,', ',wishlist,') : view(row),
    );
    await expect(loadLines(lines, { maxRejects: 0.2 })).rejects.toThrow(
      /25 of 100 rows cannot be read, more than the 20 %/,
    );
    await expect(loadLines(lines, { maxRejects: 0.3 })).rejects.toThrow(
      /25 of 25 rows of the kind wishlist cannot be read/,
    );
    expect((await loadLines(lines, { maxRejects: 1 })).rejects.length).toBe(25);
  });

  it('a kind’s name that occurs once is a typing error', async () => {
    const lines = Array.from({ length: 100 }, (_, row) =>
      row === 4 ? view(row).replace(',view,', ',wiew,') : view(row),
    );
    expect((await loadLines(lines)).rejects).toMatchObject([{ line: 6, reason: expect.stringContaining('"wiew"') }]);
  });

  it('a share of a kind beyond the bound is an error, up to it a reject', async () => {
    const some = shop('transaction', (row) => (row === 5 ? 'x\x01' : `${row}`));
    await expect(loadLines(some)).rejects.toThrow(
      /transactionid holds a control character \("x\\x01"\) \(1 of 8 rows of the kind transaction cannot be read, more than the 1 %/,
    );
    expect((await bought(some, { maxRejects: 0.125 })).length).toBe(7);
  });
});

describe('a file that is wrong as a whole is an error', () => {
  it.each([
    ['an empty file', '', /events\.csv: is empty\n {2}expected: the header timestamp,visitorid,/],
    ['a header alone', `${header}\n`, /events\.csv: holds no row that can be read/],
    ['a header and empty lines', `${header}\n\n\n`, /events\.csv: holds no row that can be read/],
    [
      'no header',
      `${views(3).join('\n')}\n`,
      /events\.csv, line 1: the header is missing: 1433221332117,0,view,0,\n {2}expected: timestamp,visit/,
    ],
    ['another header', `a,b\n1,2\n`, /events\.csv, line 1: is no header of this file: a,b\n/],
    [
      'seconds and milliseconds',
      `${header}\n${views(2).join('\n')}\n1433221332,1,view,5,\n1433221333,1,view,5,\n1433221334,1,view,5,\n`,
      /line 2, column "timestamp": timestamp is in milliseconds, not seconds \(1433221332117\) \(2 of 5 rows cannot be read, .*\n {2}expected: seconds since 1970 such as 1433221332, not in the future$/,
    ],
    [
      'a line without end',
      `${header}\n${views(11).join('\n')}\n${'9'.repeat(3_000_000)}\n`,
      /events\.csv, line 13: a line is longer than 2 MB\n {2}expected: a text table/,
    ],
  ])('%s', async (_, text, message) => {
    await expect(loadText(text)).rejects.toThrow(message);
    await expect(loadText(text)).rejects.toThrow(InputError);
  });

  it('another encoding', async () => {
    const text = Buffer.from(`${header}\n${view(0)}\n1433221332117,1,view\xe9,5,\n`, 'latin1');
    await expect(loadText(text)).rejects.toThrow(
      /events\.csv, line 3: is not UTF-8 text \(1 of 2 rows.*\n {2}expected: UTF-8$/,
    );
    const two = Buffer.from([header, ...views(200), 'x', '1433221332117,1,view\xe9,5,'].join('\n'), 'latin1');
    expect((await loadText(two)).rejects.map(({ reason }) => reason)).toEqual([
      '1 field instead of 5',
      'is not UTF-8 text',
    ]);
    await expect(loadText(Buffer.from(`\uFEFF${header}\n${view(0)}\n`, 'utf16le'))).rejects.toThrow(
      /events\.csv: is UTF-16 text\n {2}expected: UTF-8: save it again with that encoding$/,
    );
    await expect(loadText(`${header}\n${view(0)}\n1\u{10ffff}2\n`)).rejects.toThrow(
      /line 3: 1 field instead of 5 \(1 of 2 rows.*\n {2}expected: timestamp,visitorid,/,
    );
    const single = Buffer.from([header, ...views(200), '1433221332117,1,view\x80,5,'].join('\n'), 'latin1');
    for (const [name, bytes] of [
      ['events.csv', single],
      ['events.csv', Buffer.concat([Buffer.from('\uFEFF'), single])],
      ['events.csv.gz', gzipSync(single)],
    ] as const)
      expect((await loadDataset(await folderOf({ [name]: bytes }))).rejects).toMatchObject([{ line: 202 }]);
  });

  it('a gzip file that is cut short, or that is none', async () => {
    const whole = gzipSync([header, ...views(2000)].join('\n'));
    for (const bytes of [whole.subarray(0, whole.length / 2), Buffer.from(header)]) {
      const folder = await folderOf({ 'events.csv.gz': bytes });
      await expect(loadDataset(folder)).rejects.toThrow(/events\.csv\.gz: cannot be unpacked/);
    }
  });
});
