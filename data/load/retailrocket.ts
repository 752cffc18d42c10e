import { join } from 'node:path';
import { readColumns } from '../duckdb.js';
import { eventCount, eventKinds, TRANSACTION } from '../event-log.js';
import { buildLog } from './build-log.js';
import { loadCategoryTree } from './category-tree.js';
import { eventKind, id, milliseconds, optionalId } from './column-types.js';
import { loadItemProperties } from './item-properties.js';
import type { Layout, LayoutRequest } from './layout.js';
import { loadTable } from './load-table.js';
import { sideFile } from './side-file.js';
import type { TableLayout } from './table-layout.js';

const eventsLayout = (now: number): TableLayout => ({
  columns: {
    timestamp: milliseconds(now),
    visitorid: id,
    event: eventKind,
    itemid: id,
    transactionid: optionalId,
  },
  delimiter: ',',
  header: true,
  kinds: { column: 'event', known: Object.fromEntries(eventKinds.map((kind, code) => [kind, `${code}`])) },
  rule: {
    sql: `(event = ${TRANSACTION}) = (transactionid <> -1)`,
    explain: ({ event, transactionid }) => ({
      column: 'transactionid',
      reason:
        transactionid === '' ? 'a transaction without transactionid' : `transactionid ${transactionid} on a ${event}`,
    }),
    expected: 'an id on a transaction, nothing on other events',
  },
});

const holdoutLayout: TableLayout = { columns: { visitorid: id, itemid: id }, delimiter: ',', header: true };

/** RetailRocket as downloaded from Kaggle: events, and optionally categories, item properties and a holdout. */
export const retailRocket: Layout = {
  name: 'retailrocket',
  required: ['events.csv'],
  optional: /^(category_tree|item_properties_part\d+|holdout-purchases)\.csv$/,
  load: async (request) => {
    const { log, rows, outOfOrder, rejects } = await loadEvents(request);
    const holdout = await loadHoldout(request);
    const categories = await sideFile(request, () => loadCategoryTree(request));
    const properties = await loadItemProperties(request, log.time[eventCount(log) - 1]!);
    return {
      log,
      rows: new Map([['events.csv', rows]]),
      outOfOrder,
      ...(holdout && { holdout: holdout.pairs }),
      ...(categories && { categories: categories.tree }),
      ...(properties && { properties: properties.timeline }),
      rejects: [rejects, holdout?.rejects, categories?.rejects, properties?.rejects].flatMap((list) => list ?? []),
    };
  },
};

async function loadEvents(request: LayoutRequest) {
  const { db, folder, files, maxRejects, now } = request;
  const path = join(folder, files.get('events.csv')!);
  const { good, goodRows, rows, rejects } = await loadTable(db, 'events', path, eventsLayout(now), maxRejects);
  const shape = {
    timestamp: 'double',
    visitorid: 'int',
    event: 'byte',
    itemid: 'int',
    transactionid: 'int',
    row: 'int',
  } as const;
  const read = await readColumns(db, `SELECT * FROM ${good}`, shape, goodRows);
  await db.run('DROP TABLE events');
  const raw = {
    visitor: read.visitorid,
    item: read.itemid,
    event: read.event,
    time: read.timestamp,
    transaction: read.transactionid,
    row: read.row,
  };
  return { ...buildLog(raw, 'wall'), rows, rejects };
}

async function loadHoldout({ db, folder, files, maxRejects }: LayoutRequest) {
  const name = files.get('holdout-purchases.csv');
  if (!name) return undefined;
  const { good, rejects } = await loadTable(db, 'holdout', join(folder, name), holdoutLayout, maxRejects);
  const read = await readColumns(db, `SELECT * FROM ${good}`, { visitorid: 'int', itemid: 'int' });
  return { pairs: { visitor: read.visitorid, item: read.itemid }, rejects };
}
