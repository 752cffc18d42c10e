import type { Reject } from './dataset.js';
import { textColumn } from './parquet/text-column.js';
import { writeParquet } from './parquet/write-parquet.js';

/**
 * Writes rejects as a Parquet file with the columns `file, line, rule, reason, text`, in the order given.
 * The file appears whole or not at all.
 */
export async function writeRejects(path: string, rejects: readonly Reject[]): Promise<void> {
  await writeParquet(path, [
    {
      file: textColumn(rejects.map(({ file }) => file)),
      line: Int32Array.from(rejects, ({ line }) => line),
      rule: textColumn(rejects.map(({ rule }) => rule)),
      reason: textColumn(rejects.map(({ reason }) => reason)),
      text: textColumn(rejects.map(({ text }) => text)),
    },
  ]);
}
