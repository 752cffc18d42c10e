import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import ts from 'typescript';
import { root } from '../engine/root.js';
import { joined, type Notebook } from './notebook.js';

/**
 * A hash of a notebook's code and of all code of this project that it uses: while the hash stays the same, running the notebook again on
 * the same data, packages and processor shows the same figures.
 *
 * Of modules the bundler's output is hashed, so that neither comments nor layout nor unused code count. Dynamically imported
 * modules count too. Of the notebook only code cells count, as written.
 * @param folder the notebook's folder, from which its imports are resolved.
 */
export async function notebookVersion(notebook: Notebook, folder: string): Promise<string> {
  const cells = notebook.cells.filter((cell) => cell.cell_type === 'code').map((cell) => joined(cell.source));
  const hash = createHash('sha256').update(JSON.stringify(cells));
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents: cells.flatMap((cell) => reExports(cell, folder)).join('\n'), resolveDir: root, loader: 'ts' },
    outdir: 'dist',
    bundle: true,
    splitting: true,
    write: false,
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    plugins: [packagesOutside],
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
  const texts = outputFiles.map(({ text }) => text).sort();
  for (const text of texts) hash.update(text);
  return hash.digest('hex');
}

/** A cell's imports from this project, as re-exports from the sources of `dist/`. */
function reExports(cell: string, folder: string): string[] {
  const { statements } = ts.createSourceFile('cell.ts', cell, ts.ScriptTarget.Latest);
  return statements.filter(ts.isImportDeclaration).flatMap(({ moduleSpecifier, importClause }) => {
    const { text } = moduleSpecifier as ts.StringLiteral;
    const bindings = importClause?.namedBindings;
    if (!text.startsWith('.') || !bindings || !ts.isNamedImports(bindings)) return [];
    const source = sourceOf(join(folder, text));
    const names = bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
    return names.map((name) => `export { ${name} as ${name}_${source.replaceAll(/\W/g, '_')} } from './${source}';`);
  });
}

/** The source of a module of `dist/`, for other modules the module itself; relative to the repository's root. */
function sourceOf(module: string): string {
  const built = relative(join(root, 'dist'), module);
  return built.startsWith('..') ? relative(root, module) : built.replace(/\.js$/, '.ts');
}

/** Keeps packages out of a bundle: their versions are in the table of what a notebook's figures depend on. */
const packagesOutside: Plugin = {
  name: 'packages outside',
  setup(bundler) {
    bundler.onResolve({ filter: /^[^.]/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path, external: true, sideEffects: false },
    );
  },
};
