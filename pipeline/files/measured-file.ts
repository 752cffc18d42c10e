import { join } from 'node:path';
import { readPacked, writePacked } from '../../data/index.js';
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

const measuredFile = 'measured.bin';

/** Writes what was measured into a folder. */
export const writeMeasured = (folder: string, measured: MeasuredModel): Promise<void> =>
  writePacked(join(folder, measuredFile), measured);

/** Reads what {@link writeMeasured} wrote. */
export const readMeasured = (folder: string): Promise<MeasuredModel> =>
  readPacked<MeasuredModel>(join(folder, measuredFile), 'file of a measured model');
