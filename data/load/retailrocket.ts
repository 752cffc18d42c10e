import { eventCount } from '../event-log.js';
import { loadCategoryTree } from './category-tree.js';
import type { EventSource } from './events/event-source.js';
import { loadEvents } from './events/load-events.js';
import { loadItemProperties } from './item-properties.js';
import { type Layout, type LayoutRequest, named } from './layout.js';
import { sideFile } from './side-file.js';
import { readSideTable } from './side-table.js';
import { IdColumn } from './table/id-column.js';

const source: EventSource = {
  columns: { time: 'timestamp', visitor: 'visitorid', event: 'event', item: 'itemid', order: 'transactionid' },
  optional: ['order'],
};

/** RetailRocket as downloaded from Kaggle: events, and optionally categories, item properties and a holdout. */
export const retailRocket: Layout = {
  name: 'retailrocket',
  files: 'events.csv',
  find: named(['events.csv'], /^(category_tree|item_properties_part\d+|holdout-purchases)\.csv$/),
  load: async (request) => {
    const events = await loadEvents(request, [{ name: 'events.csv', source }]);
    const holdout = await loadHoldout(request);
    const categories = await sideFile(request, () => loadCategoryTree(request));
    const { log, rejects } = events;
    const properties = await loadItemProperties(request, log.time[eventCount(log) - 1]!);
    return {
      ...events,
      ...(holdout && { holdout: holdout.pairs }),
      ...(categories && { categories: categories.tree }),
      ...(properties && { properties: properties.timeline }),
      rejects: [rejects, holdout?.rejects, categories?.rejects, properties?.rejects].flatMap((list) => list ?? []),
    };
  },
};

async function loadHoldout(request: LayoutRequest) {
  const [visitorid, itemid] = [new IdColumn(), new IdColumn()];
  const read = await readSideTable(request, 'holdout-purchases.csv', { columns: { visitorid, itemid }, header: true });
  if (!read) return undefined;
  return { pairs: { visitor: visitorid.ids(read.size), item: itemid.ids(read.size) }, rejects: read.rejects };
}
