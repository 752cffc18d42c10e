import type { Progress } from '../../data/index.js';
import type { Protocol } from '../../evaluation/index.js';
import { resolveStage } from '../engine/stage.js';
import { readDatasetFacts } from '../files/dataset-facts-file.js';
import { type Run, readRun } from '../files/run-folder.js';
import { ingest } from '../stages/ingest.js';
import { report } from '../stages/report.js';
import { quietContext, type Settings } from './quiet-context.js';

/**
 * Goes the whole way from a log to a run folder, as `npm run pipeline` does, and reads back what it left: finished stages
 * are reused.
 * @param progress hears of long work, e.g. `notebookProgress`.
 * @throws InputError as the command does.
 */
export async function runPipeline(settings: Settings, progress?: Progress): Promise<Run> {
  const { folder } = await resolveStage(quietContext(settings, progress), report);
  return readRun(folder);
}

/** Runs each of the protocols that the dataset has what it takes for. */
export async function runProtocols(settings: Settings, protocols: readonly Protocol[]): Promise<Run[]> {
  const runs: Run[] = [];
  for (const protocol of await served(settings, protocols)) runs.push(await runPipeline({ ...settings, protocol }));
  return runs;
}

/** Runs the first of the protocols that the dataset has what it takes for. */
export async function runFirstProtocol(settings: Settings, protocols: readonly Protocol[]): Promise<Run> {
  const [protocol] = await served(settings, protocols);
  return runPipeline({ ...settings, protocol });
}

/** All but holdout where the dataset brings no targets of its own. */
async function served(settings: Settings, protocols: readonly Protocol[]): Promise<Protocol[]> {
  const { folder } = await resolveStage(quietContext(settings), ingest);
  const { holdout } = await readDatasetFacts(folder);
  return protocols.filter((protocol) => protocol !== 'holdout' || holdout);
}
