import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { Dataset } from '../dataset.js';
import { isKaggleDownload } from '../download/kaggle-files.js';
import { InputError } from '../errors.js';
import { quiet, type Reporter } from '../reporter.js';
import { diginetica } from './diginetica.js';
import type { FoundFiles, Layout } from './layout.js';
import { mappedLayout } from './mapping/mapped-layout.js';
import type { Mapping } from './mapping/mapping.js';
import { movieLens1m, movieLens100k, movieLensCsv } from './movielens.js';
import { otto } from './otto.js';
import { recBole } from './recbole.js';
import { rees46 } from './rees46.js';
import { retailRocket } from './retailrocket.js';
import { sessionTsv } from './session-tsv.js';
import { type FileMarks, fileMarks, type HashedFile, hashFile, refuseChanged } from './source-file.js';
import { firstLineOf, unpackedName } from './table/file-bytes.js';
import { yoochoose } from './yoochoose.js';

export interface LoadOptions {
  /** Share of a file's rows, and of the rows of each kind, that may be unreadable; beyond it the load fails. .01 by default. */
  readonly maxRejects?: number;
  /** The current time (ms since 1970): later times are rejected. */
  readonly now?: number;
  readonly reporter?: Reporter;
  /** How the files are written; by default in one of the known layouts. */
  readonly mapping?: Mapping;
}

const layouts: readonly Layout[] = [
  ...[retailRocket, sessionTsv, rees46, otto, yoochoose, diginetica, recBole],
  ...[movieLens100k, movieLens1m, movieLensCsv],
];

/**
 * Reads a folder of shop data in any of the known layouts, each file plain or packed as `.gz` or `.zst` (plain first).
 *
 * Unreadable rows are returned as `rejects`. Files that a log does not require, such as a catalogue, are left out with
 * a warning if they are unreadable. `sha256` and sizes are those of what was read.
 * @throws InputError for a folder or file that is invalid, has too many such rows, or changed while it was read.
 */
export async function loadDataset(folder: string, options: LoadOptions = {}): Promise<Dataset> {
  const { maxRejects = 0.01, now = Date.now(), reporter = quiet, mapping } = options;
  const found = await listFiles(folder, mapping !== undefined);
  const { layout, files } = await findLayout(folder, found, mapping ? [mappedLayout(mapping)] : layouts);
  const marks = new Map<string, FileMarks>();
  for (const path of files.values()) marks.set(path, await fileMarks(join(folder, path)));
  const warnings: string[] = [];
  const bar = reporter.start(`load ${basename(resolve(folder))}`, files.size, 'files');
  const { firstLine } = found;
  const request = {
    folder,
    files,
    firstLine,
    maxRejects,
    now,
    warnings,
    ...(!mapping && { remedy: inspection(folder) }),
  };
  const [hashing, reading] = await Promise.allSettled([
    hashFiles(folder, files, (done) => bar.update(done)),
    withScratch((scratch) => layout.load({ ...request, scratch })),
  ]);
  // A file that cannot be read or unpacked fails both; hashing has the better message.
  if (hashing.status === 'rejected') throw hashing.reason;
  if (reading.status === 'rejected') throw reading.reason;
  const hashed = hashing.value;
  for (const [name, path] of files) await refuseChanged(join(folder, path), marks.get(path)!, hashed.get(name)!);
  bar.finish();
  return {
    name: basename(resolve(folder)),
    layout: layout.name,
    files: Array.from(files, ([name, path]) => {
      const { bytes, sha256 } = hashed.get(name)!;
      return { path, bytes, sha256 };
    }),
    warnings,
    complete: isKaggleDownload([...hashed].map(([name, { contents }]) => ({ name, ...contents }))),
    ...reading.value,
  };
}

const inspection = (folder: string): string =>
  `for a log of your own npm run data:inspect -- --data ${folder} proposes a --mapping`;

/** Calls `use` with a folder for temporary files, and removes it afterwards. */
async function withScratch<T>(use: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = await mkdtemp(join(tmpdir(), 'retail-recsys-'));
  try {
    return await use(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The files of a folder by plain name, each with its name as found. */
interface FolderFiles extends FoundFiles {
  readonly found: ReadonlyMap<string, string>;
}

/**
 * Lists the files of a folder.
 * @param isDeep whether those of the folders within it too.
 * @throws InputError when there is no such folder.
 */
export async function listFiles(folder: string, isDeep: boolean): Promise<FolderFiles> {
  if (!existsSync(folder)) throw new InputError('there is no such folder', { file: folder }, wanted);
  if (!(await stat(folder)).isDirectory()) throw new InputError('is no folder', { file: folder }, wanted);
  const found = new Map<string, string>();
  const entries = await readdir(folder, { recursive: isDeep, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  for (const name of paths.map((path) => path.replaceAll(sep, '/')).sort()) {
    const plain = unpackedName(name);
    if (name === plain || !found.has(plain)) found.set(plain, name);
  }
  return {
    folder,
    found,
    names: [...found.keys()].sort(),
    firstLine: (name) => firstLineOf(join(folder, found.get(name)!)),
  };
}

/** Whether a folder has one of the layouts that need no mapping. @throws InputError when it has several. */
export async function hasKnownLayout(folder: string): Promise<boolean> {
  const files = await listFiles(folder, false);
  const found = await Promise.all(layouts.map(({ find }) => find(files)));
  if (found.every((names) => names === undefined)) return false;
  await findLayout(folder, files, layouts);
  return true;
}

async function findLayout(
  folder: string,
  files: FolderFiles,
  layouts: readonly Layout[],
): Promise<{ layout: Layout; files: ReadonlyMap<string, string> }> {
  const matching: { layout: Layout; names: readonly string[] }[] = [];
  for (const layout of layouts) {
    const names = await layout.find(files);
    if (names) matching.push({ layout, names });
  }
  if (matching.length === 0)
    throw new InputError(whatIsMissing(files.names), { file: folder }, `${wanted}; ${inspection(folder)}`);
  if (matching.length > 1) {
    const both = matching.map(({ layout }) => layout.files).join(' and ');
    throw new InputError(`holds more than one dataset: ${both}`, { file: folder }, 'a folder of its own for each');
  }
  const { layout, names } = matching[0]!;
  return { layout, files: new Map(names.map((name) => [name, files.found.get(name)!])) };
}

function whatIsMissing(names: readonly string[]): string {
  const [train, test] = ['train.tsv', 'test.tsv'].map((name) => names.includes(name));
  if (train !== test) return train ? 'holds train.tsv but no test.tsv' : 'holds test.tsv but no train.tsv';
  return 'holds no layout that is known';
}

const wanted = `a folder with ${layouts.map(({ files }) => files).join(', or ')} (each also as .gz or .zst)`;

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
