import { rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InputError } from './errors.js';
import { FileRefusal, fileRefusal, makeFolder } from './file-refusal.js';

/** The name of a file or folder that is not yet complete; it contains the writer's process id. */
const temporaryName = (path: string): string => `${path}.${process.pid}.tmp`;

/** The paths that this process is writing now, which are removed when it is interrupted. */
export const openTemporaries = new Set<string>();

/** A refusal from a nested `writeWhole`, whose path is itself a temporary one. */
class RefusedWrite extends FileRefusal {
  constructor(
    readonly refusal: FileRefusal,
    readonly file: string,
  ) {
    super(refusal.what, { file }, refusal.expected);
  }
}

/**
 * Writes a file or folder so that it appears whole or not at all: `write` receives a temporary path beside `to`, which
 * is renamed at the end. An existing file or folder is replaced only then; if `write` fails, the temporary is removed
 * and the old one stays.
 * @throws InputError when the file system refuses the write.
 */
export async function writeWhole(to: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const path = resolve(to); // `shop/` is `shop`: the temporary path lies beside the folder, not in it
  const temporary = temporaryName(path);
  openTemporaries.add(temporary);
  try {
    await makeFolder(dirname(path));
    await rm(temporary, { recursive: true, force: true });
    await write(temporary);
    await replace(temporary, path);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => {}); // the first error is the one to report
    throw refusedWrite(error, temporary, path) ?? error;
  } finally {
    openTemporaries.delete(temporary);
  }
}

/** A refused write as an error about the final path; undefined for other kinds of errors, and for files that `write` reads. */
function refusedWrite(error: unknown, temporary: string, path: string): FileRefusal | undefined {
  if (error instanceof RefusedWrite && error.file.startsWith(temporary))
    return new RefusedWrite(error.refusal, error.file.replace(temporary, path));
  if (error instanceof InputError) return undefined;
  const { path: named, syscall, message } = error as NodeJS.ErrnoException;
  const isOurs = named ? temporary.startsWith(named) || named.startsWith(temporary) : message?.includes(temporary);
  if (!isOurs && !(named === undefined && syscall === 'write')) return undefined;
  const refusal = fileRefusal(error, path);
  return refusal && (refusal.place.file === path ? new RefusedWrite(refusal, path) : refusal);
}

/** Renames over `path`. A folder cannot be renamed over a non-empty one, so the old one is moved aside first. */
async function replace(temporary: string, path: string): Promise<void> {
  try {
    await rename(temporary, path);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    const aside = temporaryName(`${path}.old`);
    await rename(path, aside);
    await rename(temporary, path);
    await rm(aside, { recursive: true, force: true });
  }
}
