import { mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileRefusal, makeFolder } from '../../data/index.js';

/**
 * Does work while holding a lock: of several concurrent processes one works and the others wait. The lock of a process that died is
 * taken over by one of them.
 * @param lock the lock's folder, which is there while the lock is held; the folder that it lies in is created if needed.
 * @throws InputError when it cannot be written.
 */
export async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  await makeFolder(dirname(lock));
  while (!(await claim(lock))) await setTimeout(100);
  try {
    return await work();
  } finally {
    await rm(holderFile(lock, process.pid), { force: true });
    await rmdir(lock).catch(() => {}); // another process may hold it already
  }
}

/** The file in a lock's folder that names who holds it. */
const holderFile = (lock: string, holder: number | string) => join(lock, `${holder}`);

/**
 * Acquires the lock if nobody alive holds it. A folder is renamed onto another only if that is missing or empty, so it succeeds for one
 * process alone; and the lock never lacks its holder.
 */
async function claim(lock: string): Promise<boolean> {
  if (await isHeld(lock)) return false;
  try {
    const own = await mkdtemp(`${lock}-`);
    try {
      await writeFile(holderFile(own, process.pid), '');
      await rename(own, lock);
      return true;
    } catch (error) {
      await rm(own, { recursive: true });
      throw error;
    }
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code!)) return false;
    throw fileRefusal(error, lock) ?? error;
  }
}

/**
 * Whether a process holds the lock. That of a process that died is emptied: its file has a name of its own, so who took the lock over
 * meanwhile is not removed with it.
 */
async function isHeld(lock: string): Promise<boolean> {
  const holders = await readdir(lock).catch(() => []);
  const dead = holders.filter((holder) => !isAlive(Number(holder)));
  for (const holder of dead) await rm(holderFile(lock, holder), { force: true });
  return dead.length < holders.length;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'; // EPERM: of another user
  }
}
