import { TRANSACTION } from '../event-log.js';
import type { EventSource } from './events/event-source.js';
import { loadEvents } from './events/load-events.js';
import { type Layout, type LayoutRequest, named } from './layout.js';
import { sideFile } from './side-file.js';
import { readSideTable } from './side-table.js';
import { IdColumn } from './table/id-column.js';
import { timeless } from './timeless.js';

/** A row has the date, and the milliseconds since the session's first query. */
const views: EventSource = {
  columns: { session: 'sessionId', item: 'itemId', elapsed: 'timeframe', time: 'eventdate' },
  time: { format: 'iso', zone: 'UTC' },
  delimiter: ';',
};

const purchases: EventSource = { ...views, columns: { ...views.columns, order: 'ordernumber' }, kind: TRANSACTION };

/** The CIKM Cup 2016, whose shop is DIGINETICA's: views of items, and optionally purchases and categories. Most users are `NA`: sessions are visitors. */
export const diginetica: Layout = {
  name: 'diginetica',
  files: 'train-item-views.csv',
  find: named(['train-item-views.csv'], /^(train-purchases|product-categories)\.csv$/),
  load: async (request) => {
    const files = [{ name: 'train-item-views.csv', source: views }];
    if (request.files.has('train-purchases.csv')) files.push({ name: 'train-purchases.csv', source: purchases });
    const events = await loadEvents(request, files);
    const content = await sideFile(request, () => loadCategories(request));
    return {
      ...events,
      ...(content && { properties: content.properties }),
      rejects: [...events.rejects, ...(content?.rejects ?? [])],
    };
  },
};

async function loadCategories(request: LayoutRequest) {
  const [itemId, categoryId] = [new IdColumn(), new IdColumn()];
  const read = await readSideTable(request, 'product-categories.csv', {
    columns: { itemId, categoryId },
    header: true,
    delimiter: ';',
  });
  if (!read) return undefined;
  const [item, category] = [itemId.encode(read.size), categoryId.encode(read.size)];
  const categoryOf = new Int32Array(item.vocabulary.size);
  for (let row = 0; row < read.size; row++) categoryOf[item.dense[row]!] = category.dense[row]!;
  return {
    properties: timeless({ item: item.vocabulary.ids, category: categoryOf, categoryIds: category.vocabulary.ids }),
    rejects: read.rejects,
  };
}
