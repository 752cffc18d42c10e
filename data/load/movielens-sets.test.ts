import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sqlRows } from '../../testing/exported-shop.js';
import { folderOf } from '../../testing/folder-of.js';
import { knownProperties } from '../../testing/known-properties.js';
import { linesOf } from '../../testing/lines-of.js';
import { sqlPath } from '../duckdb.js';
import { loadDataset } from './load-dataset.js';

describe('MovieLens 10M', () => {
  const ratings = '1::122::5::838985046\n1::185::0.5::838983525\n2::110::3.5::868245777\n';

  it('has ratings in halves, each of which is a view', async () => {
    const { layout, log, rejects } = await loadDataset(await folderOf({ 'ratings.dat': ratings }));
    expect(layout).toBe('movielens-1m');
    expect(linesOf(log)).toEqual([
      { visitor: 1, item: 185, event: 'view', time: 838_983_525_000 },
      { visitor: 1, item: 122, event: 'view', time: 838_985_046_000 },
      { visitor: 2, item: 110, event: 'view', time: 868_245_777_000 },
    ]);
    expect(rejects).toEqual([]);
  });

  it.each(['utf8', 'latin1'] as const)('has films whose titles are in %s, which spoil nothing', async (encoding) => {
    const films =
      "1::Misérables, Les: À bout (1995)::Drama|Children's\n2::Ōdishon (1999)::Horror\n3::x::(no genres listed)\n";
    const { properties, rejects, warnings } = await loadDataset(
      await folderOf({ 'ratings.dat': ratings, 'movies.dat': Buffer.from(films, encoding) }),
    );
    expect(knownProperties(properties!)).toEqual(
      new Map([
        [1, { tokens: ["genre:Children's", 'genre:Drama'] }],
        [2, { tokens: ['genre:Horror'] }],
        [3, { tokens: [] }],
      ]),
    );
    expect([rejects, warnings]).toEqual([[], []]);
  });

  it('may have further files, tags among them, which are not read', async () => {
    const folder = await folderOf({ 'ratings.dat': ratings, 'tags.dat': '15::4973::excellent!::1215184630\n' });
    expect((await loadDataset(folder)).eventRows.map(({ file, lines }) => [file, lines.line[0]])).toEqual([
      ['ratings.dat', 1],
    ]);
  });
});

describe('MovieLens 20M, 25M, 32M and the sets of the latest films', () => {
  const ratings = 'userId,movieId,rating,timestamp\n1,296,5.0,1147880044\n1,306,3.5,1147868817\n2,1,0.5,1141415820\n';
  const films = `movieId,title,genres
1,Toy Story (1995),Adventure|Animation|Children|IMAX
11,"American President, The (1995)",Comedy|Drama
296,"""Great Performances"" Cats (1998)",Musical
306,Français (2020),(no genres listed)
`;

  it.each(['plain', 'gz'])('have every rating as plain SQL finds it (%s)', async (packing) => {
    const isPacked = packing === 'gz';
    const name = isPacked ? 'ratings.csv.gz' : 'ratings.csv';
    const folder = await folderOf({ [name]: isPacked ? gzipSync(ratings) : ratings });
    const { layout, log, eventRows } = await loadDataset(folder);
    expect(layout).toBe('movielens');
    const expected = await sqlRows(
      `SELECT userId, movieId, timestamp FROM read_csv(${sqlPath(join(folder, name))}, all_varchar = true) ORDER BY timestamp`,
    );
    expect(linesOf(log)).toEqual(
      expected.map(({ userId, movieId, timestamp }) => ({
        ...{ visitor: Number(userId), item: Number(movieId), event: 'view', time: 1000 * Number(timestamp) },
      })),
    );
    expect(eventRows).toMatchObject([{ file: name, rows: 3, lines: { line: Int32Array.of(2) } }]);
  });

  it('have films with titles in quotes', async () => {
    const { properties, rejects, files, warnings } = await loadDataset(
      await folderOf({ 'ratings.csv': ratings, 'movies.csv': films, 'tags.csv': 'userId,movieId,tag,timestamp\n' }),
    );
    expect(knownProperties(properties!)).toEqual(
      new Map([
        [1, { tokens: ['genre:Adventure', 'genre:Animation', 'genre:Children', 'genre:IMAX'] }],
        [11, { tokens: ['genre:Comedy', 'genre:Drama'] }],
        [296, { tokens: ['genre:Musical'] }],
        [306, { tokens: [] }],
      ]),
    );
    expect(files.map(({ path }) => path)).toEqual(['ratings.csv', 'movies.csv']);
    expect([rejects, warnings]).toEqual([[], []]);
  });

  it('are refused for ratings.csv of another kind', async () => {
    await expect(loadDataset(await folderOf({ 'ratings.csv': 'film,stars\n1,5\n' }))).rejects.toThrow(
      /ratings\.csv, line 1: is no header of this file: film,stars/,
    );
  });
});
