import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../engine/root.js';

/**
 * The folder of the data that a notebook is about: the one it was told to use (`RETAIL_RECSYS_DATA`), else the named
 * real set where it lies beside the repository, else null for a generated log.
 */
export function studyData(name: string): string | null {
  const told = process.env.RETAIL_RECSYS_DATA;
  if (told) return told;
  const real = join(root, '..', 'shared', 'data', name);
  return existsSync(real) ? real : null;
}
