import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes what processes that no longer live left half-written in a folder (names `….<process id>.tmp`). */
export async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const writer = /\.(\d+)\.tmp$/.exec(name)?.[1];
    if (writer && !isAlive(Number(writer))) await rm(join(folder, name), { recursive: true, force: true });
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
