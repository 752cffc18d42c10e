import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LeaderboardEntry, parseFigures } from '../../evaluation/index.js';
import type { Parameters } from '../../models/index.js';
import type { SegmentTable } from './run-folder.js';

/** The results of measuring a model, except its lists and the values by query. */
export interface MeasuredModel {
  readonly entry: LeaderboardEntry;
  readonly segments: readonly SegmentTable[];
  readonly parameters: Parameters;
  /** The model's notes on fitting and inference. */
  readonly notes: readonly string[];
}

/** The file of the lists in a measured model's folder. */
export const predictionsFile = 'predictions.parquet';

/** The file of the values by query in a measured model's folder, and in a run's. */
export const perQueryFile = 'per-query.parquet';

/** Writes a model's results into a folder. */
export const writeMeasured = (folder: string, measured: MeasuredModel): Promise<void> =>
  writeFile(join(folder, 'measured.json'), JSON.stringify(measured));

/** Reads what {@link writeMeasured} wrote. */
export const readMeasured = async (folder: string): Promise<MeasuredModel> =>
  parseFigures(await readFile(join(folder, 'measured.json'), 'utf8')) as MeasuredModel;
