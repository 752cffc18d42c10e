import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const name = 'build.json';

/** Completes a build: writes its facts and the sums of all its files. */
export function writeFacts(folder, facts) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
  const text = JSON.stringify({ ...facts, files: paths.map((path) => [path.slice(folder.length + 1), sumOf(path)]) });
  writeFileSync(join(folder, name), `${sha256(text)}\n${text}`);
}

/** The facts of a build; undefined if it is missing or one of its files is not as it was written. */
export function readFacts(folder) {
  try {
    const [sum, text] = readFileSync(join(folder, name), 'utf8').split('\n');
    if (sum !== sha256(text)) return undefined;
    const facts = JSON.parse(text);
    return facts.files.every(([path, written]) => sumOf(join(folder, path)) === written) ? facts : undefined;
  } catch {
    return undefined;
  }
}

const sumOf = (path) => sha256(readFileSync(path));
const sha256 = (data) => createHash('sha256').update(data).digest('hex');
