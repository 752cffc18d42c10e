import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { compiledSources } from './compiled-sources.js';
import { root } from './root.js';

it('each source is known by the hash that it had when it was compiled', async () => {
  const texts = { 'a.ts': 'export const a = 1;\n', 'part/b.ts': "export { a } from '../a.js';\n" };
  const compilerOptions = {
    outDir: 'dist',
    rootDir: '.',
    incremental: true,
    tsBuildInfoFile: 'dist/.tsbuildinfo',
    types: [],
  };
  const config = JSON.stringify({ compilerOptions, include: ['*.ts', 'part'] });
  const folder = await folderOf({ ...texts, 'tsconfig.json': config });
  await promisify(execFile)(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]);
  const sources = await compiledSources(join(folder, 'dist'));
  for (const [name, text] of Object.entries(texts))
    expect(sources.get(name)).toBe(createHash('sha256').update(text).digest('hex'));
});

it('a folder without such notes knows none', async () => {
  const folder = await folderOf({ 'dist/a.js': '', 'other/.tsbuildinfo': '{"version":"5"}' });
  expect(await compiledSources(join(folder, 'dist'))).toEqual(new Map());
  expect(await compiledSources(join(folder, 'other'))).toEqual(new Map());
});
