import { existsSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { countText } from '../count-text.js';
import { InputError } from '../errors.js';
import { makeFolder } from '../file-refusal.js';
import { hashFile } from '../load/source-file.js';
import type { Reporter } from '../reporter.js';
import { fetchResumable } from './fetch-resumable.js';
import type { KaggleCredentials } from './kaggle-credentials.js';
import type { DownloadedFile, KaggleDataset } from './kaggle-datasets.js';
import { isZip, unzipSingle } from './unzip-single.js';

export const kaggleUrl = 'https://www.kaggle.com';

export interface DownloadOptions {
  readonly dataset: Pick<KaggleDataset, 'path' | 'files'>;
  /** The destination folder. */
  readonly folder: string;
  readonly credentials: KaggleCredentials;
  readonly reporter: Reporter;
  /** The base URL of Kaggle; {@link kaggleUrl} by default. */
  readonly baseUrl?: string;
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * Downloads a dataset from Kaggle's public API, file by file. An existing file is left alone; a partial one (`.part`) is
 * resumed. Each receives its final name only when it is complete, and has the expected size and sha256 where they are known.
 * @throws InputError when the token is refused, the connection breaks, or a file is not the expected one.
 */
export async function downloadDataset(options: DownloadOptions): Promise<void> {
  await makeFolder(options.folder);
  for (const file of options.dataset.files) await downloadFile(file, options);
}

async function downloadFile(file: DownloadedFile, options: DownloadOptions): Promise<void> {
  const { dataset, folder, credentials, reporter, baseUrl = kaggleUrl, fetch = globalThis.fetch } = options;
  const path = join(folder, file.name);
  if (existsSync(path)) {
    const problem = await difference(path, file);
    if (problem) throw new InputError(`is there, but ${problem}`, { file: path }, 'move it away and run this again');
    const { size } = await stat(path);
    reporter.start(`download ${file.name}`, size, 'bytes').finish('is there already');
    return;
  }
  const part = `${path}.part`;
  const token = Buffer.from(`${credentials.username}:${credentials.key}`).toString('base64');
  await fetchResumable(part, {
    url: `${baseUrl}/api/v1/datasets/download/${dataset.path}/${file.name}`,
    headers: { authorization: `Basic ${token}` },
    name: file.name,
    reporter,
    fetch,
  });
  const whole = (await isZip(part)) ? await unpack(part, file) : part;
  const problem = await difference(whole, file);
  if (!problem) await rename(whole, path);
  await rm(part, { force: true });
  await rm(whole, { force: true });
  if (problem)
    throw new InputError(`what came ${problem}; it was removed`, { file: path }, 'run this again to fetch it anew');
}

/** Kaggle may send a large file zipped: returns the path of its content, unpacked beside the archive. */
async function unpack(part: string, file: DownloadedFile): Promise<string> {
  const unpacked = `${part}.unpacked`;
  try {
    await unzipSingle(part, unpacked);
    return unpacked;
  } catch (error) {
    await rm(unpacked, { force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
    await rm(part);
    const why = (error as Error).message;
    throw new InputError(
      `${file.name} cannot be unpacked (${why}); it was removed`,
      {},
      'run this again to fetch it anew',
    );
  }
}

/** Returns how a file differs from the expected one, undefined where it does not. */
async function difference(path: string, { bytes, sha256 }: DownloadedFile): Promise<string | undefined> {
  if (bytes === undefined || sha256 === undefined) return undefined;
  const found = await hashFile(path);
  if (found.bytes !== bytes) return `has ${countText(found.bytes)} bytes instead of ${countText(bytes)}`;
  return found.sha256 === sha256 ? undefined : `has sha256 ${found.sha256} instead of ${sha256}`;
}
