import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { readFacts, writeFacts } from './build-facts.mjs';
import { pastFaces } from './past-faces.mjs';
import { sourceHash } from './source-hash.mjs';

const versions = 'pipeline/engine/code-version.ts';
/** Where no build can be written. For a folder on a read-only disk Node says ENOENT. */
const refusals = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'EEXIST'];
/** Plain JavaScript that every command loads, from dozens of files. */
const bundled = /^(zod|pure-rand|fastest-levenshtein|cli-table3)($|\/)/;

/**
 * Bundles a script into a folder, whole or not at all, with the versions of all code that stages depend on in `build.json`. What runs
 * takes itself to lie where its sources lie, so that fonts, packages and the project's root are found from there.
 * @returns whether the folder is there: it is not where it cannot be written, or where the sources are wrong or being changed.
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

/** Gives a build its name, unless another process that built the same has taken it. A damaged one makes way. */
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
    // What is bundled of CommonJS may ask for Node's own modules.
    banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" },
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    plugins: [fromItsSources],
    logLevel: 'silent',
  });

/** Takes packages as they are installed; tells modules that they lie where their sources lie. */
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
