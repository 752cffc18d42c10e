import { join } from 'node:path';
import { type Dataset, type EventLog, readPacked } from '../../data/index.js';

/** A dataset without its log and its item properties, which can be large and which few stages need. */
export interface DatasetFacts extends Omit<Dataset, 'log' | 'properties'> {
  /** Whether the dataset has item properties. */
  readonly hasProperties: boolean;
  /** Whether its log comes cut into sessions. */
  readonly hasSessions: boolean;
  readonly clock: EventLog['clock'];
}

/** The file with the facts, in a folder written by `writeDataset`. */
export const factsFile = 'dataset.bin';

/** Reads the facts from a folder written by `writeDataset`. */
export const readDatasetFacts = (folder: string): Promise<DatasetFacts> =>
  readPacked<DatasetFacts>(join(folder, factsFile), 'file of a dataset');
