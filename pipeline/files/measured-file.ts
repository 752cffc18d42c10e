import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LeaderboardEntry, parseIntervals } from '../../evaluation/index.js';
import type { Parameters } from '../../models/index.js';
import type { SegmentTable } from './run-folder.js';

/** All that is known of a model once it has been asked and measured, beside its lists and each query's values. */
export interface MeasuredModel {
  readonly entry: LeaderboardEntry;
  readonly segments: readonly SegmentTable[];
  readonly parameters: Parameters;
  /** What the model said of how it was fitted and asked. */
  readonly notes: readonly string[];
}

/** The file of a measured model's folder that holds its lists. */
export const predictionsFile = 'predictions.parquet';

/** The file of a measured model's folder, and of a run's, that holds values by query. */
export const perQueryFile = 'per-query.parquet';

/** Writes what was measured into a folder. */
export const writeMeasured = (folder: string, measured: MeasuredModel): Promise<void> =>
  writeFile(join(folder, 'measured.json'), JSON.stringify(measured));

/** Reads what {@link writeMeasured} wrote. */
export const readMeasured = async (folder: string): Promise<MeasuredModel> =>
  parseIntervals(await readFile(join(folder, 'measured.json'), 'utf8')) as MeasuredModel;
