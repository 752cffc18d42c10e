import { InputError } from '../../data/index.js';
import type { Recommender } from '../../models/index.js';
import { type AskedParts, fitPartsFor } from '../fit-parts.js';
import { readFitted } from '../fitted-file.js';
import { ingest } from '../ingest.js';
import { type Run, settingsOf } from '../run-folder.js';
import { split } from '../split.js';
import { readSplit } from '../split-file.js';
import type { RunContext } from '../stage.js';
import { train } from '../train.js';
import { quietContext } from './quiet-context.js';

/** Models of a run, as they were fitted, with what they were fitted and asked on. */
export interface FittedOfRun {
  readonly models: readonly Recommender[];
  readonly parts: AskedParts;
  /** Folder of the data as it was loaded. */
  readonly loaded: string;
  readonly context: RunContext;
}

/**
 * Reads fitted models of a run out of the pipeline's cache; fits again what is no longer there.
 * @throws InputError when the run has no such model.
 */
export async function fittedOfRun(run: Run, names: readonly string[]): Promise<FittedOfRun> {
  const known = run.leaderboard.models.map(({ model }) => model);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new InputError(`the run has no model "${unknown}"`, {}, `one of ${known.join(', ')}`);
  const context = quietContext({ ...settingsOf(run.config), models: names });
  const loaded = (await ingest(context)).folder;
  const parts = fitPartsFor(context.config, await readSplit((await split(context)).folder));
  const models: Recommender[] = [];
  for (const { folder } of await train(context)) models.push((await readFitted(folder)).model);
  return { models, parts, loaded, context };
}
