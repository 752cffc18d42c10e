import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf } from '../folder-of.js';
import { repeatEvents } from './repeat-events.js';

it('copies the events a year later, for other visitors and in other orders', async () => {
  const header = 'timestamp,visitorid,event,itemid,transactionid';
  const folder = await folderOf({ 'events.csv': `${header}\n5,1,view,7,\n6,2,transaction,8,3\n` });
  await repeatEvents(join(folder, 'events.csv'), join(folder, 'twice', 'events.csv'), 2);
  expect((await readFile(join(folder, 'twice', 'events.csv'), 'utf8')).split('\n')).toEqual([
    header,
    '5,1,view,7,',
    '6,2,transaction,8,3',
    '31536000005,10000001,view,7,',
    '31536000006,10000002,transaction,8,10000003',
    '',
  ]);
});
