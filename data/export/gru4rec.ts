import { join } from 'node:path';
import { VIEW } from '../event-log.js';
import { Part } from '../split/assignment.js';
import type { ExportFormat } from './export-format.js';
import { eventsOf } from './part-codes.js';
import { sessionText } from './session-text.js';
import { assertTsvIds, idColumn, type TsvColumns, writeTsv } from './tsv.js';

/**
 * The TSV of GRU4Rec's authors, `SessionId ItemId Time`, in the five files of their preparation: `full` with all events, `train`
 * (their `train_full`) and `test`, and `train_tr` and `train_valid`, into which `train` falls to choose parameters by.
 *
 * Views alone, since the layout has no kinds: a cart event would make the item just viewed its own next item. Times are seconds.
 */
export const gru4rec: ExportFormat = {
  async writeLog(folder, { log, part }) {
    assertTsvIds(log.items.ids, 'an item');
    if (log.sessions) assertTsvIds(log.sessions.ids, 'a session');
    const columns: TsvColumns = {
      SessionId: sessionText(log),
      ItemId: idColumn(log.items.ids, log.item),
      Time: (event) => log.time[event]! / 1000, // the shortest text of the quotient has the exact fraction
    };
    const { train, validation, overhang, test } = Part;
    const write = (name: string, ...wanted: number[]) =>
      writeTsv(join(folder, `${name}.tsv`), columns, viewsOf(log.event, eventsOf(part, ...wanted)));
    await write('full');
    await write('train', train, validation, overhang);
    await write('train_tr', train);
    await write('train_valid', validation);
    await write('test', test);
  },

  async writeLists(folder, { model, queries, items, query, rank, item, score }) {
    assertTsvIds(queries.visitor, 'a visitor');
    assertTsvIds(items, 'an item');
    const columns: TsvColumns = {
      QueryId: (row) => query[row]!,
      VisitorId: idColumn(queries.visitor, query),
      Time: (row) => queries.time[query[row]!]! / 1000,
      Rank: (row) => rank[row]!,
      ItemId: idColumn(items, item),
      Score: (row) => score[row]!,
    };
    await writeTsv(join(folder, `${model}.tsv`), columns, query.keys());
  },
};

function* viewsOf(kind: Uint8Array, events: Iterable<number>): Generator<number> {
  for (const event of events) if (kind[event] === VIEW) yield event;
}
