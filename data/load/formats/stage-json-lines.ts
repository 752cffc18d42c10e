import { didYouMean } from '../../did-you-mean.js';
import { InputError } from '../../errors.js';
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
  const missing = new Set([...columns, ...(each === undefined ? [] : [each])]);
  const known = new Set<string>();
  async function* rows(): AsyncGenerator<StagedRow> {
    let objects = 0;
    for await (const { line, bytes } of linesOf(path)) {
      const object = parse(bytes);
      if (typeof object !== 'string' && (missing.size > 0 || objects < fieldLines))
        for (const name of namesIn(object, each)) {
          missing.delete(name);
          if (objects < fieldLines) known.add(name);
        }
      objects++;
      if (typeof object === 'string') bad.push({ line, text: bytes.toString(), reason: object });
      else if (each === undefined) yield [line, ...columns.map((name) => fieldOf(object, name))];
      else
        for (const entry of entriesOf(object, each))
          yield [line, ...columns.map((name, i) => (inEntry[i] ? fieldOf(entry, inEntry[i]) : fieldOf(object, name)))];
    }
  }
  const staged = { path: await writeStaged(scratch, columns, rows()), timed: [], bad };
  if (missing.size > 0 && known.size > 0) refuseMissing(path, [...missing], [...known]);
  return staged;
}

/** Lines whose fields an error lists. */
const fieldLines = 1000;

/** @throws InputError naming all fields that no line has, each with the nearest that there is. */
function refuseMissing(path: string, missing: readonly string[], known: readonly string[]): never {
  const named = missing.map((name) => {
    const nearest = didYouMean(name, known).trim();
    return nearest === '' ? `"${name}"` : `"${name}" (${nearest})`;
  });
  throw new InputError(`no line has the field ${named.join(', ')}`, { file: path }, known.slice(0, 50).join(', '));
}

/** The names of the fields of a line's object, see {@link namesIn}; none for a bad line, which is set aside as such. */
export function fieldsOf(text: string, each: string | undefined): string[] {
  const object = parse(Buffer.from(text));
  return typeof object === 'string' ? [] : namesIn(object, each);
}

/** The names of the fields of an object, and of those within them as `a.b`; of a list those of its entries, if it is `each`. */
function namesIn(value: unknown, each: string | undefined, name = ''): string[] {
  const entries = name === each && Array.isArray(value) ? value : [value];
  const inner = entries.flatMap((entry: unknown) =>
    isObject(entry)
      ? Object.entries(entry).flatMap(([key, of]) => namesIn(of, each, name === '' ? key : `${name}.${key}`))
      : [],
  );
  return name === '' ? inner : [name, ...inner];
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
export function parse(bytes: Buffer): JsonObject | string {
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
