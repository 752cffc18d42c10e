import { deepStrictEqual } from 'node:assert/strict';
import {
  type CategoryTree,
  type Dataset,
  type EventLog,
  eventKinds,
  type Id,
  idAt,
  idList,
  loadDataset,
  type Random,
} from '../../data/index.js';
import { type FuzzedKind, pick, rowsOf } from './fuzzed-kind.js';
import { isId, isNothing, naiveIds, naiveRows, naiveTable, naiveTimes } from './naive-table.js';

/** What the present is held for. */
export const now = 1_500_000_000_000;

export const load = (folder: string, random: Random): Promise<Dataset> =>
  loadDataset(folder, { maxRejects: pick([0.01, 0.3, 1], random), now });

/** An event as it was written: row, time, visitor, item, kind, transaction. */
type NaiveEvent = readonly [row: number, time: number, visitor: Id, item: Id, kind: number, transaction: Id];

/** The events of a log in order of their rows. */
const eventsOf = (log: EventLog): NaiveEvent[] =>
  Array.from(
    log.row,
    (row, i): NaiveEvent => [
      row,
      log.time[i]!,
      log.visitors.idOf(log.visitor[i]!),
      log.items.idOf(log.item[i]!),
      log.event[i]!,
      log.transaction[i]! < 0 ? -1 : log.orders.idOf(log.transaction[i]!),
    ],
  ).sort((a, b) => a[0] - b[0]);

export const rejectedLines = ({ rejects }: Dataset, name: string): number[] =>
  rejects.filter(({ file }) => file === name).map(({ line }) => line);

const eventColumns = ['timestamp', 'visitorid', 'event', 'itemid', 'transactionid'];

/** Words that a mutation may make, and their kinds. */
const kindOf = new Map(
  [
    ['view', 'views'],
    ['addtocart', 'cart', 'addcart'],
    ['transaction', 'transactions', 'purchase'],
  ].flatMap((words, kind) => words.map((word) => [word, kind] as const)),
);

export const eventsFile = (random: Random): Buffer =>
  Buffer.from(
    `${eventColumns.join()}\n${rowsOf(8 + random.int(30), (i) => {
      const kind = pick(eventKinds, random);
      const id = kind === 'transaction' ? pick([`${i}`, `${4000 + i}.0`, `"${i}"`], random) : '';
      return `${1_433_221_332_000 + random.int(90_000_000)},${random.int(9)},${kind},${random.int(12)},${id}`;
    })}`,
  );

const readEvents = (file: Buffer) => {
  const table = naiveTable(file, eventColumns);
  const times = table.rows.flatMap(({ fields }) => (fields ? [fields.timestamp!] : []));
  const { timeOf } = naiveTimes(times, ['seconds', 'milliseconds', 'microseconds', 'nanoseconds'], now);
  const { good, badLines } = naiveRows(table, (fields) => {
    const [time, kind] = [timeOf(fields.timestamp!), kindOf.get(fields.event!.toLowerCase().replace(/[\s_.:-]/g, ''))];
    const [visitor, item, order] = [fields.visitorid!, fields.itemid!, fields.transactionid!];
    if (time === undefined || kind === undefined || !isId(visitor) || !isId(item)) return undefined;
    if (!isNothing(order) && (!isId(order) || kind !== 2)) return undefined;
    return { time, visitor, kind, item, order };
  });
  const values = good.map(({ value }) => value);
  const idsOf = (name: 'visitor' | 'item' | 'order') => naiveIds(values.map((value) => value[name]));
  const [visitors, items, orders] = [idsOf('visitor'), idsOf('item'), idsOf('order')];
  const written = good.map(
    ({ row, value: { time, kind } }, i): NaiveEvent => [row, time, visitors[i]!, items[i]!, kind, orders[i]!],
  );
  return { written, badLines };
};

export const events: FuzzedKind<Dataset> = {
  name: 'events',
  make: (random) => ({ files: { 'events.csv': eventsFile(random) }, mutable: ['events.csv'] }),
  load,
  check: (dataset, files) => {
    const { written, badLines } = readEvents(files['events.csv']!);
    deepStrictEqual(eventsOf(dataset.log), written);
    deepStrictEqual(rejectedLines(dataset, 'events.csv'), badLines);
  },
  isFlawless: (files) => {
    const file = files['events.csv']!;
    const { written, badLines } = readEvents(file);
    const isHeader = /^(\u00ef\u00bb\u00bf)?timestamp,visitorid,event,itemid,transactionid\r?\n/.test(
      file.toString('latin1'),
    );
    return isHeader && written.length > 0 && badLines.length === 0;
  },
};

