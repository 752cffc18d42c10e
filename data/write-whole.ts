import { rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InputError } from './errors.js';
import { FileRefusal, fileRefusal, makeFolder } from './file-refusal.js';

/** The name under which something is written before it is whole; it carries the writer's process id. */
const temporaryName = (path: string): string => `${path}.${process.pid}.tmp`;

/** What this process is writing right now: to be removed when it is told to stop. */
export const openTemporaries = new Set<string>();

/** A refusal that a `writeWhole` within another names by a path that is temporary itself. */
class RefusedWrite extends FileRefusal {
  constructor(
    readonly refusal: FileRefusal,
    readonly file: string,
  ) {
    super(refusal.what, { file }, refusal.expected);
  }
}

/**
 * Writes a file or folder so that it appears whole or not at all: `write` gets a temporary path beside `to`, which
 * takes the final name at the end. A file or folder that was there before is replaced only then; when `write` fails the
 * temporary is removed and the old one stays.
 * @throws InputError where the file system does not let it be written.
 */
export async function writeWhole(to: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const path = resolve(to); // `shop/` is `shop`: the temporary name is beside the folder, not in it
  const temporary = temporaryName(path);
  openTemporaries.add(temporary);
  try {
    await makeFolder(dirname(path));
    await rm(temporary, { recursive: true, force: true });
    await write(temporary);
    await replace(temporary, path);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => {}); // what went wrong first is what counts
    throw refusedWrite(error, temporary, path) ?? error;
  } finally {
    openTemporaries.delete(temporary);
  }
}

/** What the file system refuses to write, told of the final path; undefined for errors of other kinds, and of what `write` reads. */
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

/** Renames over `path`. A folder cannot be renamed over a full one, so the old one steps aside first. */
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
