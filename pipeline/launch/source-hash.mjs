import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const rooms = ['data', 'features', 'models', 'evaluation', 'pipeline', 'experiments'];
const skipped = new Set(['data/raw', 'data/processed', 'models/kernels/assembly']);
const others = ['package.json', 'package-lock.json', 'tsconfig.json'];

/** A hash of all that a build of a script is made from: the project's sources without tests, and their location. */
export function sourceHash(root, script) {
  const hash = createHash('sha256').update(JSON.stringify([root, script, process.version]));
  for (const file of [...others, ...rooms.flatMap((room) => sourcesIn(root, room))])
    hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 12);
}

function sourcesIn(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return skipped.has(path) ? [] : sourcesIn(root, path);
      return /\.(ts|mjs)$/.test(path) && !/\.(test|bench)\.ts$/.test(path) ? [path] : [];
    });
}
