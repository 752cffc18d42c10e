import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlPath } from '../duckdb.js';
import { InputError } from '../errors.js';

/** How a file's text is written in bytes. */
export type Encoding = 'utf-8' | 'latin-1';

/** A file whose text is damaged, or too many rows of which are: one that is not vital can be left out. */
export class UnreadableFile extends InputError {}

/** U+10FFFF, which is no character: as the delimiter of lines read whole it is never found in them. */
const noDelimiter = '\u{10FFFF}';

/** SQL of a file's lines as a one-column relation, empty lines NULL. Quotes mean nothing here. */
const linesOf = (path: string, encoding: Encoding) =>
  `(SELECT line AS text FROM read_csv(${sqlPath(path)}, auto_detect = false, header = false, delim = '${noDelimiter}', quote = '',
    escape = '', encoding = '${encoding}', compression = '${path.endsWith('.gz') ? 'gzip' : 'none'}', columns = { line: 'VARCHAR' }))`;

const notAscii = '[^\\x00-\\x7F]';

/**
 * Runs a query on a file's lines, a relation of the columns `text`, NULL for an empty line, and `strange`. Where a file is not UTF-8
 * throughout its lines are read all the same; those that are not plain ASCII are `strange` then, for which encoding they
 * are in cannot be known.
 * @throws UnreadableFile for a file that cannot even be cut into lines.
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
  // DuckDB's Latin-1 lacks the control characters from 0x80 on, which Node's has.
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

/** Hands over a copy of a file, read as Latin-1, in UTF-8; of one that means to be UTF-8 without its byte order mark. */
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

/** What DuckDB cannot even cut into lines becomes an error of ours. */
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

/** Whether most numbers in a column (from 1) of a tab-separated file are at least some bound, and how many of how many are. */
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
