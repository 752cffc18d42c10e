import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Writable } from 'node:stream';
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
 * @throws InputError where a gzipped file is cut short or damaged.
 */
export async function hashFile(path: string): Promise<HashedFile> {
  const packed = createHash('sha256');
  const bytes = (await stat(path)).size;
  if (!path.endsWith('.gz')) {
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), packed);
    const sha256 = packed.digest('hex');
    return { bytes, sha256, contents: { bytes, sha256 } };
  }
  const unpacked = createHash('sha256');
  let unpackedBytes = 0;
  const count = new Writable({
    write(chunk: Buffer, _encoding, done) {
      unpacked.update(chunk);
      unpackedBytes += chunk.length;
      done();
    },
  });
  const source = createReadStream(path, { highWaterMark: 1 << 20 });
  source.on('data', (chunk) => packed.update(chunk));
  try {
    await pipeline(source, createGunzip(), count);
  } catch (error) {
    throw new InputError(
      `cannot be unpacked (${(error as Error).message})`,
      { file: path },
      'a whole gzip file; fetch or pack it again',
    );
  }
  return {
    bytes,
    sha256: packed.digest('hex'),
    contents: { bytes: unpackedBytes, sha256: unpacked.digest('hex') },
  };
}
