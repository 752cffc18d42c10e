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

function concatenate(a: EventColumns, b: EventColumns): EventColumns {
  const join = <Column extends Int32Array | Float64Array | Uint8Array>(first: Column, second: Column): Column => {
    const whole = new (first.constructor as new (length: number) => Column)(first.length + second.length);
    whole.set(first);
    whole.set(second, first.length);
    return whole;
  };
  return {
    visitor: join(a.visitor, b.visitor),
    item: join(a.item, b.item),
    event: join(a.event, b.event),
    time: join(a.time, b.time),
    session: join(a.session, b.session),
    transaction: join(a.transaction, b.transaction),
    row: join(a.row, b.row),
  };
}
