import {
  type EvaluationTask,
  type FutureOptions,
  funnelTask,
  futureTask,
  holdoutTask,
  jointTask,
  nextTask,
} from '../../evaluation/index.js';
import type { NextOptions } from '../../models/index.js';
import type { Config } from '../config/config.js';
import type { DatasetFacts } from '../files/dataset-facts-file.js';
import type { AskedParts } from './fit-parts.js';
import { holdoutTargets, nothingToAsk } from './nothing-to-ask.js';

/** The settings that a task depends on; the seed draws P-joint's cuts. */
export interface TaskSettings extends Pick<Config, 'protocol' | 'on' | 'seed'> {
  readonly evaluation: FutureOptions & NextOptions;
}

/**
 * The protocol's queries and targets.
 * @throws InputError when the dataset has no queries for the protocol.
 */
export function makeTask(
  { protocol, on, seed, evaluation }: TaskSettings,
  parts: AskedParts,
  dataset: DatasetFacts,
): EvaluationTask {
  const { train, held } = parts;
  const make: Record<Config['protocol'], () => EvaluationTask> = {
    next: () => nextTask(train, held, evaluation),
    future: () => futureTask(train, held, evaluation),
    funnel: () => funnelTask(train, held),
    holdout: () => holdoutTask(train, parts.holdout ?? holdoutTargets(dataset)),
    joint: () => jointTask(train, held, seed),
  };
  const task = make[protocol]();
  if (task.cluster.length > 0) return task;
  throw nothingToAsk({ protocol, on }, parts, dataset.name);
}
