import { join } from 'node:path';
import { readColumns } from '../duckdb.js';
import { buildLog } from './build-log.js';
import { id, seconds } from './column-types.js';
import type { Layout } from './layout.js';
import { loadTable } from './load-table.js';
import { type GenreFile, loadGenres, moviesDat, uItem } from './movielens-genres.js';
import { sideFile } from './side-file.js';
import type { TableLayout } from './table-layout.js';

/**
 * A MovieLens layout: one file of ratings, and optionally one of the films' genres.
 *
 * Ratings are read as implicit feedback: each rating is one `view` of the film, whatever its stars. Seconds are converted to milliseconds.
 */
const movieLens = (name: Layout['name'], file: string, delimiter: string, genres: GenreFile): Layout => ({
  name,
  required: [file],
  optional: new RegExp(`^${genres.name.replace('.', '\\.')}$`),
  load: async (request) => {
    const { db, folder, files, maxRejects, now } = request;
    const layout: TableLayout = {
      columns: { user: id, item: id, rating: id, timestamp: seconds(now) },
      delimiter,
      header: false,
    };
    const path = join(folder, files.get(file)!);
    const { good, rows, rejects } = await loadTable(db, 'ratings', path, layout, maxRejects);
    const read = await readColumns(db, `SELECT * FROM ${good}`, {
      user: 'int',
      item: 'int',
      timestamp: 'double',
      row: 'int',
    });
    const time = read.timestamp.map((value) => Math.round(value * 1000));
    const built = buildLog(
      {
        visitor: read.user,
        item: read.item,
        event: new Uint8Array(time.length),
        time,
        transaction: new Int32Array(time.length).fill(-1),
        row: read.row,
      },
      'wall',
    );
    const films = await sideFile(request, () => loadGenres(request, genres));
    return {
      ...built,
      rows: new Map([[file, rows]]),
      ...(films && { properties: films.properties }),
      rejects: [...rejects, ...(films?.rejects ?? [])],
    };
  },
});

export const movieLens100k = movieLens('movielens-100k', 'u.data', '\t', uItem);
export const movieLens1m = movieLens('movielens-1m', 'ratings.dat', '::', moviesDat);
