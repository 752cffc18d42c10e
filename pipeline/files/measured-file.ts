import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { LeaderboardEntry, QueryColumn } from '../../evaluation/index.js';
import type { Parameters } from '../../models/index.js';
import type { SegmentTable } from './run-folder.js';

/** All that is known of a model once it has been asked and measured, beside its lists. */
export interface MeasuredModel {
  readonly entry: LeaderboardEntry;
  readonly columns: readonly QueryColumn[];
  readonly segments: readonly SegmentTable[];
  readonly parameters: Parameters;
  /** What the model said of how it was fitted and asked. */
  readonly notes: readonly string[];
}

/** The file of a measured model's folder that holds its lists. */
export const predictionsFile = 'predictions.parquet';

/** Writes what was measured into a folder: figures as JSON, each query's values beside them. */
export async function writeMeasured(folder: string, { columns, ...rest }: MeasuredModel): Promise<void> {
  await writeFile(join(folder, 'columns.bin'), serialize(columns));
  await writeFile(join(folder, 'measured.json'), JSON.stringify(rest));
}

/** Reads what {@link writeMeasured} wrote. */
export async function readMeasured(folder: string): Promise<MeasuredModel> {
  const rest = JSON.parse(await readFile(join(folder, 'measured.json'), 'utf8')) as Omit<MeasuredModel, 'columns'>;
  return { ...rest, columns: deserialize(await readFile(join(folder, 'columns.bin'))) as readonly QueryColumn[] };
}
