import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sqlRows } from '../../testing/exported-shop.js';
import { folderOf } from '../../testing/folder-of.js';
import { linesOf } from '../../testing/lines-of.js';
import { sqlPath } from '../duckdb.js';
import { loadDataset } from './load-dataset.js';

/** As GRU4Rec's preparation of Yoochoose writes it: times are seconds with a fraction. */
const gru4rec = {
  train: 'SessionId\tItemId\tTime\n1\t214536502\t1396860669.277\n1\t214536500\t1396860849.868\n',
  test: 'SessionId\tItemId\tTime\n11\t214536500\t1396947069.0\n11\t214536502\t1396947070.001\n',
};
/** As session-rec's preparation writes it: further columns, in an order of its own. */
const sessionRec = {
  train:
    'SessionId\tTime\tItemId\tDate\tDatestamp\tTimeO\tItemSupport\n' +
    '3\t1462752000.526\t81766\t2016-05-09\t1462752000.0\t2016-05-09T00:00:00.526000+00:00\t5\n' +
    '3\t1462752001.031\t31331\t2016-05-09\t1462752000.0\t2016-05-09T00:00:01.031000+00:00\t7\n',
  test:
    'SessionId\tTime\tItemId\tDate\tDatestamp\tTimeO\tItemSupport\n' +
    '9\t1462838400.5\t31331\t2016-05-10\t1462838400.0\t2016-05-10T00:00:00.500000+00:00\t7\n',
};

describe('session TSV by the names that the field’s tools give', () => {
  it.each([
    ['train.tsv', 'test.tsv'],
    ['rsc15_train_full.txt', 'rsc15_test.txt'],
    ['retailrocket_processed_view_userbased_train_full.tsv', 'retailrocket_processed_view_userbased_test.tsv'],
    ['yoochoose-clicks_train_full.3.txt', 'yoochoose-clicks_test.3.txt'],
  ])('reads %s and %s', async (train, test) => {
    const folder = await folderOf({ [train]: gru4rec.train, [test]: gru4rec.test });
    const { layout, log, givenTest, files } = await loadDataset(folder);
    expect(layout).toBe('session-tsv');
    expect(linesOf(log)).toEqual([
      { visitor: 1, session: 1, item: 214536502, event: 'view', time: 1_396_860_669_277 },
      { visitor: 1, session: 1, item: 214536500, event: 'view', time: 1_396_860_849_868 },
      { visitor: 11, session: 11, item: 214536500, event: 'view', time: 1_396_947_069_000 },
      { visitor: 11, session: 11, item: 214536502, event: 'view', time: 1_396_947_070_001 },
    ]);
    expect(givenTest).toEqual(Uint8Array.of(0, 0, 1, 1));
    expect(files.map(({ path }) => path)).toEqual([train, test]);
  });

  it('finds columns by name, and names those that it does not read', async () => {
    const folder = await folderOf({ 'train_full.txt': sessionRec.train, 'test.txt.gz': gzipSync(sessionRec.test) });
    const { log, warnings, rejects } = await loadDataset(folder);
    const expected = await sqlRows(
      ['train_full.txt', 'test.txt.gz']
        .map(
          (name) => `SELECT SessionId, ItemId, epoch_ms(CAST(TimeO AS TIMESTAMPTZ)) AS time
            FROM read_csv(${sqlPath(join(folder, name))}, delim = '\\t', header = true, all_varchar = true)`,
        )
        .join(' UNION ALL '),
    );
    expect(linesOf(log)).toEqual(
      expected.map(({ SessionId, ItemId, time }) => ({
        ...{ visitor: Number(SessionId), session: Number(SessionId), item: Number(ItemId) },
        ...{ event: 'view', time: Number(time) },
      })),
    );
    expect(warnings).toEqual([
      'train_full.txt: columns that are not read: Date, Datestamp, TimeO, ItemSupport',
      'test.txt.gz: columns that are not read: Date, Datestamp, TimeO, ItemSupport',
    ]);
    expect(rejects).toEqual([]);
  });

  it('reads the whole of train where a part of it lies beside', async () => {
    const part = gru4rec.train.split('\n').slice(0, 2).join('\n');
    const folder = await folderOf({
      ...{ 'x_train.txt': part, 'x_train_full.txt': gru4rec.train, 'x_test.txt': gru4rec.test },
      ...{ 'x_train_tr.txt': part, 'x_train_valid.txt': part },
    });
    expect((await loadDataset(folder)).files.map(({ path }) => path)).toEqual(['x_train_full.txt', 'x_test.txt']);
  });

  it('refuses a folder of several slices', async () => {
    const slice = (k: number) => ({ [`x_train_full.${k}.txt`]: gru4rec.train, [`x_test.${k}.txt`]: gru4rec.test });
    await expect(loadDataset(await folderOf({ ...slice(0), ...slice(1) }))).rejects.toThrow(
      'the folder holds more than one pair of train and test: x_train_full.0.txt + x_test.0.txt, x_train_full.1.txt + x_test.1.txt\n  expected: a folder of its own for each',
    );
  });

  it('may have sessions and items that are texts', async () => {
    const folder = await folderOf({
      'train.tsv': 'SessionId\tItemId\tTime\na-1\tsku 7\t1441939000\n',
      'test.tsv': 'SessionId\tItemId\tTime\nb-2\tsku 8\t1441939900.5\n',
    });
    expect(linesOf((await loadDataset(folder)).log)).toMatchObject([
      { visitor: 'a-1', session: 'a-1', item: 'sku 7' },
      { visitor: 'b-2', session: 'b-2', item: 'sku 8', time: 1_441_939_900_500 },
    ]);
  });
});
