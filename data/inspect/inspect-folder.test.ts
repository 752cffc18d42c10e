import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import type { Dataset } from '../dataset.js';
import { sqlText, withDuckDB } from '../duckdb.js';
import { eventKinds } from '../event-log.js';
import { loadDataset } from '../load/load-dataset.js';
import { parseMapping } from '../load/mapping/mapping.js';
import { seededRandom } from '../random.js';
import { inspectFolder } from './inspect-folder.js';

/** One event of the shop; every tenth view leads to a cart, and every other cart to a purchase. */
interface Event {
  readonly visitor: number;
  readonly item: number;
  readonly time: number;
  readonly kind: (typeof eventKinds)[number];
}

const random = seededRandom(7);
const start = Date.UTC(2024, 2, 1, 8);
const events: Event[] = Array.from({ length: 400 }, (_, at) => {
  const kind = at % 20 === 19 ? 'transaction' : at % 20 === 9 || at % 20 === 18 ? 'addtocart' : 'view';
  const popular = Math.floor(random.int(30) ** 2 / 30);
  return { visitor: 100 + random.int(60), item: 7000 + popular, time: start + at * 31 * 60_000, kind } as const;
});

/** The shop's log as a file of a header and a line for each event. */
const table = (header: string, line: (event: Event, at: number) => string): string =>
  [header, ...events.map(line)]
    .filter((text) => text !== '')
    .join('\n')
    .concat('\n');

const iso = (time: number) => new Date(time).toISOString();
const part = (time: number, from: number, to: number) => iso(time).slice(from, to);

type Read = (id: unknown) => number;

const linesOf = ({ log }: Dataset, readItem: Read = Number, readVisitor: Read = Number): string[] =>
  Array.from(log.time, (time, at) => {
    const visitor = readVisitor(log.visitors.idOf(log.visitor[at]!));
    return `${visitor} ${eventKinds[log.event[at]!]} ${readItem(log.items.idOf(log.item[at]!))} ${time}`;
  });
const expected = events.map(({ visitor, item, time, kind }) => `${visitor} ${kind} ${item} ${time}`);
const digits = (id: unknown) => Number(String(id).replace(/\D/g, ''));

/** Loads a folder by the mapping that is proposed for it, unedited. */
async function loadAsProposed(folder: string) {
  const inspection = await inspectFolder(folder);
  const mapping = parseMapping(JSON.parse(JSON.stringify(inspection.mapping)), 'proposed');
  const dataset = await loadDataset(folder, { mapping });
  return { ...inspection, dataset, doubts: inspection.kinds.flatMap(({ doubts }) => doubts) };
}

const german = { view: 'Ansicht', addtocart: 'Warenkorb', transaction: 'Kauf' };
const spanish = { view: 'visto', addtocart: 'añadido al carrito', transaction: 'compra' };
const coded = { view: 'pv', addtocart: 'cart', transaction: 'buy' };

