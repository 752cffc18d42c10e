import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { concat } from '../concat.js';
import type { ItemProperties, Reject } from '../dataset.js';
import { readColumns } from '../duckdb.js';
import { id, milliseconds, text } from './column-types.js';
import type { LoadContext } from './layout.js';
import { loadTable } from './load-table.js';
import type { TableLayout } from './table-layout.js';

/** Items whose tokens are read at once: bounds the memory, whatever the number of items. */
const itemsAtOnce = 50_000;

const propertiesLayout = (now: number): TableLayout => ({
  columns: { timestamp: milliseconds(now), itemid: id, property: text, value: text },
  delimiter: ',',
  header: true,
  rule: {
    sql: `CASE property WHEN 'categoryid' THEN regexp_full_match(value, '[0-9]{1,9}')
      WHEN 'available' THEN value IN ('0', '1') ELSE property <> '' END`,
    explain: ({ property, value }) =>
      property === ''
        ? { column: 'property', reason: 'property is empty' }
        : { column: 'value', reason: `value of ${property} is "${value}"` },
    expected: 'a category id for categoryid, 0 or 1 for available, the name of a property otherwise',
  },
});

/**
 * Reads `item_properties_part*.csv` into one entry an item: of each property the latest value at or before `asOf` (ms), of
 * equal times the later row. Undefined where the folder has no such files.
 *
 *     1431226800000,7,888,n24.000 511     at asOf = 1431226800000 item 7 has the tokens 888:n24.000 and 888:511,
 *     1431831600000,7,888,902             from 1431831600000 on 888:902 alone
 */
export async function loadItemProperties(
  { db, folder, files, maxRejects, now }: LoadContext,
  asOf: number,
): Promise<{ properties: ItemProperties; rejects: readonly Reject[] } | undefined> {
  const parts = [...files].filter(([name]) => name.startsWith('item_properties_part'));
  if (parts.length === 0) return undefined;
  const loaded: { good: string; rows: number; rejects: readonly Reject[] }[] = [];
  for (const [i, [, path]] of parts.entries()) {
    loaded.push(await loadTable(db, `part${i}`, join(folder, path), propertiesLayout(now), maxRejects));
  }
  const all = loaded.map(({ good }, i) => `SELECT *, ${i} AS part FROM ${good}`).join(' UNION ALL ');
  await db.run(`CREATE TABLE latest AS
    SELECT itemid, property, arg_max(value, (timestamp::HUGEINT << 40) + (part::BIGINT << 32) + row) AS value
    FROM (${all}) WHERE timestamp <= ${asOf} GROUP BY itemid, property`);
  for (const i of parts.keys()) await db.run(`DROP TABLE part${i}`);
  const properties = await readLatest(db);
  await db.run('DROP TABLE latest');
  return { properties, rejects: loaded.flatMap(({ rejects }) => rejects) };
}

async function readLatest(db: DuckDBConnection): Promise<ItemProperties> {
  const { item, category, available } = await readColumns(
    db,
    `SELECT itemid AS item,
      coalesce(max(CASE property WHEN 'categoryid' THEN value::INTEGER END), -1) AS category,
      coalesce(max(CASE property WHEN 'available' THEN value::INTEGER END), -1) AS available
    FROM latest GROUP BY itemid ORDER BY itemid`,
    { item: 'int', category: 'int', available: 'int' },
  );
  await db.run(`CREATE TABLE token AS SELECT token, (row_number() OVER (ORDER BY token) - 1)::INTEGER AS code
    FROM (SELECT DISTINCT property || ':' || unnest(string_split(value, ' ')) AS token FROM ${hashed})`);
  const tokenNames = await readTokens(db);
  const offsets = new Int32Array(item.length + 1);
  const codes: Int32Array[] = [];
  for (let start = 0; start < item.length; start += itemsAtOnce) {
    const last = Math.min(start + itemsAtOnce, item.length) - 1;
    const part = await readColumns(
      db,
      `SELECT itemid, code FROM (
          SELECT itemid, property, generate_subscripts(words, 1) AS place, property || ':' || unnest(words) AS token
          FROM (SELECT *, string_split(value, ' ') AS words FROM ${hashed})
          WHERE itemid BETWEEN ${item[start]} AND ${item[last]})
        JOIN token USING (token) ORDER BY itemid, property, place`,
      { itemid: 'int', code: 'int' },
    );
    codes.push(part.code);
    let at = 0;
    for (let i = start; i <= last; i++) {
      while (at < part.itemid.length && part.itemid[at] === item[i]) at++;
      offsets[i + 1] = offsets[start]! + at;
    }
  }
  await db.run('DROP TABLE token');
  return {
    item,
    category,
    available: Int8Array.from(available),
    tokens: { offsets, values: concat(Int32Array, ...codes) },
    tokenNames,
  };
}

const hashed = `(SELECT * FROM latest WHERE property NOT IN ('categoryid', 'available'))`;

/** The distinct tokens in order of their codes: each string exists once, however many items have it. */
async function readTokens(db: DuckDBConnection): Promise<string[]> {
  const result = await db.stream('SELECT token FROM token ORDER BY code');
  const names: string[] = [];
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    names.push(...(chunk.getColumnValues(0) as string[]));
  }
  return names;
}
