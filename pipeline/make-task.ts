import { type FitParts, InputError, type Test } from '../data/index.js';
import { type EvaluationTask, funnelTask, futureTask, holdoutTask, nextTask } from '../evaluation/index.js';
import { holdoutTargets } from './assert-serves.js';
import type { Config } from './config.js';
import type { DatasetFacts } from './dataset-file.js';

/**
 * The protocol's queries and targets.
 * @throws InputError when the dataset has none for it.
 */
export function makeTask(
  { protocol, evaluation }: Config,
  parts: FitParts<Test>,
  dataset: DatasetFacts,
): EvaluationTask {
  const { train, held } = parts;
  const make: Record<Config['protocol'], () => EvaluationTask> = {
    next: () => nextTask(train, held),
    future: () => futureTask(train, held, evaluation),
    funnel: () => funnelTask(train, held),
    holdout: () => holdoutTask(train, holdoutTargets(dataset)),
  };
  const task = make[protocol]();
  if (task.cluster.length > 0) return task;
  throw new InputError(
    `P-${protocol} finds nothing to ask on ${dataset.name}`,
    {},
    'another protocol or split: the test part has no query with a target that train knows',
  );
}
