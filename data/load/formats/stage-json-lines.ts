import { unpackedBytes } from '../table/file-bytes.js';
import { type StagedRow, type StagedTable, writeStaged } from './staged-table.js';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Stages a file of JSON lines, an object each, packed or not by its name. Numbers stay as they are written: ids may be longer than a
 * double is exact.
 * @param columns names of fields, `a.b` for a field within a field.
 * @param each the name of a list in each object: its entries become the rows. Columns that begin with it are fields of an entry.
 */
export async function stageJsonLines(
  path: string,
  columns: readonly string[],
  each: string | undefined,
  scratch: string,
): Promise<StagedTable> {
  const bad: StagedTable['bad'][number][] = [];
  const inEntry = columns.map((name) =>
    each !== undefined && name.startsWith(`${each}.`) ? name.slice(each.length + 1) : '',
  );
  async function* rows(): AsyncGenerator<StagedRow> {
    for await (const { line, bytes } of linesOf(path)) {
      const object = parse(bytes);
      if (typeof object === 'string') bad.push({ line, text: bytes.toString(), reason: object });
      else if (each === undefined) yield [line, ...columns.map((name) => fieldOf(object, name))];
      else
        for (const entry of entriesOf(object, each))
          yield [line, ...columns.map((name, i) => (inEntry[i] ? fieldOf(entry, inEntry[i]) : fieldOf(object, name)))];
    }
  }
  return { path: await writeStaged(scratch, columns, rows()), timed: [], bad };
}

/** The lines of a file that are not empty, each with its number from 1. */
async function* linesOf(path: string): AsyncGenerator<{ line: number; bytes: Buffer }> {
  let rest: Buffer[] = [];
  let line = 1;
  const isBlank = (bytes: Buffer) => bytes.every((byte) => byte === 32 || byte === 13 || byte === 9);
  for await (const chunk of unpackedBytes(path)) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      const whole = Buffer.concat([...rest, bytes.subarray(from, end)]);
      if (!isBlank(whole)) yield { line, bytes: whole };
      rest = [];
      from = end + 1;
      line++;
    }
    if (from < bytes.length) rest.push(Buffer.from(bytes.subarray(from)));
  }
  const last = Buffer.concat(rest);
  if (!isBlank(last)) yield { line, bytes: last };
}

const decoder = new TextDecoder('utf-8', { fatal: true });
/** A string or a number of JSON. */
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** The object in a line, its numbers as texts; otherwise what is wrong with the line. */
function parse(bytes: Buffer): JsonObject | string {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return 'is not UTF-8 text';
  }
  try {
    const value: unknown = JSON.parse(text.replace(stringOrNumber, (word) => (word[0] === '"' ? word : `"${word}"`)));
    if (isObject(value)) return value;
  } catch {
    // said below
  }
  return 'is no JSON object';
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const entriesOf = (object: JsonObject, each: string): JsonObject[] => {
  const entries = fieldOf(object, each);
  return Array.isArray(entries) ? entries.map((entry: unknown) => (isObject(entry) ? entry : {})) : [];
};

/** A field, or a field within a field (`a.b`); undefined where there is none. */
function fieldOf(object: JsonObject, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name];
  const point = name.indexOf('.');
  const inner = point < 0 ? undefined : object[name.slice(0, point)];
  return isObject(inner) ? fieldOf(inner, name.slice(point + 1)) : undefined;
}
