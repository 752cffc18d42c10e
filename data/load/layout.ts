import type { Dataset } from '../dataset.js';

/** The inputs from which a layout reads its files. */
export interface LayoutRequest {
  readonly folder: string;
  /** The layout's files in the folder: the plain name and the name as found, which may end in `.gz` or `.zst`. */
  readonly files: ReadonlyMap<string, string>;
  /** Largest permitted share of bad rows in a file. */
  readonly maxRejects: number;
  /** The present (ms): later times are wrong. */
  readonly now: number;
  /** Collects remarks for the user on how the files were read. */
  readonly warnings: string[];
}

/** The content of a layout's files. */
export type Contents = Omit<Dataset, 'name' | 'layout' | 'files' | 'complete' | 'warnings'> & {
  /** Number of data rows of the event files, by plain name, in the order in which `log.row` counts them. */
  readonly rows: ReadonlyMap<string, number>;
};

/** A layout of a dataset in a folder. */
export interface Layout {
  readonly name: Dataset['layout'];
  /** The files that identify it; all must exist. */
  readonly required: readonly string[];
  /** Matches the names of further files, which are read if they exist. */
  readonly optional?: RegExp;
  readonly load: (request: LayoutRequest) => Promise<Contents>;
}
