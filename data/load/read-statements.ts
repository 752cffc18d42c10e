import type { DuckDBConnection } from '@duckdb/node-api';
import { readColumns } from '../duckdb.js';
import type { Statements } from '../property-timeline.js';

const hashed = `(SELECT statement, property || ':' AS name, string_split(value, ' ') AS words FROM statement
  WHERE property NOT IN ('categoryid', 'available'))`;

/**
 * Reads what the table `statement` (property, value, about, statement) says: categories and availability as numbers, of hashed
 * properties a token for each word.
 */
export async function readStatements(db: DuckDBConnection): Promise<Statements> {
  const { property, category, available } = await readColumns(
    db,
    `SELECT about AS property,
      CASE property WHEN 'categoryid' THEN value::INTEGER ELSE -1 END AS category,
      CASE property WHEN 'available' THEN value::INTEGER ELSE -1 END AS available
    FROM statement ORDER BY statement`,
    { property: 'int', category: 'int', available: 'int' },
  );
  await db.run(`CREATE TABLE token AS SELECT token, (row_number() OVER (ORDER BY token) - 1)::INTEGER AS code
    FROM (SELECT DISTINCT name || unnest(words) AS token FROM ${hashed})`);
  const tokenNames = await readTokens(db);
  const words = await readColumns(
    db,
    `SELECT statement, code
      FROM (SELECT statement, generate_subscripts(words, 1) AS place, name || unnest(words) AS token FROM ${hashed})
      JOIN token USING (token) ORDER BY statement, place`,
    { statement: 'int', code: 'int' },
  );
  await db.run('DROP TABLE token');
  const offsets = new Int32Array(property.length + 1);
  for (const statement of words.statement) offsets[statement + 1]!++;
  for (let statement = 0; statement < property.length; statement++) offsets[statement + 1]! += offsets[statement]!;
  return {
    property,
    category,
    available: Int8Array.from(available),
    tokens: { offsets, values: words.code },
    tokenNames,
  };
}

/** The distinct tokens in order of their codes: each string exists once, however many statements have it. */
async function readTokens(db: DuckDBConnection): Promise<string[]> {
  const result = await db.stream('SELECT token FROM token ORDER BY code');
  const names: string[] = [];
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    names.push(...(chunk.getColumnValues(0) as string[]));
  }
  return names;
}
