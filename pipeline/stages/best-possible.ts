import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { hasTruth, sessionDefaults, truthFolder } from '../../data/index.js';
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

/**
 * Whether the truth behind a run's queries is known: the next view in sessions as the generator made them. Only the default gap is sure to
 * cut the generator's own sessions; with repeats collapsed or rare items removed, the next view is not the one that the generator drew.
 */
export async function isTruthKnown(pipeline: Pipeline): Promise<boolean> {
  const { protocol, sessions, clean } = await settingsInUse(pipeline);
  const { perVisitor, perItem } = clean.minimum;
  if (protocol !== 'next' || !isDeepStrictEqual(sessions, sessionDefaults)) return false;
  return perVisitor === 1 && perItem === 1 && (await hasTruth(await findSource(pipeline)));
}
