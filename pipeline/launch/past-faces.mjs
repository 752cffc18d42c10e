import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const importing = /^import \{([^}]*)\} from '(\.[^']*\/index)\.js';$/gm;
const exporting = /^export (?:\*|\{([^}]*)\}) from '(\.[^']*)\.js';$/gm;
const declaring = /^export (?:async )?(?:function\*?|const|class) (\w+)/gm;

/**
 * A module's text with each import from a face (`index.ts`) replaced by one from the module that declares the name. The bundler puts
 * all that one import reaches into one piece: through a face that is a whole room, DuckDB included, for one small function. Lines keep
 * their numbers, for stack traces.
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

/** By exported name of a module: the file that declares it, and its name there. */
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

/** The names between braces, types left out. */
const namesIn = (list) =>
  list
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one && !one.startsWith('type '))
    .map((one) => {
      const [name, as = name] = one.split(/\s+as\s+/);
      return { name, as };
    });
