import { join } from 'node:path';
import { type Dataset, hasSessions, readEventLog, readPacked, writeEventLog, writePacked } from '../../data/index.js';
import { type DatasetFacts, factsFile, readDatasetFacts } from './dataset-facts-file.js';

const propertiesFile = 'properties.bin';

/** Writes a dataset into a folder: its log as Arrow, beside it the timeline of its items' properties and all other facts. */
export async function writeDataset(folder: string, { log, properties, ...facts }: Dataset): Promise<void> {
  await writeEventLog(join(folder, 'events.arrow'), log);
  if (properties) await writePacked(join(folder, propertiesFile), properties);
  const all: DatasetFacts = {
    ...facts,
    hasProperties: properties !== undefined,
    hasSessions: hasSessions(log),
    clock: log.clock,
  };
  await writePacked(join(folder, factsFile), all);
}

/** Reads the log, as loaded. */
export const readDatasetLog = (folder: string): Promise<Dataset['log']> => readEventLog(join(folder, 'events.arrow'));

/** Reads the item properties of all times; `contentFor` restricts them for a model to what was known by train's end. */
export async function readContent(folder: string): Promise<Pick<Dataset, 'properties' | 'categories'>> {
  const { categories, hasProperties } = await readDatasetFacts(folder);
  if (!hasProperties) return categories ? { categories } : {};
  const properties = await readPacked<NonNullable<Dataset['properties']>>(
    join(folder, propertiesFile),
    'file of properties',
  );
  return { ...(categories && { categories }), properties };
}
