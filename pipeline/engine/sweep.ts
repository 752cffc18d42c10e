import { existsSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { dayMs, fileRefusal } from '../../data/index.js';
import type { Config } from '../config/config.js';
import { sweepCheckpoints } from './checkpoint-file.js';
import { memoFolder } from './memo.js';
import { root } from './root.js';

/**
 * Removes half-written files that killed commands left beside finished stages, beside runs, and beside `--out`. The
 * latter may lie among the user's own files, so only names made from the run folder's are considered there. Checkpoints that
 * are no longer needed and old memos are removed too.
 */
export async function sweepFor({ cache, out }: Pick<Config, 'cache' | 'out'>): Promise<void> {
  const hashed = (name: string) => /-[0-9a-f]{8,12}(\.checkpoint)?$/.test(name);
  await sweep(resolve(root, cache), hashed);
  await sweepCheckpoints(resolve(root, cache));
  await sweepMemos(memoFolder(cache));
  await sweep(join(root, 'runs'), hashed);
  if (out !== null) await sweep(dirname(resolve(out)), (name) => name === basename(resolve(out)));
}

/**
 * Removes `<name>.<process id>.tmp` and `<name>.old.<process id>.tmp` if `isOurs(name)` and the process no longer lives. An old
 * folder whose successor never took its place is restored.
 */
async function sweep(folder: string, isOurs: (name: string) => boolean): Promise<void> {
  for (const entry of await readdir(folder).catch(() => [])) {
    const [, name, old, writer] = /^(.*?)(\.old)?\.(\d+)\.tmp$/.exec(entry) ?? [];
    if (!name || !isOurs(name) || isAlive(Number(writer))) continue;
    if (old && !existsSync(join(folder, name)))
      await rename(join(folder, entry), join(folder, name)).catch(unlessRefused);
    else await rm(join(folder, entry), { recursive: true, force: true }).catch(unlessRefused);
  }
}

/** Ignores errors of a disk that cannot be written to: its leftovers stay, and the run may not need to write there. */
function unlessRefused(error: unknown): void {
  if (!fileRefusal(error)) throw error;
}

/** Days for which a memo is kept: most belong to parameters and figures that will not be requested again. */
const keptDays = 14;

/** Removes old memos, and those half-written by processes that no longer live. */
async function sweepMemos(folder: string): Promise<void> {
  await sweep(folder, () => true);
  for (const name of await readdir(folder).catch(() => [])) {
    const { mtimeMs } = await stat(join(folder, name)).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > keptDays * dayMs) await rm(join(folder, name), { force: true }).catch(unlessRefused);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
