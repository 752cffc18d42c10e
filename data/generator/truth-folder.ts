import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { leastEvents, shopParameters } from './shop.js';

/** The folder within a generated shop's folder that holds the truth. */
export const truthFolder = 'truth';

/** The files in it. */
export const truthFiles = {
  parameters: 'parameters.json',
  tree: 'categories.arrow',
  items: 'items.arrow',
  visitors: 'visitors.arrow',
};

/**
 * Whether a folder holds the ground truth of a generated shop: its files, and parameters with the generator's fields. A folder named
 * `truth` with other content is the user's own.
 */
export const hasTruth = async (folder: string): Promise<boolean> => (await missingTruth(folder)).length === 0;

/** The names of the truth's files that a shop's folder lacks; parameters without the generator's fields are none. */
export async function missingTruth(folder: string): Promise<string[]> {
  const isThere = async (name: string) =>
    name === truthFiles.parameters ? hasParameters(folder) : existsSync(join(folder, truthFolder, name));
  const missing: string[] = [];
  for (const name of Object.values(truthFiles)) if (!(await isThere(name))) missing.push(name);
  return missing;
}

async function hasParameters(folder: string): Promise<boolean> {
  const parameters: unknown = await readFile(join(folder, truthFolder, truthFiles.parameters), 'utf8')
    .then(JSON.parse)
    .catch(() => undefined);
  return Object.keys(shopParameters(leastEvents, 0)).every((field) => Object(parameters)[field] !== undefined);
}
