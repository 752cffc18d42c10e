import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { type Dataset, readEventLog, writeEventLog } from '../../data/index.js';
import type { FitContext } from '../../models/index.js';

/** What a dataset holds but its log and the properties of its items, which few stages need and which can be large. */
export interface DatasetFacts extends Omit<Dataset, 'log' | 'properties'> {
  /** Whether the dataset says anything of its items. */
  readonly hasProperties: boolean;
}

/** Writes a dataset into a folder: its log as Arrow, its items' properties and all else beside it. */
export async function writeDataset(folder: string, { log, properties, ...facts }: Dataset): Promise<void> {
  await writeEventLog(join(folder, 'events.arrow'), log);
  await writeFile(join(folder, 'properties.bin'), serialize(properties));
  await writeFile(join(folder, 'dataset.bin'), serialize({ ...facts, hasProperties: properties !== undefined }));
}

/** Reads the facts of a folder that {@link writeDataset} wrote. */
export const readDatasetFacts = async (folder: string): Promise<DatasetFacts> =>
  deserialize(await readFile(join(folder, 'dataset.bin'))) as DatasetFacts;

/** Reads the log, as loaded. */
export const readDatasetLog = (folder: string): Promise<Dataset['log']> => readEventLog(join(folder, 'events.arrow'));

/** Reads the properties of the items; undefined where the dataset has none. */
export const readItemProperties = async (folder: string): Promise<Dataset['properties']> =>
  deserialize(await readFile(join(folder, 'properties.bin'))) as Dataset['properties'];

/** Reads what models may learn of the items. */
export async function readContent(folder: string): Promise<NonNullable<FitContext['content']>> {
  const { categories } = await readDatasetFacts(folder);
  const properties = await readItemProperties(folder);
  return { ...(categories && { categories }), ...(properties && { properties }) };
}
