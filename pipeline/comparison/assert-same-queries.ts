import { join } from 'node:path';
import { countText, InputError, sqlPath, withDuckDB } from '../../data/index.js';
import type { Run } from '../files/run-folder.js';

/** Tables of a run folder, and their columns that define the queries and the targets. */
const asked = { queries: 'query, visitorid, time', targets: 'query, visitorid, itemid, gain' };

/**
 * Checks that two runs asked the same queries with the same targets: only then can their figures be compared query by query.
 * @throws InputError naming what differs.
 */
export async function assertSameQueries(first: Run, second: Run): Promise<void> {
  if (protocolText(first) !== protocolText(second))
    throw refusal(`one run is of ${protocolText(first)}, the other of ${protocolText(second)}`, second);
  for (const [table, columns] of Object.entries(asked)) {
    const rows = ({ folder }: Run) =>
      `SELECT ${columns} FROM read_parquet(${sqlPath(join(folder, `${table}.parquet`))})`;
    const [alone, aloneToo] = await withDuckDB(async (db) => {
      const count = async (a: Run, b: Run) =>
        Number((await db.runAndReadAll(`SELECT count(*) FROM (${rows(a)} EXCEPT ALL ${rows(b)})`)).getRows()[0]![0]);
      return [await count(first, second), await count(second, first)];
    });
    if (alone || aloneToo)
      throw refusal(
        `the runs have different ${table}: ${countText(alone!)} are in the first alone, ${countText(aloneToo!)} in the second`,
        second,
      );
  }
}

const refusal = (what: string, { folder }: Run) =>
  new InputError(
    what,
    { file: folder },
    'two runs of the same log, protocol, part and split, cleaned alike; they may differ in models, parameters and code',
  );

const protocolText = ({ config }: Run) => `P-${config.protocol} on ${config.on}`;
