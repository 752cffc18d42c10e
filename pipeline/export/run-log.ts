import { join } from 'node:path';
import {
  type EventLog,
  type ExportedLog,
  InputError,
  partCodes,
  type Reporter,
  readEventLog,
} from '../../data/index.js';
import { contentHashes } from '../engine/content-hashes.js';
import { resolveStage } from '../engine/stage.js';
import type { Run } from '../files/run-folder.js';
import { readSplit } from '../files/split-file.js';
import { sessionize } from '../stages/sessionize.js';
import { split } from '../stages/split.js';
import { pipelineOfRun } from '../study/quiet-pipeline.js';

/**
 * Reads a finished run's cleaned log and the part that each event is in. They are taken from the stages' cache, and made again
 * where they are no longer there.
 * @throws InputError when the run's data is gone or has changed since.
 */
export async function runLog(run: Run, reporter: Reporter): Promise<Pick<ExportedLog, 'log' | 'part'>> {
  await assertSameData(run);
  const pipeline = { ...pipelineOfRun(run), reporter };
  const log: EventLog = await readEventLog(join((await resolveStage(pipeline, sessionize)).folder, 'events.arrow'));
  return { log, part: partCodes(log, await readSplit((await resolveStage(pipeline, split)).folder)) };
}

async function assertSameData({ config: { data, mapping }, files }: Run): Promise<void> {
  if (data === null) return; // a generated shop, which can be made again
  const now = new Map(await contentHashes(data, mapping !== null));
  const others = files.filter(({ path, sha256 }) => now.get(path) !== sha256).map(({ path }) => path);
  if (others.length === 0) return;
  throw new InputError(
    `the run’s data is not there as it was: ${others.join(', ')} changed or gone`,
    { file: data },
    'the files as the run read them; its environment.json has their sha256',
  );
}
