import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildResult, Metafile, Plugin } from 'esbuild';
import { type FileMarks, fileMarks } from '../../data/index.js';
import { compiledSources } from './compiled-sources.js';
import { root } from './root.js';

/** Versions by module, passed on by `launch.mjs`, which computed them from the sources of the running build. */
const handedOver = (globalThis as { [key: symbol]: Readonly<Record<string, string>> | undefined })[
  Symbol.for('retail-recsys code versions')
];

/** The hash of a module's code, and the marks of the files that it was made from, by path from the repository's root. */
interface Hashed {
  readonly hash: string;
  readonly marks: ReadonlyMap<string, FileMarks>;
}

/** A module's version, and the loaded code, whose hash differs from the version if it is compiled. */
interface Code {
  readonly version: string;
  readonly loaded: Hashed;
}

const known = new Map<string, Code>(
  Object.entries(handedOver ?? {}).map(([module, version]) => [
    module,
    { version, loaded: { hash: version, marks: new Map() } },
  ]),
);

/**
 * For each module, a hash of its code, of all code of this project that it uses, and of the lock file:
 * while the hash stays the same, so does what the module computes.
 *
 * The bundler's output is hashed, so that neither comments nor layout count, nor modules of which nothing is used.
 * A dynamically imported module does not count either: it has its own version. Hashed once a process, as the loaded code is
 * what runs. If `dist/` runs and is older than its sources, its code is hashed instead of theirs.
 * @param modules paths from the repository's root, e.g. `models/neighbours/item-knn.ts`.
 */
export async function codeVersions(modules: readonly string[]): Promise<string[]> {
  const unknown = [...new Set(modules)].filter((module) => !known.has(module));
  if (unknown.length > 0) for (const [module, code] of await codeOf(unknown)) known.set(module, code);
  return modules.map((module) => known.get(module)!.version);
}

/**
 * Whether the code of some modules has changed since their versions were taken. Never true for versions passed on by `launch.mjs`,
 * which were computed from the code of the build that runs. A module is bundled again only if one of its files was touched.
 */
export async function codeChanged(modules: readonly string[]): Promise<boolean> {
  if (handedOver) return false;
  const touched: string[] = [];
  for (const module of modules) if (await wasTouched(known.get(module)?.loaded)) touched.push(module);
  if (touched.length === 0) return false;
  const now = await hashes(touched.map(loadedFrom));
  return touched.some((module) => now.get(loadedFrom(module))?.hash !== known.get(module)?.loaded.hash);
}

async function wasTouched(code: Hashed | undefined): Promise<boolean> {
  if (!code) return true;
  for (const [file, { marks, isSettled }] of code.marks)
    if (!isSettled || (await fileMarks(join(root, file))).marks !== marks) return true;
  return false;
}

const isCompiled = relative(root, fileURLToPath(import.meta.url)).startsWith('dist/');
const loadedFrom = (module: string) => (isCompiled ? join('dist', module.replace(/\.ts$/, '.js')) : module);

async function codeOf(modules: readonly string[]): Promise<[module: string, code: Code][]> {
  const loaded = await hashes(modules.map(loadedFrom));
  // The compiler formats the same code differently from the bundler; an up-to-date dist is to share outputs with the sources.
  const versions = isCompiled && (await isUpToDate(modules)) ? await hashes(modules) : undefined;
  return modules.map((module) => {
    const ofLoaded = loaded.get(loadedFrom(module))!;
    return [module, { version: versions?.get(module)?.hash ?? ofLoaded.hash, loaded: ofLoaded }];
  });
}

const lockFile = 'package-lock.json';

/** By file, a hash of its bundle and of the lock file. */
async function hashes(files: readonly string[]): Promise<Map<string, Hashed>> {
  const started = Date.now();
  const lock = await readFile(join(root, lockFile));
  const { metafile, outputFiles } = await bundles(files);
  const marks = new Map<string, FileMarks>();
  for (const file of [lockFile, ...Object.keys(metafile.inputs)])
    marks.set(file, await fileMarks(join(root, file), started));
  return new Map(
    outputFiles.map(({ path, contents }) => {
      const [, made] = Object.entries(metafile.outputs).find(([name]) => join(root, name) === path)!;
      const own = [lockFile, ...reachedFrom(made.entryPoint!, metafile)].map(
        (file) => [file, marks.get(file)!] as const,
      );
      return [made.entryPoint!, { hash: sha256(lock, contents), marks: new Map(own) }];
    }),
  );
}

/** The files that a module imports, itself included, even those of which nothing is used. */
function reachedFrom(module: string, { inputs }: Metafile): Set<string> {
  const reached = new Set([module]);
  for (const file of reached) for (const { path } of inputs[file]!.imports) if (path in inputs) reached.add(path);
  return reached;
}

/** Whether `dist/` was compiled from the current sources of some modules, according to the compiler's build info. */
async function isUpToDate(modules: readonly string[]): Promise<boolean> {
  const sources = [...new Set([...(await filesOf(modules)).values()].flat())];
  const compiled = await compiledSources(join(root, 'dist'));
  const are = await Promise.all(
    sources.map(async (file) => compiled.get(file) === sha256(await readFile(join(root, file)))),
  );
  return are.every(Boolean);
}

/** By module, the files of this project in its bundle: the module itself and all files that it uses. */
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

const sha256 = (...parts: readonly Uint8Array[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

/** Keeps packages and dynamically imported modules out of a bundle; drops imports of which nothing is used. */
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
