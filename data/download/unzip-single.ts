import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

const endRecord = 0x06054b50;
const endRecordBytes = 22;
const longestComment = 65_535;
const deflated = 8;

/** Whether a file starts with the signature of a zip archive. */
export async function isZip(path: string): Promise<boolean> {
  return withFile(path, async (file) => (await read(file, 0, 4)).toString('latin1') === 'PK\x03\x04');
}

/**
 * Unpacks the single file of a zip archive as a stream.
 *
 * Read from the archive's end (PKZIP APPNOTE 4.3.12, 4.3.16): a local header may leave its sizes to a later descriptor.
 * @throws Error for an archive that is truncated, damaged, larger than 4 GB, or contains several files.
 */
export async function unzipSingle(archive: string, to: string): Promise<void> {
  const { start, bytes, method } = await withFile(archive, findEntry);
  const unpack = method === deflated ? createInflateRaw() : new PassThrough();
  const end = start + bytes - 1;
  await pipeline(createReadStream(archive, { start, end }), unpack, createWriteStream(to));
}

async function findEntry(file: FileHandle): Promise<{ start: number; bytes: number; method: number }> {
  const { size } = await file.stat();
  const tailBytes = Math.min(size, endRecordBytes + longestComment);
  const tail = await read(file, size - tailBytes, tailBytes);
  let at = tail.length - endRecordBytes;
  while (at >= 0 && tail.readUInt32LE(at) !== endRecord) at--;
  if (at < 0) throw new Error('the zip archive has no end');
  const entries = tail.readUInt16LE(at + 10);
  if (entries !== 1) throw new Error(`the zip archive holds ${entries} files, not one`);
  const central = await read(file, tail.readUInt32LE(at + 16), 46);
  const method = central.readUInt16LE(10);
  const offset = central.readUInt32LE(42);
  if (method !== deflated && method !== 0) throw new Error(`the zip archive is packed by method ${method}`);
  const local = await read(file, offset, 30);
  const start = offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  return { start, bytes: central.readUInt32LE(20), method };
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function withFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}
