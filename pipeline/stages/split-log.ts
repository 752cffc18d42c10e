import { join } from 'node:path';
import { assertNoLeak, countText, eventCount, readEventLog, type SplitParameters, splitLog } from '../../data/index.js';
import type { Config } from '../config/config.js';
import type { Stage, StageCall } from '../engine/stage.js';
import { type DatasetFacts, readDatasetFacts } from '../files/dataset-facts-file.js';
import { writeSplit } from '../files/split-file.js';

export interface SplitInputs {
  readonly asked: Config['split'];
  readonly protocol: Config['protocol'];
}

export type SplitNeeds = { readonly loaded: Stage; readonly before: Stage };

/** Splits the sessionised log. */
export async function work(
  folder: string,
  { inputs, needs, pipeline }: StageCall<SplitInputs, SplitNeeds>,
): Promise<string> {
  const { asked, protocol } = inputs;
  const dataset = await readDatasetFacts(needs.loaded.folder);
  const parameters = asked === 'auto' ? usualSplit(protocol, dataset) : asked;
  const log = await readEventLog(join(needs.before.folder, 'events.arrow'));
  const parts = splitLog(log, parameters, dataset.givenTest);
  if (parameters.kind !== 'leave-last-out') assertNoLeak(parts); // leave-last-out leaks by design, and warns
  await writeSplit(folder, parts, parameters);
  for (const warning of parts.warnings) pipeline.reporter.say('split', warning, 'warning');
  const sizes = (['train', 'validation', 'test'] as const).map(
    (part) => `${part} ${countText(eventCount(parts[part]))}`,
  );
  return `${parameters.kind}: ${sizes.join(', ')} events`;
}

/** The default split of a protocol. */
function usualSplit(protocol: Config['protocol'], dataset: DatasetFacts): SplitParameters {
  if (dataset.givenTest) return { kind: 'given' };
  if (protocol === 'holdout') return { kind: 'whole' };
  if (protocol === 'next' || protocol === 'joint') return { kind: 'sessions-last-days', days: 7 };
  return { kind: 'shares', validation: 0.1, test: 0.2 };
}
