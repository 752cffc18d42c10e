import { ascendingOrder } from '../ascending-order.js';
import type { Reject } from '../dataset.js';
import { idList } from '../ids.js';
import type { PropertyTimeline } from '../property-timeline.js';
import { packLists } from '../sparse.js';
import { TextIndex } from '../text-index.js';
import type { LayoutRequest } from './layout.js';
import { readSideTable } from './side-table.js';
import { IdColumn } from './table/id-column.js';
import type { TableLayout } from './table/table-layout.js';
import { FlagColumn, TextColumn } from './table/value-columns.js';
import { timeless } from './timeless.js';

/** A file of films with their genres. */
export interface GenreFile {
  readonly name: string;
  /** Its layout, which has `item` among its columns, and the genres of a row. */
  readonly open: () => {
    readonly layout: TableLayout;
    readonly item: IdColumn;
    readonly genresOf: (row: number) => readonly string[];
  };
}

const genreNames = [
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
  open: () => {
    const item = new IdColumn();
    const flags = genreNames.map(() => new FlagColumn());
    const columns = { item, ...Object.fromEntries(genreNames.map((genre, i) => [genre, flags[i]!])) };
    return {
      layout: {
        columns,
        header: ['item', '', '', '', '', ...genreNames],
        ...{ delimiter: '|', encoding: 'latin-1', quotes: 'literal' },
      },
      item,
      genresOf: (row) => genreNames.filter((genre, i) => genre !== 'unknown' && flags[i]!.at(row) === 1),
    };
  },
};

/** Files whose last column has the genres' names separated by `|`; without any it is empty, or says so. */
const listed = (name: string, layout: Omit<TableLayout, 'columns'>, itemName = 'item'): GenreFile => ({
  name,
  open: () => {
    const [item, genres] = [new IdColumn(), new TextColumn()];
    return {
      layout: { columns: { [itemName]: item, genres }, ...layout },
      item,
      genresOf: (row) =>
        genres
          .at(row)
          .split('|')
          .filter((genre) => genre !== '' && genre !== '(no genres listed)'),
    };
  },
});

/** MovieLens 1M and 10M. Titles are in Latin-1 in the one, in UTF-8 in the other: neither is read, and genres are ASCII. */
export const moviesDat = listed('movies.dat', {
  header: ['item', '', 'genres'],
  ...{ delimiter: '::', encoding: 'latin-1', quotes: 'literal' },
});

/** MovieLens 20M and later, and the small sets of the latest films. */
export const moviesCsv = listed('movies.csv', { header: true }, 'movieId');

/** Reads a file of genres into a token `genre:NAME` for each genre of an item; undefined if the folder has none. */
export async function loadGenres(
  request: LayoutRequest,
  { name, open }: GenreFile,
): Promise<{ properties: PropertyTimeline; rejects: readonly Reject[] } | undefined> {
  const { layout, item, genresOf } = open();
  const read = await readSideTable(request, name, layout);
  if (!read) return undefined;
  const { vocabulary, dense } = item.encode(read.size);
  const index = new TextIndex();
  const genresOfItem = Array.from({ length: vocabulary.size }, () => new Set<number>());
  for (let row = 0; row < read.size; row++)
    for (const genre of genresOf(row)) {
      const token = Buffer.from(`genre:${genre}`);
      genresOfItem[dense[row]!]!.add(index.add(token, 0, token.length));
    }
  const order = ascendingOrder(index.texts);
  const rank = new Int32Array(order.length);
  for (let at = 0; at < order.length; at++) rank[order[at]!] = at;
  const names = idList(index.texts) as string[];
  return {
    properties: timeless({
      item: vocabulary.ids,
      tokens: packLists(genresOfItem.map((codes) => Int32Array.from(codes, (code) => rank[code]!).sort())),
      tokenNames: Array.from(order, (code) => names[code]!),
    }),
    rejects: read.rejects,
  };
}
