import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Days after which nobody will go on with training that was broken off. */
const keptDays = 14;

/** The file in which training that makes a stage's output keeps its checkpoint, beside the folder to be. */
export const checkpointOf = (folder: string): string => `${folder}.checkpoint`;

/** Removes the checkpoint of an output that is there. */
export const removeCheckpoint = (folder: string): Promise<void> => rm(checkpointOf(folder), { force: true });

/**
 * Removes from a cache the checkpoints, and the batches that training failed at, whose output is there, or that are so old that
 * nobody will go on with them.
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
  return Date.now() - mtimeMs > keptDays * 86_400_000;
}
