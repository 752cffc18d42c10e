import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { InputError } from '../../data/index.js';
import { isMain, runCommand } from '../command-line/cli.js';
import { root } from '../engine/root.js';
import { withLock } from './with-lock.js';

const lock = join(root, 'node_modules/.cache/retail-recsys-build');

/**
 * Compiles the project into `dist/`, which notebooks import; quick if nothing has changed. Of several concurrent processes
 * one builds and the others wait, so that none reads a half-written file.
 * @throws InputError with the compiler's messages, or when the lock of the build cannot be written.
 */
export const build = (): Promise<void> =>
  withLock(lock, async () => {
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
  });

if (isMain(import.meta.url)) await runCommand(build);
