import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildResult, Plugin } from 'esbuild';
import { root } from './root.js';

/** Versions by module, handed over by `launch.mjs`, which computed them from the sources that it built what runs from. */
const handedOver = (globalThis as { [key: symbol]: Readonly<Record<string, string>> | undefined })[
  Symbol.for('retail-recsys code versions')
];
const known = new Map(Object.entries(handedOver ?? {}));

/**
 * A hash for each of some modules of the code that it consists of, all of this project that it uses, and of the lock file:
 * while it stays the same, so does what the module computes.
 *
 * What is hashed is the bundler's output, so that neither comments nor layout count, nor modules that nothing is used of.
 * A module imported dynamically does not count either: it has a version of its own. Taken once a process: what runs is the code
 * that was loaded.
 * @param modules paths from the repository's root, e.g. `models/neighbours/item-knn.ts`.
 */
export async function codeVersions(modules: readonly string[]): Promise<string[]> {
  const unknown = [...new Set(modules)].filter((module) => !known.has(module));
  if (unknown.length > 0) for (const [module, version] of await compute(unknown)) known.set(module, version);
  return modules.map((module) => known.get(module)!);
}

/**
 * Whether the code of some modules is another by now than their versions say. It never is where `launch.mjs` handed these over: what
 * runs from its build is what they were computed from.
 */
export async function codeChanged(modules: readonly string[], versions: readonly string[]): Promise<boolean> {
  if (handedOver) return false;
  const now = new Map(await compute([...new Set(modules)]));
  return modules.some((module, i) => now.get(module) !== versions[i]);
}

async function compute(modules: readonly string[]): Promise<[module: string, version: string][]> {
  const lock = await readFile(join(root, 'package-lock.json'));
  const moduleOf = new Map(modules.map((module) => [loadedFrom(module), module]));
  const { metafile, outputFiles } = await bundles([...moduleOf.keys()]);
  return outputFiles.map(({ path, contents }) => {
    const { entryPoint } = Object.entries(metafile.outputs).find(([name]) => join(root, name) === path)![1];
    return [moduleOf.get(entryPoint!)!, createHash('sha256').update(lock).update(contents).digest('hex')];
  });
}

/** The file that runs: what was compiled into `dist/` may be older than its source. */
const loadedFrom = (module: string) => (isCompiled ? join('dist', module.replace(/\.ts$/, '.js')) : module);
const isCompiled = relative(root, fileURLToPath(import.meta.url)).startsWith('dist/');

/** By module, the files of this project that it consists of: itself, and what it uses of others. */
export async function filesOf(modules: readonly string[]): Promise<Map<string, string[]>> {
  const { metafile } = await bundles(modules);
  return new Map(
    Object.values(metafile.outputs).map(({ entryPoint, inputs }) => {
      const used = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
      return [entryPoint!, used.map(([file]) => file)];
    }),
  );
}

async function bundles(modules: readonly string[]): Promise<BuildResult<{ metafile: true; write: false }>> {
  const { build } = await import('esbuild');
  return build({
    absWorkingDir: root,
    entryPoints: [...modules],
    outbase: root,
    outdir: 'dist',
    bundle: true,
    write: false,
    metafile: true,
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    plugins: [outside],
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
}

/** Keeps packages out of a bundle, and with them the import of one that nothing is used of; and what is loaded on demand. */
const outside: Plugin = {
  name: 'outside',
  setup(bundler) {
    bundler.onResolve({ filter: /./ }, ({ path, kind }) =>
      kind !== 'entry-point' && (kind === 'dynamic-import' || !path.startsWith('.'))
        ? { path, external: true, sideEffects: false }
        : undefined,
    );
  },
};
