import type { EventSource } from './events/event-source.js';
import { loadEvents } from './events/load-events.js';
import { type Layout, named } from './layout.js';
import { type GenreFile, loadGenres, moviesCsv, moviesDat, uItem } from './movielens-genres.js';
import { sideFile } from './side-file.js';

/**
 * A MovieLens layout: one file of ratings, and optionally one of the films' genres.
 *
 * Ratings are read as implicit feedback: each rating is one `view` of the film, whatever its stars.
 */
const movieLens = (name: Layout['name'], file: string, source: EventSource, genres: GenreFile): Layout => ({
  name,
  files: file,
  find: named([file], new RegExp(`^${genres.name.replace('.', '\\.')}$`)),
  load: async (request) => {
    const events = await loadEvents(request, [{ name: file, source }]);
    const films = await sideFile(request, () => loadGenres(request, genres));
    return {
      ...events,
      ...(films && { properties: films.properties }),
      rejects: [...events.rejects, ...(films?.rejects ?? [])],
    };
  },
});

/** Four columns without a header: user, item, rating, seconds. */
const ratings = (delimiter: string): EventSource => ({
  columns: { visitor: 'user', item: 'item', rating: 'rating', time: 'timestamp' },
  header: ['visitor', 'item', 'rating', 'time'],
  time: { format: 'seconds' },
  delimiter,
});

export const movieLens100k = movieLens('movielens-100k', 'u.data', ratings('\t'), uItem);
/** 1M, and 10M, whose ratings have halves. */
export const movieLens1m = movieLens('movielens-1m', 'ratings.dat', ratings('::'), moviesDat);
/** 20M, 25M, 32M, and the sets of the latest films. */
export const movieLensCsv = movieLens(
  'movielens',
  'ratings.csv',
  { columns: { visitor: 'userId', item: 'movieId', rating: 'rating', time: 'timestamp' }, time: { format: 'seconds' } },
  moviesCsv,
);
