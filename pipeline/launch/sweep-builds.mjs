import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Number of unused builds that are kept: those used last. */
const kept = 4;

/** Removes builds that no living process runs from, except those used last, and half-built leftovers. */
export function sweepBuilds(cache) {
  const names = readdirSync(cache).filter((name) => name.startsWith('build-'));
  for (const name of names) {
    const [, writer] = /\.(\d+)\.tmp$/.exec(name) ?? [];
    if (writer && !isAlive(Number(writer))) rmSync(join(cache, name), { recursive: true, force: true });
  }
  const unused = names
    .filter((name) => /^build-[0-9a-f]{12}$/.test(name))
    .map((name) => ({ folder: join(cache, name), ...usersOf(join(cache, name, 'users')) }))
    .filter(({ pids }) => !pids.some(isAlive))
    .sort((a, b) => b.last - a.last);
  for (const { folder } of unused.slice(kept)) rmSync(folder, { recursive: true, force: true });
}

/** The processes that have run from a build, and the start time of the last one. */
function usersOf(file) {
  try {
    return { pids: readFileSync(file, 'utf8').trim().split('\n').map(Number), last: statSync(file).mtimeMs };
  } catch {
    return { pids: [], last: 0 };
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
