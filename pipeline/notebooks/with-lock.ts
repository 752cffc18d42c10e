import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileRefusal, makeFolder } from '../../data/index.js';

/**
 * Does work while holding a lock: of several concurrent processes one works and the others wait. The lock of a process that died is
 * taken over.
 * @param lock the lock's file, in a folder that is created if needed.
 * @throws InputError when the file cannot be written.
 */
export async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  await makeFolder(dirname(lock));
  while (!(await claim(lock))) await setTimeout(100);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

/** Acquires the lock; removes that of a process that died holding it. */
async function claim(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw fileRefusal(error, lock) ?? error;
  }
  const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
  if (holder && !isAlive(holder)) await rm(lock, { force: true });
  return false;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
