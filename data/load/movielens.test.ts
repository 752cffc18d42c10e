import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { sharedData } from '../../testing/shared-data.js';
import { idCount, idList } from '../ids.js';
import { type PropertyTimeline, propertiesAsOf } from '../property-timeline.js';
import { listAt } from '../sparse.js';
import { loadDataset } from './load-dataset.js';

describe('MovieLens', () => {
  it('100k: each rating is a view, seconds become milliseconds', async () => {
    const { layout, log, eventRows } = await loadDataset(
      await folderOf({ 'u.data': '196\t242\t3\t881250949\n22\t5\t1\t878887116\n' }),
    );
    expect(layout).toBe('movielens-100k');
    expect(log.time).toEqual(Float64Array.of(878887116000, 881250949000));
    expect(log.visitors.ids).toEqual(Int32Array.of(22, 196));
    expect(log.row).toEqual(Int32Array.of(1, 0));
    expect(log.event).toEqual(new Uint8Array(2));
    expect(log.transaction).toEqual(Int32Array.of(-1, -1));
    expect(log.clock).toBe('wall');
    expect(eventRows.map(({ file, rows }) => [file, rows])).toEqual([['u.data', 2]]);
  });

  it('1M: the same with two colons between', async () => {
    const { layout, log } = await loadDataset(
      await folderOf({ 'ratings.dat': '1::1193::5::978300760\n1::661::3::978302109\n' }),
    );
    expect(layout).toBe('movielens-1m');
    expect(log.items.ids).toEqual(Int32Array.of(661, 1193));
    expect(log.time).toEqual(Float64Array.of(978300760000, 978302109000));
  });

  it('refuses milliseconds, and sets bad rows aside', async () => {
    const off = await folderOf({ 'u.data': '196\t242\t3\t881250949000\n' });
    await expect(loadDataset(off)).rejects.toThrow(/u\.data, line 1, column "timestamp": timestamp is in milliseconds/);
    await expect(loadDataset(await folderOf({ 'u.data': '' }))).rejects.toThrow(
      /u\.data: is empty\n {2}expected: rows of user<tab>item<tab>rating<tab>timestamp/,
    );
    const ratings = Array.from({ length: 200 }, (_, i) => `1\t${i}\t3\t881250949`);
    const { rejects } = await loadDataset(await folderOf({ 'u.data': [...ratings, '1\t2\t3'].join('\n') }));
    expect(rejects).toMatchObject([{ file: 'u.data', line: 201, reason: '3 fields instead of 4' }]);
  });

  const genres = (...set: number[]) =>
    Array.from({ length: 19 }, (_, genre) => (set.includes(genre) ? 1 : 0)).join('|');
  const film = (id: number, title: string, ...set: number[]) =>
    Buffer.from(`${id}|${title}|01-Jan-1995||http://x|${genres(...set)}\n`, 'latin1');
  /** The tokens of each film, which hold at any time. */
  const tokensOf = (timeline: PropertyTimeline) => {
    const { item, tokens, tokenNames } = propertiesAsOf(timeline, Number.NEGATIVE_INFINITY);
    return idList(item).map((_, i) => Array.from(listAt(tokens, i), (code) => tokenNames[code]!));
  };

  it('100k: genres in u.item become tokens; its titles are in Latin-1', async () => {
    const { properties, files } = await loadDataset(
      await folderOf({
        'u.data': '196\t242\t3\t881250949\n',
        'u.item': Buffer.concat([film(7, 'Misérables, Les', 4, 5), film(3, 'Unknown', 0), film(1, 'Heat', 1)]),
      }),
    );
    expect(properties!.item).toEqual(Int32Array.of(1, 3, 7));
    expect(properties!.statements.category).toEqual(Int32Array.of(-1, -1, -1));
    expect(tokensOf(properties!)).toEqual([['genre:Action'], [], ["genre:Children's", 'genre:Comedy']]);
    expect(files.map(({ path }) => path)).toEqual(['u.data', 'u.item']);
  });

  it('1M: genres in movies.dat become tokens', async () => {
    const { properties } = await loadDataset(
      await folderOf({
        'ratings.dat': '1::1193::5::978300760\n',
        'movies.dat': "2::Jumanji (1995)::Adventure|Children's\n5::Heat (1995)::Adventure\n",
      }),
    );
    expect(tokensOf(properties!)).toEqual([['genre:Adventure', "genre:Children's"], ['genre:Adventure']]);
  });

  it('1M: a quote in a title is a character like any other', async () => {
    const { properties, warnings } = await loadDataset(
      await folderOf({
        'ratings.dat': '1::2::5::978300760\n',
        'movies.dat': '1::"Heat::Musical\n2::7 1/2" Tall (1999)::Drama\n',
      }),
    );
    expect(tokensOf(properties!)).toEqual([['genre:Musical'], ['genre:Drama']]);
    expect(warnings).toEqual([]);
  });

  it.each(['2', 'x', '.0', '1"', '01'])('sets aside a film whose genre is %s, neither 0 nor 1', async (flag) => {
    const films = Array.from({ length: 200 }, (_, i) => film(i, 'Heat', 1));
    const bad = Buffer.from(film(200, 'Ran', 1).toString().replace('0|1|0', `0|${flag}|0`));
    const folder = await folderOf({ 'u.data': '1\t2\t3\t881250949\n', 'u.item': Buffer.concat([...films, bad]) });
    const { rejects, properties } = await loadDataset(folder);
    expect(rejects).toMatchObject([{ file: 'u.item', line: 201, reason: `Action is neither 0 nor 1 ("${flag}")` }]);
    expect(idCount(properties!.item)).toBe(200);
  });

  it('reads every byte of Latin-1 in a title, its control characters too', async () => {
    const folder = await folderOf({ 'u.data': '1\t2\t3\t881250949\n', 'u.item': film(7, 'A\x85\x9f\xe9', 1) });
    expect(tokensOf((await loadDataset(folder)).properties!)).toEqual([['genre:Action']]);
  });
});

const dir = sharedData('movielens-100k');
describe.skipIf(!dir)(`MovieLens 100k${dir ? '' : ' (skipped: the data is not here)'}`, () => {
  it('has 1,682 films of 18 genres, 725 of them dramas', async () => {
    const { properties, rejects } = await loadDataset(dir!);
    expect(idCount(properties!.item)).toBe(1682);
    expect(properties!.statements.tokenNames.length).toBe(18);
    const { tokens, tokenNames } = properties!.statements;
    const drama = tokenNames.indexOf('genre:Drama');
    expect(tokens.values.filter((code) => code === drama).length).toBe(725);
    expect(rejects).toEqual([]);
  });
});
