import { isUtf8 } from 'node:buffer';

/** One line of a table as anyone would read it. */
export interface NaiveLine {
  /** Its bytes as Latin-1. */
  readonly bytes: string;
  /** Undefined for a field with a quote that does not close. */
  readonly fields: readonly (string | undefined)[];
}

/** A table file read with nothing but `split`: slow, and independent of how the loader does it. */
export interface NaiveTable {
  readonly lines: readonly NaiveLine[];
  /** Whether the lines that hold anything but ASCII can be read. */
  readonly isDecoded: boolean;
  /** Whether all lines end alike. */
  readonly isUniform: boolean;
}

export function naiveTable(
  file: Buffer,
  { delimiter, quotes = true, latin1 = false }: { delimiter: string; quotes?: boolean; latin1?: boolean },
): NaiveTable {
  const all = file.toString('latin1');
  const text = !latin1 && all.startsWith('\u00ef\u00bb\u00bf') ? all.slice(3) : all;
  const endings = new Set(text.match(/\r\n|\n|\r/g) ?? []);
  const rows = text.split(/\r\n|\n|\r/);
  if (rows.at(-1) === '') rows.pop();
  const isDecoded = latin1 || isUtf8(file);
  const lines = rows.map((bytes) => {
    const row = latin1 || !isDecoded ? bytes : Buffer.from(bytes, 'latin1').toString();
    return { bytes, fields: row.split(delimiter).map((field) => (quotes ? unquoted(field) : field)) };
  });
  return { lines, isDecoded, isUniform: endings.size <= 1 };
}

function unquoted(field: string): string | undefined {
  if (field[0] !== '"') return field;
  let inner = '';
  for (let at = 1; at < field.length; at++) {
    if (field[at] !== '"') inner += field[at];
    else if (field[at + 1] === '"') {
      inner += '"';
      at++;
    } else return at === field.length - 1 ? inner : undefined;
  }
  return undefined;
}

const digitsOnly = (text: string) => text !== '' && [...text].every((char) => '0123456789'.includes(char));

/** The whole number that a field is, up to a largest one; undefined where it is none, or is written in another way. */
export function naiveWhole(field: string | undefined, largest = 2 ** 31 - 1): number | undefined {
  if (field === undefined) return undefined;
  const digits = field.endsWith('.0') ? field.slice(0, -2) : field;
  if (!digitsOnly(digits) || (digits.length > 1 && digits[0] === '0')) return undefined;
  return digits.length < 20 && Number(digits) <= largest ? Number(digits) : undefined;
}

/** The number of seconds that a field is; undefined where it is none. */
export function naiveSeconds(field: string | undefined): number | undefined {
  const [whole, fraction, ...more] = (field ?? '').split('.');
  if (more.length > 0 || !digitsOnly(whole!) || (fraction !== undefined && !digitsOnly(fraction))) return undefined;
  return Number(field);
}

/** The data rows of a table that hold a value, by their number from 0, and the lines (from 1) that hold none and are not empty. */
export function naiveRows<T>(
  table: NaiveTable,
  header: boolean,
  read: (fields: readonly (string | undefined)[]) => T | undefined,
): { good: { row: number; value: T }[]; badLines: number[] } {
  const good: { row: number; value: T }[] = [];
  const badLines: number[] = [];
  const skipped = header ? 1 : 0;
  table.lines.slice(skipped).forEach(({ bytes, fields }, row) => {
    if (bytes === '') return;
    const isReadable = table.isDecoded || [...bytes].every((char) => char < '\u0080');
    const value = isReadable ? read(fields) : undefined;
    if (value === undefined) badLines.push(row + skipped + 1);
    else good.push({ row, value });
  });
  return { good, badLines };
}
