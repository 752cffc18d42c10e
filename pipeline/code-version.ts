import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './root.js';

const known = new Map<string, Promise<string>>();

/**
 * A hash of a module, of every module of this project that it imports, and of the lock file: while it stays the same, so
 * does what the module computes. Taken once a process: what runs is the code that was loaded.
 * @param module path from the repository's root, e.g. `pipeline/clean.ts`.
 */
export function codeVersion(module: string): Promise<string> {
  if (!known.has(module)) known.set(module, compute(module));
  return known.get(module)!;
}

async function compute(module: string): Promise<string> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [module],
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', ...Object.keys(metafile.inputs).sort()])
    hash.update(file).update(await readFile(join(root, file)));
  return hash.digest('hex');
}
