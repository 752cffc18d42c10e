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
} from 'apache-arrow';
import { InputError } from './errors.js';
import { columnNames, type EventColumns, type EventLog, eventCount } from './event-log.js';
import { Vocabulary } from './vocabulary.js';
import { writeWhole } from './write-whole.js';

const version = '1';

/**
 * Writes a log to one Arrow IPC file, whole or not at all.
 *
 * `visitor` and `item` are dictionary columns: the dictionary is the vocabulary, so any Arrow reader shows the shop's
 * own ids. The clock is stored in the schema's metadata.
 */
export async function writeEventLog(file: string, log: EventLog): Promise<void> {
  const coded = (codes: Int32Array, vocabulary: Vocabulary, id: number): Data =>
    makeData({
      type: new Dictionary(new Int32(), new Int32(), id),
      data: codes,
      dictionary: makeVector(vocabulary.ids),
    });
  const columns: Record<string, Data> = {
    visitor: coded(log.visitor, log.visitors, 0),
    item: coded(log.item, log.items, 1),
    event: makeData({ type: new Uint8(), data: log.event }),
    time: makeData({ type: new Float64(), data: log.time }),
    session: makeData({ type: new Int32(), data: log.session }),
    transaction: makeData({ type: new Int32(), data: log.transaction }),
    row: makeData({ type: new Int32(), data: log.row }),
  };
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
  const data = (name: string): Data => table.getChild(name)!.data[0]!;
  // Arrow pads its buffers to eight bytes: the view stops at the column's end.
  const values = ({ values, length }: Data) => values.subarray(0, length);
  const vocabulary = (name: string): Vocabulary => new Vocabulary(values(data(name).dictionary!.data[0]!));
  const columns = Object.fromEntries(columnNames.map((name) => [name, values(data(name))])) as unknown as EventColumns;
  return {
    ...columns,
    visitors: vocabulary('visitor'),
    items: vocabulary('item'),
    clock: metadata.get('clock') === 'order' ? 'order' : 'wall',
  };
}