describe('a shop’s export is read right by what is proposed', () => {
  it.each<[string, string, string]>([
    [
      'UUIDs, ISO times, usual words',
      'events.csv',
      table('event_id,occurred_at,customer_id,product_id,event_name', ({ visitor, item, time, kind }, at) =>
        [
          `e${at}`,
          iso(time),
          `00000000-0000-4000-8000-000000000${visitor}`,
          item,
          { ...coded, view: 'page_view' }[kind],
        ].join(),
      ),
    ],
    [
      'German words, semicolons, dates of the country',
      'ereignisse.csv',
      table('Kundennr;Artikelnr;Zeitpunkt;Aktion', ({ visitor, item, time, kind }) => {
        const date = [part(time, 8, 10), part(time, 5, 7), part(time, 0, 4)].join('.');
        return [visitor, item, `${date} ${part(time, 11, 16)}`, german[kind]].join(';');
      }),
    ],
    [
      'Spanish words, tabs, dates with day and month that could be exchanged',
      'eventos.tsv',
      table('usuario\tproducto\tfecha\tevento', ({ visitor, item, time, kind }) => {
        const date = [part(time, 8, 10), part(time, 5, 7), part(time, 0, 4)].join('/');
        return [visitor, item, `${date} ${part(time, 11, 19)}`, spanish[kind]].join('\t');
      }),
    ],
    [
      'Unix seconds, bars, capitals',
      'LOG.TXT',
      table('USER_ID|ITEM_ID|BEHAVIOR|TS', ({ visitor, item, time, kind }) =>
        [visitor, item, coded[kind], time / 1000].join('|'),
      ),
    ],
    [
      'microseconds, quoted fields, commas in titles',
      'hits.csv',
      table('"Session ID","Visitor","SKU","Title","Timestamp","Type"', ({ visitor, item, time, kind }) =>
        [`s${visitor}-${Math.floor(time / 86_400_000)}`, visitor, item, `Cup, "no. ${item}"`, `${time}000`, kind]
          .map((value) => `"${String(value).replaceAll('"', '""')}"`)
          .join(),
      ),
    ],
    [
      'no header, in the order of MovieLens',
      'log.csv',
      table('', ({ visitor, item, time, kind }) => [visitor, item, coded[kind], Math.floor(time / 1000)].join()),
    ],
    [
      'American dates with AM and PM',
      'clicks.csv',
      table('shopper,article,when,action', ({ visitor, item, time, kind }) => {
        const hour = Number(part(time, 11, 13));
        const clock = `${hour % 12 === 0 ? 12 : hour % 12}:${part(time, 14, 16)} ${hour < 12 ? 'AM' : 'PM'}`;
        return [
          visitor,
          item,
          `${Number(part(time, 5, 7))}/${Number(part(time, 8, 10))}/${part(time, 0, 4)} ${clock}`,
          coded[kind],
        ].join();
      }),
    ],
    [
      'JSON lines with fields within fields',
      'events.jsonl',
      table('', ({ visitor, item, time, kind }) =>
        JSON.stringify({ type: kind, user: { id: visitor, country: 'DE' }, product: { sku: item }, timestamp: time }),
      ),
    ],
    [
      'prices with decimal commas, and order ids on purchases',
      'verkauf.csv',
      table('Besucher;Produkt;Datum;Ereignis;Preis;Bestellnr', ({ visitor, item, time, kind }, at) =>
        [
          visitor,
          item,
          iso(time),
          german[kind],
          `${item % 90},${10 + (item % 90)}`,
          kind === 'transaction' ? `B${at}` : '',
        ].join(';'),
      ),
    ],
  ])('%s', async (_, file, text) => {
    const { dataset } = await loadAsProposed(await folderOf({ [file]: text }));
    const readVisitor = (id: unknown) => Number(String(id).slice(-3));
    expect(linesOf(dataset, Number, readVisitor)).toEqual(expected);
    expect(dataset.rejects).toEqual([]);
  });

  it('JSON lines with lists of events', async () => {
    const text = events.map(({ visitor, item, time, kind }) =>
      JSON.stringify({ visitor, hits: [{ item, ts: time, event: coded[kind] }] }),
    );
    const { dataset } = await loadAsProposed(await folderOf({ 'visits.jsonl.gz': gzipSync(text.join('\n')) }));
    expect(linesOf(dataset)).toEqual(expected);
  });

  it('Parquet in folders of days', async () => {
    const folder = await folderOf({});
    const rows = events.map(
      ({ visitor, item, time, kind }) => `(${visitor}, 'SKU-${item}', make_timestamp(${time}000), '${kind}')`,
    );
    await withDuckDB((db) =>
      db.run(`COPY (SELECT *, strftime("at", '%Y-%m-%d') AS date
        FROM (VALUES ${rows.join()}) AS row(customer, product, "at", kind))
        TO ${sqlText(folder)} (FORMAT parquet, PARTITION_BY (date), OVERWRITE_OR_IGNORE)`),
    );
    const { dataset, mapping } = await loadAsProposed(folder);
    expect(linesOf(dataset, digits)).toEqual(expected);
    expect(mapping!.sources[0]!.files).toMatch(/^date=\*\/.*\.parquet$/);
  });

  it('Arrow', async () => {
    const arrow = tableFromArrays({
      uid: Int32Array.from(events, ({ visitor }) => visitor),
      item_id: Int32Array.from(events, ({ item }) => item),
      action: events.map(({ kind }) => coded[kind]),
      timestamp: Float64Array.from(events, ({ time }) => time),
    });
    const { dataset } = await loadAsProposed(await folderOf({ 'log.arrow': tableToIPC(arrow, 'file') }));
    expect(linesOf(dataset)).toEqual(expected);
  });

  it('clicks and purchases in files of their own, a catalogue beside them', async () => {
    const sold = events.filter(({ kind }) => kind === 'transaction');
    const folder = await folderOf({
      'clicks.csv': table('visitor,item,time', ({ visitor, item, time, kind }) =>
        kind === 'transaction' ? '' : [visitor, item, iso(time)].join(),
      ),
      'purchases.csv': [
        'customer_id;order_id;product;ordered_at',
        ...sold.map(({ visitor, item, time }, at) => `${visitor};${at};${item};${iso(time)}`),
      ].join('\n'),
      'products.csv': `item,name\n${events.map(({ item }) => `${item},Cup ${item}`).join('\n')}\n`,
    });
    const { dataset, kinds, doubts } = await loadAsProposed(folder);
    expect(linesOf(dataset).sort()).toEqual(expected.map((line) => line.replace('addtocart', 'view')).sort());
    expect(kinds.find(({ files }) => files[0] === 'products.csv')!.source).toBeUndefined();
    expect(doubts).toContain('no column says what happened: all rows are taken for purchases');
  });
});

