import { join } from 'node:path';
import { type Dataset, readEventLog, readValue, writeEventLog, writeValue } from '../../data/index.js';

/** What a dataset holds but its log and what was said of its items, which few stages need and which can be large. */
export interface DatasetFacts extends Omit<Dataset, 'log' | 'properties'> {
  /** Whether the dataset says anything of its items. */
  readonly hasProperties: boolean;
}

/** Writes a dataset into a folder: its log as Arrow, the timeline of its items' properties and all else beside it. */
export async function writeDataset(folder: string, { log, properties, ...facts }: Dataset): Promise<void> {
  await writeEventLog(join(folder, 'events.arrow'), log);
  if (properties) await writeValue(join(folder, 'properties.bin'), properties);
  await writeValue(join(folder, 'dataset.bin'), { ...facts, hasProperties: properties !== undefined });
}

/** Reads the facts of a folder that {@link writeDataset} wrote. */
export const readDatasetFacts = (folder: string): Promise<DatasetFacts> => readValue(join(folder, 'dataset.bin'));

/** Reads the log, as loaded. */
export const readDatasetLog = (folder: string): Promise<Dataset['log']> => readEventLog(join(folder, 'events.arrow'));

/** Reads what the shop says of its items, at all times: `contentFor` gives a model what was known by train's end. */
export async function readContent(folder: string): Promise<Pick<Dataset, 'properties' | 'categories'>> {
  const { categories, hasProperties } = await readDatasetFacts(folder);
  return {
    ...(categories && { categories }),
    ...(hasProperties && { properties: await readValue(join(folder, 'properties.bin')) }),
  };
}
