/** The first rows of a file as texts, and how it is written. */
export interface FileSample {
  readonly format: 'csv' | 'json-lines' | 'parquet' | 'arrow';
  /** The columns' names; of a file without a header `column1`, `column2` … */
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly hasHeader: boolean;
  readonly delimiter?: string;
  /** Of JSON lines: the list in each object whose entries are the rows. */
  readonly each?: string;
  readonly encoding?: 'latin-1';
  /** Columns that only the names of the file's folders hold. */
  readonly ofFolders?: readonly string[];
}

/** Why a file is no table that can be read. */
export interface NoTable {
  readonly why: string;
  /** What makes a table of a file that seems to hold one. */
  readonly remedy?: string;
}
