import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../engine/root.js';

/**
 * The folder of the data that a notebook is about: the one it was told to use (`RETAIL_RECSYS_DATA`), else the named
 * real set where it lies beside the repository, else null for a generated log.
 */
export function studyData(name: string): string | null {
  return process.env.RETAIL_RECSYS_DATA || besideRepository(name);
}

/** The folder of a named real set, for what is about that set alone: null where another one was told, or where it is not there. */
export const realData = (name: string): string | null =>
  process.env.RETAIL_RECSYS_DATA ? null : besideRepository(name);

function besideRepository(name: string): string | null {
  const real = join(root, '..', 'shared', 'data', name);
  return existsSync(real) ? real : null;
}
