import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { dayMs } from '../../data/index.js';

/** Days for which the checkpoint of interrupted training is kept. */
const keptDays = 14;

/** The checkpoint file of the training that makes a stage's output, beside the output's folder. */
export const checkpointOf = (folder: string): string => `${folder}.checkpoint`;

/** Removes the checkpoint of a finished output. */
export const removeCheckpoint = (folder: string): Promise<void> => rm(checkpointOf(folder), { force: true });

/**
 * Removes checkpoints and failed training batches from a cache if their output is finished or if they are older than
 * {@link keptDays}.
 */
export async function sweepCheckpoints(cache: string): Promise<void> {
  for (const name of await readdir(cache).catch(() => [])) {
    const [, output] = /^(train-.*-[0-9a-f]{12})\.checkpoint(?:\.batch\.json)?$/.exec(name) ?? [];
    if (output && (existsSync(join(cache, output)) || (await isOld(join(cache, name)))))
      await rm(join(cache, name), { force: true });
  }
}

async function isOld(file: string): Promise<boolean> {
  const { mtimeMs } = await stat(file);
  return Date.now() - mtimeMs > keptDays * dayMs;
}
