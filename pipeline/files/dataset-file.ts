import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { type Dataset, readEventLog, writeEventLog } from '../../data/index.js';
import type { FitContext } from '../../models/index.js';
import { type DatasetFacts, factsFile, readDatasetFacts } from './dataset-facts-file.js';

/** Writes a dataset into a folder: its log as Arrow, its items' properties and all else beside it. */
export async function writeDataset(folder: string, { log, properties, ...facts }: Dataset): Promise<void> {
  await writeEventLog(join(folder, 'events.arrow'), log);
  await writeFile(join(folder, 'properties.bin'), serialize(properties));
  const all: DatasetFacts = { ...facts, hasProperties: properties !== undefined };
  await writeFile(join(folder, factsFile), serialize(all));
}

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
