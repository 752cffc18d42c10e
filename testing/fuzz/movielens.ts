import { deepStrictEqual } from 'node:assert/strict';
import { type Dataset, type Id, idList, listAt } from '../../data/index.js';
import { type FuzzedKind, pick, rowsOf } from './fuzzed-kind.js';
import { load, now, rejectedLines } from './logs.js';
import { isId, isNothing, naiveIds, naiveRows, naiveTable, naiveTimes } from './naive-table.js';

const genres =
  "Action|Adventure|Animation|Children's|Comedy|Crime|Documentary|Drama|Fantasy|Film-Noir|Horror|Musical|Mystery|Romance|Sci-Fi|Thriller|War|Western".split(
    '|',
  );
const titles = ['Heat (1995)', '7 1/2" Tall', 'Mis\u00e9rables, Les', '"Ran"'];

const genreColumns = ['unknown', ...genres];

/** How the files of films are written, and the genres of a right row. */
const films = {
  'u.item': {
    columns: ['item', 'title', 'release', 'video', 'url', ...genreColumns],
    delimiter: '|',
    genresOf: (fields: Readonly<Record<string, string>>) =>
      genreColumns.every((genre) => /^[01]$/.test(fields[genre]!))
        ? genres.filter((genre) => fields[genre] === '1')
        : undefined,
  },
  'movies.dat': {
    columns: ['item', 'title', 'genres'],
    delimiter: '::',
    genresOf: (fields: Readonly<Record<string, string>>) =>
      fields.genres!.split('|').filter((genre) => genre !== '' && genre !== '(no genres listed)'),
  },
} as const;

/** Whether a field is a number from 0, as people write them, or nothing. */
function isNumber(field: string): boolean {
  if (isNothing(field) || /^-0+(e[+-]?[0-9]+)?$/i.test(field)) return true;
  if (/^\+?[0-9]{1,3},[0-9]{3}$/.test(field)) return false;
  const [, digits, exponent = '0'] = /^\+?([0-9.,]+)(?:e([+-]?[0-9]+))?$/i.exec(field) ?? [];
  const isPlain =
    /^[0-9]+([.,][0-9]+)?$/.test(digits ?? '') ||
    /^[0-9]{1,3}(,[0-9]{3}){2,}$|^[0-9]{1,3}(\.[0-9]{3}){2,}$/.test(digits ?? '') ||
    /^[0-9]{1,3}(,[0-9]{3})+\.[0-9]+$|^[0-9]{1,3}(\.[0-9]{3})+,[0-9]+$/.test(digits ?? '');
  return isPlain && Number.isFinite(Number(`1e${exponent}`));
}

export const movieLens: FuzzedKind<Dataset> = {
  name: 'MovieLens',
  make: (random) => {
    const [ratings, filmFile, delimiter] = pick(
      [
        ['u.data', 'u.item', '\t'],
        ['ratings.dat', 'movies.dat', '::'],
      ] as const,
      random,
    );
    const rating = () =>
      [random.int(9), random.int(6), 1 + random.int(5), 978_300_000 + random.int(1e6)].join(delimiter);
    const film = (i: number) =>
      filmFile === 'u.item'
        ? [
            i,
            pick(titles, random),
            '01-Jan-1995',
            '',
            'http://x',
            ...Array.from({ length: 19 }, () => random.int(2)),
          ].join('|')
        : [i, pick(titles, random), pick(['Drama', "Children's|Comedy", 'War|Drama|War'], random)].join('::');
    return {
      files: {
        [ratings]: Buffer.from(rowsOf(8 + random.int(30), rating)),
        [filmFile]: Buffer.from(rowsOf(6, film), 'latin1'),
      },
      mutable: [ratings, filmFile],
    };
  },
  load,
  check: (dataset, files) => {
    const ratings = Object.keys(files).find((name) => name === 'u.data' || name === 'ratings.dat')!;
    const filmFile = ratings === 'u.data' ? 'u.item' : 'movies.dat';
    const columns = ['user', 'item', 'rating', 'timestamp'];
    const table = naiveTable(files[ratings]!, columns, {
      delimiter: ratings === 'u.data' ? '\t' : '::',
      hasHeader: false,
    });
    // Their times are in seconds, whatever most rows have.
    const { timeOf } = naiveTimes(['978300000'], ['seconds'], now);
    const { good, badLines } = naiveRows(table, (fields) => {
      const [user, item, time] = [fields.user!, fields.item!, timeOf(fields.timestamp!)];
      return isId(user) && isId(item) && isNumber(fields.rating!) && time !== undefined
        ? { user, item, time }
        : undefined;
    });
    const { log, properties } = dataset;
    const loaded = Array.from(log.row, (row, i) => [
      row,
      log.time[i]!,
      log.visitors.idOf(log.visitor[i]!),
      log.items.idOf(log.item[i]!),
    ]);
    const idsOf = (name: 'user' | 'item') => naiveIds(good.map(({ value }) => value[name]));
    const [users, items] = [idsOf('user'), idsOf('item')];
    deepStrictEqual(
      loaded.sort(([a], [b]) => Number(a) - Number(b)),
      good.map(({ row, value: { time } }, i) => [row, time, users[i]!, items[i]!]),
    );
    deepStrictEqual(rejectedLines(dataset, ratings), badLines);
    if (!properties) return;
    const { columns: filmColumns, delimiter, genresOf } = films[filmFile];
    const written = naiveTable(files[filmFile]!, filmColumns, {
      delimiter,
      hasHeader: false,
      quotes: false,
      latin1: true,
    });
    const read = naiveRows(written, (fields) => {
      const of = genresOf(fields);
      return isId(fields.item!) && of ? { item: fields.item!, of } : undefined;
    });
    const filmIds = naiveIds(read.good.map(({ value }) => value.item));
    const expected = new Map<Id, Set<string>>();
    for (const [i, { value }] of read.good.entries())
      expected.set(filmIds[i]!, new Set([...(expected.get(filmIds[i]!) ?? []), ...value.of]));
    const { tokens, tokenNames } = properties.statements;
    deepStrictEqual(
      new Map<Id, Set<string>>(
        idList(properties.item).map((item, i) => [
          item,
          new Set(Array.from(listAt(tokens, i), (code) => tokenNames[code]!.slice('genre:'.length))),
        ]),
      ),
      expected,
    );
  },
};
