import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exportedLists, exportedShop, idKinds, sqlRows } from '../../testing/exported-shop.js';
import { folderOf } from '../../testing/folder-of.js';
import { logOf } from '../../testing/log-of.js';
import { sqlPath } from '../duckdb.js';
import { loadDataset } from '../load/load-dataset.js';
import { seededRandom } from '../random.js';
import { gru4rec } from './gru4rec.js';

/** The rows of a TSV, every value as its text. */
const read = (file: string) =>
  sqlRows(`SELECT * FROM read_csv(${sqlPath(file)}, delim = '\\t', quote = '', all_varchar = true)`);

it.each(Object.entries(idKinds))('GRU4Rec’s files hold the views of the parts, ids being %s', async (_, idOf) => {
  const { rows, exported } = exportedShop(idOf);
  const folder = await folderOf({});
  await gru4rec.writeLog(folder, exported);
  for (const [file, parts] of Object.entries({
    full: ['train', 'validation', 'test', 'overhang', 'setAside'],
    train: ['train', 'validation', 'overhang'],
    train_tr: ['train'],
    train_valid: ['validation'],
    test: ['test'],
  }))
    expect(await read(join(folder, `${file}.tsv`))).toEqual(
      rows
        .filter(({ event, part }) => event === 'view' && parts.includes(part))
        .map(({ session, item, time }) => ({
          SessionId: String(session),
          ItemId: String(item),
          Time: String(time / 1000),
        })),
    );
});

it('GRU4Rec’s times are seconds that are exact to the millisecond', async () => {
  const random = seededRandom(3);
  const times = Array.from({ length: 2000 }, () => random.int(2 ** 31) * 1000 + random.int(1000)).sort((a, b) => a - b);
  const log = logOf(times.map((time) => ({ visitor: 1, session: 1, item: 1, time })));
  const folder = await folderOf({});
  await gru4rec.writeLog(folder, { name: 'shop', log, part: new Uint8Array(times.length) });
  const found = await read(join(folder, 'full.tsv'));
  const milliseconds = found.map(({ Time }) => {
    const [seconds, fraction = ''] = String(Time).split('.');
    return Number(seconds) * 1000 + Number(fraction.padEnd(3, '0'));
  });
  expect(milliseconds).toEqual(times);
});

it('GRU4Rec’s sessions are numbered where the shop did not name them', async () => {
  const { exported } = exportedShop(idKinds.texts);
  const { sessions: _, ...log } = exported.log;
  const folder = await folderOf({});
  await gru4rec.writeLog(folder, { ...exported, log });
  expect((await read(join(folder, 'full.tsv'))).map(({ SessionId }) => SessionId)).toEqual([...'0012123']);
});

it('train.tsv and test.tsv are a dataset that can be loaded again', async () => {
  const { rows, exported } = exportedShop(idKinds.numbers);
  const folder = await folderOf({});
  await gru4rec.writeLog(folder, exported);
  const { log, givenTest } = await loadDataset(folder);
  const events = rows.filter(({ event, part }) => event === 'view' && part !== 'setAside');
  expect([...log.time]).toEqual(events.map(({ time }) => time));
  expect([...log.item].map((item) => log.items.idOf(item))).toEqual(events.map(({ item }) => item));
  expect([...log.row].map((row) => givenTest![row])).toEqual(events.map(({ part }) => Number(part === 'test')));
});

it.each(Object.entries(idKinds))('GRU4Rec’s files have beside them a model’s lists, ids being %s', async (_, idOf) => {
  const { rows, lists } = exportedLists(idOf);
  const folder = await folderOf({});
  await gru4rec.writeLists(folder, lists);
  expect(await read(join(folder, 'popular.tsv'))).toEqual(
    rows.map(({ query, visitor, time, rank, item, score }) => ({
      QueryId: String(query),
      VisitorId: String(visitor),
      Time: String(time / 1000),
      Rank: String(rank),
      ItemId: String(item),
      Score: String(score),
    })),
  );
});

it('GRU4Rec’s files are refused for an id that their readers would misread', async () => {
  const { exported } = exportedShop((id) => (id === 13 ? 'a\tb' : `id ${id}`));
  await expect(gru4rec.writeLog(await folderOf({}), exported)).rejects.toThrow('"a\\tb" is the id of a session');
});
