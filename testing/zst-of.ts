import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sqlText, withDuckDB } from '../data/index.js';
import { folderOf } from './folder-of.js';

/** Lines of text packed with zstd, which Node itself cannot in all versions that we run on. */
export async function zstOf(text: string): Promise<Buffer> {
  const file = join(await folderOf({}), 'packed.csv.zst');
  const lines = text.replace(/\n$/, '').split('\n');
  await withDuckDB(async (db) => {
    await db.run(`COPY (SELECT unnest([${lines.map(sqlText).join(', ')}])) TO ${sqlText(file)}
      (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\u{7}', COMPRESSION zstd)`);
  });
  return readFile(file);
}
