import type { ColumnType } from './column-types.js';
import type { Encoding } from './lines.js';

/** The layout of a table file: what stands in which column. */
export interface TableLayout {
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly delimiter: string;
  /** Whether the first line names the columns; it must name exactly these in this order. */
  readonly header: boolean;
  /** UTF-8 by default. */
  readonly encoding?: Encoding;
  /** `literal` where a quote is a character like any other; by default a pair of them may enclose a field. */
  readonly quotes?: 'literal';
  /** The rows of a rare kind must not vanish below a bound on the whole file. */
  readonly kinds?: {
    /** The column that says of which kind a row is. */
    readonly column: string;
    /** The kinds of which a bounded share of the rows may be unreadable, but never all; and the SQL of each in that column. */
    readonly known: Readonly<Record<string, string>>;
  };
  /** What must hold between the columns of a row. */
  readonly rule?: {
    /** SQL condition over the columns' names. */
    readonly sql: string;
    /** What is wrong with a row that breaks it, and in which column. */
    readonly explain: (fields: Readonly<Record<string, string>>) => { column: string; reason: string };
    readonly expected: string;
  };
}

/** The columns' names as a line of the file has them, a tab written out. */
export const namesOf = ({ columns, delimiter }: TableLayout): string =>
  Object.keys(columns).join(delimiter === '\t' ? '<tab>' : delimiter);
