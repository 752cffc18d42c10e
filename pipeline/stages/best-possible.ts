import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { truthFolder } from '../../data/index.js';
import { contentHashes } from '../engine/content-hashes.js';
import type { Pipeline, Stage } from '../engine/stage.js';
import type { BestPossibleInputs, BestPossibleNeeds } from './measure-best-possible.js';
import { settingsInUse } from './settings-in-use.js';
import { findSource } from './source.js';
import { task } from './task.js';

/**
 * Measures the best possible lists on a log whose truth is known: a bound that no model exceeds except by chance.
 */
export const bestPossible: Stage<BestPossibleInputs, BestPossibleNeeds> = {
  name: 'best-possible',
  modules: ['pipeline/stages/measure-best-possible.ts'],
  load: async () => {
    const { measureBestPossible } = await import('./measure-best-possible.js');
    return {
      work: async (folder, call) => measureBestPossible(folder, call, await findSource(call.pipeline)),
    };
  },
  needs: () => ({ task }),
  inputs: async (pipeline) => {
    const { seed, evaluation } = await settingsInUse(pipeline);
    return { seed, evaluation, truth: await contentHashes(join(await findSource(pipeline), truthFolder)) };
  },
};

/** Whether the truth behind a run's queries is known: the next view in sessions as the generator made them, repeats kept. */
export async function isTruthKnown(pipeline: Pipeline): Promise<boolean> {
  const { protocol, sessions } = pipeline.config;
  if (protocol !== 'next' || sessions.repeats !== 'keep') return false;
  return existsSync(join(await findSource(pipeline), truthFolder));
}
