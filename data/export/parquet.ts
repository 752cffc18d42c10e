import { join } from 'node:path';
import { type EventLog, eventKinds } from '../event-log.js';
import { type Ids, idAt, idCount, isText } from '../ids.js';
import { type ParquetColumn, writeParquet } from '../parquet/write-parquet.js';
import { Part } from '../split/assignment.js';
import { areWholeNumbers } from './are-whole-numbers.js';
import type { ExportFormat } from './export-format.js';

/** The name of each part, by its code. */
const partNames = Object.keys(Part);

const largest = 2n ** 63n - 1n;

/**
 * Parquet: `events.parquet`, an event a row with the part that it is in, and a file of lists for each model. Ids are INT32, INT64 or
 * text, times are timestamps in UTC (positions where the log has no clock); no column has NULLs or unsigned numbers, so that all
 * readers take them alike.
 */
export const parquet: ExportFormat = {
  async writeLog(folder, { log, part }) {
    const { visitor, item, event, session, transaction, price, quantity, sessions, orders } = log;
    await writeParquet(join(folder, 'events.parquet'), [
      {
        visitor: shopIds(log.visitors.ids, visitor),
        item: shopIds(log.items.ids, item),
        event: { codes: event, labels: eventKinds },
        time: timesOf(log.time, log.clock),
        session: sessions ? shopIds(sessions.ids, session) : session,
        ...(orders.size > 0 && { order: shopIds(orders.ids, transaction) }),
        ...(price && { price }),
        ...(quantity && { quantity }),
        part: { codes: part, labels: partNames },
      },
    ]);
  },

  async writeLists(folder, { model, queries, items, query, rank, item, score }) {
    const time = Float64Array.from(query, (at) => queries.time[at]!);
    await writeParquet(join(folder, `${model}.parquet`), [
      {
        query,
        visitor: shopIds(queries.visitor, query),
        time: timesOf(time, queries.clock),
        rank,
        item: shopIds(items, item),
        score,
      },
    ]);
  },
};

/** A column of ids: numbers where all of them are whole numbers below 2⁶³, otherwise texts. */
function shopIds(ids: Ids, codes: Int32Array): ParquetColumn {
  if (!isText(ids) || !areWholeNumbers(ids, largest)) return { codes, ids };
  const numbers = new BigInt64Array(idCount(ids));
  for (let at = 0; at < numbers.length; at++) numbers[at] = BigInt(idAt(ids, at));
  return { codes, numbers };
}

const timesOf = (time: Float64Array, clock: EventLog['clock']): ParquetColumn =>
  clock === 'wall' ? { milliseconds: time } : time;
