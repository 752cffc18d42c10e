import { concat } from './concat.js';
import { type EventColumns, type EventLog, eventCount, takeColumns } from './event-log.js';

/** Two logs of the same vocabularies as one, sorted by time with ties in input order. */
export function mergeEvents(a: EventLog, b: EventLog): EventLog {
  const m = eventCount(a);
  const n = eventCount(b);
  if (n === 0) return a;
  const both = concatenate(a, b);
  if (m === 0 || before(both, m - 1, m)) return { ...a, ...both };
  const order = new Int32Array(m + n);
  for (let i = 0, j = 0, out = 0; out < order.length; out++) {
    const takeA = j === n || (i < m && before(both, i, m + j));
    order[out] = takeA ? i++ : m + j++;
  }
  return { ...a, ...takeColumns(both, order) };
}

const before = (log: EventColumns, i: number, j: number): boolean =>
  log.time[i] === log.time[j] ? log.row[i]! < log.row[j]! : log.time[i]! < log.time[j]!;

const concatenate = (a: EventColumns, b: EventColumns): EventColumns => ({
  visitor: concat(Int32Array, a.visitor, b.visitor),
  item: concat(Int32Array, a.item, b.item),
  event: concat(Uint8Array, a.event, b.event),
  time: concat(Float64Array, a.time, b.time),
  session: concat(Int32Array, a.session, b.session),
  transaction: concat(Int32Array, a.transaction, b.transaction),
  row: concat(Int32Array, a.row, b.row),
});
