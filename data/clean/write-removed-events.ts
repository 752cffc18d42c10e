import { concat } from '../concat.js';
import { type EventLog, eventKinds } from '../event-log.js';
import { concatIds, takeIds } from '../ids.js';
import { type IdColumn, writeParquet } from '../parquet/write-parquet.js';
import { stableOrder } from '../stable-order.js';
import type { Vocabulary } from '../vocabulary.js';
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
  const ids = (of: (log: EventLog) => { codes: Int32Array; vocabulary: Vocabulary }): IdColumn => {
    const parts = rejected.map(({ log }) => of(log)).map(({ codes, vocabulary }) => takeIds(vocabulary.ids, codes));
    return { codes: order, ids: parts.reduce(concatIds, new Int32Array(0)) };
  };
  const times = concat(Float64Array, ...rejected.map(({ log }) => log.time));
  const reasons = rejected.flatMap(({ reason }) => reason);
  await writeParquet(file, [
    {
      row: order.map((at) => row[at]!),
      visitor: ids(({ visitor, visitors }) => ({ codes: visitor, vocabulary: visitors })),
      item: ids(({ item, items }) => ({ codes: item, vocabulary: items })),
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
