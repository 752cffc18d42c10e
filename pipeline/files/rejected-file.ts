import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dataset, sqlPath, sqlText, withDuckDB, writeParquet } from '../../data/index.js';

/** The location of a stage's rejects. */
export interface RejectedFile {
  readonly stage: string;
  readonly file: string;
}

/**
 * Writes the rejects of all stages into one Parquet file: `stage, rule, reason, file, line`, and what is known of the row:
 * `text` of an unreadable row; `visitor, item, event, time` of an event removed later. Lines count from 1, the header
 * being line 1 of a file that has one; a row of several lines stands at its first.
 * @param dataset its `eventRows` map an event's `row` to a line.
 */
export async function writeRejectedFile(
  path: string,
  parts: readonly RejectedFile[],
  { eventRows }: Pick<Dataset, 'eventRows'>,
): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'retail-recsys-places-'));
  try {
    const places = join(scratch, 'places.parquet');
    await writeParquet(places, placesOf(eventRows));
    const selects = parts.map(({ stage, file }, i) =>
      stage === 'ingest'
        ? `SELECT ${i} AS part, 0 AS "row", ${sqlText(stage)} AS stage, rule, reason, file, line, text FROM read_parquet(${sqlPath(file)})`
        : `SELECT ${i} AS part, r.row, ${sqlText(stage)} AS stage, rule, reason, place.file AS file,
             CAST(place.line + place.step * (r.row - place.first) AS INTEGER) AS line, visitor, item, event, time
           FROM read_parquet(${sqlPath(file)}) AS r ASOF JOIN read_parquet(${sqlPath(places)}) AS place ON r.row >= place.first`,
    );
    await withDuckDB((db) =>
      db.run(`COPY (
        SELECT * EXCLUDE (part, "row") FROM (${selects.join(' UNION ALL BY NAME ')}) ORDER BY part, file, line, "row", text
      ) TO ${sqlText(path)} (FORMAT parquet)`),
    );
  } finally {
    await rm(scratch, { recursive: true });
  }
}

/** For each run of rows (see {@link FileLines}) of the sources of events: its file, its first row over all files, and the lines. */
function* placesOf(sources: Dataset['eventRows']) {
  const labels = sources.map(({ file }) => file);
  let start = 0;
  for (const [file, { rows, lines }] of sources.entries()) {
    const first = lines.row.map((row) => start + row);
    yield {
      file: { codes: new Int32Array(first.length).fill(file), labels },
      ...{ first, line: lines.line, step: Int32Array.from(lines.step) },
    };
    start += rows;
  }
}
