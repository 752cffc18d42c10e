import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeKernelSpec } from './kernel-spec.js';

it('points Jupyter to this project’s own kernel', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jupyter-'));
  const file = await writeKernelSpec(folder);
  expect(file).toBe(join(folder, 'kernels', 'tslab', 'kernel.json'));
  const { argv, language } = JSON.parse(readFileSync(file, 'utf8'));
  expect(language).toBe('typescript');
  expect(argv.slice(2)).toEqual(['kernel', '--config-path', '{connection_file}']);
  expect(argv.slice(0, 2).map((path: string) => existsSync(path))).toEqual([true, true]);
  rmSync(folder, { recursive: true });
});
