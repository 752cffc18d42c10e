import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeWhole } from '../../data/index.js';
import { hash } from './hash.js';
import { root } from './root.js';

/** The folder of memos in a cache. */
export const memoFolder = (cache: string): string => join(resolve(root, cache), 'memos');

/**
 * A memoised JSON value: read from the cache if it is there and undamaged, otherwise computed and stored.
 * @param from all that the value depends on, including the version of its code.
 */
export async function remembered<T>(cache: string, name: string, from: unknown, compute: () => Promise<T>): Promise<T> {
  const file = join(memoFolder(cache), `${name}-${hash(from).slice(0, 24)}.memo`);
  const [sum, text] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  if (text !== undefined && sum === hash(text)) return JSON.parse(text) as T;
  const value = await compute();
  const kept = JSON.stringify(value);
  await writeWhole(file, (temporary) => writeFile(temporary, `${hash(kept)}\n${kept}`)).catch(() => {}); // may fail: not worth the run
  return value;
}
