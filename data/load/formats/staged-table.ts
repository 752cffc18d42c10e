import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { BadRow } from '../table/bad-rows.js';

/** A table written as CSV for the reader of tables. */
export interface StagedTable {
  readonly path: string;
  /** Columns that hold times in ISO 8601, because the original has a type for times; where that type has a zone, they end in `Z`. */
  readonly timed: readonly string[];
  /** Columns that hold numbers, because the original has a type for numbers: they are written with a point. */
  readonly numbers: readonly string[];
  /** Lines of the original that could not be turned into rows. */
  readonly bad: readonly BadRow[];
}

/** The column of a staged table that holds the line or row of the original, from 1. */
export const lineColumn = '#line';

let staged = 0;

/** The path of a new staged table in a folder for temporary files. */
export const stagedPath = (scratch: string): string => join(scratch, `staged-${staged++}.csv`);

/** A row's line in the original, and the values of its columns. */
export type StagedRow = readonly [line: number, ...values: unknown[]];

const charactersAtOnce = 1 << 20;

/** Writes rows as a staged table and returns its path. */
export async function writeStaged(
  scratch: string,
  columns: readonly string[],
  rows: Iterable<StagedRow> | AsyncIterable<StagedRow>,
): Promise<string> {
  const path = stagedPath(scratch);
  const file = await open(path, 'w');
  try {
    let text = `${csvLine([lineColumn, ...columns])}\n`;
    for await (const row of rows) {
      text += `${csvLine(row)}\n`;
      if (text.length < charactersAtOnce) continue;
      await file.write(text);
      await setImmediate(); // lets other work and an abort have their turn
      text = '';
    }
    await file.write(text);
  } finally {
    await file.close();
  }
  return path;
}

const csvLine = (values: readonly unknown[]): string => values.map(csvField).join(',');

/** A value as a field of CSV; what is unknown is empty, what is no text, number or truth value is JSON. */
function csvField(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return /[",\r\n]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
