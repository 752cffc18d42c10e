import { expect, it } from 'vitest';
import { loadDataset } from '../../data/index.js';
import { folderOf } from '../../testing/folder-of.js';
import { scratchFolder } from '../../testing/pipeline-run.js';
import { readDatasetFacts } from './dataset-facts-file.js';
import { readContent, readDatasetLog, writeDataset } from './dataset-file.js';

const clicks = (row: string) => `SessionId\tItemId\tTime\n${row}\n`;

it.each([
  [
    'RetailRocket',
    {
      'events.csv':
        'timestamp,visitorid,event,itemid,transactionid\n1431226800000,1,view,7,\n1431226800001,1,view,8,\n',
      'holdout-purchases.csv': 'visitorid,itemid\n1,9\n',
      'item_properties_part1.csv':
        'timestamp,itemid,property,value\n1431226800000,7,888,n24.000 511\n1431226800001,7,888,1\n',
    },
  ],
  [
    'sessions',
    {
      'train.tsv': clicks('10\t7\t0'),
      'test.tsv': clicks('20\t7\t1'),
      'item-category.csv': 'itemid,categoryid,parentid\n7,100,5\n',
    },
  ],
  ['sessions alone', { 'train.tsv': clicks('10\t7\t0'), 'test.tsv': clicks('20\t7\t1') }],
])('a dataset of %s is read as it was written', async (layout, files) => {
  const dataset = await loadDataset(await folderOf(files as Record<string, string>));
  const { log, properties, ...facts } = dataset;
  const folder = await scratchFolder();
  await writeDataset(folder, dataset);
  expect(await readDatasetFacts(folder)).toEqual({
    ...{ ...facts, clock: log.clock },
    hasProperties: properties !== undefined,
    hasSessions: layout !== 'RetailRocket',
  });
  const { visitor, time } = await readDatasetLog(folder);
  expect([visitor, time]).toEqual([log.visitor, log.time]);
  const { categories } = facts;
  expect(await readContent(folder)).toEqual({ ...(categories && { categories }), ...(properties && { properties }) });
});
