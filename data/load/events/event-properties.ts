import { concat } from '../../concat.js';
import type { EventLog } from '../../event-log.js';
import { asTexts, type TextIds } from '../../ids.js';
import type { PropertyTimeline } from '../../property-timeline.js';
import { TextIndex } from '../../text-index.js';
import { buildTimeline, type PropertyKind, type StatedRows } from '../build-timeline.js';
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
  const changes = columns.map((column) => changesOf(column, log, rowToTable(table)));
  const values = new TextIndex();
  const codeOf = columns.map(({ values: { bytes, offsets } }) =>
    Int32Array.from({ length: offsets.length - 1 }, (_, i) => values.add(bytes, offsets[i]!, offsets[i + 1]!)),
  );
  const names = new TextIndex();
  for (const { name } of columns) names.add(Buffer.from(name), 0, name.length);
  const rows: StatedRows = {
    item: concat(Int32Array, ...changes.map(({ event }) => event.map((at) => log.item[at]!))),
    items: log.items,
    time: concat(Float64Array, ...changes.map(({ event }) => Float64Array.from(event, (at) => log.time[at]!))),
    property: concat(Int32Array, ...changes.map(({ event }, i) => new Int32Array(event.length).fill(i))),
    properties: names.texts,
    value: concat(Int32Array, ...changes.map(({ code }, i) => code.map((of) => codeOf[i]![of]!))),
    values: values.texts,
    kinds: columns.map(({ kind }) => kind),
  };
  return buildTimeline(rows);
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
    if (column) {
      const { offsets } = column.texts.texts;
      const code = column.first(reader.size).map((of) => (offsets[of] === offsets[of + 1] ? -1 : of));
      columns.push({ name, kind: name === 'brand' ? 'token' : 'words', code, values: column.texts.texts });
    }
  return columns;
}

/** The place in the table of each input row. */
function rowToTable({ reader }: EventTable): Int32Array {
  const place = new Int32Array(reader.rows);
  const { row } = reader;
  for (let at = 0; at < row.length; at++) place[row[at]!] = at;
  return place;
}

/** The events at which an item's value changes, and the codes of the new values. */
function changesOf(
  { code }: PropertyColumn,
  log: EventLog,
  place: Int32Array,
): { event: Int32Array; code: Int32Array } {
  const last = new Int32Array(log.items.size).fill(-1);
  const event: number[] = [];
  for (let at = 0; at < log.item.length; at++) {
    const now = code[place[log.row[at]!]!]!;
    if (now < 0 || now === last[log.item[at]!]) continue;
    last[log.item[at]!] = now;
    event.push(at);
  }
  return { event: Int32Array.from(event), code: Int32Array.from(event, (at) => code[place[log.row[at]!]!]!) };
}
