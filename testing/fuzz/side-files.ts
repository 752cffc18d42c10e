import { deepStrictEqual } from 'node:assert/strict';
import { type Dataset, type Ids, idAt, idList, listAt, propertiesAsOf } from '../../data/index.js';
import { type FuzzedKind, pick, rowsOf } from './fuzzed-kind.js';
import { eventsFile, load, now, parentsIn, rejectedLines } from './logs.js';
import { isId, isNothing, naiveIds, naiveRows, naiveTable, naiveWhole } from './naive-table.js';

/** Pairs of ids of two columns, as texts; the second may be missing, and is then −1. */
function pairsIn(file: Buffer, columns: readonly [string, string], hasGaps: boolean) {
  const { good, badLines } = naiveRows(naiveTable(file, columns), (fields) => {
    const [first, second] = columns.map((name) => fields[name]!);
    return isId(first!) && (isId(second!) || (hasGaps && isNothing(second!)))
      ? ([first!, second!] as const)
      : undefined;
  });
  const [firsts, seconds] = [0, 1].map((of) => naiveIds(good.map(({ value }) => value[of]!)));
  return { pairs: firsts!.map((id, i) => [String(id), String(seconds![i]!)]), badLines };
}

const zipped = (first: Ids, second: Ids) => idList(first).map((id, i) => [String(id), String(idAt(second, i))]);

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
    const { pairs, badLines } = pairsIn(files['category_tree.csv']!, ['categoryid', 'parentid'], true);
    deepStrictEqual(
      parentsIn(dataset.categories)
        .slice(0, pairs.length)
        .map((of) => of.map(String)),
      pairs,
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
    const { pairs, badLines } = pairsIn(files['holdout-purchases.csv']!, ['visitorid', 'itemid'], false);
    deepStrictEqual(zipped(dataset.holdout!.visitor, dataset.holdout!.item), pairs);
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
    const columns = ['timestamp', 'itemid', 'property', 'value'] as const;
    const { good, badLines } = naiveRows(naiveTable(files['item_properties_part1.csv']!, columns), (fields) => {
      const [time, item, property, value] = [
        naiveWhole(fields.timestamp!, now),
        fields.itemid!,
        fields.property!,
        fields.value!,
      ];
      if (time === undefined || time < 1e11 || !isId(item) || property === '') return undefined;
      const isRight = property === 'categoryid' ? !isNothing(value) : property !== 'available' || /^[01]$/.test(value);
      return isRight ? { time, item, property, value } : undefined;
    });
    const ids = naiveIds(good.map(({ value }) => value.item));
    const itemIds = ids.map(String);
    deepStrictEqual(rejectedLines(dataset, 'item_properties_part1.csv'), badLines);
    const latest = new Map<string, Map<string, string>>();
    const rows = good.map(({ value }, i) => ({ ...value, item: itemIds[i]! }));
    for (const row of rows.toSorted((a, b) => a.time - b.time)) {
      if (row.time > end) continue;
      const ofItem = latest.get(row.item) ?? new Map<string, string>();
      latest.set(row.item, ofItem.set(row.property, row.value));
    }
    const areNumbers = ids.every((id) => typeof id === 'number');
    const byId = (a: string, b: string) =>
      areNumbers ? Number(a) - Number(b) : Buffer.compare(Buffer.from(a), Buffer.from(b));
    const known = propertiesAsOf(dataset.properties, end);
    deepStrictEqual(
      idList(known.item).map((item, i) => ({
        item: String(item),
        category: known.category[i]! < 0 ? '-1' : String(idAt(known.categoryIds, known.category[i]!)),
        available: known.available[i]!,
        tokens: Array.from(listAt(known.tokens, i), (code) => known.tokenNames[code]!).sort(),
      })),
      [...latest]
        .sort(([a], [b]) => byId(a, b))
        .map(([item, values]) => ({
          item,
          category: values.get('categoryid') ?? '-1',
          available: Number(values.get('available') ?? -1),
          tokens: [...values]
            .filter(([property]) => property !== 'categoryid' && property !== 'available')
            .flatMap(([property, value]) => (value.match(/[^ ]+/g) ?? []).map((word) => `${property}:${word}`))
            .sort(),
        })),
    );
  },
};
