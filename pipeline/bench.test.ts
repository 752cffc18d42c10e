import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { root } from './engine/root.js';

const bench = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'pipeline/bench.ts', ...args], { cwd: root });

it('prints nothing but the figures as JSON', async () => {
  const { stdout } = await bench('--json', 'metrics', '--rounds', '1');
  expect(JSON.parse(stdout)).toEqual([
    { name: 'metrics', unit: 'ms', ours: expect.any(Number), peer: null, ratio: null },
  ]);
});

it('names the nearest benchmark to one that there is not', async () => {
  const failure = bench('metric', '--json').catch((error: { code: number; stdout: string; stderr: string }) => error);
  expect(await failure).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('did you mean "metrics"?'),
  });
});
