import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { InputError } from '../errors.js';

/** A file of a dataset, and its content once unpacked (the same if it is not gzipped). */
export interface HashedFile {
  readonly bytes: number;
  readonly sha256: string;
  readonly contents: { readonly bytes: number; readonly sha256: string };
}

/** Marks by which a change of a file is detected. */
export interface FileMarks {
  readonly marks: string;
  /** Whether the file had been unchanged long enough, when inspected, that any later change alters the marks. */
  readonly isSettled: boolean;
}

/** How long a file must have been unchanged, in ms: a change within one clock tick does not alter the marks. */
const settled = 3000;

/**
 * Returns the marks of an existing file: inode, size, times of change and of status change.
 * @param looked the time (ms) of the inspection, or of an earlier reading whose content the marks are to stand for.
 */
export async function fileMarks(path: string, looked = Date.now()): Promise<FileMarks> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true }).catch(unreadable(path));
  const changed = Number((ctimeNs > mtimeNs ? ctimeNs : mtimeNs) / 1_000_000n);
  return { marks: [dev, ino, size, mtimeNs, ctimeNs].join(), isSettled: looked - changed >= settled };
}

/**
 * Checks that a file did not change while it was read and hashed.
 * @param before its marks before reading.
 * @throws InputError when it changed.
 */
export async function refuseChanged(path: string, before: FileMarks, hashed: HashedFile): Promise<void> {
  const { marks } = await fileMarks(path);
  if (before.isSettled && marks === before.marks) return;
  if ((await hashFile(path)).sha256 === hashed.sha256) return;
  throw new InputError('changed while it was read', { file: path }, 'a file that stays as it is; run again');
}

/**
 * Reads a file once to determine its size and sha256.
 * @throws InputError when it cannot be read, or is gzipped and truncated or damaged.
 */
export async function hashFile(path: string): Promise<HashedFile> {
  try {
    return path.endsWith('.gz') ? await hashPacked(path) : await hashPlain(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (error instanceof InputError) throw error;
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
  const contents = await hashBytes(path);
  return { ...contents, contents };
}

/**
 * Reads a file once to determine its size and sha256, packed or not.
 * @throws InputError when it cannot be read.
 */
export async function hashBytes(path: string): Promise<Pick<HashedFile, 'bytes' | 'sha256'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = read(path).on('data', (chunk) => {
    bytes += chunk.length;
  });
  await pipeline(counted, hash).catch(unreadable(path));
  return { bytes, sha256: hash.digest('hex') };
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
