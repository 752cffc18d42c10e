import { deepStrictEqual } from 'node:assert/strict';
import { type Dataset, type Id, idList, listAt } from '../../data/index.js';
import { type FuzzedKind, pick, rowsOf } from './fuzzed-kind.js';
import { load, now, rejectedLines } from './logs.js';
import { naiveRows, naiveSeconds, naiveTable, naiveWhole } from './naive-table.js';

const genres =
  "Action|Adventure|Animation|Children's|Comedy|Crime|Documentary|Drama|Fantasy|Film-Noir|Horror|Musical|Mystery|Romance|Sci-Fi|Thriller|War|Western".split(
    '|',
  );
const titles = ['Heat (1995)', '7 1/2" Tall', 'Mis\u00e9rables, Les', '"Ran"'];

/** The genres that a row of a file of films writes, by item; undefined for a row that is not right. */
const genresIn: Record<string, (fields: readonly (string | undefined)[]) => [item: number, of: string[]] | undefined> =
  {
    'u.item': (fields) => {
      const item = naiveWhole(fields[0]);
      const flags = fields.slice(5);
      if (fields.length !== 24 || item === undefined || flags.some((flag) => flag !== '0' && flag !== '1'))
        return undefined;
      return [item, genres.filter((_, i) => flags[i + 1] === '1')];
    },
    'movies.dat': (fields) => {
      const item = naiveWhole(fields[0]);
      if (fields.length !== 3 || item === undefined) return undefined;
      return [item, fields[2]!.split('|').filter((genre) => genre !== '')];
    },
  };

export const movieLens: FuzzedKind<Dataset> = {
  name: 'MovieLens',
  make: (random) => {
    const [ratings, films, delimiter] = pick(
      [
        ['u.data', 'u.item', '\t'],
        ['ratings.dat', 'movies.dat', '::'],
      ] as const,
      random,
    );
    const rating = () =>
      [random.int(9), random.int(6), 1 + random.int(5), 978_300_000 + random.int(1e6)].join(delimiter);
    const film = (i: number) =>
      films === 'u.item'
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
        [films]: Buffer.from(rowsOf(6, film), 'latin1'),
      },
      mutable: [ratings, films],
    };
  },
  load,
  check: (dataset, files) => {
    const ratings = Object.keys(files).find((name) => name === 'u.data' || name === 'ratings.dat')!;
    const films = Object.keys(files).find((name) => name !== ratings)!;
    const table = naiveTable(files[ratings]!, { delimiter: ratings === 'u.data' ? '\t' : '::' });
    const { good, badLines } = naiveRows(table, false, (fields) => {
      const [user, item, rating] = fields.slice(0, 3).map((field) => naiveWhole(field));
      const time = naiveSeconds(fields[3]);
      if (fields.length !== 4 || user === undefined || item === undefined || rating === undefined) return undefined;
      return time === undefined || time > now / 1000 ? undefined : [Math.round(time * 1000), user, item];
    });
    const { log, properties } = dataset;
    const loaded = Array.from(log.row, (row, i) => [
      row,
      log.time[i]!,
      log.visitors.idOf(log.visitor[i]!),
      log.items.idOf(log.item[i]!),
    ]);
    deepStrictEqual(
      loaded.sort(([a], [b]) => Number(a) - Number(b)),
      good.map(({ row, value }) => [row, ...value]),
    );
    deepStrictEqual(rejectedLines(dataset, ratings), badLines);
    if (!properties) return;
    const written = naiveTable(files[films]!, {
      delimiter: films === 'u.item' ? '|' : '::',
      quotes: false,
      latin1: true,
    });
    const genresOf = new Map<Id, Set<string>>();
    for (const {
      value: [item, of],
    } of naiveRows(written, false, genresIn[films]!).good)
      genresOf.set(item, new Set([...(genresOf.get(item) ?? []), ...of]));
    const { tokens, tokenNames } = properties.statements;
    deepStrictEqual(
      new Map<Id, Set<string>>(
        idList(properties.item).map((item, i) => [
          item,
          new Set(Array.from(listAt(tokens, i), (code) => tokenNames[code]!.slice('genre:'.length))),
        ]),
      ),
      genresOf,
    );
  },
};
