import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { InputError, writeWhole } from '../../data/index.js';
import { memoFolder } from './memo.js';

/** A file's name and the sha256 of what it holds. */
export type ContentHash = readonly [name: string, sha256: string];

/** By path, the sha256 of a file, and the marks that it had. */
type Index = Record<string, { readonly marks: string; readonly sha256: string }>;

/** How long a file must have been left alone, in ms, for its marks to vouch for it: a change within one tick of the clock leaves them. */
const settled = 3000;

/**
 * The sha256 of each file of a folder, by name; none where there is no such folder. Hashes are kept in the cache, and taken again
 * only when a file's inode, size, time of change or time of status change is another, as git's index does it: a file
 * that was touched has the same hash, one whose contents changed another, whatever its size and time.
 * @throws InputError for a folder or a file that is there and cannot be read.
 */
export async function contentHashes(folder: string, cache: string): Promise<ContentHash[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(
    noneIfAbsent(folder, 'a folder that you may read', []),
  );
  const file = join(memoFolder(cache), 'contents.json');
  const index = await readFile(file, 'utf8')
    .then((text) => JSON.parse(text) as Index)
    .catch((): Index => ({}));
  const found: ContentHash[] = [];
  let isNew = false;
  for (const name of entries.map((entry) => entry.name).sort()) {
    const path = resolve(folder, name);
    const looked = Date.now();
    const facts = await stat(path, { bigint: true }).catch(noneIfAbsent(path, 'a file that you may read', undefined));
    if (!facts?.isFile()) continue;
    const marks = [facts.dev, facts.ino, facts.size, facts.mtimeNs, facts.ctimeNs].join();
    const kept = Object.hasOwn(index, path) ? index[path] : undefined;
    const sha256 = kept?.marks === marks ? kept.sha256 : await sha256Of(path);
    found.push([name, sha256]);
    const changed = Number((facts.ctimeNs > facts.mtimeNs ? facts.ctimeNs : facts.mtimeNs) / 1_000_000n);
    if (kept?.marks === marks || looked - changed < settled) continue;
    index[path] = { marks, sha256 };
    isNew = true;
  }
  if (isNew) await writeWhole(file, (temporary) => writeFile(temporary, JSON.stringify(index)));
  return found;
}

const noneIfAbsent =
  <T>(path: string, expected: string, none: T) =>
  (error: NodeJS.ErrnoException): T =>
    ['ENOENT', 'ENOTDIR'].includes(error.code ?? '') ? none : unreadable(path, expected)(error);

const unreadable = (path: string, expected: string) => (error: Error) => {
  throw new InputError(`cannot be read (${error.message})`, { file: path }, expected);
};

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash).catch(
    unreadable(path, 'a file that you may read'),
  );
  return hash.digest('hex');
}
