import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { crc32 } from 'node:zlib';
import { countText } from '../../data/index.js';

/** Size and checksum of a file as written, to detect later changes. */
export interface FileSum {
  readonly bytes: number;
  /** CRC-32 (ISO 3309) as eight hexadecimal digits. */
  readonly crc32: string;
}

/** The sums of a folder's files by path, `/` between folders. */
export type FileSums = Readonly<Record<string, FileSum>>;

/** The sums of all files in a folder and its subfolders. */
export function fileSums(folder: string): FileSums {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(paths.map((path) => [relative(folder, path).replaceAll(sep, '/'), fileSum(path)]));
}

/** Describes the damage of the first file that is not as it was written; undefined if all are. */
export function findDamage(folder: string, sums: FileSums): string | undefined {
  for (const [name, written] of Object.entries(sums)) {
    const found = readable(join(folder, name));
    if (typeof found === 'string') return `${name} ${found}`;
    if (found.bytes < written.bytes)
      return `${name} is cut short (${countText(found.bytes)} of ${countText(written.bytes)} bytes)`;
    if (found.bytes !== written.bytes || found.crc32 !== written.crc32) return `${name} was altered`;
  }
  return undefined;
}

function readable(path: string): FileSum | string {
  try {
    return fileSum(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? 'is missing' : `cannot be read (${code})`;
  }
}

const piece = Buffer.allocUnsafe(1 << 18);

/** Reads piece by piece, synchronously: a stream's turns of the event loop would take longer than the sum. */
function fileSum(path: string): FileSum {
  const file = openSync(path, 'r');
  try {
    let [bytes, sum] = [0, 0];
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
      bytes += read;
      sum = crc32(piece.subarray(0, read), sum);
    }
    return { bytes, crc32: sum.toString(16).padStart(8, '0') };
  } finally {
    closeSync(file);
  }
}