const clicks = (random: Random, first: number, from: number): Buffer =>
  Buffer.from(
    `SessionId\tItemId\tTime\n${rowsOf(6 + random.int(20), (i) => `${first + (i >> 2)}\t${random.int(12)}\t${from + i}${pick(['', '', '.5'], random)}`)}`,
  );

export const sessions: FuzzedKind<Dataset> = {
  name: 'sessions',
  make: (random) => {
    const start = pick([0, 978_300_000, 1_396_861_743], random);
    const count = (text: Buffer) => Buffer.from(start === 0 ? text.toString().replaceAll('.5', '') : text);
    const test = pick([start + 100, 1_396_900_000], random);
    const categories = rowsOf(8, (i) => `${i},${100 + (i % 3)},${pick(['7', '7', '7'], random)}`);
    return {
      files: {
        'train.tsv': count(clicks(random, 1, start)),
        'test.tsv': test === 100 ? count(clicks(random, 100, test)) : clicks(random, 100, test),
        'item-category.csv': Buffer.from(`itemid,categoryid,parentid\n${categories}`),
      },
      mutable: ['train.tsv', 'test.tsv', 'test.tsv', 'item-category.csv'],
    };
  },
  load,
  check: (dataset, files) => {
    const columns = ['SessionId', 'ItemId', 'Time'];
    const [train, test] = ['train.tsv', 'test.tsv'].map((name) => {
      const table = naiveTable(files[name]!, columns);
      const times = table.rows.flatMap(({ fields }) => (fields ? [fields.Time!] : []));
      const { unit, timeOf } = naiveTimes(times, ['seconds', 'milliseconds', 'position'], now);
      const read = naiveRows(table, (fields) => {
        const [session, item, time] = [fields.SessionId!, fields.ItemId!, timeOf(fields.Time!)];
        return isId(session) && isId(item) && time !== undefined ? { session, item, time } : undefined;
      });
      deepStrictEqual(rejectedLines(dataset, name), read.badLines);
      return { ...read, isClock: unit !== 'position', rows: table.count };
    });
    const last = Math.max(...train!.good.map(({ value }) => value.time));
    const restarts = !test!.isClock && !(Math.min(...test!.good.map(({ value }) => value.time)) > last);
    const written = [
      ...train!.good,
      ...test!.good.map(({ row, value }) => ({
        row: row + train!.rows,
        value: { ...value, time: value.time + (restarts ? last + 1000 : 0) },
      })),
    ];
    const sessionIds = naiveIds(written.map(({ value }) => value.session));
    const itemIds = naiveIds(written.map(({ value }) => value.item));
    deepStrictEqual(
      eventsOf(dataset.log),
      written.map(({ row, value: { time } }, i) => [row, time, sessionIds[i]!, itemIds[i]!, 0, -1]),
    );
    deepStrictEqual(dataset.log.clock, train!.isClock && test!.isClock ? 'wall' : 'order');
    checkCategories(dataset, files['item-category.csv']!);
  },
};

function checkCategories({ properties, categories }: Dataset, file: Buffer): void {
  if (!properties || !categories) return;
  const { good } = naiveRows(naiveTable(file, ['itemid', 'categoryid', 'parentid']), (fields) => {
    const [item, category, parent] = [fields.itemid!, fields.categoryid!, fields.parentid!];
    if (!isId(item) || !isId(category) || (!isNothing(parent) && !isId(parent))) return undefined;
    return { item, category, parent };
  });
  const idsOf = (name: 'item' | 'category' | 'parent') => naiveIds(good.map(({ value }) => value[name]));
  const [items, ofItems, parents] = [idsOf('item'), idsOf('category'), idsOf('parent')];
  deepStrictEqual(
    new Map(
      idList(properties.item).map((id, i) => [
        id,
        idAt(properties.statements.categoryIds, properties.statements.category[i]!),
      ]),
    ),
    new Map(items.map((id, i) => [id, ofItems[i]!])),
  );
  const parentOf = new Map(ofItems.map((id, i) => [String(id), String(parents[i]!)]));
  for (const parent of parents.map(String)) if (parent !== '-1' && !parentOf.has(parent)) parentOf.set(parent, '-1');
  deepStrictEqual(new Map(parentsIn(categories).map(([id, parent]) => [String(id), String(parent)])), parentOf);
}

/** Each category of a tree with its parent's id, −1 at a root. */
export const parentsIn = ({ category, parent }: CategoryTree): [Id, Id][] =>
  idList(category).map((id, i) => [id, parent[i]! < 0 ? -1 : idAt(category, parent[i]!)]);
