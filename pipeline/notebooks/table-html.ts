import { escapeHtml } from '../report/html.js';

/** A row of a table: values by column name. */
export type TableRow = Readonly<Record<string, string | number | boolean | null>>;

export interface TableOptions {
  readonly caption?: string;
  /** Digits after the decimal point in columns with fractions; 4 by default. */
  readonly digits?: number;
}

/**
 * Rows as an HTML table by way of a danfo.js DataFrame, which knows each column's type. Numbers are right-aligned, with thousands
 * separators and the same number of digits throughout a column; a missing value is a dash. Columns are in the order in
 * which the rows first name them; a row may name fewer, in any order.
 */
export async function tableHtml(rows: readonly TableRow[], options: TableOptions = {}): Promise<string> {
  const { DataFrame } = await import('danfojs-node');
  const table = new DataFrame(sameKeys(rows));
  const columns = table.columns.map((name, i) => {
    const values = (table.values as unknown[][]).map((row) => row[i]);
    const numeric = values.some((value) => typeof value === 'number');
    const whole = values.every((value) => typeof value !== 'number' || Number.isNaN(value) || Number.isInteger(value));
    const digits = whole ? 0 : (options.digits ?? 4);
    return { name, numeric, digits };
  });
  const cell = (value: unknown, { numeric, digits }: (typeof columns)[number]) =>
    `<td${side(numeric)}>${escapeHtml(shown(value, digits))}</td>`;
  const head = columns.map(({ name, numeric }) => `<th${side(numeric)}>${escapeHtml(name)}</th>`).join('');
  const body = (table.values as unknown[][])
    .map((row) => `<tr>${row.map((value, i) => cell(value, columns[i]!)).join('')}</tr>`)
    .join('\n');
  const caption = options.caption ? `<caption>${escapeHtml(options.caption)}</caption>\n` : '';
  return `<table>\n${caption}<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}

/** Gives all rows the same keys in the same order: a DataFrame uses the first row's columns for all rows, values by position. */
function sameKeys(rows: readonly TableRow[]): TableRow[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? null])));
}

// An attribute rather than a style: viewers that strip styles keep it.
const side = (numeric: boolean): string => ` align="${numeric ? 'right' : 'left'}"`;

function shown(value: unknown, digits: number): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (typeof value !== 'number') return String(value);
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
