import { join } from 'node:path';
import type { Reject } from '../dataset.js';
import type { LayoutRequest } from './layout.js';
import type { TableLayout } from './table/table-layout.js';
import { TableReader } from './table/table-reader.js';

/** A small table beside the events, as read. */
export interface SideTable {
  /** Rows that were kept: the layout's columns have a value for each. */
  readonly size: number;
  /** The file and the line of each. */
  readonly placeOf: (row: number) => { readonly file: string; readonly line: number };
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
  const reader = new TableReader(maxRejects);
  await reader.read(join(folder, found), layout);
  return { size: reader.size, placeOf: (row) => reader.placeOf(row), rejects: reader.rejects };
}
