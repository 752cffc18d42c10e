import { createTable, sqlText, withDuckDB } from '../duckdb.js';
import { eventKinds } from '../event-log.js';
import { writeWhole } from '../write-whole.js';
import type { Rejected } from './finding.js';

/**
 * Writes events that were taken out to a Parquet file, whole or not at all, one row an event in order of `row`: `row`
 * (data row of the input, from 0), `visitor` and `item` (the shop's ids), `event` (the kind's name), `time` (in the
 * log's time), `rule`, `reason`.
 */
export async function writeRejected(file: string, rejected: readonly Rejected[]): Promise<void> {
  await writeWhole(file, (temporary) =>
    withDuckDB(async (db) => {
      const { events, whys } = columnsOf(rejected);
      await createTable(db, 'events', events);
      await createTable(db, 'whys', whys);
      const kinds = `[${eventKinds.map(sqlText).join(', ')}]`;
      await db.run(`COPY (
        SELECT row, visitor, item, ${kinds}[event + 1] AS event, time, rule, reason
        FROM events JOIN whys USING (why) ORDER BY row
      ) TO ${sqlText(temporary)} (FORMAT parquet)`);
    }),
  );
}

/** The events with a number for why they went, and what the numbers mean: one text an event would take five times as long. */
function columnsOf(rejected: readonly Rejected[]) {
  const size = rejected.reduce((sum, { reason }) => sum + reason.length, 0);
  const events = {
    row: new Int32Array(size),
    visitor: new Int32Array(size),
    item: new Int32Array(size),
    event: new Uint8Array(size),
    time: new Float64Array(size),
    why: new Int32Array(size),
  };
  const whys = { why: [] as number[], rule: [] as string[], reason: [] as string[] };
  let at = 0;
  for (const { rule, log, reason } of rejected) {
    events.row.set(log.row, at);
    events.event.set(log.event, at);
    events.time.set(log.time, at);
    const known = new Map<string, number>();
    for (let i = 0; i < reason.length; i++, at++) {
      events.visitor[at] = log.visitors.ids[log.visitor[i]!]!;
      events.item[at] = log.items.ids[log.item[i]!]!;
      const why = known.get(reason[i]!) ?? whys.why.length;
      events.why[at] = why;
      if (why < whys.why.length) continue;
      known.set(reason[i]!, why);
      whys.why.push(why);
      whys.rule.push(rule);
      whys.reason.push(reason[i]!);
    }
  }
  return { events, whys: { ...whys, why: Int32Array.from(whys.why) } };
}
