import type { Column, Columns } from './column.js';
import type { Encoding } from './file-bytes.js';

/** What a table file holds. */
export interface TableLayout {
  readonly columns: Columns;
  /** The name in the file of each column where it is another. Names are compared without regard to case. */
  readonly names?: Readonly<Record<string, string>>;
  /** Columns of the same table that this file lacks. */
  readonly absent?: readonly Column[];
  /** Columns whose text is the same in all rows of this file, which lacks them. */
  readonly constants?: readonly { readonly name: string; readonly column: Column; readonly text: string }[];
  /** Columns that a file may lack. */
  readonly optional?: readonly string[];
  /** By default the one of `, ; tab |` that the header is written with. */
  readonly delimiter?: string;
  /** Whether the first line names the columns; otherwise the names of the columns in their order, '' for one that is not read. */
  readonly header: true | readonly string[];
  /** UTF-8 by default. */
  readonly encoding?: Encoding;
  /** `literal` if a quote is an ordinary character; by default a pair of quotes may enclose a field. */
  readonly quotes?: 'literal';
  /** The kinds of rows: those of a rare kind must not vanish below a bound on the whole file. */
  readonly kinds?: {
    /** The column that holds a row's kind. */
    readonly column: string;
    /** The kind that a text in that column means; undefined for an unknown one. Of a known kind rows may be bad up to the bound. */
    readonly of: (text: string) => string | undefined;
    /** The kind of a row that was kept. */
    readonly at: (row: number) => string;
  };
  /** A condition between the columns of a row. */
  readonly rule?: {
    /** Whether a row that was read keeps it. */
    readonly holds: (row: number) => boolean;
    /** Returns what is wrong with a row that violates it, and in which column. */
    readonly explain: (fields: Readonly<Record<string, string>>) => { column: string; reason: string };
    readonly expected: string;
  };
  /** The column, not among `columns`, that holds the line of the original file that a row was made of. */
  readonly lineColumn?: string;
  /** Rows that are no part of the table, whatever else they hold: they are neither read nor bad. */
  readonly leftOut?: {
    /** The columns that tell, which are read before the others. */
    readonly columns: readonly string[];
    readonly is: (row: number) => boolean;
  };
}

/** The name of a column in the file. */
export const nameIn = ({ names }: TableLayout, column: string): string => names?.[column] ?? column;

/** The columns' names as in a line of the file, a tab written out. */
export function namesOf(layout: TableLayout, delimiter = layout.delimiter ?? ','): string {
  const names = Object.keys(layout.columns).map((column) => nameIn(layout, column));
  return names.join(delimiter === '\t' ? '<tab>' : delimiter);
}
