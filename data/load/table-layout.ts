import type { ColumnType } from './column-types.js';
import type { Encoding } from './lines.js';

/** The layout of a table file: what stands in which column. */
export interface TableLayout {
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly delimiter: string;
  /** Whether the first line names the columns; it must name exactly these in this order. */
  readonly header: boolean;
  /** UTF-8 unless said. */
  readonly encoding?: Encoding;
  /** What must hold between the columns of a row. */
  readonly rule?: {
    /** SQL condition over the columns' names. */
    readonly sql: string;
    /** What is wrong with a row that breaks it, and in which column. */
    readonly explain: (fields: Readonly<Record<string, string>>) => { column: string; reason: string };
    readonly expected: string;
  };
}
