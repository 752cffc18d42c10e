import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlPath } from '../duckdb.js';
import { InputError } from '../errors.js';

/** The text encoding of a file. */
export type Encoding = 'utf-8' | 'latin-1';

/** A file with damaged text or too many bad rows; a file that is not essential can be left out. */
export class UnreadableFile extends InputError {}

/** U+10FFFF is not a character: as the delimiter of lines read whole it never occurs in them. */
const noDelimiter = '\u{10FFFF}';

/** SQL of a file's lines as a one-column relation, empty lines NULL. Quotes have no meaning here. */
const linesOf = (path: string, encoding: Encoding) =>
  `(SELECT line AS text FROM read_csv(${sqlPath(path)}, auto_detect = false, header = false, delim = '${noDelimiter}', quote = '',
    escape = '', encoding = '${encoding}', compression = '${path.endsWith('.gz') ? 'gzip' : 'none'}', columns = { line: 'VARCHAR' }))`;

const notAscii = '[^\\x00-\\x7F]';

/**
 * Runs a query on a file's lines, a relation of the columns `text`, NULL for an empty line, and `strange`. A file that
 * is not entirely UTF-8 is read all the same; its lines that are not plain ASCII are then `strange`, since their
 * encoding cannot be known.
 * @throws UnreadableFile for a file that cannot be split into lines.
 */
export async function queryLines<T>(
  path: string,
  encoding: Encoding | undefined,
  query: (lines: string) => Promise<T>,
): Promise<{ result: T; isDecoded: boolean }> {
  try {
    const plain = `(SELECT text, false AS strange FROM ${linesOf(path, encoding ?? 'utf-8')})`;
    return { result: await query(plain), isDecoded: true };
  } catch (error) {
    if (!/not (utf-8|latin-1)/i.test((error as Error).message)) throw inOurWords(path, error as Error);
  }
  // DuckDB's Latin-1 lacks the control characters from 0x80 on; Node's has them.
  const isDecoded = encoding === 'latin-1';
  const isStrange = isDecoded ? 'false' : `coalesce(regexp_matches(text, '${notAscii}'), false)`;
  return withUtf8Copy(path, isDecoded, async (copy) => {
    const lines = `(SELECT text, ${isStrange} AS strange FROM ${linesOf(copy, 'utf-8')})`;
    const result = await query(lines).catch((error: Error) => {
      throw inOurWords(path, error);
    });
    return { result, isDecoded };
  });
}

/** Calls `use` with a UTF-8 copy of a file, read as Latin-1; the copy of a file meant as UTF-8 omits its byte order mark. */
async function withUtf8Copy<T>(path: string, isLatin1: boolean, use: (copy: string) => Promise<T>): Promise<T> {
  async function* toUtf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let isStart = !isLatin1;
    for await (const chunk of chunks) {
      const text = chunk.toString('latin1');
      yield Buffer.from(isStart ? text.replace(/^\u00ef\u00bb\u00bf/, '') : text);
      isStart = false;
    }
  }
  const folder = await mkdtemp(join(tmpdir(), 'retail-recsys-'));
  try {
    const copy = join(folder, 'lines');
    const [bytes, lines] = [createReadStream(path), createWriteStream(copy)];
    await (path.endsWith('.gz') ? pipeline(bytes, createGunzip(), toUtf8, lines) : pipeline(bytes, toUtf8, lines));
    return await use(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Turns DuckDB's failure to split a file into lines into an error of ours. */
function inOurWords(path: string, error: Error): Error {
  const line = /CSV Error on Line: (\d+)/.exec(error.message)?.[1];
  const place = { file: path, ...(line ? { line: Number(line) } : {}) };
  if (/invalid state/i.test(error.message))
    return new UnreadableFile('mixes line endings', place, 'LF or CRLF throughout');
  if (/Expected Number of Columns: 1/i.test(error.message))
    return new UnreadableFile('holds U+10FFFF, which is no character', place, 'a text table');
  if (/maximum line size/i.test(error.message))
    return new UnreadableFile('a line is longer than 2 MB', place, 'a text table');
  return error;
}

/** Counts the numbers in a column (from 1) of a tab-separated file, and those of at least a bound. */
export async function countFrom(
  db: DuckDBConnection,
  path: string,
  column: number,
  bound: number,
): Promise<{ from: number; numbers: number }> {
  const field = `replace(string_split(text, '\t')[${column}], '"', '')`;
  const { result } = await queryLines(path, undefined, (lines) =>
    db.runAndReadAll(
      `SELECT count(*) FILTER (number >= ${bound}), count(number) FROM (SELECT try_cast(${field} AS DOUBLE) AS number FROM ${lines})`,
    ),
  );
  const [from, numbers] = result.getRows()[0]!.map(Number);
  return { from: from!, numbers: numbers! };
}
