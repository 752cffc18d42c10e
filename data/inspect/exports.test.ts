import { gzipSync } from 'node:zlib';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { digits, events, expected, iso, linesOf, loadAsProposed, part, table } from '../../testing/inspected-shop.js';
import { sqlText, withDuckDB } from '../duckdb.js';

const german = { view: 'Ansicht', addtocart: 'Warenkorb', transaction: 'Kauf' };
const spanish = { view: 'visto', addtocart: 'añadido al carrito', transaction: 'compra' };
const polish = { view: 'wyświetlenie', addtocart: 'dodanie do koszyka', transaction: 'zakup' };
const russian = { view: 'просмотр', addtocart: 'в корзину', transaction: 'покупка' };
const ga4 = { view: 'view_item', addtocart: 'add_to_cart', transaction: 'purchase' };
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
    [
      'Polish names and words',
      'zdarzenia.csv',
      table('Użytkownik;Produkt;Czas;Zdarzenie', ({ visitor, item, time, kind }) =>
        [visitor, item, iso(time), polish[kind]].join(';'),
      ),
    ],
    [
      'Russian names and words',
      'события.csv',
      table('пользователь;товар;время;событие', ({ visitor, item, time, kind }) =>
        [visitor, item, iso(time), russian[kind]].join(';'),
      ),
    ],
    [
      'GA4: a date beside microseconds, visitors that are numbers with a fraction, words to ignore among known ones',
      'ga4.csv',
      table('event_date,event_timestamp,event_name,user_pseudo_id,item_id', ({ visitor, item, time, kind }) =>
        ['session_start', ga4[kind], 'view_cart']
          .map((word) => `${part(time, 0, 10).replaceAll('-', '')},${time}000,${word},77.${visitor},${item}`)
          .join('\n'),
      ),
    ],
    [
      'a date before a time',
      'log.csv',
      table('date,user,item,recorded,event', ({ visitor, item, time, kind }) =>
        [part(time, 0, 10), visitor, item, iso(time), kind].join(),
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

  it('GA4’s JSON, whose list of items comes after another list', async () => {
    const text = events.flatMap(({ visitor, item, time, kind }) =>
      [[], [{ item_id: item, item_name: 'Cup' }]].map((items) =>
        JSON.stringify({
          ...{ event_timestamp: `${time}000`, event_name: ga4[kind], event_params: [{ key: 'page', value: 'x' }] },
          ...{ user_pseudo_id: String(visitor), device: { category: 'mobile' }, items },
        }),
      ),
    );
    const { dataset, mapping } = await loadAsProposed(await folderOf({ 'ga4.jsonl': text.join('\n') }));
    expect(linesOf(dataset)).toEqual(expected);
    expect(mapping!.sources[0]!.each).toBe('items');
    expect(mapping!.sources[0]!.columns).toEqual({
      ...{ visitor: 'user_pseudo_id', item: 'items.item_id', time: 'event_timestamp', event: 'event_name' },
      title: 'items.item_name',
    });
  });

  it('times of hours alone', async () => {
    const text = table('user_id,item_id,behavior_type,time', ({ visitor, item, time, kind }) =>
      [visitor, item, coded[kind], part(time, 0, 13).replace('T', ' ')].join(),
    );
    const { dataset } = await loadAsProposed(await folderOf({ 'log.csv': text }));
    expect(dataset.log.time[1]).toBe(Date.UTC(2024, 2, 1, 8));
  });

  it('a column of times in folders of days, whose names come second', async () => {
    const days = [...new Set(events.map(({ time }) => part(time, 0, 10)))];
    const files = days.map((day) => {
      const lines = table('user,item,event,at_local', ({ visitor, item, time, kind }) =>
        iso(time).startsWith(day) ? [visitor, item, kind, iso(time)].join() : '',
      );
      return [`dt=${day}/log.csv`, lines];
    });
    const { dataset } = await loadAsProposed(await folderOf(Object.fromEntries(files)));
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
    expect(doubts).toContain('no column says what happened: by their name the files hold purchases');
    expect(doubts).toContain('no column says what happened: by their name the files hold views');
  });
});
