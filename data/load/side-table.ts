import { join } from 'node:path';
import type { Reject } from '../dataset.js';
import type { LayoutRequest } from './layout.js';
import type { TableLayout } from './table/table-layout.js';
import { TableReader } from './table/table-reader.js';

/** A small table beside the events, as read. */
export interface SideTable {
  readonly path: string;
  /** Rows that were kept: the layout's columns have a value for each. */
  readonly size: number;
  /** The data row in the file of each, from 0. */
  readonly row: Int32Array;
  readonly rejects: readonly Reject[];
}

/** Reads a file of a folder into the columns of a layout; undefined if the folder has none. */
export async function readSideTable(
  { folder, files, maxRejects }: LayoutRequest,
  name: string,
  layout: TableLayout,
): Promise<SideTable | undefined> {
  const found = files.get(name);
  if (found === undefined) return undefined;
  const path = join(folder, found);
  const reader = new TableReader(maxRejects);
  await reader.read(path, layout);
  return { path, size: reader.size, row: reader.row, rejects: reader.rejects };
}
