import { deepStrictEqual } from 'node:assert/strict';
import { type Dataset, type Ids, idAt, idList, listAt, propertiesAsOf } from '../../data/index.js';
import { type FuzzedKind, pick, rowsOf } from './fuzzed-kind.js';
import { eventsFile, load, now, parentsIn, rejectedLines } from './logs.js';
import { naiveRows, naiveTable, naiveWhole } from './naive-table.js';

/** Pairs of ids, the second of which may be missing. */
const pairsIn = (file: Buffer, hasGaps: boolean) =>
  naiveRows(naiveTable(file, { delimiter: ',' }), true, (fields) => {
    const first = naiveWhole(fields[0]);
    const second = hasGaps && fields[1] === '' ? -1 : naiveWhole(fields[1]);
    return fields.length !== 2 || first === undefined || second === undefined ? undefined : ([first, second] as const);
  });

const zipped = (first: Ids, second: Ids) => idList(first).map((id, i) => [id, idAt(second, i)]);

export const tree: FuzzedKind<Dataset> = {
  name: 'tree',
  make: (random) => ({
    files: {
      'events.csv': eventsFile(random),
      'category_tree.csv': Buffer.from(
        `categoryid,parentid\n${rowsOf(12, (i) => `${i},${i < 3 ? '' : pick([`${i >> 2}`, `${i >> 2}.0`], random)}`)}`,
      ),
    },
    mutable: ['category_tree.csv'],
  }),
  load,
  check: (dataset, files) => {
    if (!dataset.categories) return;
    const { good, badLines } = pairsIn(files['category_tree.csv']!, true);
    deepStrictEqual(
      parentsIn(dataset.categories).slice(0, good.length),
      good.map(({ value }) => [...value]),
    );
    deepStrictEqual(rejectedLines(dataset, 'category_tree.csv'), badLines);
  },
};

export const targets: FuzzedKind<Dataset> = {
  name: 'targets',
  make: (random) => ({
    files: {
      'events.csv': eventsFile(random),
      'holdout-purchases.csv': Buffer.from(`visitorid,itemid\n${rowsOf(12, (i) => `${i},${random.int(12)}`)}`),
    },
    mutable: ['holdout-purchases.csv'],
  }),
  load,
  check: (dataset, files) => {
    const { good, badLines } = pairsIn(files['holdout-purchases.csv']!, false);
    deepStrictEqual(
      zipped(dataset.holdout!.visitor, dataset.holdout!.item),
      good.map(({ value }) => [...value]),
    );
    deepStrictEqual(rejectedLines(dataset, 'holdout-purchases.csv'), badLines);
  },
};

const said = [
  'categoryid,1338',
  'available,1',
  'available,0',
  '888,n24.000 511',
  '12,"77"',
  '999,7 1/2" tall',
  '790,\u00e9t\u00e9',
];

export const properties: FuzzedKind<Dataset> = {
  name: 'properties',
  make: (random) => ({
    files: {
      'events.csv': eventsFile(random),
      'item_properties_part1.csv': Buffer.from(
        `timestamp,itemid,property,value\n${rowsOf(24, () => `${1_433_000_000_000 + random.int(4) * 604_800_000},${random.int(5)},${pick(said, random)}`)}`,
      ),
    },
    mutable: ['item_properties_part1.csv'],
  }),
  load,
  check: (dataset, files) => {
    if (!dataset.properties) return;
    const end = dataset.log.time.at(-1)!;
    const { good, badLines } = naiveRows(
      naiveTable(files['item_properties_part1.csv']!, { delimiter: ',' }),
      true,
      (fields) => {
        const [time, item, property, value] = [naiveWhole(fields[0], now), naiveWhole(fields[1]), fields[2], fields[3]];
        if (fields.length !== 4 || time === undefined || time < 1e11 || item === undefined) return undefined;
        if (property === undefined || property === '' || value === undefined) return undefined;
        const isRight =
          property === 'categoryid' ? /^[0-9]{1,9}$/.test(value) : property !== 'available' || /^[01]$/.test(value);
        return isRight ? { time, item, property, value } : undefined;
      },
    );
    deepStrictEqual(rejectedLines(dataset, 'item_properties_part1.csv'), badLines);
    const latest = new Map<number, Map<string, string>>();
    for (const { value: row } of good.toSorted((a, b) => a.value.time - b.value.time)) {
      if (row.time > end) continue;
      const ofItem = latest.get(row.item) ?? new Map<string, string>();
      latest.set(row.item, ofItem.set(row.property, row.value));
    }
    const known = propertiesAsOf(dataset.properties, end);
    deepStrictEqual(
      idList(known.item).map((item, i) => ({
        item,
        category: known.category[i]! < 0 ? -1 : idAt(known.categoryIds, known.category[i]!),
        available: known.available[i]!,
        tokens: Array.from(listAt(known.tokens, i), (code) => known.tokenNames[code]!).sort(),
      })),
      [...latest]
        .sort(([a], [b]) => a - b)
        .map(([item, values]) => ({
          item,
          category: Number(values.get('categoryid') ?? -1),
          available: Number(values.get('available') ?? -1),
          tokens: [...values]
            .filter(([property]) => property !== 'categoryid' && property !== 'available')
            .flatMap(([property, value]) => value.split(' ').map((word) => `${property}:${word}`))
            .sort(),
        })),
    );
  },
};
