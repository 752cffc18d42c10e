import { join } from 'node:path';
import type { Reject } from '../dataset.js';
import { readColumns } from '../duckdb.js';
import type { PropertyTimeline } from '../property-timeline.js';
import { flag, id, text } from './column-types.js';
import type { LayoutRequest } from './layout.js';
import { loadTable } from './load-table.js';
import type { TableLayout } from './table-layout.js';
import { timeless } from './timeless.js';

/** A file of films with their genres. */
export interface GenreFile {
  readonly name: string;
  readonly layout: TableLayout;
  /** SQL of the list of a row's genres. */
  readonly genres: string;
}

const genreColumns = [
  ...[
    'unknown',
    'Action',
    'Adventure',
    'Animation',
    "Children's",
    'Comedy',
    'Crime',
    'Documentary',
    'Drama',
    'Fantasy',
  ],
  ...['Film-Noir', 'Horror', 'Musical', 'Mystery', 'Romance', 'Sci-Fi', 'Thriller', 'War', 'Western'],
];

/** MovieLens 100k: a column of 0 and 1 for each genre. Titles are in Latin-1. */
export const uItem: GenreFile = {
  name: 'u.item',
  layout: {
    columns: {
      ...{ item: id, title: text, released: text, video: text, url: text },
      ...Object.fromEntries(genreColumns.map((genre) => [genre, flag])),
    },
    delimiter: '|',
    header: false,
    encoding: 'latin-1',
    quotes: 'literal',
  },
  genres: `list_filter([${genreColumns
    .slice(1)
    .map((genre) => `CASE "${genre}" WHEN 1 THEN '${genre.replace("'", "''")}' END`)
    .join(', ')}], lambda genre: genre IS NOT NULL)`,
};

/** MovieLens 1M: the genres' names separated by `|`. Titles are in Latin-1. */
export const moviesDat: GenreFile = {
  name: 'movies.dat',
  layout: {
    columns: { item: id, title: text, genres: text },
    delimiter: '::',
    header: false,
    encoding: 'latin-1',
    quotes: 'literal',
  },
  genres: `list_filter(string_split(genres, '|'), lambda genre: genre <> '')`,
};

/** Reads a file of genres into a token `genre:NAME` for each genre of an item; undefined if the folder has none. */
export async function loadGenres(
  { db, folder, files, maxRejects }: LayoutRequest,
  { name, layout, genres }: GenreFile,
): Promise<{ properties: PropertyTimeline; rejects: readonly Reject[] } | undefined> {
  const found = files.get(name);
  if (!found) return undefined;
  const { good, rejects } = await loadTable(db, 'films', join(folder, found), layout, maxRejects);
  await db.run(`CREATE TABLE tagged AS SELECT DISTINCT item, 'genre:' || unnest(${genres}) AS token FROM ${good}`);
  const names = await db.runAndReadAll('SELECT DISTINCT token FROM tagged ORDER BY token');
  const { item } = await readColumns(db, `SELECT DISTINCT item FROM ${good} ORDER BY item`, { item: 'int' });
  const pairs = await readColumns(
    db,
    'SELECT item, (dense_rank() OVER (ORDER BY token) - 1)::INTEGER AS code FROM tagged ORDER BY item, code',
    { item: 'int', code: 'int' },
  );
  const offsets = new Int32Array(item.length + 1);
  for (let i = 0, at = 0; i < item.length; i++) {
    while (pairs.item[at] === item[i]) at++;
    offsets[i + 1] = at;
  }
  const tokenNames = names.getRows().map(([token]) => token as string);
  return { properties: timeless({ item, tokens: { offsets, values: pairs.code }, tokenNames }), rejects };
}
