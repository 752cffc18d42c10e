import { sqlPath, sqlText, withDuckDB, writeWhole } from '../../data/index.js';

/** Writes the rows of some Parquet files of the same columns into one, file after file, whole or not at all. */
export async function concatParquet(files: readonly string[], to: string): Promise<void> {
  const list = files.map((file) => sqlPath(file)).join(', ');
  await writeWhole(to, (temporary) =>
    withDuckDB(async (db) => {
      await db.run(`COPY (SELECT * FROM read_parquet([${list}])) TO ${sqlText(temporary)} (FORMAT parquet)`);
    }),
  );
}
