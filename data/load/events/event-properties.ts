import type { EventLog } from '../../event-log.js';
import { asTexts, type TextIds } from '../../ids.js';
import type { PropertyTimeline } from '../../property-timeline.js';
import { buildTimeline, type PropertyKind } from '../build-timeline.js';
import { type StatedColumn, statedRows } from '../stated-rows.js';
import type { EventTable } from './event-table.js';

/** A column of events that says something of the item. */
interface PropertyColumn {
  readonly name: string;
  readonly kind: PropertyKind;
  /** The code of each row of the table in `values`, −1 where the row says nothing. */
  readonly code: Int32Array;
  readonly values: TextIds;
}

/**
 * What the events of a log say of their items: categories, and a token for brands (`brand:apple`) and each word of titles. A statement
 * holds from the event's time on. Undefined where no column does.
 * @param log the table's events, with its row numbers.
 */
export function eventProperties(table: EventTable, log: EventLog): PropertyTimeline | undefined {
  const columns = propertyColumns(table);
  if (columns.length === 0) return undefined;
  const place = rowToTable(table);
  const stated = columns.map((column) => changesOf(column, log, place));
  return buildTimeline(statedRows(stated, log.items));
}

function propertyColumns({ reader, category, brand, title }: EventTable): PropertyColumn[] {
  const columns: PropertyColumn[] = [];
  if (category) {
    const { vocabulary, dense } = category.encode(reader.size);
    columns.push({ name: 'categoryid', kind: 'category', code: dense, values: asTexts(vocabulary.ids) });
  }
  for (const [name, column] of [
    ['brand', brand],
    ['title', title],
  ] as const)
    if (column)
      columns.push({
        ...{ name, kind: name === 'brand' ? 'token' : 'words' },
        ...{ code: column.known(reader.size), values: column.texts.texts },
      });
  return columns;
}

/** The place in the table of each input row. */
function rowToTable({ reader }: EventTable): Int32Array {
  const place = new Int32Array(reader.rows);
  const { row } = reader;
  for (let at = 0; at < row.length; at++) place[row[at]!] = at;
  return place;
}

/** What a column states where it changes an item's value. */
function changesOf(column: PropertyColumn, log: EventLog, place: Int32Array): StatedColumn {
  const { name, kind, values } = column;
  const last = new Int32Array(log.items.size).fill(-1);
  const item = new Int32Array(log.item.length);
  const time = new Float64Array(log.item.length);
  const code = new Int32Array(log.item.length);
  let changes = 0;
  for (let at = 0; at < log.item.length; at++) {
    const now = column.code[place[log.row[at]!]!]!;
    if (now < 0 || now === last[log.item[at]!]) continue;
    last[log.item[at]!] = now;
    item[changes] = log.item[at]!;
    time[changes] = log.time[at]!;
    code[changes++] = now;
  }
  return {
    ...{ name, kind, values },
    item: item.slice(0, changes),
    time: time.slice(0, changes),
    code: code.slice(0, changes),
  };
}
