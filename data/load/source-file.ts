import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { InputError } from '../errors.js';

/** A file of a dataset, and what it holds once unpacked (the same where it is not gzipped). */
export interface HashedFile {
  readonly bytes: number;
  readonly sha256: string;
  readonly contents: { readonly bytes: number; readonly sha256: string };
}

/**
 * Reads a file once for its size and sha256.
 * @throws InputError where it cannot be read, or is gzipped and cut short or damaged.
 */
export async function hashFile(path: string): Promise<HashedFile> {
  try {
    return path.endsWith('.gz') ? await hashPacked(path) : await hashPlain(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith('Z_')) {
      throw new InputError(`cannot be unpacked (${message})`, { file: path }, 'a whole gzip file; pack it again');
    }
    throw new InputError(`cannot be read (${message})`, { file: path }, 'a file that you may read');
  }
}

const read = (path: string) => createReadStream(path, { highWaterMark: 1 << 20 });

async function hashPlain(path: string): Promise<HashedFile> {
  const hash = createHash('sha256');
  const bytes = (await stat(path)).size;
  await pipeline(read(path), hash);
  const contents = { bytes, sha256: hash.digest('hex') };
  return { ...contents, contents };
}

async function hashPacked(path: string): Promise<HashedFile> {
  const packed = createHash('sha256');
  const unpacked = createHash('sha256');
  let bytes = 0;
  await pipeline(
    read(path).on('data', (chunk) => packed.update(chunk)),
    createGunzip(),
    async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        unpacked.update(chunk);
        bytes += chunk.length;
      }
    },
  );
  return {
    bytes: (await stat(path)).size,
    sha256: packed.digest('hex'),
    contents: { bytes, sha256: unpacked.digest('hex') },
  };
}
