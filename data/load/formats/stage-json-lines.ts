import { InputError } from '../../errors.js';
import { type BadRow, refuseHopeless } from '../table/bad-rows.js';
import { utf8Bytes } from '../table/file-bytes.js';
import { UnreadableFile } from '../table/unreadable-file.js';
import { isObject, type JsonFields, type JsonObject } from './json-fields.js';
import { type StagedRow, type StagedTable, writeStaged } from './staged-table.js';

/** What JSON lines are read for. */
export interface JsonColumns {
  /** Names of fields, `a.b` for a field within a field. */
  readonly columns: readonly string[];
  /** The name of a list in each object: its entries become the rows. Columns that begin with it are fields of an entry. */
  readonly each?: string | undefined;
  /** Columns whose texts have a decimal comma: numbers in them are written with one, too. */
  readonly commas?: readonly string[];
}

const expected = 'a JSON object on each line';

/**
 * Stages a file of JSON lines, an object each, packed or not by its name. Numbers stay as they are written: ids may be longer than a
 * double is exact.
 * @param fields is told which fields the objects have.
 * @throws InputError for a file that is one array.
 * @throws UnreadableFile for a line that does not end, or where most of the first lines are no objects.
 */
export async function stageJsonLines(
  path: string,
  { columns, each, commas = [] }: JsonColumns,
  {
    fields,
    maxRejects,
    scratch,
  }: { readonly fields: JsonFields; readonly maxRejects: number; readonly scratch: string },
): Promise<StagedTable> {
  const bad: BadRow[] = [];
  const inEntry = columns.map((name) =>
    each !== undefined && name.startsWith(`${each}.`) ? name.slice(each.length + 1) : '',
  );
  const hasComma = columns.map((name) => commas.includes(name));
  fields.begin(path, each === undefined ? columns : [...columns, each]);
  const rowsOf = (object: JsonObject): unknown[][] =>
    each === undefined
      ? [columns.map((name) => fieldOf(object, name))]
      : entriesOf(object, each).map((entry) =>
          columns.map((name, i) => (inEntry[i] ? fieldOf(entry, inEntry[i]) : fieldOf(object, name))),
        );
  /** The rows of a line, their numbers with commas where texts have them. */
  const withCommas = (rows: unknown[][], bytes: Buffer): unknown[][] => {
    const typed = rowsOf(parse(bytes, () => '0') as JsonObject);
    return rows.map((row, i) =>
      row.map((value, at) => (hasComma[at] && typed[i]![at] === 0 ? String(value).replace('.', ',') : value)),
    );
  };
  async function* staged(): AsyncGenerator<StagedRow> {
    let count = 0;
    for await (const { line, bytes } of linesOf(path)) {
      const object = parse(bytes);
      if (typeof object === 'string') {
        bad.push({ line, text: bytes.toString(), reason: object, expected, word: undefined });
        refuseHopeless(path, bad, count + bad.length, maxRejects);
        continue;
      }
      fields.see(object, each);
      const rows = rowsOf(object);
      count += rows.length;
      for (const row of commas.length > 0 ? withCommas(rows, bytes) : rows) yield [line, ...row];
    }
  }
  return { path: await writeStaged(scratch, columns, staged()), timed: [], numbers: [], bad };
}

/** The longest line, in bytes. */
const longestLine = 1 << 26;
const [TAB, LF, CR, SPACE, BRACKET] = [9, 10, 13, 32, 91];
const isBlank = (byte: number): boolean => byte === SPACE || byte === CR || byte === TAB || byte === LF;

/** The lines of a file that are not empty, each with its number from 1. */
async function* linesOf(path: string): AsyncGenerator<{ line: number; bytes: Buffer }> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  let line = 1;
  let isStart = true;
  for await (const chunk of utf8Bytes(path, 'utf-8')) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    if (isStart) {
      const first = bytes.find((byte) => !isBlank(byte));
      if (first === BRACKET)
        throw new InputError('is one JSON array, not lines', { file: path }, `${expected}; ${helpsWithArray}`);
      isStart = first === undefined;
    }
    let from = 0;
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, from)) {
      const whole = Buffer.concat([...rest, bytes.subarray(from, end)]);
      if (!whole.every(isBlank)) yield { line, bytes: whole };
      rest = [];
      restBytes = 0;
      from = end + 1;
      line++;
    }
    if (from === bytes.length) continue;
    rest.push(Buffer.from(bytes.subarray(from)));
    restBytes += bytes.length - from;
    if (restBytes > longestLine)
      throw new UnreadableFile('a line is longer than 64 MB', { file: path, line }, expected);
  }
  const last = Buffer.concat(rest);
  if (!last.every(isBlank)) yield { line, bytes: last };
}

const helpsWithArray = 'jq -c ".[]" writes an array so, and a mapping’s "sql" can read it as it is';

const decoder = new TextDecoder('utf-8', { fatal: true });
/** A string or a number of JSON. */
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

const quoted = (number: string): string => `"${number}"`;

/** The object in a line, its numbers as texts or as `written` has it; otherwise what is wrong with the line. */
export function parse(bytes: Buffer, written = quoted): JsonObject | string {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return 'is not UTF-8 text';
  }
  try {
    const value: unknown = JSON.parse(text.replace(stringOrNumber, (word) => (word[0] === '"' ? word : written(word))));
    if (isObject(value)) return value;
  } catch {
    // said below
  }
  return 'is no JSON object';
}

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
