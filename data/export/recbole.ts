import { join } from 'node:path';
import { eventKinds } from '../event-log.js';
import { type Ids, idAt, idCount } from '../ids.js';
import { Part } from '../split/assignment.js';
import { Vocabulary } from '../vocabulary.js';
import type { ExportFormat, ItemCategories } from './export-format.js';
import { eventsOf } from './part-codes.js';
import { sessionText } from './session-text.js';
import { assertTsvIds, idColumn, type TsvColumns, writeTsv } from './tsv.js';

/**
 * RecBole's atomic files, in a folder `NAME` as its `data_path` wants them: `NAME.inter` with all events, `NAME.train.inter`, `NAME.valid.inter` and `NAME.test.inter` for its
 * `benchmark_filename`, and `NAME.item` where categories are known. Times are seconds; what is unknown is empty.
 */
export const recbole: ExportFormat = {
  async writeLog(folder, { name, log, part, categories }) {
    assertTsvIds(log.visitors.ids, 'a visitor');
    assertTsvIds(log.items.ids, 'an item');
    assertTsvIds(log.orders.ids, 'an order');
    if (log.sessions) assertTsvIds(log.sessions.ids, 'a session');
    if (categories) assertTsvIds(categories.category, 'a category');
    const { price, quantity } = log;
    const columns: TsvColumns = {
      'user_id:token': idColumn(log.visitors.ids, log.visitor),
      'item_id:token': idColumn(log.items.ids, log.item),
      'timestamp:float': (event) => log.time[event]! / 1000, // the shortest text of the quotient has the exact fraction
      'event:token': (event) => eventKinds[log.event[event]!]!,
      'session_id:token': sessionText(log),
      ...(log.orders.size > 0 && { 'order_id:token': idColumn(log.orders.ids, log.transaction) }),
      ...(price && { 'price:float': (event) => knownNumber(price[event]!) }),
      ...(quantity && { 'quantity:float': (event) => knownNumber(quantity[event]!) }),
    };
    const path = (suffix: string) => join(folder, name, `${name}.${suffix}`);
    await writeTsv(path('inter'), columns, eventsOf(part));
    await writeTsv(path('train.inter'), columns, eventsOf(part, Part.train));
    await writeTsv(path('valid.inter'), columns, eventsOf(part, Part.validation));
    await writeTsv(path('test.inter'), columns, eventsOf(part, Part.test));
    if (categories) await writeItems(path('item'), log.items.take(usedItems(log.item)).ids, categories);
  },

  async writeLists(folder, { model, queries, items, query, rank, item, score }) {
    assertTsvIds(queries.visitor, 'a visitor');
    assertTsvIds(items, 'an item');
    const columns: TsvColumns = {
      'query_id:token': (row) => query[row]!,
      'user_id:token': idColumn(queries.visitor, query),
      'timestamp:float': (row) => queries.time[query[row]!]! / 1000,
      'rank:float': (row) => rank[row]!,
      'item_id:token': idColumn(items, item),
      'score:float': (row) => score[row]!,
    };
    await writeTsv(join(folder, `${model}.tsv`), columns, query.keys());
  },
};

const knownNumber = (value: number) => (Number.isNaN(value) ? '' : value);

/** The distinct items of events, ascending. */
const usedItems = (item: Int32Array): Int32Array => Int32Array.from(new Set(item)).sort();

/** Writes the items that have events, as RecBole ranks all items that it is told of. */
async function writeItems(file: string, items: Ids, { item, category }: ItemCategories): Promise<void> {
  const columns: TsvColumns = {
    'item_id:token': (row) => idAt(items, row),
    'category:token': idColumn(category, new Vocabulary(item).indexAll(items)),
  };
  await writeTsv(file, columns, Array(idCount(items)).keys());
}
