import { sqlPath, sqlText, withDuckDB } from '../../data/index.js';

/** Writes the rows of some Parquet files that have the same columns into one, file after file. */
export async function concatParquet(files: readonly string[], to: string): Promise<void> {
  const from = `read_parquet([${files.map(sqlPath).join(', ')}])`;
  await withDuckDB(async (db) => {
    await db.run(`COPY (FROM ${from}) TO ${sqlText(to)} (FORMAT parquet)`);
  });
}
