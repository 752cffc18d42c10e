import { type FileHandle, open, readFile } from 'node:fs/promises';
import {
  type Data,
  Dictionary,
  Field,
  Float64,
  Int32,
  makeData,
  makeVector,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  tableFromIPC,
  Uint8,
  Utf8,
} from 'apache-arrow';
import { InputError } from './errors.js';
import { columnsOf, type EventColumns, type EventLog, eventCount } from './event-log.js';
import { type Ids, isText } from './ids.js';
import { Vocabulary } from './vocabulary.js';
import { writeWhole } from './write-whole.js';

const version = '2';

/** The vocabularies of a log, and the column that each is the dictionary of. */
const coded = { visitor: 'visitors', item: 'items', session: 'sessions', transaction: 'orders' } as const;
const isCoded = (name: string): name is keyof typeof coded => Object.hasOwn(coded, name);

/**
 * Writes a log to one Arrow IPC file, whole or not at all.
 *
 * `visitor`, `item`, `transaction` and, where the shop gave them ids, `session` are dictionary columns: the dictionary is the
 * vocabulary, so any Arrow reader shows the shop's own ids. The clock is stored in the schema's metadata.
 */
export async function writeEventLog(file: string, log: EventLog): Promise<void> {
  const columns = Object.fromEntries(
    Object.entries(columnsOf(log)).map(([name, values], id) => {
      const vocabulary = isCoded(name) ? log[coded[name]] : undefined;
      return [name, vocabulary ? codesOf(values as Int32Array, vocabulary.ids, id) : numbersOf(values)];
    }),
  );
  const fields = Object.entries(columns).map(([name, data]) => new Field(name, data.type));
  const metadata = new Map([
    ['event log', version],
    ['clock', log.clock],
  ]);
  const rows = makeData({ type: new Struct(fields), length: eventCount(log), children: Object.values(columns) });
  const schema = new Schema(fields, metadata);
  // The pieces of the file are views of the columns: they are written one by one, never joined in memory.
  const pieces: AsyncIterable<Uint8Array> = RecordBatchFileWriter.writeAll([new RecordBatch(schema, rows)]);
  await writeWhole(file, async (temporary) => {
    const handle = await open(temporary, 'w');
    try {
      for await (const piece of pieces) await writePiece(handle, piece);
    } finally {
      await handle.close();
    }
  });
}

/** A column of numbers. */
function numbersOf(data: Int32Array | Float64Array | Uint8Array): Data {
  if (data instanceof Int32Array) return makeData({ type: new Int32(), data });
  return data instanceof Float64Array ? makeData({ type: new Float64(), data }) : makeData({ type: new Uint8(), data });
}

/** A column of dense ids, −1 null, with the ids that they stand for. */
function codesOf(codes: Int32Array, ids: Ids, id: number): Data {
  const nulls = nullBits(codes);
  const dictionary = isText(ids)
    ? makeVector(makeData({ type: new Utf8(), valueOffsets: ids.offsets, data: ids.bytes }))
    : makeVector(ids);
  const type = new Dictionary(dictionary.type, new Int32(), id);
  return makeData({ type, data: codes, dictionary, ...nulls });
}

/** The bitmap of the codes that are not −1; none where all are. */
function nullBits(codes: Int32Array): { nullCount: number; nullBitmap?: Uint8Array } {
  let nullCount = 0;
  const nullBitmap = new Uint8Array(Math.ceil(codes.length / 8));
  for (let i = 0; i < codes.length; i++)
    if (codes[i]! < 0) nullCount++;
    else nullBitmap[i >> 3]! |= 1 << (i & 7);
  return nullCount === 0 ? { nullCount } : { nullCount, nullBitmap };
}

/** Writes a whole piece: one call to the system may write only a part of it. */
async function writePiece(handle: FileHandle, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.length; ) at += (await handle.write(piece, at)).bytesWritten;
}

/**
 * Reads what {@link writeEventLog} wrote. The columns are views of the file's bytes, not copies.
 * @throws InputError when the file is missing, truncated, or not an event log of this version.
 */
export async function readEventLog(file: string): Promise<EventLog> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new InputError(error.code === 'ENOENT' ? 'no such file' : error.message, { file }, 'an event log');
  });
  const magic = 'ARROW1';
  const starts = bytes.toString('latin1', 0, magic.length) === magic;
  if (!starts) throw new InputError('not an Arrow file', { file }, 'an event log written by this version');
  if (bytes.toString('latin1', bytes.length - magic.length) !== magic)
    throw new InputError('the file is cut short', { file }, 'a whole event log; write it again');

  const table = tableFromIPC(bytes);
  const { metadata } = table.schema;
  if (metadata.get('event log') !== version)
    throw new InputError('not an event log of this version', { file }, `format version ${version}; write it again`);
  const columns = Object.fromEntries(
    table.schema.fields.map(({ name }) => [name, valuesOf(table.getChild(name)!.data[0]!)]),
  ) as unknown as EventColumns;
  const vocabulary = (name: keyof typeof coded): Vocabulary | undefined => {
    const { dictionary } = table.getChild(name)!.data[0]!;
    return dictionary && new Vocabulary(idsOfData(dictionary.data[0]!));
  };
  const sessions = vocabulary('session');
  return {
    ...columns,
    visitors: vocabulary('visitor')!,
    items: vocabulary('item')!,
    orders: vocabulary('transaction')!,
    ...(sessions && { sessions }),
    clock: metadata.get('clock') === 'order' ? 'order' : 'wall',
  };
}

/** A column's values. Arrow pads its buffers to eight bytes: the view stops at the column's end. */
const valuesOf = ({ values, length }: Data) => values.subarray(0, length);

function idsOfData(data: Data): Ids {
  if (!(data.type instanceof Utf8)) return valuesOf(data);
  const offsets: Int32Array = data.valueOffsets.subarray(0, data.length + 1);
  return { bytes: data.values.subarray(0, offsets[data.length]), offsets };
}
