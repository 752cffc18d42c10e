import type { LayoutRequest } from './layout.js';
import { UnreadableFile } from './table/unreadable-file.js';

/** Reads a file that the log does not require; if it is unreadable, adds a warning and returns undefined. */
export async function sideFile<T>(
  { warnings }: Pick<LayoutRequest, 'warnings'>,
  load: () => Promise<T | undefined>,
): Promise<T | undefined> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    warnings.push(`left out, for it cannot be read: ${error.message.split('\n')[0]}`);
    return undefined;
  }
}
