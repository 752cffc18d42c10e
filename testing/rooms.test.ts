import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
/** From the ground up. `experiments` runs what `pipeline` declares; nobody imports it. */
const floors = ['data', 'features', 'models', 'evaluation', 'pipeline', 'experiments'];
/** Folders that are entered only through their index.ts: every room, and within rooms those that have one. */
const faces = floors.flatMap(foldersOf).filter((folder) => existsSync(join(root, folder, 'index.ts')));

/** TypeScript files below a room, from the root. */
function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name);
    if (['data/raw', 'data/processed'].includes(path)) return [];
    if (statSync(join(root, path)).isDirectory()) return filesOf(path);
    return name.endsWith('.ts') ? [path] : [];
  });
}

/** A room's folder and all folders below it, from the root. */
function foldersOf(folder: string): string[] {
  const inner = readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [folder, ...inner.flatMap(({ name }) => foldersOf(join(folder, name)))];
}

/** What a file imports from this project, types included, as source paths from the root. */
function importsOf(path: string): string[] {
  return ts
    .preProcessFile(readFileSync(join(root, path), 'utf8'))
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => normalize(join(dirname(path), name)).replace(/\.js$/, '.ts'));
}

/** Breaks of the building's rules by one file: imports upwards, or past another room's face. */
function breaks(path: string, imports: readonly string[]): string[] {
  const room = path.split('/')[0]!;
  const test = /(\.test|[./]bench)\.ts$/.test(path);
  return imports.flatMap((to) => {
    const other = to.split('/')[0]!;
    if (test && other === 'testing') return [];
    if (other === room)
      return pastFace(path, to) ? [`${path} imports ${to}: past the face of ${pastFace(path, to)}/`] : [];
    if (other === 'testing') return [`${path} imports ${to}: only tests and benchmarks may`];
    if (floors.indexOf(other) > floors.indexOf(room)) return [`${path} imports ${to}: a floor above its own`];
    return to === `${other}/index.ts` ? [] : [`${path} imports ${to}: past the face of ${other}/`];
  });
}

/** The innermost folder with a face that a file of the same room enters by another door, if it does. */
function pastFace(path: string, to: string): string | undefined {
  if (to.endsWith('/index.ts')) return undefined;
  const inner = faces.filter((face) => to.startsWith(`${face}/`)).sort((a, b) => b.length - a.length)[0];
  return inner && !path.startsWith(`${inner}/`) ? inner : undefined;
}

describe('the rooms', () => {
  const files = floors.flatMap(filesOf);

  it('import only downwards, and only through the index.ts of a room or of a folder that has one', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap((path) => breaks(path, importsOf(path)))).toEqual([]);
  });

  it('have no import that goes in a circle, those of types counted', () => {
    expect(circle(new Map(files.map((path) => [path, importsOf(path)])))).toBeUndefined();
  });

  it('would be caught breaking the rules', () => {
    expect(breaks('data/x.ts', ['models/index.ts'])).toHaveLength(1);
    expect(breaks('models/x.ts', ['data/load/csv.ts'])).toHaveLength(1);
    expect(breaks('models/x.ts', ['testing/log-of.ts'])).toHaveLength(1);
    expect(breaks('models/x.ts', ['models/kernels/als.ts'])).toHaveLength(1);
    expect(breaks('pipeline/x.ts', ['experiments/index.ts'])).toHaveLength(1);
    expect(breaks('models/x.ts', ['data/index.ts', 'models/popularity/popular.ts', 'models/kernels/index.ts'])).toEqual(
      [],
    );
    expect(breaks('models/kernels/x.ts', ['models/kernels/als.ts'])).toEqual([]);
    expect(
      circle(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).toEqual(['b', 'c', 'b']);
  });
});

/** A path that comes back to where it was, if there is one. */
function circle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const cleared = new Set<string>();
  const visit = (node: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (cleared.has(node)) return undefined;
    for (const next of graph.get(node) ?? []) {
      const found = visit(next, [...path, node]);
      if (found) return found;
    }
    cleared.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const found = visit(node, []);
    if (found) return found.map((path) => relative('.', path));
  }
  return undefined;
}
