import { open } from 'node:fs/promises';
import { writeWhole } from '../write-whole.js';
import { type ColumnChunk, type ColumnWriter, columnWriter, type ParquetColumn } from './column-writer.js';
import { compactStruct, long, type Value } from './thrift.js';

/** Columns of equal length by name. */
export type ParquetColumns = Readonly<Record<string, ParquetColumn>>;

const rowsPerGroup = 1 << 18;
const magic = Buffer.from('PAR1');
const required = 0;
const utf8 = 0;

/**
 * Writes blocks of rows, in their order, as a Parquet file, whole or not at all: what a run has to write is plain, and a database
 * opened for each file takes ten times as long. Uncompressed; ids take few bits by their differences, repeated values by a
 * dictionary. No NULLs.
 *
 * Source: github.com/apache/parquet-format, parquet.thrift.
 * @param blocks at least one, for the columns; all of the same columns in the same order.
 */
export async function writeParquet(path: string, blocks: Iterable<ParquetColumns>): Promise<void> {
  await writeWhole(path, async (temporary) => {
    const file = await open(temporary, 'w');
    try {
      await writeBlocks(blocks, async (bytes) => {
        await file.writeFile(Buffer.concat(bytes));
      });
    } finally {
      await file.close();
    }
  });
}

async function writeBlocks(
  blocks: Iterable<ParquetColumns>,
  write: (bytes: readonly Uint8Array[]) => Promise<void>,
): Promise<void> {
  const writers = new Map<string, ColumnWriter>();
  const groups: Value[] = [];
  let at = magic.length;
  let rows = 0;
  let inGroup = 0;
  const endGroup = async () => {
    const start = at;
    const columns = [...writers].map(([name, writer]) => {
      const chunk = writer.take();
      const described = chunkOf(name, writer, chunk, at);
      at += chunk.size;
      return { bytes: chunk.bytes, described };
    });
    await write(columns.flatMap(({ bytes }) => bytes));
    const list = columns.map(({ described }) => described);
    groups.push({
      struct: [
        [1, { list }],
        [2, long(at - start)],
        [3, long(inGroup)],
      ],
    });
    rows += inGroup;
    inGroup = 0;
  };
  await write([magic]);
  for (const block of blocks) {
    const columns = Object.entries(block);
    if (writers.size === 0) for (const [name, column] of columns) writers.set(name, columnWriter(column));
    const size = rowsOf(columns[0]![1]);
    if (size === 0) continue;
    for (const [name, column] of columns) writers.get(name)!.add(column);
    inGroup += size;
    if (inGroup >= rowsPerGroup) await endGroup();
  }
  if (inGroup > 0) await endGroup();
  const end = endOf(writers, rows, groups);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(end.length);
  await write([end, length, magic]);
}

const rowsOf = (column: ParquetColumn): number => ('codes' in column ? column.codes : column).length;

/** What the file's end says: its columns and where they lie. */
function endOf(writers: ReadonlyMap<string, ColumnWriter>, rows: number, groups: readonly Value[]): Buffer {
  const columns = [...writers].map(
    ([name, { type, isText }]): Value => ({
      struct: [[1, type], [3, required], [4, name], ...(isText ? [[6, utf8] as const] : [])],
    }),
  );
  const root: Value = {
    struct: [
      [4, 'schema'],
      [5, writers.size],
    ],
  };
  return compactStruct([
    [1, 1],
    [2, { list: [root, ...columns] }],
    [3, long(rows)],
    [4, { list: groups }],
    [6, 'retail-recsys'],
  ]);
}

function chunkOf(name: string, { type }: ColumnWriter, chunk: ColumnChunk, at: number): Value {
  const { size, values, encodings, dictionarySize } = chunk;
  const described: Value = {
    struct: [
      [1, type],
      [2, { list: encodings }],
      [3, { list: [name] }],
      [4, 0],
      [5, long(values)],
      [6, long(size)],
      [7, long(size)],
      [9, long(at + dictionarySize)],
      ...(dictionarySize > 0 ? [[11, long(at)] as const] : []),
    ],
  };
  return {
    struct: [
      [2, long(at)],
      [3, described],
    ],
  };
}
