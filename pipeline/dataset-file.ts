import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { type Dataset, readEventLog, writeEventLog } from '../data/index.js';

/** Writes a dataset into a folder: its log as Arrow, all else beside it. */
export async function writeDataset(folder: string, { log, ...rest }: Dataset): Promise<void> {
  await writeEventLog(join(folder, 'events.arrow'), log);
  await writeFile(join(folder, 'dataset.bin'), serialize(rest));
}

/** Reads what {@link writeDataset} wrote. */
export async function readDataset(folder: string): Promise<Dataset> {
  return { ...(await readDatasetFacts(folder)), log: await readEventLog(join(folder, 'events.arrow')) };
}

/** All that a folder of {@link writeDataset} holds but the log. */
export async function readDatasetFacts(folder: string): Promise<Omit<Dataset, 'log'>> {
  return deserialize(await readFile(join(folder, 'dataset.bin'))) as Omit<Dataset, 'log'>;
}
