import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { type Dataset, readEventLog, writeEventLog } from '../data/index.js';

/** What a dataset holds but its log and the properties of its items, which few stages need and which can be large. */
export type DatasetFacts = Omit<Dataset, 'log' | 'properties'>;

/** Writes a dataset into a folder: its log as Arrow, its items' properties and all else beside it. */
export async function writeDataset(folder: string, { log, properties, ...facts }: Dataset): Promise<void> {
  await writeEventLog(join(folder, 'events.arrow'), log);
  await writeFile(join(folder, 'properties.bin'), serialize(properties));
  await writeFile(join(folder, 'dataset.bin'), serialize(facts));
}

/** Reads the facts of a folder that {@link writeDataset} wrote. */
export const readDatasetFacts = async (folder: string): Promise<DatasetFacts> =>
  deserialize(await readFile(join(folder, 'dataset.bin'))) as DatasetFacts;

/** Reads the log, as loaded. */
export const readDatasetLog = (folder: string): Promise<Dataset['log']> => readEventLog(join(folder, 'events.arrow'));

/** Reads the properties of the items; undefined where the dataset has none. */
export const readItemProperties = async (folder: string): Promise<Dataset['properties']> =>
  deserialize(await readFile(join(folder, 'properties.bin'))) as Dataset['properties'];
