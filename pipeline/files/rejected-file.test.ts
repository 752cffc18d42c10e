import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadDataset, sqlText, withDuckDB, writeRejectedLines, writeRemovedEvents } from '../../data/index.js';
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
  const lines = { row: Int32Array.of(0), line: Int32Array.of(2), step: Uint8Array.of(1) };
  await writeRejectedFile(file('all'), parts, { eventRows: [{ file: 'events.csv', rows: 1, lines }] });
  const rows = await withDuckDB(async (db) =>
    (await db.runAndReadAll(`SELECT stage, line, visitor, item FROM ${sqlText(file('all'))}`)).getRowsJson(),
  );
  expect(rows).toEqual([['sessionize', 2, 'é', '2053013555631882655']]);
});

it('names the lines at which rows begin, over several files and where fields hold line breaks', async () => {
  const header = 'SessionId\tItemId\tTitle\tTime\n';
  const folder = await folderOf({
    'train.tsv': `${header}1\t7\t"a\n\nb"\t0\n\n1\t8\tc\t1\nbad\n2\t7\t"d\ne"\t2\n2\t8\tf\t3\n`,
    'test.tsv': `${header}9\t7\t"g\r\nh"\t10\n9\t8\ti\t11\n`,
  });
  const dataset = await loadDataset(folder, { maxRejects: 1 });
  const file = (stage: string) => join(folder, `${stage}.parquet`);
  await writeRejectedLines(file('ingest'), dataset.rejects);
  await writeRemovedEvents(file('clean'), [
    { rule: 'repeat', log: dataset.log, reason: Array.from(dataset.log.row, () => 'again') },
  ]);
  const parts = ['ingest', 'clean'].map((stage) => ({ stage, file: file(stage) }));
  await writeRejectedFile(file('all'), parts, dataset);
  const rows = await withDuckDB(async (db) =>
    (
      await db.runAndReadAll(`SELECT stage, file, line, item::VARCHAR, text FROM ${sqlText(file('all'))}`)
    ).getRowsJson(),
  );
  expect(rows).toEqual([
    ['ingest', 'train.tsv', 7, null, 'bad'],
    ['clean', 'test.tsv', 2, '7', null],
    ['clean', 'test.tsv', 4, '8', null],
    ['clean', 'train.tsv', 2, '7', null],
    ['clean', 'train.tsv', 6, '8', null],
    ['clean', 'train.tsv', 8, '7', null],
    ['clean', 'train.tsv', 10, '8', null],
  ]);
});
