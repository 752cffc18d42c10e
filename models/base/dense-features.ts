import type { Table } from './table.js';

/** What is known in numbers of visitors and of items: of each side a table with a row for each dense id. */
export interface DenseFeatures {
  /** A visitor beyond its rows counts as a row of zeros. */
  readonly visitor?: Table | undefined;
  readonly item?: Table | undefined;
}
