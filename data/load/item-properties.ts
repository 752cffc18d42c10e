import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Reject } from '../dataset.js';
import { integerBlocks, readColumns } from '../duckdb.js';
import type { PropertyTimeline } from '../property-timeline.js';
import { shown } from '../shown.js';
import { id, milliseconds, text } from './column-types.js';
import { FactColumns } from './fact-columns.js';
import type { LayoutRequest } from './layout.js';
import { type LoadedTable, loadTable } from './load-table.js';
import { readStatements } from './read-statements.js';
import { sideFile } from './side-file.js';
import type { TableLayout } from './table-layout.js';

/** Approximate number of rows whose values are looked up at once: bounds the memory for any number of rows. */
const rowsAtOnce = 10_000_000;

const propertiesLayout = (now: number): TableLayout => ({
  columns: { timestamp: milliseconds(now), itemid: id, property: text, value: text },
  delimiter: ',',
  header: true,
  kinds: { column: 'property', known: { categoryid: "'categoryid'", available: "'available'" } },
  rule: {
    sql: `CASE property WHEN 'categoryid' THEN regexp_full_match(value, '[0-9]{1,9}')
      WHEN 'available' THEN value IN ('0', '1') ELSE property <> '' END`,
    explain: ({ property, value }) =>
      property === ''
        ? { column: 'property', reason: 'property is empty' }
        : { column: 'value', reason: `value of ${property} is "${shown(value!)}"` },
    expected: 'a category id for categoryid, 0 or 1 for available, the name of a property otherwise',
  },
});

/**
 * Reads `item_properties_part*.csv` into the timeline of each item's properties, up to and including `end` (ms). Of
 * rows about one property at one time the later row counts. Undefined if the folder has no such files.
 *
 *     1431226800000,7,888,n24.000 511     from 1431226800000 on item 7 has the tokens 888:n24.000 and 888:511,
 *     1431831600000,7,888,902             from 1431831600000 on 888:902 alone
 */
export async function loadItemProperties(
  request: LayoutRequest,
  end: number,
): Promise<{ timeline: PropertyTimeline; rejects: readonly Reject[] } | undefined> {
  const { db, folder, files, maxRejects, now } = request;
  const parts = [...files].filter(([name]) => name.startsWith('item_properties_part'));
  const loaded: LoadedTable[] = [];
  for (const [i, [, path]] of parts.entries()) {
    const part = await sideFile(request, () =>
      loadTable(db, `part${i}`, join(folder, path), propertiesLayout(now), maxRejects),
    );
    if (part) loaded.push(part);
  }
  if (loaded.length === 0) return undefined;
  const all = loaded.map(({ good }, i) => `SELECT *, ${i} AS part FROM ${good}`).join(' UNION ALL ');
  const rows = loaded.reduce((sum, { rows }) => sum + rows, 0);
  await createCodes(db, `(SELECT * FROM (${all}) WHERE timestamp <= ${end})`, Math.ceil(rows / rowsAtOnce));
  for (const i of parts.keys()) await db.run(`DROP TABLE IF EXISTS part${i}`);
  const timeline = await readTimeline(db);
  for (const table of ['fact', 'statement', 'about', 'moment']) await db.run(`DROP TABLE ${table}`);
  return { timeline, rejects: loaded.flatMap(({ rejects }) => rejects) };
}

/**
 * Creates the tables `statement`, `about` and `moment`: the distinct statements, properties and times, each numbered by
 * its rowid in ascending order. Creates `fact`, the rows as these numbers, in the given number of slices by value.
 */
async function createCodes(db: DuckDBConnection, rows: string, slices: number): Promise<void> {
  await db.run(`CREATE TABLE statement AS SELECT DISTINCT property, value FROM ${rows} ORDER BY property, value`);
  await db.run('CREATE TABLE about AS SELECT DISTINCT property FROM statement ORDER BY property');
  await db.run(`CREATE TABLE moment AS SELECT DISTINCT timestamp FROM ${rows} ORDER BY timestamp`);
  await db.run(
    'CREATE TABLE fact (itemid INTEGER, about INTEGER, since INTEGER, part INTEGER, row INTEGER, statement INTEGER)',
  );
  for (let slice = 0; slice < slices; slice++) {
    const ofSlice = `hash(value) % ${slices} = ${slice}`;
    await db.run(`INSERT INTO fact
      SELECT itemid, about.rowid, moment.rowid, part, row, said.statement
      FROM (SELECT * FROM ${rows} WHERE ${ofSlice})
      JOIN (SELECT property, value, rowid AS statement FROM statement WHERE ${ofSlice}) AS said USING (property, value)
      JOIN about USING (property) JOIN moment USING (timestamp)`);
  }
}

async function readTimeline(db: DuckDBConnection): Promise<PropertyTimeline> {
  const statements = await readStatements(db);
  const { timestamp } = await readColumns(db, 'SELECT timestamp FROM moment ORDER BY rowid', { timestamp: 'double' });
  const counted = await db.runAndReadAll('SELECT count(DISTINCT itemid), count(*) FROM fact');
  const [items, rows] = counted.getRows()[0]!.map(Number);
  const facts = new FactColumns(statements.property, items!, rows!);
  const inOrder = 'SELECT itemid, since, statement FROM fact ORDER BY itemid, about, since, part, row';
  for await (const [item, since, statement] of integerBlocks(db, inOrder)) {
    for (let i = 0; i < item!.length; i++) facts.add(item![i]!, since![i]!, statement![i]!);
  }
  return { ...facts.columns(), moments: timestamp, statements };
}
