/** A row of a table, its values by column name. */
export type TableRow = Readonly<Record<string, string | number | boolean | null>>;

export interface TableOptions {
  readonly caption?: string;
  /** Digits after the point of columns that hold fractions; 4 by default. */
  readonly digits?: number;
}

/**
 * Rows as an HTML table by way of a danfo.js DataFrame, which knows each column's type: numbers stand right with the same
 * digits all the way down, whole numbers have thousands separators, a value that is not there is a dash.
 */
export async function tableHtml(rows: readonly TableRow[], options: TableOptions = {}): Promise<string> {
  const { DataFrame } = await import('danfojs-node');
  const table = new DataFrame(rows as TableRow[]);
  const columns = table.columns.map((name, i) => {
    const values = (table.values as unknown[][]).map((row) => row[i]);
    const numeric = values.some((value) => typeof value === 'number');
    const digits = values.every((value) => value === null || Number.isInteger(value)) ? 0 : (options.digits ?? 4);
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
