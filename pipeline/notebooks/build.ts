import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { InputError } from '../../data/index.js';
import { isMain, runCommand } from '../command-line/cli.js';
import { root } from '../engine/root.js';

const lock = join(root, 'node_modules/.cache/retail-recsys-build.lock');

/**
 * Compiles the project into `dist/`, which notebooks import; quick if nothing has changed. Of several concurrent processes
 * one builds and the others wait, so that none reads a half-written file.
 * @throws InputError with the compiler's messages.
 */
export async function build(): Promise<void> {
  await mkdir(dirname(lock), { recursive: true });
  while (!(await claim())) await setTimeout(100);
  try {
    const tsc = spawn(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let messages = '';
    tsc.stdout.on('data', (chunk) => {
      messages += chunk;
    });
    const [code] = await once(tsc, 'close');
    if (code !== 0) throw new InputError(`the build failed\n${messages}`);
  } finally {
    await rm(lock, { force: true });
  }
}

/** Acquires the lock; removes the lock of a process that died holding it. */
async function claim(): Promise<boolean> {
  const taken = await writeFile(lock, String(process.pid), { flag: 'wx' }).then(
    () => true,
    () => false,
  );
  if (taken) return true;
  const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
  if (holder && !alive(holder)) await rm(lock, { force: true });
  return false;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

if (isMain(import.meta.url)) await runCommand(build);
