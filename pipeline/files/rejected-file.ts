import { type Dataset, sqlPath, sqlText, withDuckDB } from '../../data/index.js';

/** The location of a stage's rejects. */
export interface RejectedFile {
  readonly stage: string;
  readonly file: string;
}

/**
 * Writes the rejects of all stages into one Parquet file: `stage, rule, reason, file, line`, and what is known of the row:
 * `text` of an unreadable row; `visitor, item, event, time` of an event removed later. Lines count from 1, the header
 * being line 1 of a file that has one; of removed events the line is unknown where a file's rows are not its lines.
 * @param files those of events map an event's `row` to a line.
 */
export async function writeRejectedFile(
  path: string,
  parts: readonly RejectedFile[],
  files: Dataset['files'],
): Promise<void> {
  let start = 0;
  const places = files.flatMap(({ path: name, rows, firstLine }) => {
    if (rows === undefined) return [];
    const place = `(${sqlText(name)}, ${start}, ${start + rows}, ${firstLine ?? 'NULL'})`;
    start += rows;
    return [place];
  });
  const selects = parts.map(({ stage, file }) =>
    stage === 'ingest'
      ? `SELECT ${sqlText(stage)} AS stage, rule, reason, file, line, text FROM read_parquet(${sqlPath(file)})`
      : `SELECT ${sqlText(stage)} AS stage, rule, reason, place.file AS file,
           CAST("row" - place.first + place.line AS INTEGER) AS line, visitor, item, event, time
         FROM read_parquet(${sqlPath(file)}) AS r JOIN place ON r.row >= place.first AND r.row < place.past`,
  );
  await withDuckDB(async (db) => {
    await db.run(`CREATE TABLE place AS SELECT * FROM (VALUES ${places.join(', ')}) AS v(file, first, past, line)`);
    await db.run(`COPY (${selects.join(' UNION ALL BY NAME ')}) TO ${sqlText(path)} (FORMAT parquet)`);
  });
}
