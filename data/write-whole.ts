import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** The name under which something is written before it is whole; it carries the writer's process id. */
const temporaryName = (path: string): string => `${path}.${process.pid}.tmp`;

/** What this process is writing right now: to be removed when it is told to stop. */
export const openTemporaries = new Set<string>();

/**
 * Writes a file or folder so that it appears whole or not at all: `write` gets a temporary path beside `to`, which
 * takes the final name at the end. A file or folder that was there before is replaced only then; when `write` fails the
 * temporary is removed and the old one stays.
 */
export async function writeWhole(to: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const path = resolve(to); // `shop/` is `shop`: the temporary name is beside the folder, not in it
  const temporary = temporaryName(path);
  await mkdir(dirname(path), { recursive: true });
  await rm(temporary, { recursive: true, force: true });
  openTemporaries.add(temporary);
  try {
    await write(temporary);
    await replace(temporary, path);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  } finally {
    openTemporaries.delete(temporary);
  }
}

/** Renames over `path`. A folder cannot be renamed over a full one, so the old one steps aside first. */
async function replace(temporary: string, path: string): Promise<void> {
  try {
    await rename(temporary, path);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    const aside = temporaryName(`${path}.old`);
    await rename(path, aside);
    await rename(temporary, path);
    await rm(aside, { recursive: true, force: true });
  }
}
