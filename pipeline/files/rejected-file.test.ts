import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sqlText, withDuckDB, writeRejectedLines, writeRemovedEvents } from '../../data/index.js';
import { folderOf } from '../../testing/folder-of.js';
import { logOf } from '../../testing/log-of.js';
import { writeRejectedFile } from './rejected-file.js';

it('brings the removed events of all stages together, with ids that are texts, and a stage that removed none', async () => {
  const folder = await folderOf({});
  const file = (stage: string) => join(folder, `${stage}.parquet`);
  await writeRejectedLines(file('ingest'), []);
  await writeRemovedEvents(file('clean'), []);
  const log = logOf([{ visitor: 'é', item: '2053013555631882655', time: 5 }]);
  await writeRemovedEvents(file('sessionize'), [{ rule: 'repeat', log, reason: ['again'] }]);
  const parts = ['ingest', 'clean', 'sessionize'].map((stage) => ({ stage, file: file(stage) }));
  await writeRejectedFile(file('all'), parts, [{ path: 'events.csv', bytes: 9, sha256: '', rows: 1, firstLine: 2 }]);
  const rows = await withDuckDB(async (db) =>
    (await db.runAndReadAll(`SELECT stage, line, visitor, item FROM ${sqlText(file('all'))}`)).getRowsJson(),
  );
  expect(rows).toEqual([['sessionize', 2, 'é', '2053013555631882655']]);
});

it('names the file and line of a removed event: rows go on from file to file; in some a row is no line', async () => {
  const folder = await folderOf({});
  const file = (name: string) => join(folder, `${name}.parquet`);
  const log = logOf([0, 1, 2, 3].map((time) => ({ visitor: 1, item: 1, time })));
  await writeRemovedEvents(file('clean'), [{ rule: 'repeat', log, reason: Array(4).fill('again') }]);
  const of = { bytes: 9, sha256: '' };
  await writeRejectedFile(
    file('all'),
    [{ stage: 'clean', file: file('clean') }],
    [
      { ...of, path: 'headed.csv', rows: 2, firstLine: 2 },
      { ...of, path: 'tree.csv' },
      { ...of, path: 'plain.dat', rows: 1, firstLine: 1 },
      { ...of, path: 'sessions.jsonl', rows: 1 },
    ],
  );
  const rows = await withDuckDB(async (db) =>
    (await db.runAndReadAll(`SELECT file, line FROM ${sqlText(file('all'))} ORDER BY time`)).getRowsJson(),
  );
  expect(rows).toEqual([
    ['headed.csv', 2],
    ['headed.csv', 3],
    ['plain.dat', 1],
    ['sessions.jsonl', null],
  ]);
});
