import type { DuckDBConnection } from '@duckdb/node-api';
import type { Dataset } from '../dataset.js';

/** What a layout needs to read its files. */
export interface LayoutRequest {
  readonly db: DuckDBConnection;
  readonly folder: string;
  /** The layout's files in the folder: the plain name and the name as found, which may end in `.gz`. */
  readonly files: ReadonlyMap<string, string>;
  /** Share of a file's rows that may be bad. */
  readonly maxRejects: number;
  /** The present (ms): later times are wrong. */
  readonly now: number;
  /** Takes what the user should know of how the files were read. */
  readonly warnings: string[];
}

/** What a layout's files hold. */
export type Contents = Omit<Dataset, 'name' | 'layout' | 'files' | 'complete' | 'warnings'> & {
  /** Data rows of the files of events, by plain name, in the order in which `log.row` counts them. */
  readonly rows: ReadonlyMap<string, number>;
};

/** A way in which a folder can hold a dataset. */
export interface Layout {
  readonly name: Dataset['layout'];
  /** The files by which it is known; all must be there. */
  readonly required: readonly string[];
  /** Matches the names of further files that are read where they are there. */
  readonly optional?: RegExp;
  readonly load: (request: LayoutRequest) => Promise<Contents>;
}
