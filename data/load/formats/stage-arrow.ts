import { readFile } from 'node:fs/promises';
import { InputError } from '../../errors.js';
import { type StagedRow, type StagedTable, writeStaged } from './staged-table.js';

/** Stages an Arrow IPC file or stream. */
export async function stageArrow(path: string, scratch: string): Promise<StagedTable> {
  const { tableFromIPC, DataType } = await import('apache-arrow');
  const bytes = await readFile(path);
  const table = await Promise.resolve()
    .then(() => tableFromIPC(bytes))
    .catch((error: Error) => {
      throw new InputError(`cannot be read: ${error.message}`, { file: path }, 'a whole Arrow file, not compressed');
    });
  const columns = table.schema.fields.map(({ name, type }, i) => {
    const isTime = DataType.isTimestamp(type) || DataType.isDate(type);
    return { name, isTime, values: table.getChildAt(i)!, ...(DataType.isDecimal(type) && { scale: type.scale }) };
  });
  function* rows(): Generator<StagedRow> {
    for (let row = 0; row < table.numRows; row++)
      yield [row + 1, ...columns.map(({ values, ...type }) => fieldOf(values.get(row), type))];
  }
  const names = columns.map(({ name }) => name);
  return {
    path: await writeStaged(scratch, names, rows()),
    timed: columns.filter(({ isTime }) => isTime).map(({ name }) => name),
    bad: [],
  };
}

/** A value as it is written: times are milliseconds of which a fraction is cut off, decimals digits without their point. */
function fieldOf(value: unknown, { isTime, scale }: { readonly isTime: boolean; readonly scale?: number }): unknown {
  if (value === null || value === undefined) return undefined;
  if (isTime) return Math.floor(Number(value));
  if (scale === undefined) return String(value);
  const [, sign, digits] = /^(-?)(\d+)$/.exec(String(value))!;
  const padded = digits!.padStart(scale + 1, '0');
  const end = padded.length - scale;
  return `${sign}${padded.slice(0, end)}.${padded.slice(end)}`;
}
