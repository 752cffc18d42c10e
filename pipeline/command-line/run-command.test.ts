import { spawnSync } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { root } from '../engine/root.js';

/** Runs a command that begins to write a file, and then does something. */
async function command(then: string) {
  const folder = await folderOf({});
  const from = (path: string) => JSON.stringify(join(root, path));
  const script = join(folder, 'command.mts');
  await writeFile(
    script,
    `import { InputError, writeWhole } from ${from('data/index.ts')};
     import { runCommand } from ${from('pipeline/command-line/cli.ts')};
     import { writeFile } from 'node:fs/promises';
     const forever = () => new Promise<void>((resolve) => setTimeout(resolve, 60_000));
     await runCommand(() => writeWhole(${JSON.stringify(join(folder, 'result'))}, async (temporary) => {
       await writeFile(temporary, 'half');
       ${then}
     }));`,
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(await readdir(folder)).toEqual(['command.mts']);
  return { status, stdout, stderr };
}

it('an error of a promise that nobody awaits ends it with one message and 1, and nothing half-written', async () => {
  const then = "void Promise.reject(new InputError('no log', { file: 'shop' }, 'a log')); await forever();";
  expect(await command(then)).toEqual({ status: 1, stdout: '', stderr: 'error: shop: no log\n  expected: a log\n' });
});

it('a fault of the project’s own is told once, with its stack', async () => {
  const { status, stderr } = await command("setTimeout(() => { throw new Error('two and two'); }); await forever();");
  expect(status).toBe(1);
  expect(stderr).toMatch(/Error: two and two\n {4}at /);
  expect(stderr.match(/two and two/g)).toHaveLength(1);
});

it('a closed terminal ends it as Ctrl-C does', async () => {
  expect(await command("process.kill(process.pid, 'SIGHUP'); await forever();")).toEqual({
    status: 129,
    stdout: '',
    stderr: '\nstopped; finished stages are kept, the same command goes on from there\n',
  });
});