describe('the doubts name', () => {
  const doubtsOf = async (text: string | Uint8Array, file = 'a.csv') =>
    (await inspectFolder(await folderOf({ [file]: text }))).kinds.flatMap(({ doubts }) => doubts);

  it('words without a meaning, with their counts, and words of which only a part is known', async () => {
    const words = ['view', 'gutschein', 'view', 'mini_basket_opened'];
    const text = table('user,item,time,event', ({ visitor, item, time }, at) =>
      [visitor, item, iso(time), words[at % 4]].join(),
    );
    const doubts = await doubtsOf(text);
    expect(doubts).toContain('words without a known meaning: gutschein (100) ignore');
    expect(doubts).toContain('meanings that are guessed from a part of the word: mini_basket_opened (100) addtocart');
  });

  it('times without a zone, and dates that can be read in two ways', async () => {
    const text = table(
      'user,item,date',
      ({ visitor, item, time }) => `${visitor},${item},0${1 + (time % 9)}/0${1 + (item % 9)}/2023`,
    );
    expect((await doubtsOf(text)).join('\n')).toMatch(
      /times in "date" name no zone and are read as UTC[\s\S]*follow [dM]\/[dM]\/yyyy and [dM]\/[dM]\/yyyy/,
    );
  });

  it('columns that could be chosen instead', async () => {
    const text = table('user_id,device_id,product,time', ({ visitor, item, time }) =>
      [visitor, visitor % 7, item, iso(time)].join(),
    );
    expect(await doubtsOf(text)).toContain('visitor could also be "device_id" instead of "user_id"');
  });

  it('ids that no name tells', async () => {
    const text = table('a,b,c', ({ visitor, item, time }) => [visitor, item, iso(time)].join());
    const doubts = await doubtsOf(text);
    expect(doubts.join('\n')).toMatch(/visitor is guessed to be "a": no name says it; it could be the other way round/);
    expect(doubts.join('\n')).toMatch(/item is guessed to be "b"/);
  });

  it('numbers that could be thousands', async () => {
    const text = table('user;item;time;price', ({ visitor, item, time }) =>
      [visitor, item, iso(time), '1,250'].join(';'),
    );
    expect((await doubtsOf(text)).join('\n')).toMatch(/400 numbers such as 1,250 are taken for thousands/);
  });

  it('dates and times of day in two columns', async () => {
    const text = table('user,item,date,time', ({ visitor, item, time }) =>
      [visitor, item, part(time, 0, 10), part(time, 11, 19)].join(),
    );
    expect((await doubtsOf(text)).join('\n')).toMatch(
      /"time" has times of day, which are not read with the dates in "date": "sql"/,
    );
  });

  it('order ids that stand on all rows', async () => {
    const text = table('user,item,time,event,order', ({ visitor, item, time, kind }, at) =>
      [visitor, item, iso(time), kind, at].join(),
    );
    expect(await doubtsOf(text)).toContain('"order" is no order: rows that are no purchases have one too');
  });
});

