import { compact } from '../compact.js';
import { counted } from '../count-text.js';
import { InputError } from '../errors.js';
import { type EventLog, eventCount, takeEvents } from '../event-log.js';
import { stableOrder } from '../stable-order.js';
import { Vocabulary } from '../vocabulary.js';
import { endCarts, REMOVE } from './end-carts.js';
import type { EventTable } from './events/event-table.js';
import { givenSessions } from './events/given-sessions.js';
import { remarkOnTexts } from './table/id-column.js';

/**
 * Builds a log from the events of a table: sorted by time, ties in input order, with dense ids in ascending order of the shop's.
 * Where sessions are given without visitors, each session is a visitor of its own.
 */
export function buildLog(
  table: EventTable,
  clock: EventLog['clock'],
  warnings: string[],
): { log: EventLog; outOfOrder: number } {
  const rows = table.reader.size;
  const item = encode(table, 'item', rows, warnings);
  const session = table.session && encode(table, 'session', rows, warnings);
  const visitor = table.visitor ? encode(table, 'visitor', rows, warnings) : session!;
  const order = table.order?.encode(rows);
  const event = table.event.first(rows);
  const time = timesOf(table, rows);
  const log: EventLog = {
    visitor: visitor.dense,
    item: item.dense,
    event,
    time,
    session: new Int32Array(rows).fill(-1),
    transaction: order?.dense ?? new Int32Array(rows).fill(-1),
    row: table.reader.row,
    ...(table.price && { price: table.price.first(rows) }),
    ...(table.quantity && { quantity: table.quantity.first(rows) }),
    visitors: visitor.vocabulary,
    items: item.vocabulary,
    orders: order?.vocabulary ?? new Vocabulary(new Int32Array(0)),
    clock,
  };
  const outOfOrder = countOutOfOrder(time);
  const inOrder = outOfOrder === 0 ? undefined : stableOrder(time);
  const sorted = inOrder ? takeEvents(log, inOrder) : log;
  const given = session && (inOrder ? inOrder.map((at) => session.dense[at]!) : session.dense);
  const sessions =
    session && given && (table.visitor ? givenSessions(sorted, given, session.vocabulary, warnings) : each(sorted));
  const built = withoutRemovals({ ...sorted, ...sessions }, warnings);
  if (eventCount(built) === 0)
    throw new InputError('no row of the files is an event of the log', {}, 'some view, addtocart or transaction');
  return { log: built, outOfOrder };
}

/** The sessions of a log in which each is a visitor. */
const each = ({ visitor, visitors }: EventLog) => ({ session: visitor, sessions: visitors });

/** The log without removals from the cart, which end carts, and without ids that had nothing else. */
function withoutRemovals(log: EventLog, warnings: string[]): EventLog {
  if (!log.event.includes(REMOVE)) return log;
  const { columns, unmatched } = endCarts(log);
  if (unmatched > 0)
    warnings.push(`${counted(unmatched, 'removal')} from the cart had no addtocart before and changed nothing`);
  return compact({ ...log, ...columns });
}

function encode(table: EventTable, name: 'visitor' | 'item' | 'session', rows: number, warnings: string[]) {
  const encoded = table[name]!.encode(rows);
  const remark = remarkOnTexts(name, encoded, (row) => table.reader.placeOf(row));
  if (remark !== undefined) warnings.push(remark);
  return encoded;
}

/** The times, each with the whole milliseconds that had passed since, where a column says so. */
function timesOf({ time, elapsed }: EventTable, rows: number): Float64Array {
  const times = time.first(rows);
  const passed = elapsed?.first(rows);
  if (passed) for (let row = 0; row < rows; row++) times[row]! += Math.round(passed[row]! || 0);
  return times;
}

function countOutOfOrder(time: Float64Array): number {
  let latest = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (let i = 0; i < time.length; i++) {
    if (time[i]! < latest) count++;
    else latest = time[i]!;
  }
  return count;
}
