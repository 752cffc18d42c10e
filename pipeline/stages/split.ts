#!/usr/bin/env -S npx tsx
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
import { isMain } from '../command-line/cli.js';
import { stageCommand } from '../command-line/command.js';
import type { Config } from '../config/config.js';
import { type RunContext, runStage, type StageOutput } from '../engine/stage.js';
import { type DatasetFacts, readDatasetFacts } from '../files/dataset-file.js';
import { writeSplit } from '../files/split-file.js';
import { assertServes } from './assert-serves.js';
import { ingest } from './ingest.js';
import { sessionize } from './sessionize.js';

/** Splits the log into train, validation and test, and proves on the events that nothing leaks. */
export async function split(context: RunContext): Promise<StageOutput> {
  const loaded = await ingest(context);
  const before = await sessionize(context);
  const { split: asked, protocol } = context.config;
  return runStage(context, {
    name: 'split',
    module: 'pipeline/stages/split.ts',
    computes: [
      'data/index.ts',
      'pipeline/files/split-file.ts',
      'pipeline/files/dataset-file.ts',
      'pipeline/stages/assert-serves.ts',
    ],
    inputs: { before: before.key, asked, protocol },
    work: async (folder) => {
      const dataset = await readDatasetFacts(loaded.folder);
      const parameters = asked === 'auto' ? usualSplit(protocol, dataset) : asked;
      const parts = splitLog(await readEventLog(join(before.folder, 'events.arrow')), parameters, dataset.givenTest);
      assertHonest(parts, parameters, dataset.name);
      assertServes(protocol, parts, dataset);
      await writeSplit(folder, parts, parameters);
      for (const warning of parts.warnings) context.say('split', `warning: ${warning}`);
      const sizes = (['train', 'validation', 'test'] as const).map(
        (part) => `${part} ${eventCount(parts[part]).toLocaleString('en')}`,
      );
      return `${parameters.kind}: ${sizes.join(', ')} events`;
    },
  });
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

if (isMain(import.meta.url)) void stageCommand('split', 'Splits the log into train, validation and test.', split);
