import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const importing = /^import \{([^}]*)\} from '(\.[^']*\/index)\.js';$/gm;
const exporting = /^export (?:\*|\{([^}]*)\}) from '(\.[^']*)\.js';$/gm;
const declaring = /^export (?:async )?(?:function\*?|const|class) (\w+)/gm;

/**
 * A module's text with each import from a face (`index.ts`) made one from the module that the face has the name from. The bundler puts
 * into one piece what one import reaches: by way of a face that is a whole room, DuckDB and all, for one small function. Each line keeps
 * its number, for traces.
 */
export const pastFaces = (text, path) =>
  text.replaceAll(importing, (whole, names, face) => {
    const from = join(dirname(path), `${face}.ts`);
    const imports = namesIn(names)
      .map(({ name, as }) => {
        const found = exportsOf(from).get(name) ?? { file: from, name };
        return `import { ${found.name} as ${as} } from ${JSON.stringify(found.file)};`;
      })
      .join(' ');
    return imports + '\n'.repeat(whole.split('\n').length - 1);
  });

const faces = new Map();

/** By the names that a module exports: the file that declares each, and how it is called there. */
function exportsOf(path) {
  const known = faces.get(path);
  if (known) return known;
  const found = new Map();
  faces.set(path, found);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  for (const [, name] of text.matchAll(declaring)) found.set(name, { file: path, name });
  for (const [, names, module] of text.matchAll(exporting)) {
    const file = join(dirname(path), `${module}.ts`);
    const inner = exportsOf(file);
    const listed = names === undefined ? [...inner.keys()].map((name) => ({ name, as: name })) : namesIn(names);
    for (const { name, as } of listed) found.set(as, inner.get(name) ?? { file, name });
  }
  return found;
}

/** What stands between braces, types left out. */
const namesIn = (list) =>
  list
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one && !one.startsWith('type '))
    .map((one) => {
      const [name, as = name] = one.split(/\s+as\s+/);
      return { name, as };
    });
