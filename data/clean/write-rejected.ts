import { createTable, sqlText, withDuckDB } from '../duckdb.js';
import { type EventLog, eventKinds } from '../event-log.js';
import { writeWhole } from '../write-whole.js';
import type { Rejected } from './finding.js';

/**
 * Writes events that were taken out to a Parquet file, whole or not at all, one row an event: `row` (data row of the
 * input, from 0), `visitor` and `item` (the shop's ids), `event` (the kind's name), `time` (in the log's time), `rule`,
 * `reason`.
 */
export async function writeRejected(file: string, rejected: readonly Rejected[]): Promise<void> {
  const strings = (each: (part: Rejected) => Iterable<string>) => rejected.flatMap((part) => [...each(part)]);
  const numbers = (each: (log: EventLog) => Int32Array | Float64Array) => rejected.flatMap(({ log }) => [...each(log)]);
  const columns = {
    row: Int32Array.from(numbers((log) => log.row)),
    visitor: Int32Array.from(numbers((log) => log.visitor.map((id) => log.visitors.ids[id]!))),
    item: Int32Array.from(numbers((log) => log.item.map((id) => log.items.ids[id]!))),
    event: strings(({ log }) => Array.from(log.event, (kind) => eventKinds[kind]!)),
    time: Float64Array.from(numbers((log) => log.time)),
    rule: strings(({ rule, reason }) => reason.map(() => rule)),
    reason: strings(({ reason }) => reason),
  };
  await writeWhole(file, (temporary) =>
    withDuckDB(async (db) => {
      await createTable(db, 'rejected', columns);
      await db.run(`COPY rejected TO ${sqlText(temporary)} (FORMAT parquet)`);
    }),
  );
}
