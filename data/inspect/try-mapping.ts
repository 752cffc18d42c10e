import { copyFile, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Dataset } from '../dataset.js';
import { sqlPath, sqlText, withDuckDB } from '../duckdb.js';
import { InputError } from '../errors.js';
import { type LoadOptions, loadDataset } from '../load/load-dataset.js';
import type { Mapping } from '../load/mapping/mapping.js';
import { unpackedBytes, unpackedName } from '../load/table/file-bytes.js';

/** What a mapping made of files. */
export interface Trial {
  /** The log, with all rows that cannot be read as rejects. */
  readonly dataset?: Dataset;
  /** The bytes of the files' first part, where the log is of that alone. */
  readonly partBytes?: number;
  /** Why the files cannot be read. */
  readonly failure?: string;
}

/** The bytes of text that are read for a trial, so that its rejects find room and it takes seconds. */
const mostBytes = 20_000_000;

/** Reads files by a mapping: those of many bytes in part. */
export async function tryMapping(
  folder: string,
  files: readonly string[],
  options: LoadOptions & { readonly mapping: Mapping },
  most = mostBytes,
): Promise<Trial> {
  const sizes = await Promise.all(files.map(async (file) => textBytes(file, (await stat(join(folder, file))).size)));
  const isPart = sizes.reduce((a, b) => a + b, 0) > most;
  const part = isPart ? { partBytes: most } : {};
  const scratch = await mkdtemp(join(tmpdir(), 'retail-recsys-'));
  try {
    if (isPart)
      for (const file of files) await writeExcerpt(join(folder, file), join(scratch, file), most / files.length);
    return { ...part, dataset: await loadDataset(isPart ? scratch : folder, { ...options, maxRejects: 1 }) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { ...part, failure: error.message.replaceAll(scratch, folder) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** About how many bytes a file has as text. */
const textBytes = (file: string, bytes: number): number =>
  bytes * (unpackedName(file) !== file ? 8 : file.endsWith('.parquet') ? 4 : 1);

/** Writes about so many bytes of a file to a path, unpacked. */
async function writeExcerpt(from: string, to: string, most: number): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  if (from.endsWith('.parquet')) return writeRows(from, to, most);
  if (/\.(arrow|feather)$/.test(from)) return copyFile(from, to);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of unpackedBytes(from)) {
    chunks.push(Uint8Array.from(chunk));
    size += chunk.length;
    if (size > most) break;
  }
  const bytes = Buffer.concat(chunks);
  const end = size > most ? bytes.lastIndexOf(10, most) + 1 : size;
  await writeFile(unpackedName(to), bytes.subarray(0, end > 0 ? end : size));
}

const bytesOfRow = 100;

const writeRows = (from: string, to: string, most: number): Promise<void> =>
  withDuckDB(async (db) => {
    const rows = Math.ceil(most / bytesOfRow);
    await db.run(
      `COPY (SELECT * FROM read_parquet(${sqlPath(from)}, hive_partitioning = false) LIMIT ${rows}) TO ${sqlText(to)} (FORMAT parquet)`,
    );
  });
