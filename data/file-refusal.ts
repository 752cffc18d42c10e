import { constants, existsSync, statSync } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InputError } from './errors.js';

/** The meaning of each system error code, and what would be right. */
const meanings: Readonly<Record<string, readonly [what: string, expected: string]>> = {
  EROFS: ['the disk is read-only', 'a path on a disk that can be written to'],
  EACCES: ['there is no permission', 'a path that you may use'],
  EPERM: ['the system does not permit it', 'a path that you may use'],
  ENOSPC: ['the disk is full; nothing half-written was kept', 'free space there, or a path on another disk'],
  EDQUOT: ['your share of the disk is full; nothing half-written was kept', 'free space, or a path on another disk'],
  EFBIG: ['the file is too large for this disk', 'a path on another disk'],
  EISDIR: ['a folder lies there, and a file belongs there', 'another path, or the folder moved away'],
  EBUSY: ['it is in use, or a disk is mounted there', 'another path, for example a folder below it'],
  ENAMETOOLONG: ['the name is too long', 'a shorter path'],
  ELOOP: ['its links go in a circle', 'another path'],
  EIO: ['the disk reports a fault', 'a path on a sound disk'],
  EMFILE: ['too many files are open', 'a higher limit: ulimit -n'],
  ENFILE: ['too many files are open on this machine', 'the same command when less is running'],
  ENOENT: ['it is not there', 'a file that nobody removes meanwhile; run the same command again'],
};

/** Messages of a library that passes no code on, and the code each stands for. */
const words: readonly (readonly [RegExp, code: string])[] = [
  [/No space left on device/, 'ENOSPC'],
  [/Disk quota exceeded/, 'EDQUOT'],
  [/Read-only file system/, 'EROFS'],
  [/Permission denied/, 'EACCES'],
  [/Not a directory/, 'ENOTDIR'],
  [/Too many open files/, 'EMFILE'],
  [/No such file or directory/, 'ENOENT'],
];

/** A refusal by the file system, which is no fault of the data. */
export class FileRefusal extends InputError {}

/** Returns the system's code for refusing a file or folder; undefined for any other error. */
function refusalCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? words.find(([pattern]) => pattern.test(message))?.[1];
}

/**
 * Returns a refusal of the file system as one message with what, where and what would be right; undefined for any other error.
 * @param file the file's path; by default the path in the error.
 */
export function fileRefusal(
  error: unknown,
  file = (error as NodeJS.ErrnoException | undefined)?.path,
): FileRefusal | undefined {
  const code = refusalCode(error);
  if (code === undefined) return undefined;
  if ((code === 'ENOTDIR' || code === 'EEXIST') && file !== undefined) return refusalOfFile(nearest(resolve(file)));
  const [what, expected] = meanings[code] ?? [];
  if (what === undefined) return undefined;
  const place = file === undefined ? {} : { file };
  return new FileRefusal(file === undefined ? `${what} (${(error as Error).message})` : what, place, expected);
}

/** The refusal for a path that blocks a folder; undefined where the path is a folder. */
const refusalOfFile = (path: string): FileRefusal | undefined =>
  statSync(path).isDirectory()
    ? undefined
    : new FileRefusal('is a file, and a folder belongs there', { file: path }, 'another path, or that file moved away');

/** The path itself where it exists, or else the nearest existing folder above it. */
const nearest = (path: string): string => (existsSync(path) ? path : nearest(dirname(path)));

/**
 * Checks, before any work is done for it, whether something can be written at a path that does not exist yet.
 * @throws InputError naming what is in the way.
 */
export async function assertWritable(path: string): Promise<void> {
  const above = nearest(resolve(path));
  const refusal = refusalOfFile(above);
  if (refusal) throw refusal;
  await access(above, constants.W_OK | constants.X_OK).catch((error: unknown) => {
    throw fileRefusal(error, above) ?? error;
  });
}

/**
 * Checks, before any work is done for it, whether a file can be written at a path, or replaced there.
 * @throws InputError naming what is in the way.
 */
export async function assertFileWritable(path: string): Promise<void> {
  const file = resolve(path);
  if (existsSync(file) && !statSync(file).isFile())
    throw new FileRefusal('is a folder or a device, and a file belongs there', { file }, 'the path of a file');
  await assertWritable(dirname(file));
}

/**
 * Creates a folder, and those above it.
 * @throws InputError naming what is in the way.
 */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch(async (error: unknown) => {
    await assertWritable(folder); // on a read-only disk the error itself is ENOENT
    throw fileRefusal(error, folder) ?? error;
  });
}
