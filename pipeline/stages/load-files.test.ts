import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { InputError } from '../../data/index.js';
import { folderOf } from '../../testing/folder-of.js';
import { resolveStage } from '../engine/stage.js';
import { quietPipeline } from '../study/quiet-pipeline.js';
import { ingest } from './ingest.js';

const header = 'timestamp,visitorid,event,itemid,transactionid\n';

it('a file that changes after its contents were hashed is named, and nothing is kept of it', async () => {
  const folder = await folderOf({ 'shop/events.csv': `${header}1433221332117,257597,view,355908,\n` });
  const [data, cache] = [join(folder, 'shop'), join(folder, 'cache')];
  const load: typeof ingest.load = async () => {
    await appendFile(join(data, 'events.csv'), '1433221332118,257597,view,355909,\n');
    return ingest.load();
  };
  const output = resolveStage(quietPipeline({ data, cache }), { ...ingest, load });
  await expect(output).rejects.toThrow(InputError);
  await expect(output).rejects.toThrow(
    /shop\/events\.csv: changed while it was read\n {2}expected: a file that stays as it is; run again$/,
  );
  expect((await readdir(cache)).filter((name) => name.startsWith('ingest'))).toEqual([]);
  const again = await resolveStage(quietPipeline({ data, cache }), ingest);
  expect(await readdir(again.folder)).toContain('events.arrow');
});
