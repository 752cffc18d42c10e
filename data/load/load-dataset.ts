import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Dataset } from '../dataset.js';
import { isKaggleDownload } from '../download/kaggle-files.js';
import { InputError } from '../errors.js';
import { quiet, type Reporter } from '../reporter.js';
import type { Layout } from './layout.js';
import { movieLens1m, movieLens100k, movieLensCsv } from './movielens.js';
import { retailRocket } from './retailrocket.js';
import { sessionTsv } from './session-tsv.js';
import { type FileMarks, fileMarks, type HashedFile, hashFile, refuseChanged } from './source-file.js';
import { unpackedName } from './table/file-bytes.js';

export interface LoadOptions {
  /** Share of a file's rows, and of the rows of each kind, that may be unreadable; beyond it the load fails. .01 by default. */
  readonly maxRejects?: number;
  /** The current time (ms since 1970): later times are rejected. */
  readonly now?: number;
  readonly reporter?: Reporter;
}

const layouts: readonly Layout[] = [retailRocket, sessionTsv, movieLens100k, movieLens1m, movieLensCsv];

/**
 * Reads a folder of shop data in any of the known layouts: RetailRocket (`events.csv`), session TSV (`train.tsv` and
 * `test.tsv`), MovieLens 100k (`u.data`) or 1M (`ratings.dat`), each file plain or gzipped (plain first).
 *
 * Unreadable rows are returned as `rejects`. Files that a log does not require, such as a catalogue, are left out with
 * a warning if they are unreadable. `sha256` and sizes are those of what was read.
 * @throws InputError for a folder or file that is invalid, has too many such rows, or changed while it was read.
 */
export async function loadDataset(folder: string, options: LoadOptions = {}): Promise<Dataset> {
  const { maxRejects = 0.01, now = Date.now(), reporter = quiet } = options;
  const { layout, files } = await findLayout(folder);
  const marks = new Map<string, FileMarks>();
  for (const path of files.values()) marks.set(path, await fileMarks(join(folder, path)));
  const warnings: string[] = [];
  const bar = reporter.start(`load ${basename(resolve(folder))}`, files.size, 'files');
  const [hashing, reading] = await Promise.allSettled([
    hashFiles(folder, files, (done) => bar.update(done)),
    layout.load({ folder, files, maxRejects, now, warnings }),
  ]);
  // A file that cannot be read or unpacked fails both; hashing has the better message.
  if (hashing.status === 'rejected') throw hashing.reason;
  if (reading.status === 'rejected') throw reading.reason;
  const hashed = hashing.value;
  const { rows, ...contents } = reading.value;
  for (const [name, path] of files) await refuseChanged(join(folder, path), marks.get(path)!, hashed.get(name)!);
  bar.finish();
  return {
    name: basename(resolve(folder)),
    layout: layout.name,
    files: [...files].map(([name, path]) => {
      const { bytes, sha256 } = hashed.get(name)!;
      return { path, bytes, sha256, ...(rows.has(name) && { rows: rows.get(name)! }) };
    }),
    warnings,
    complete: isKaggleDownload([...hashed].map(([name, { contents }]) => ({ name, ...contents }))),
    ...contents,
  };
}

async function findLayout(folder: string): Promise<{ layout: Layout; files: Map<string, string> }> {
  if (!existsSync(folder)) throw new InputError('there is no such folder', { file: folder }, wanted);
  if (!(await stat(folder)).isDirectory()) throw new InputError('is no folder', { file: folder }, wanted);
  const names = (await readdir(folder)).sort();
  const found = new Map<string, string>();
  for (const name of names) {
    const plain = unpackedName(name);
    if (name === plain || !found.has(plain)) found.set(plain, name);
  }
  const matching = layouts.filter((layout) => layout.required.every((name) => found.has(name)));
  if (matching.length === 0) throw new InputError(whatIsMissing(found), { file: folder }, wanted);
  if (matching.length > 1) {
    const both = matching.map((layout) => layout.required.join(' + ')).join(' and ');
    throw new InputError(`holds more than one dataset: ${both}`, { file: folder }, 'a folder of its own for each');
  }
  const layout = matching[0]!;
  const optional = [...found.keys()].filter((name) => layout.optional?.test(name));
  const files = [...layout.required, ...optional].map((name) => [name, found.get(name)!] as const);
  return { layout, files: new Map(files) };
}

function whatIsMissing(found: ReadonlyMap<string, string>): string {
  const needed = layouts.find(({ required }) => required.some((name) => found.has(name)))?.required ?? [];
  const missing = needed.filter((name) => !found.has(name));
  if (missing.length === 0) return 'holds no layout that is known';
  return `holds ${needed.filter((name) => found.has(name)).join(', ')} but no ${missing.join(', ')}`;
}

const wanted = `a folder with ${layouts.map((layout) => layout.required.join(' + ')).join(', or ')} (each also as .gz)`;

async function hashFiles(
  folder: string,
  files: ReadonlyMap<string, string>,
  report: (done: number) => void,
): Promise<Map<string, HashedFile>> {
  const hashed = new Map<string, HashedFile>();
  for (const [name, path] of files) {
    hashed.set(name, await hashFile(join(folder, path)));
    report(hashed.size);
  }
  return hashed;
}
