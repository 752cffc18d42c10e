import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { userJupyterData } from './install-kernel.js';
import { writeKernelSpec } from './kernel-spec.js';

it('points Jupyter to this project’s own kernel', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jupyter-'));
  const file = await writeKernelSpec(folder);
  expect(file).toBe(join(folder, 'kernels', 'retail-recsys', 'kernel.json'));
  const { argv, language } = JSON.parse(readFileSync(file, 'utf8'));
  expect(language).toBe('typescript');
  expect(argv.slice(2)).toEqual(['{connection_file}']);
  expect(argv.slice(0, 2).map((path: string) => existsSync(path))).toEqual([true, true]);
  rmSync(folder, { recursive: true });
});

it('is installed where Jupyter’s clients look for a user’s kernels', () => {
  expect(userJupyterData({ JUPYTER_DATA_DIR: '/own' })).toBe('/own');
  if (platform() === 'linux') {
    expect(userJupyterData({ XDG_DATA_HOME: '/data' })).toBe('/data/jupyter');
    expect(userJupyterData({})).toBe(join(homedir(), '.local/share/jupyter'));
  }
});
