import type { DuckDBConnection } from '@duckdb/node-api';
import { integerBlocks, readColumns } from '../duckdb.js';
import type { Statements } from '../property-timeline.js';
import type { Lists } from '../sparse.js';
import { encodeAscending } from './encode-ascending.js';

/** Number of statements whose words are read at once: bounds the memory for any number of statements. */
const statementsAtOnce = 1_000_000;

const hashed = `(SELECT rowid::INTEGER AS statement, property || ':' AS name, string_split(value, ' ') AS words FROM statement
  WHERE property NOT IN ('categoryid', 'available'))`;

/**
 * Reads the tables `statement` (property, value) and `about` (property), each numbered by its rowid: categories and
 * availability as codes, hashed properties as one token per word.
 */
export async function readStatements(db: DuckDBConnection): Promise<Statements> {
  const { property, category, available } = await readColumns(
    db,
    `SELECT about.rowid::INTEGER AS property,
      CASE property WHEN 'categoryid' THEN value::INTEGER ELSE -1 END AS category,
      CASE property WHEN 'available' THEN value::INTEGER ELSE -1 END AS available
    FROM statement JOIN about USING (property) ORDER BY statement.rowid`,
    { property: 'int', category: 'int', available: 'int' },
  );
  const categoryIds = encodeAscending(category).ids; // replaces the ids in `category` by their positions
  await db.run(`CREATE TABLE token AS SELECT DISTINCT name || unnest(words) AS token FROM ${hashed} ORDER BY token`);
  const tokenNames = await readTokens(db);
  const tokens = await readWords(db, property.length);
  await db.run('DROP TABLE token');
  return { property, category, categoryIds, available: Int8Array.from(available), tokens, tokenNames };
}

/** Reads the distinct tokens in order of their codes: each string is stored once, however many statements have it. */
async function readTokens(db: DuckDBConnection): Promise<string[]> {
  const result = await db.stream('SELECT token FROM token ORDER BY rowid');
  const names: string[] = [];
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    names.push(...(chunk.getColumnValues(0) as string[]));
  }
  return names;
}

/** Reads the token codes of each statement, in the order of the text. */
async function readWords(db: DuckDBConnection, statements: number): Promise<Lists> {
  const counted = await db.runAndReadAll(`SELECT coalesce(sum(len(words)), 0)::BIGINT FROM ${hashed}`);
  const values = new Int32Array(Number(counted.getRows()[0]![0]));
  const offsets = new Int32Array(statements + 1);
  let size = 0;
  for (let start = 0; start < statements; start += statementsAtOnce) {
    const inOrder = `SELECT statement, token.rowid::INTEGER
      FROM (SELECT statement, generate_subscripts(words, 1) AS place, name || unnest(words) AS token FROM ${hashed}
        WHERE statement >= ${start} AND statement < ${start + statementsAtOnce})
      JOIN token USING (token) ORDER BY statement, place`;
    for await (const [statement, token] of integerBlocks(db, inOrder)) {
      for (let i = 0; i < statement!.length; i++) {
        values[size++] = token![i]!;
        offsets[statement![i]! + 1]!++;
      }
    }
  }
  for (let statement = 0; statement < statements; statement++) offsets[statement + 1]! += offsets[statement]!;
  return { offsets, values };
}
