import { join } from 'node:path';
import { type Dataset, type EventLog, readPacked } from '../../data/index.js';

/** What a dataset holds but its log and what was said of its items, which few stages need and which can be large. */
export interface DatasetFacts extends Omit<Dataset, 'log' | 'properties'> {
  /** Whether the dataset says anything of its items. */
  readonly hasProperties: boolean;
  /** Whether its log comes cut into sessions. */
  readonly hasSessions: boolean;
  readonly clock: EventLog['clock'];
}

/** The file of a folder of `writeDataset` that holds the facts. */
export const factsFile = 'dataset.bin';

/** Reads the facts of a folder that `writeDataset` wrote. */
export const readDatasetFacts = (folder: string): Promise<DatasetFacts> =>
  readPacked<DatasetFacts>(join(folder, factsFile), 'file of a dataset');
