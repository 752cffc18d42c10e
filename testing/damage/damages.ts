import { rm, truncate, writeFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** What can happen to a file on a disk. */
export const damages: Readonly<Record<string, (file: string, bytes: Buffer) => Promise<void>>> = {
  removed: (file) => rm(file),
  emptied: (file) => truncate(file),
  halved: (file, bytes) => truncate(file, bytes.length >> 1),
  flipped: (file, bytes) => {
    const flipped = Buffer.from(bytes);
    flipped[crc32(bytes) % bytes.length]! ^= 1 << (crc32(file) % 8);
    return writeFile(file, flipped);
  },
};
