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
    const zone = DataType.isTimestamp(type) && type.timezone ? 'Z' : '';
    const scale = DataType.isDecimal(type) && { scale: type.scale };
    const isNumber = DataType.isInt(type) || DataType.isFloat(type) || DataType.isDecimal(type);
    return { name, isTime, isNumber, values: table.getChildAt(i)!, ...(isTime && { zone }), ...scale };
  });
  function* rows(): Generator<StagedRow> {
    for (let row = 0; row < table.numRows; row++)
      yield [row + 1, ...columns.map(({ values, ...type }) => fieldOf(values.get(row), type))];
  }
  const names = columns.map(({ name }) => name);
  return {
    path: await writeStaged(scratch, names, rows()),
    timed: columns.filter(({ isTime }) => isTime).map(({ name }) => name),
    numbers: columns.filter(({ isNumber }) => isNumber).map(({ name }) => name),
    bad: [],
  };
}

/** How the values of a column are written. */
interface Written {
  /** Of times: the sign of their zone, '' where they have none. */
  readonly zone?: string;
  /** Of decimals: the number of digits behind the point. */
  readonly scale?: number;
}

/** A value as it is written: times in ISO 8601 to the millisecond, of which Arrow gives the number; decimals with their point. */
function fieldOf(value: unknown, { zone, scale }: Written): unknown {
  if (value === null || value === undefined) return undefined;
  if (zone !== undefined) return isoTime(Math.floor(Number(value)), zone);
  if (scale === undefined) return String(value);
  const [, sign, digits] = /^(-?)(\d+)$/.exec(String(value))!;
  const padded = digits!.padStart(scale + 1, '0');
  const end = padded.length - scale;
  return `${sign}${padded.slice(0, end)}.${padded.slice(end)}`;
}

/** A time that no calendar has stays a number, which is then a bad field. */
const isoTime = (ms: number, zone: string): string =>
  Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString().replace('Z', zone) : String(ms);
