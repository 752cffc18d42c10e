import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { readFacts, writeFacts } from './build-facts.mjs';
import { pastFaces } from './past-faces.mjs';
import { sourceHash } from './source-hash.mjs';

const versions = 'pipeline/engine/code-version.ts';
/** Error codes if a build cannot be written. For a folder on a read-only disk Node reports ENOENT. */
const refusals = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'EEXIST'];
/** Packages of plain JavaScript that every command loads, from dozens of files. */
const bundled = /^(zod|pure-rand|fastest-levenshtein|cli-table3)($|\/)/;

/**
 * Bundles a script into a folder, whole or not at all, with the versions of all code that stages depend on in `build.json`. Bundled
 * modules keep the location of their sources, so that fonts, packages and the project's root are found from there.
 * @returns whether the folder was made: false if it cannot be written, or if the sources do not compile or are changing.
 */
export async function buildInto(folder, root, script, hash) {
  const temporary = `${folder}.${process.pid}.tmp`;
  try {
    mkdirSync(temporary, { recursive: true });
    const { metafile } = await bundle(root, script, temporary);
    const outputOf = (module) => {
      const [output] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === module);
      return relative(temporary, join(root, output));
    };
    const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
    const onDemand = imports.filter(({ kind, external }) => kind === 'dynamic-import' && !external);
    const modules = [...new Set(onDemand.map(({ path }) => path))];
    const { codeVersions } = await import(pathToFileURL(join(temporary, outputOf(versions))).href);
    const found = await codeVersions(modules);
    const facts = {
      entry: outputOf(script),
      versions: Object.fromEntries(modules.map((module, i) => [module, found[i]])),
    };
    writeFacts(temporary, facts);
    if (sourceHash(root, script) !== hash) return false;
    take(temporary, folder);
    return true;
  } catch (error) {
    if (error.errors || refusals.includes(error.code)) return false;
    throw error;
  } finally {
    if (existsSync(temporary)) rmSync(temporary, { recursive: true });
  }
}

/** Renames a build to its final name, unless another process has built the same. A damaged build is replaced. */
function take(temporary, folder) {
  try {
    if (existsSync(folder) && !readFacts(folder)) rmSync(folder, { recursive: true });
    if (!existsSync(folder)) renameSync(temporary, folder);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
  }
}

const bundle = (root, script, to) =>
  build({
    absWorkingDir: root,
    entryPoints: [script, versions],
    outbase: root,
    outdir: to,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Bundled CommonJS may require Node's own modules.
    banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" },
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    plugins: [fromItsSources],
    logLevel: 'silent',
  });

/** Leaves packages out of the bundle, as installed; sets modules' `import.meta.url` to the location of their sources. */
const fromItsSources = {
  name: 'from its sources',
  setup(bundler) {
    bundler.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || bundled.test(path) ? undefined : { path, external: true, sideEffects: false },
    );
    bundler.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { loader: 'ts', contents: pastFaces(text, path) };
    });
  },
};
