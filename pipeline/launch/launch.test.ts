import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../testing/pipeline-run.js';
import { root } from '../engine/root.js';

const run = promisify(execFile);
const generate = ['pipeline/launch/compiled.mjs', 'pipeline/generate.ts', '--events', '20000', '--out', 'shop'];

it.each([
  ['pipeline/launch.mjs', 'pipeline/run.ts'],
  ['pipeline/launch/compiled.mjs', 'pipeline/generate.ts'],
])('%s on a Node that is too old says so before anything else', async (launcher, script) => {
  const pretend = 'Object.defineProperty(process.versions, "node", { value: "18.20.8" })';
  const args = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, launcher, script, '--no-such-flag'];
  await expect(run(process.execPath, args, { cwd: root })).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^error: this is Node 18\.20\.8, which is too old\n {2}expected: Node 22 or 24/),
  });
});

it('says before any work that the heap is too small', async () => {
  const env = { ...process.env, NODE_OPTIONS: '--max-old-space-size=30' };
  await expect(
    run(process.execPath, ['pipeline/launch.mjs', 'pipeline/run.ts'], { cwd: root, env }),
  ).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(
      /^error: Node's heap may take \d+ MiB, and \d+ are needed\n {2}expected: no --max-old/,
    ),
  });
});

it.runIf(process.platform === 'linux')('says before any work that the address space is too small', async () => {
  const limited = (kilobytes: number, options: string) =>
    run(
      'bash',
      ['-c', `ulimit -v ${kilobytes}; exec "${process.execPath}" pipeline/launch.mjs pipeline/run.ts --help`],
      {
        cwd: root,
        env: { ...process.env, NODE_OPTIONS: options },
      },
    );
  await expect(limited(6_000_000, '')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /^error: the address space is limited to 5\.7 GiB \(ulimit -v\), and 128 are needed\n {2}expected: /,
    ),
  });
  expect((await limited(6_000_000, '--disable-wasm-trap-handler')).stdout).toContain('--protocol');
});

it('takes paths from the folder that npm was called in', async () => {
  const folder = await scratchFolder();
  const env = { ...process.env, INIT_CWD: folder, npm_lifecycle_script: generate.slice(0, 2).join(' ') };
  await run(process.execPath, generate, { cwd: root, env });
  expect(existsSync(join(folder, 'shop', 'events.csv'))).toBe(true);
});

it('stays where it is in a script that npm started for something else', async () => {
  const [folder, elsewhere] = [await scratchFolder(), await scratchFolder()];
  const [launcher, ...args] = generate as [string, ...string[]];
  const env = { ...process.env, INIT_CWD: elsewhere, npm_lifecycle_script: 'vitest run' };
  await run(process.execPath, [join(root, launcher), ...args], { cwd: folder, env });
  expect(existsSync(join(folder, 'shop', 'events.csv'))).toBe(true);
  expect(existsSync(join(elsewhere, 'shop'))).toBe(false);
});
