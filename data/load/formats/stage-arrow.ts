import { open, readFile } from 'node:fs/promises';
import { InputError } from '../../errors.js';
import { lineColumn, newPath, type StagedTable } from './staged-table.js';

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
  const isTime = (type: unknown) => DataType.isTimestamp(type as never) || DataType.isDate(type as never);
  const columns = fields.map(({ type }, i) => {
    const values = table.getChildAt(i)!;
    const zone = (type as { timezone?: string | null }).timezone ? 'Z' : '';
    return isTime(type) ? (row: number) => isoTime(values.get(row), zone) : (row: number) => values.get(row);
  });
  const out = newPath(scratch);
  const file = await open(out, 'w');
  try {
    await file.write(`${[lineColumn, ...fields.map(({ name }) => name)].map(quoted).join()}\n`);
    for (let start = 0; start < table.numRows; start += rowsAtOnce) {
      let text = '';
      for (let row = start; row < Math.min(table.numRows, start + rowsAtOnce); row++)
        text += `${[row + 1, ...columns.map((value) => value(row))].map(quoted).join()}\n`;
      await file.write(text);
    }
  } finally {
    await file.close();
  }
  return { path: out, timed: fields.filter(({ type }) => isTime(type)).map(({ name }) => name), bad: [] };
}

/** A time in ISO 8601; Arrow's values are milliseconds. */
function isoTime(value: number | Date | null, zone: string): string | null {
  if (value === null) return null;
  const time = new Date(Math.floor(Number(value)));
  return Number.isNaN(time.getTime()) ? String(value) : time.toISOString().replace('Z', zone);
}

function quoted(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return /[",\r\n]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
