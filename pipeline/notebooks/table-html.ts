/** A row of a table, its values by column name. */
export type TableRow = Readonly<Record<string, string | number | boolean | null>>;

export interface TableOptions {
  readonly caption?: string;
  /** Digits after the point of columns that hold fractions; 4 by default. */
  readonly digits?: number;
}

/**
 * Rows as an HTML table by way of a danfo.js DataFrame, which knows each column's type: numbers stand right with the same
 * digits all the way down, whole numbers have thousands separators, a value that is not there is a dash. Columns stand in the order in
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

/** A DataFrame takes the first row's columns for all rows' and their values by place. */
function sameKeys(rows: readonly TableRow[]): TableRow[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? null])));
}

// The attribute, not a style: viewers that strip styles keep it.
const side = (numeric: boolean): string => ` align="${numeric ? 'right' : 'left'}"`;

function shown(value: unknown, digits: number): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (typeof value !== 'number') return String(value);
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Text made safe to stand in HTML, in an attribute too. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);
