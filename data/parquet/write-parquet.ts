import { setImmediate } from 'node:timers/promises';
import { type ColumnSource, fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { concat } from '../concat.js';
import { type Ids, idAt, isText } from '../ids.js';
import { writeWhole } from '../write-whole.js';

/** Text with many repeats: row `i` is `labels[codes[i]]`. */
export interface TextColumn {
  readonly codes: Uint8Array | Int32Array;
  readonly labels: readonly string[];
}

/** A shop's ids: row `i` is the id at position `codes[i]`. No id (code −1) is −1 where ids are numbers, and an empty text otherwise. */
export interface IdColumn {
  readonly codes: Int32Array;
  readonly ids: Ids;
}

/** Ids that are whole numbers of any size: row `i` is `numbers[codes[i]]`, −1 where the code is −1. */
export interface LargeIdColumn {
  readonly codes: Int32Array;
  readonly numbers: BigInt64Array;
}

/** Moments in whole milliseconds since 1970, written as timestamps in UTC. */
export interface TimeColumn {
  readonly milliseconds: Float64Array;
}

/** Rows of one column; the kind of array determines the Parquet type. */
export type ParquetColumn =
  | Int32Array
  | Float64Array
  | TextColumn
  | IdColumn
  | LargeIdColumn
  | TimeColumn
  | readonly string[];

/** Columns of equal length by name. */
export type ParquetColumns = Readonly<Record<string, ParquetColumn>>;

const rowsPerGroup = 1 << 17;

/**
 * Writes blocks of rows, in order, as a Parquet file, whole or not at all. At most about twice `rowsPerGroup` rows are
 * in the library's format at a time. No NULLs.
 * @param blocks at least one, which defines the columns; all have the same columns in the same order.
 */
export async function writeParquet(path: string, blocks: Iterable<ParquetColumns>): Promise<void> {
  await writeWhole(path, async (temporary) => {
    let file: ParquetWriter | undefined;
    for (const group of rowGroups(blocks)) {
      const columnData = Object.keys(group[0]!).map((name) =>
        columnOf(
          name,
          group.map((block) => block[name]!),
        ),
      );
      file ??= new ParquetWriter({
        writer: fileWriter(temporary),
        schema: schemaFromColumnData({ columnData }).map(inUtc),
        createdBy: 'retail-recsys',
        statistics: false, // they cost 50 % more time, and readers want all rows
      });
      file.write({ columnData, rowGroupSize: groupSize(columnData[0]!.data.length) });
      await setImmediate(); // lets an abort take effect
    }
    file?.finish();
  });
}

type SchemaElement = ReturnType<typeof schemaFromColumnData>[number];

/** States the zone of a timestamp: without one, readers differ in what they take it for. */
const inUtc = (element: SchemaElement): SchemaElement =>
  element.converted_type === 'TIMESTAMP_MILLIS'
    ? { ...element, logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' } }
    : element;

/** Groups consecutive blocks until they have the rows of a group; the rest forms the last group. */
function* rowGroups(blocks: Iterable<ParquetColumns>): Generator<readonly ParquetColumns[]> {
  let group: ParquetColumns[] = [];
  let rows = 0;
  for (const block of blocks)
    for (const piece of pieces(block)) {
      group.push(piece);
      rows += rowsOf(Object.values(piece)[0]!);
      if (rows < rowsPerGroup) continue;
      yield group;
      group = [];
      rows = 0;
    }
  if (group.length > 0) yield group;
}

/** Cuts a long block into groups. */
function* pieces(block: ParquetColumns): Generator<ParquetColumns> {
  const rows = rowsOf(Object.values(block)[0]!);
  const size = Math.max(1, groupSize(rows));
  for (let from = 0; from === 0 || from < rows; from += size) {
    // The last piece takes all that is left, so that columns of different length are found out.
    const to = from + size < rows ? from + size : undefined;
    yield Object.fromEntries(Object.entries(block).map(([name, column]) => [name, rowsFrom(column, from, to)]));
  }
}

function rowsFrom(column: ParquetColumn, from: number, to: number | undefined): ParquetColumn {
  if ('ids' in column) return { ...column, codes: column.codes.subarray(from, to) };
  if ('labels' in column) return { ...column, codes: column.codes.subarray(from, to) };
  if ('numbers' in column) return { ...column, codes: column.codes.subarray(from, to) };
  if ('milliseconds' in column) return { milliseconds: column.milliseconds.subarray(from, to) };
  return ArrayBuffer.isView(column) ? column.subarray(from, to) : column.slice(from, to);
}

/** The length of the equal groups, each of `rowsPerGroup` rows or slightly more, that the rows fall into. */
const groupSize = (rows: number): number => Math.ceil(rows / Math.max(1, Math.floor(rows / rowsPerGroup)));

function rowsOf(column: ParquetColumn): number {
  if ('codes' in column) return column.codes.length;
  return ('milliseconds' in column ? column.milliseconds : column).length;
}

/** Concatenates the parts into one column in the library's format. */
function columnOf(name: string, parts: readonly ParquetColumn[]): ColumnSource {
  const column = { name, nullable: false };
  if (parts.every(isNumbers))
    return {
      ...column,
      type: 'INT32',
      data: concat(Int32Array, ...parts.map(numbersOf)),
      encoding: 'DELTA_BINARY_PACKED',
    };
  if (parts.every((part) => part instanceof Float64Array))
    // The library's dictionaries do not distinguish −0 from 0.
    return { ...column, type: 'DOUBLE', data: concat(Float64Array, ...parts), encoding: 'PLAIN' };
  if (parts.every((part) => 'numbers' in part)) return { ...column, type: 'INT64', data: largeNumbersOf(parts) };
  if (parts.every((part) => 'milliseconds' in part)) {
    const data = concat(Float64Array, ...parts.map(({ milliseconds }) => milliseconds));
    return { ...column, type: 'TIMESTAMP', data, encoding: 'DELTA_BINARY_PACKED' };
  }
  return { ...column, type: 'STRING', data: textsOf(parts) };
}

/** Texts row by row, in a loop: mapping typed arrays to texts takes longer than everything after it. */
function textsOf(parts: readonly ParquetColumn[]): string[] {
  const texts = new Array<string>(parts.reduce((rows, part) => rows + rowsOf(part), 0));
  let row = 0;
  for (const part of parts)
    if (ArrayBuffer.isView(part)) continue;
    else if ('labels' in part)
      for (let at = 0; at < part.codes.length; at++) texts[row++] = part.labels[part.codes[at]!]!;
    else if ('ids' in part) for (const code of part.codes) texts[row++] = code < 0 ? '' : String(idAt(part.ids, code));
    else if (Array.isArray(part)) for (const text of part) texts[row++] = text;
  return texts;
}

/** A column of whole numbers, as they are or by their codes. */
type Numbers = Int32Array | (IdColumn & { readonly ids: Int32Array });

const isNumbers = (column: ParquetColumn): column is Numbers =>
  column instanceof Int32Array || ('ids' in column && !isText(column.ids));

function numbersOf(column: Numbers): Int32Array {
  if (column instanceof Int32Array) return column;
  const { codes, ids } = column;
  return codes.map((code) => ids[code] ?? -1);
}

function largeNumbersOf(parts: readonly LargeIdColumn[]): BigInt64Array {
  const all = new BigInt64Array(parts.reduce((rows, { codes }) => rows + codes.length, 0));
  let row = 0;
  for (const { codes, numbers } of parts) for (const code of codes) all[row++] = numbers[code] ?? -1n;
  return all;
}
