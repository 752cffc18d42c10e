import { concat } from '../concat.js';
import { eventKinds } from '../event-log.js';
import { stableOrder } from '../stable-order.js';
import { writeParquet } from '../parquet/write-parquet.js';
import type { RemovedEvents } from './removal.js';

/**
 * Writes removed events to a Parquet file, whole or not at all, one row per event in order of `row`: `row` (data row of
 * the input, from 0), `visitor` and `item` (the shop's ids), `event` (the kind's name), `time` (in the log's time),
 * `rule`, `reason`.
 */
export async function writeRemovedEvents(file: string, rejected: readonly RemovedEvents[]): Promise<void> {
  const row = concat(Int32Array, ...rejected.map(({ log }) => log.row));
  const order = stableOrder(row);
  const ints = (of: (part: RemovedEvents, rule: number) => Int32Array) => {
    const values = concat(Int32Array, ...rejected.map(of));
    return order.map((at) => values[at]!);
  };
  const times = concat(Float64Array, ...rejected.map(({ log }) => log.time));
  const reasons = rejected.flatMap(({ reason }) => reason);
  await writeParquet(file, [
    {
      row: order.map((at) => row[at]!),
      visitor: ints(({ log }) => log.visitor.map((visitor) => log.visitors.ids[visitor]!)),
      item: ints(({ log }) => log.item.map((item) => log.items.ids[item]!)),
      event: { codes: ints(({ log }) => Int32Array.from(log.event)), labels: eventKinds },
      time: Float64Array.from(order, (at) => times[at]!),
      rule: {
        codes: ints(({ reason }, rule) => new Int32Array(reason.length).fill(rule)),
        labels: rejected.map(({ rule }) => rule),
      },
      reason: Array.from(order, (at) => reasons[at]!),
    },
  ]);
}
