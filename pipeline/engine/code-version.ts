import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './root.js';

const known = new Map<string, Promise<string>>();

/**
 * A hash of the code that some modules consist of, of all of this project that they use, and of the lock file: while it
 * stays the same, so does what they compute. Taken once a process: what runs is the code that was loaded.
 * @param modules paths from the repository's root, e.g. `models/neighbours/item-knn.ts`.
 * @param alone a module of which only its own text counts, not what it imports.
 */
export function codeVersion(modules: readonly string[], alone: string): Promise<string> {
  const key = [alone, ...modules].join();
  if (!known.has(key)) known.set(key, compute(modules, alone));
  return known.get(key)!;
}

async function compute(modules: readonly string[], alone: string): Promise<string> {
  const hash = createHash('sha256');
  const files = new Set(['package-lock.json', alone, ...(await filesOf(modules))]);
  for (const file of [...files].sort()) hash.update(file).update(await readFile(join(root, file)));
  return hash.digest('hex');
}

/**
 * The files of this project that some modules consist of: themselves, and what they use of others. A face such as a room's
 * index.ts leads to all of its modules; those that nothing is used of do not count.
 */
export async function filesOf(modules: readonly string[]): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...modules],
    outdir: 'dist',
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return [...new Set(used.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file))];
}
