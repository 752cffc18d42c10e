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
import { naiveRows, naiveSeconds, naiveTable, naiveWhole } from './naive-table.js';

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

export const eventsHeader = 'timestamp,visitorid,event,itemid,transactionid';

export const eventsFile = (random: Random): Buffer =>
  Buffer.from(
    `${eventsHeader}\n${rowsOf(8 + random.int(30), (i) => {
      const kind = pick(eventKinds, random);
      const id = kind === 'transaction' ? pick([`${i}`, `${4000 + i}.0`, `"${i}"`], random) : '';
      return `${1_433_221_332_000 + random.int(90_000_000)},${random.int(9)},${kind},${random.int(12)},${id}`;
    })}`,
  );

export const readEvents = (file: Buffer) => {
  const table = naiveTable(file, { delimiter: ',' });
  const rows = naiveRows(table, true, (fields) => {
    const [timestamp, visitorid, event, itemid, transactionid] = fields;
    const kind = (eventKinds as readonly (string | undefined)[]).indexOf(event);
    const [time, visitor, item] = [naiveWhole(timestamp, now), naiveWhole(visitorid), naiveWhole(itemid)];
    const transaction = transactionid === '' ? -1 : naiveWhole(transactionid);
    if (fields.length !== 5 || kind < 0 || transaction === undefined) return undefined;
    if (time === undefined || time < 1e11 || visitor === undefined || item === undefined) return undefined;
    return (kind === 2) === transaction >= 0 ? ([time, visitor, item, kind, transaction] as const) : undefined;
  });
  return { table, ...rows };
};

export const events: FuzzedKind<Dataset> = {
  name: 'events',
  make: (random) => ({ files: { 'events.csv': eventsFile(random) }, mutable: ['events.csv'] }),
  load,
  check: (dataset, files) => {
    const { good, badLines } = readEvents(files['events.csv']!);
    deepStrictEqual(
      eventsOf(dataset.log),
      good.map(({ row, value }) => [row, ...value]),
    );
    deepStrictEqual(rejectedLines(dataset, 'events.csv'), badLines);
  },
  isFlawless: (files) => {
    const { table, good, badLines } = readEvents(files['events.csv']!);
    const isHeader = table.lines[0]?.fields.join() === eventsHeader;
    return table.isUniform && isHeader && good.length > 0 && badLines.length === 0;
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
    const [train, test] = ['train.tsv', 'test.tsv'].map((name) => {
      const isClock = !dataset.warnings.some((warning) => warning.startsWith(`${name}: Time is taken for positions`));
      const table = naiveTable(files[name]!, { delimiter: '\t' });
      const read = naiveRows(table, true, (fields) => {
        const [session, item] = [naiveWhole(fields[0]), naiveWhole(fields[1])];
        const time = isClock ? naiveSeconds(fields[2]) : naiveWhole(fields[2], 1e8 - 1);
        if (fields.length !== 3 || session === undefined || item === undefined || time === undefined) return undefined;
        if (isClock && (time < 1e8 || time > now / 1000)) return undefined;
        return { session, item, time: Math.round(time * 1000) };
      });
      deepStrictEqual(rejectedLines(dataset, name), read.badLines);
      return { ...read, isClock, rows: table.lines.length - 1 };
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
    deepStrictEqual(
      eventsOf(dataset.log),
      written.map(({ row, value: { session, item, time } }) => [row, time, session, item, 0, -1]),
    );
    deepStrictEqual(dataset.log.clock, train!.isClock && test!.isClock ? 'wall' : 'order');
    checkCategories(dataset, files['item-category.csv']!);
  },
};

function checkCategories({ properties, categories }: Dataset, file: Buffer): void {
  if (!properties || !categories) return;
  const { good } = naiveRows(naiveTable(file, { delimiter: ',' }), true, (fields) => {
    const [item, category] = [naiveWhole(fields[0]), naiveWhole(fields[1])];
    const parent = fields[2] === '' ? -1 : naiveWhole(fields[2]);
    if (fields.length !== 3 || item === undefined || category === undefined || parent === undefined) return undefined;
    return { item, category, parent };
  });
  const ofItem = new Map(good.map(({ value }) => [value.item, value.category]));
  const parentOf = new Map(good.map(({ value }) => [value.category, value.parent]));
  for (const { value } of good) if (value.parent >= 0 && !parentOf.has(value.parent)) parentOf.set(value.parent, -1);
  const sorted = (map: Map<number, number>) => [...map].sort(([a], [b]) => a - b);
  deepStrictEqual(
    idList(properties.item).map((id, i) => [
      id,
      idAt(properties.statements.categoryIds, properties.statements.category[i]!),
    ]),
    sorted(ofItem),
  );
  deepStrictEqual(parentsIn(categories), sorted(parentOf));
}

/** Each category of a tree with its parent's id, −1 at a root. */
export const parentsIn = ({ category, parent }: CategoryTree): [Id, Id][] =>
  idList(category).map((id, i) => [id, parent[i]! < 0 ? -1 : idAt(category, parent[i]!)]);
