import { join } from 'node:path';
import {
  assertNoLeak,
  eventCount,
  InputError,
  readEventLog,
  type Split,
  type SplitParameters,
  splitLog,
} from '../../data/index.js';
import type { Config } from '../config/config.js';
import type { Stage, StageCall } from '../engine/stage.js';
import { type DatasetFacts, readDatasetFacts } from '../files/dataset-facts-file.js';
import { writeSplit } from '../files/split-file.js';
import { assertServes } from './assert-serves.js';

export interface SplitInputs {
  readonly asked: Config['split'];
  readonly protocol: Config['protocol'];
}

export type SplitNeeds = { readonly loaded: Stage; readonly before: Stage };

/** Splits the log that is cut into sessions. */
export async function work(
  folder: string,
  { inputs, needs, context }: StageCall<SplitInputs, SplitNeeds>,
): Promise<string> {
  const { asked, protocol } = inputs;
  const dataset = await readDatasetFacts(needs.loaded.folder);
  const parameters = asked === 'auto' ? usualSplit(protocol, dataset) : asked;
  const log = await readEventLog(join(needs.before.folder, 'events.arrow'));
  const parts = splitLog(log, parameters, dataset.givenTest);
  assertHonest(parts, parameters, dataset.name);
  assertServes(protocol, parts, dataset);
  await writeSplit(folder, parts, parameters);
  for (const warning of parts.warnings) context.say('split', `warning: ${warning}`);
  const sizes = (['train', 'validation', 'test'] as const).map(
    (part) => `${part} ${eventCount(parts[part]).toLocaleString('en')}`,
  );
  return `${parameters.kind}: ${sizes.join(', ')} events`;
}

/**
 * Proves that no part holds what an earlier one must not know; leave-last-out leaks by its nature, and warns.
 * @throws InputError where the parts are the input's own.
 */
function assertHonest(parts: Split, { kind }: SplitParameters, name: string): void {
  if (kind === 'leave-last-out') return;
  try {
    assertNoLeak(parts);
  } catch (error) {
    if (kind !== 'given') throw error;
    throw new InputError(
      `the train and test parts that ${name} brings overlap: ${(error as Error).message.replace('leak: ', '')}`,
      {},
      'every event of train before every event of test, or another "split" in --config',
    );
  }
}

/** The split that a protocol is used with, where none is asked for. */
function usualSplit(protocol: Config['protocol'], dataset: DatasetFacts): SplitParameters {
  if (dataset.givenTest) return { kind: 'given' };
  if (protocol === 'holdout') return { kind: 'whole' };
  if (protocol === 'next') return { kind: 'sessions-last-days', days: 7 };
  return { kind: 'shares', validation: 0.1, test: 0.2 };
}
