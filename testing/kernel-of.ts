import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { KernelBinary } from '../models/kernels/kernel.js';

const kernels = fileURLToPath(new URL('../models/kernels', import.meta.url));

/** Builds the kernels of a folder's `assembly/` as `npm run kernels` does ours. */
export const buildKernels = (folder: string) =>
  promisify(execFile)(process.execPath, [join(kernels, 'build.mjs'), folder]);

/** A kernel compiled from AssemblyScript, which may import ours' `./lib/…` and `./neural/…`. */
export async function kernelOf(source: string): Promise<KernelBinary> {
  const folder = await mkdtemp(join(tmpdir(), 'retail-recsys-kernel-'));
  try {
    await mkdir(join(folder, 'assembly'));
    for (const part of ['lib', 'neural'])
      await cp(join(kernels, 'assembly', part), join(folder, 'assembly', part), { recursive: true });
    await writeFile(join(folder, 'assembly/kernel.ts'), source);
    await buildKernels(folder);
    const built = await readFile(join(folder, 'built/kernel.ts'), 'utf8');
    const binaries = built.matchAll(/export const (\w+) = '(.*)'/g);
    return Object.fromEntries(Array.from(binaries, ([, name, binary]) => [name, binary])) as unknown as KernelBinary;
  } finally {
    await rm(folder, { recursive: true });
  }
}
