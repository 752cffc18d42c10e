import type { ColumnType } from './column-types.js';
import type { Encoding } from './lines.js';

/** The layout of a table file: the content of each column. */
export interface TableLayout {
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly delimiter: string;
  /** Whether the first line names the columns; it must name exactly these in this order. */
  readonly header: boolean;
  /** UTF-8 by default. */
  readonly encoding?: Encoding;
  /** `literal` if a quote is an ordinary character; by default a pair of quotes may enclose a field. */
  readonly quotes?: 'literal';
  /** The kinds of rows: those of a rare kind must not vanish below a bound on the whole file. */
  readonly kinds?: {
    /** The column that holds a row's kind. */
    readonly column: string;
    /** The kinds of which a bounded share of the rows may be unreadable, but never all, with the SQL of each in that column. */
    readonly known: Readonly<Record<string, string>>;
  };
  /** A condition between the columns of a row. */
  readonly rule?: {
    /** SQL condition over the columns' names. */
    readonly sql: string;
    /** Returns what is wrong with a row that violates it, and in which column. */
    readonly explain: (fields: Readonly<Record<string, string>>) => { column: string; reason: string };
    readonly expected: string;
  };
}

/** The columns' names as in a line of the file, a tab written out. */
export const namesOf = ({ columns, delimiter }: TableLayout): string =>
  Object.keys(columns).join(delimiter === '\t' ? '<tab>' : delimiter);
