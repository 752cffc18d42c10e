import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { glob } from 'zx';
import type { Benchmark } from './benchmark.js';
import type { FoundBenchmark } from './run-benchmark.js';

/** All that the files `*.bench.ts` below a folder export, in order of their paths. */
export async function findBenchmarks(folder: string): Promise<FoundBenchmark[]> {
  // Not of the earlier commits that benchmarks check out below data/processed.
  const files = await glob('**/*.bench.ts', { cwd: folder, ignore: ['**/node_modules/**', 'data/processed/**'] });
  const found = files.sort().map(async (path) => {
    const file = join(folder, path);
    const exported = (await import(pathToFileURL(file).href)) as Record<string, Benchmark>;
    return Object.values(exported).map((benchmark) => ({ ...benchmark, file }));
  });
  return (await Promise.all(found)).flat();
}
