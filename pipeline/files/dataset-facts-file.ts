import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize } from 'node:v8';
import type { Dataset } from '../../data/index.js';

/** What a dataset holds but its log and the properties of its items, which few stages need and which can be large. */
export interface DatasetFacts extends Omit<Dataset, 'log' | 'properties'> {
  /** Whether the dataset says anything of its items. */
  readonly hasProperties: boolean;
}

/** The file of a folder of `writeDataset` that holds the facts. */
export const factsFile = 'dataset.bin';

/** Reads the facts of a folder that `writeDataset` wrote. */
export const readDatasetFacts = async (folder: string): Promise<DatasetFacts> =>
  deserialize(await readFile(join(folder, factsFile))) as DatasetFacts;
