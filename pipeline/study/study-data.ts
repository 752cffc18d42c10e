import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../engine/root.js';

/**
 * The folder of a notebook's data: the one set by `RETAIL_RECSYS_DATA`, else the named
 * real set if it lies beside the repository, else null for a generated log.
 */
export function studyData(name: string): string | null {
  return process.env.RETAIL_RECSYS_DATA || besideRepository(name);
}

/** The folder of a named real set, for work on that set alone: null if `RETAIL_RECSYS_DATA` is set or the set is absent. */
export const realData = (name: string): string | null =>
  process.env.RETAIL_RECSYS_DATA ? null : besideRepository(name);

function besideRepository(name: string): string | null {
  const real = join(root, '..', 'shared', 'data', name);
  return existsSync(real) ? real : null;
}
