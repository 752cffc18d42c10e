import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readColumns, sqlPath, withDuckDB } from '../data/index.js';
import { folderOf } from '../testing/folder-of.js';
import { scratchFolder } from '../testing/pipeline-run.js';
import { fittedOfRun } from './study/fitted-of-run.js';
import { runPipeline } from './study/run-pipeline.js';

const day = (n: number) => 1431226800000 + n * 86_400_000;

/**
 * A shop of ten days (train 0 to 3, validation 4 to 6, test 7 to 9) in which every visitor sees every item daily. Items 1 and 2 are of
 * category 10, 3 and 4 of 20, 5 and 6 of 30. The shop says of item 7 that it is of 10, on day 5 of 20 and on day 8 of 30.
 */
const shop = () =>
  folderOf({
    'events.csv': [
      'timestamp,visitorid,event,itemid,transactionid',
      ...Array.from({ length: 210 }, (_, i) => {
        const [n, visitor, item] = [Math.floor(i / 21), Math.floor(i / 7) % 3, 1 + (i % 7)];
        return `${day(n) + visitor * 1000 + item},${visitor},view,${item},`;
      }),
    ].join('\n'),
    'category_tree.csv': 'categoryid,parentid\n10,\n20,\n30,\n',
    'item_properties_part1.csv': [
      'timestamp,itemid,property,value',
      ...[10, 10, 20, 20, 30, 30, 10].map((category, i) => `${day(0)},${i + 1},categoryid,${category}`),
      `${day(5)},7,categoryid,20`,
      `${day(8)},7,categoryid,30`,
    ].join('\n'),
  });

it.each([
  ['train alone is fitted on', 'validation', [1, 2], 10],
  ['train and validation are fitted on', 'test', [3, 4], 20],
] as const)('where %s, models and figures know what the shop had said by then', async (_, on, alike, category) => {
  const scratch = await scratchFolder();
  const run = await runPipeline({
    ...{ data: await shop(), cache: join(scratch, 'cache'), out: join(scratch, 'run') },
    ...{ protocol: 'future', on, models: ['content'], split: { kind: 'shares', validation: 0.3, test: 0.3 } },
    evaluation: { keepSeen: true, resamples: 20 },
  });
  const { models, parts } = await fittedOfRun(run, ['content']);
  const known = parts.train.items;
  const { items } = models[0]!.similarItems!(known.indexOf(7), 7);
  expect(Array.from(items, (item) => known.idOf(item)).sort()).toEqual(alike);

  const stored = await withDuckDB((db) =>
    readColumns(
      db,
      `SELECT category FROM read_parquet(${sqlPath(join(scratch, 'run', 'items.parquet'))}) ORDER BY item`,
      {
        category: 'int',
      },
    ),
  );
  expect(Array.from(stored.category)).toEqual([10, 10, 20, 20, 30, 30, category]);
});
