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
  const files = [
    {
      path: 'events.csv',
      bytes: 9,
      sha256: '',
      rows: 1,
      lines: { row: Int32Array.of(0), line: Int32Array.of(2), step: Uint8Array.of(1) },
    },
  ];
  await writeRejectedFile(file('all'), parts, { files });
  const rows = await withDuckDB(async (db) =>
    (await db.runAndReadAll(`SELECT stage, line, visitor, item FROM ${sqlText(file('all'))}`)).getRowsJson(),
  );
  expect(rows).toEqual([['sessionize', 2, 'é', '2053013555631882655']]);
});
