import { readdir, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { hashBytes, InputError } from '../../data/index.js';

/** A file's name and the sha256 of its content. */
export type ContentHash = readonly [name: string, sha256: string];

/**
 * The sha256 of each file of a folder, by name; empty if the folder does not exist. Every file is read: copies and archives can keep
 * size and times though the contents differ, and a file of 94 MB takes a tenth of a second.
 * @param isDeep whether to look into the folders within it.
 * @throws InputError for a folder or a file that exists and cannot be read.
 */
export async function contentHashes(folder: string, isDeep = false): Promise<ContentHash[]> {
  const names = await readdir(folder, { recursive: isDeep }).catch(
    noneIfAbsent(folder, 'a folder that you may read', []),
  );
  const found: ContentHash[] = [];
  for (const name of names.sort()) {
    const path = join(folder, name);
    const facts = await stat(path).catch(noneIfAbsent(path, 'a file that you may read', undefined));
    if (facts?.isFile()) found.push([name.replaceAll(sep, '/'), (await hashBytes(path)).sha256]);
  }
  return found;
}

const noneIfAbsent =
  <T>(path: string, expected: string, none: T) =>
  ({ code, message }: NodeJS.ErrnoException): T => {
    if (['ENOENT', 'ENOTDIR'].includes(code ?? '')) return none;
    throw new InputError(`cannot be read (${message})`, { file: path }, expected);
  };
