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

/** What tells that a file was written to. */
export interface FileMarks {
  readonly marks: string;
  /** Whether the file had been left alone for so long, when it was looked at, that a change from then on leaves other marks. */
  readonly isSettled: boolean;
}

/** How long a file must have been left alone, in ms: a change within one tick of the clock leaves its marks. */
const settled = 3000;

/** The marks of a file that is there: inode, size, times of change and of status change. */
export async function fileMarks(path: string): Promise<FileMarks> {
  const looked = Date.now();
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true }).catch(unreadable(path));
  const changed = Number((ctimeNs > mtimeNs ? ctimeNs : mtimeNs) / 1_000_000n);
  return { marks: [dev, ino, size, mtimeNs, ctimeNs].join(), isSettled: looked - changed >= settled };
}

/**
 * Proves that a file has stayed as it was while it was read and hashed.
 * @param before its marks from before.
 * @throws InputError where it changed.
 */
export async function refuseChanged(path: string, before: FileMarks, hashed: HashedFile): Promise<void> {
  const { marks } = await fileMarks(path);
  if (before.isSettled && marks === before.marks) return;
  if ((await hashFile(path)).sha256 === hashed.sha256) return;
  throw new InputError('changed while it was read', { file: path }, 'a file that stays as it is; run again');
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
    return unreadable(path)(error as Error);
  }
}

const unreadable =
  (path: string) =>
  ({ message }: Error): never => {
    throw new InputError(`cannot be read (${message})`, { file: path }, 'a file that you may read');
  };

const read = (path: string) => createReadStream(path, { highWaterMark: 1 << 20 });

async function hashPlain(path: string): Promise<HashedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    read(path).on('data', (chunk) => {
      bytes += chunk.length;
    }),
    hash,
  );
  const contents = { bytes, sha256: hash.digest('hex') };
  return { ...contents, contents };
}

async function hashPacked(path: string): Promise<HashedFile> {
  const packed = createHash('sha256');
  const unpacked = createHash('sha256');
  let packedBytes = 0;
  let bytes = 0;
  await pipeline(
    read(path).on('data', (chunk) => {
      packed.update(chunk);
      packedBytes += chunk.length;
    }),
    createGunzip(),
    async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        unpacked.update(chunk);
        bytes += chunk.length;
      }
    },
  );
  return {
    bytes: packedBytes,
    sha256: packed.digest('hex'),
    contents: { bytes, sha256: unpacked.digest('hex') },
  };
}