describe('a folder', () => {
  it('in a known layout needs no mapping', async () => {
    const folder = await folderOf({
      'events.csv': 'timestamp,visitorid,event,itemid,transactionid\n1433221332117,1,view,5,\n',
    });
    const { dataset, mapping } = await inspectFolder(folder);
    expect([dataset!.layout, mapping]).toEqual(['retailrocket', undefined]);
  });

  it('with a file named as in a known layout, but written otherwise, has a mapping', async () => {
    const text = table('user,sku,at', ({ visitor, item, time }) => [visitor, item, iso(time)].join());
    const folder = await folderOf({ 'events.csv': text });
    const { mapping, notKnown } = await inspectFolder(folder);
    expect(mapping!.sources[0]!.columns).toEqual({ visitor: 'user', item: 'sku', time: 'at' });
    expect(notKnown).toMatch(/events\.csv, line 1: is no header of this file/);
    await expect(loadDataset(folder)).rejects.toThrow(
      `; for a log of your own npm run data:inspect -- --data ${folder} proposes a --mapping`,
    );
  });

  it('like REES46’s under other names is read to the last event', async () => {
    const header = 'ts,what,sku,cat,cat_code,maker,cost,shopper,visit';
    const text = table(header, ({ visitor, item, time, kind }) =>
      [
        iso(time).replace('T', ' ').replace(/\..*/, ' UTC'),
        kind,
        item,
        `20530135556318826${item % 90}`,
        '',
        'acme',
        '9.5',
        visitor,
        `v${visitor}`,
      ].join(),
    );
    const { dataset, kinds } = await loadAsProposed(await folderOf({ 'export.csv': text }));
    expect(linesOf(dataset)).toEqual(expected);
    const { columns } = kinds[0]!.source!;
    expect(columns).toEqual({
      ...{ visitor: 'shopper', session: 'visit', item: 'sku', time: 'ts', event: 'what' },
      ...{ price: 'cost', category: 'cat', brand: 'maker' },
    });
  });

  it('without times, or with two columns alone, has no mapping, and it is said why', async () => {
    const untimed = await inspectFolder(
      await folderOf({ 'a.csv': table('user,item,event', ({ visitor, item, kind }) => [visitor, item, kind].join()) }),
    );
    expect(untimed.mapping).toBeUndefined();
    expect(untimed.kinds[0]!.doubts).toEqual(['no column could be the time']);
    const pairs = await inspectFolder(
      await folderOf({ 'a.csv': table('x,y', ({ visitor, item }) => `${visitor},${item}`) }),
    );
    expect(pairs.kinds[0]!.doubts[0]).toMatch(/no column could be the time or the item or the visitor/);
  });

  it('with files named as in two known layouts has a mapping', async () => {
    const text = table('user,sku,at', ({ visitor, item, time }) => [visitor, item, iso(time)].join());
    const folder = await folderOf({ 'events.csv': text, 'ratings.csv': 'user,sku,stars\n1,2,3\n' });
    const { mapping, notKnown } = await inspectFolder(folder);
    expect(mapping!.sources[0]!.columns).toEqual({ visitor: 'user', item: 'sku', time: 'at' });
    expect(notKnown).toMatch(/holds more than one dataset: events\.csv and ratings\.csv/);
  });

  it('must be there and hold files', async () => {
    await expect(inspectFolder(await folderOf({}))).rejects.toThrow(
      /: holds no file\n {2}expected: the files of a shop’s log/,
    );
    await expect(inspectFolder(join(await folderOf({}), 'nowhere'))).rejects.toThrow(/there is no such folder/);
  });

  it('may hold what is no table, which is named with the reason', async () => {
    const { others, kinds } = await inspectFolder(
      await folderOf({
        'photo.csv': Uint8Array.of(0x89, 80, 78, 71, 0, 0, 0, 1),
        'notes.txt': 'Dear all,\nthe export is late.\n',
        'empty.csv': '',
        'list.json': '[{"user": 1}]',
        'broken.parquet': 'PAR1',
        'broken.csv.gz': 'no gzip',
      }),
    );
    expect(kinds).toEqual([]);
    expect(others.map(({ file, why }) => `${file} ${why}`)).toEqual([
      expect.stringMatching(/^broken\.csv\.gz cannot be read: /),
      expect.stringMatching(/^broken\.parquet cannot be read: /),
      'empty.csv is empty',
      'list.json is one JSON list: write each of its objects on a line of its own (jq -c ".[]")',
      'notes.txt is no table: its lines have one field each, by any of , ; tab | ::',
      'photo.csv is no text',
    ]);
  });

  it('with rows that cannot be read is loaded for a trial all the same, with these as rejects', async () => {
    const text = `${table('user,item,time', ({ visitor, item, time }) => [visitor, item, iso(time)].join())}${'7,,2024-03-01\n'.repeat(20)}`;
    const { dataset } = await inspectFolder(await folderOf({ 'a.csv': text }));
    expect([dataset!.log.time.length, dataset!.rejects.length]).toEqual([400, 20]);
  });
});
