import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../errors.js';
import { lineColumn, type StagedTable } from './staged-table.js';

const rowsAtOnce = 10_000;

/** Stages an Arrow IPC file or stream. */
export async function stageArrow(path: string, scratch: string): Promise<StagedTable> {
  const { tableFromIPC, DataType } = await import('apache-arrow');
  const bytes = await readFile(path);
  const table = await Promise.resolve()
    .then(() => tableFromIPC(bytes))
    .catch((error: Error) => {
      throw new InputError(`cannot be read: ${error.message}`, { file: path }, 'a whole Arrow file');
    });
  const { fields } = table.schema;
  const columns = fields.map((_, i) => table.getChildAt(i)!);
  const out = join(scratch, `${Date.now()}-${Math.round(performance.now())}.csv`);
  const file = await open(out, 'w');
  try {
    await file.write(`${[lineColumn, ...fields.map(({ name }) => name)].map(quoted).join()}\n`);
    for (let start = 0; start < table.numRows; start += rowsAtOnce) {
      let text = '';
      for (let row = start; row < Math.min(table.numRows, start + rowsAtOnce); row++)
        text += `${[row + 1, ...columns.map((column) => column.get(row))].map(quoted).join()}\n`;
      await file.write(text);
    }
  } finally {
    await file.close();
  }
  const isTime = (type: unknown) => DataType.isTimestamp(type as never) || DataType.isDate(type as never);
  return { path: out, timed: fields.filter(({ type }) => isTime(type)).map(({ name }) => name), bad: [] };
}

function quoted(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = value instanceof Date ? String(value.getTime()) : String(value);
  return /[",\r\n]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
