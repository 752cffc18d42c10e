import type { Reject } from '../dataset.js';
import { writeParquet } from '../parquet/write-parquet.js';

/**
 * Writes rejects as a Parquet file with the columns `file, line, rule, reason, text`, in the given order. The file
 * appears whole or not at all.
 */
export async function writeRejectedLines(path: string, rejects: readonly Reject[]): Promise<void> {
  await writeParquet(path, [
    {
      file: rejects.map(({ file }) => file),
      line: Int32Array.from(rejects, ({ line }) => line),
      rule: rejects.map(({ rule }) => rule),
      reason: rejects.map(({ reason }) => reason),
      text: rejects.map(({ text }) => text),
    },
  ]);
}
