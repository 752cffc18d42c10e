#!/usr/bin/env -S npx tsx
import { isMain } from '../command-line/cli.js';
import { stageCommand } from '../command-line/command.js';
import type { Stage } from '../engine/stage.js';
import { bestPossible, isTruthKnown } from './best-possible.js';
import { chosenModels } from './chosen-models.js';
import type { LeaderboardInputs, LeaderboardNeeds } from './compile-leaderboard.js';
import { measure } from './measure.js';
import { task } from './task.js';
import { train } from './train.js';

/** Combines the measurements of a run's models into the run folder's files, except those of single models. */
export const leaderboard: Stage<LeaderboardInputs, LeaderboardNeeds> = {
  name: 'leaderboard',
  modules: ['pipeline/stages/compile-leaderboard.ts'],
  load: () => import('./compile-leaderboard.js'),
  needs: async (pipeline) => {
    const { models } = await chosenModels(pipeline);
    const best = (await isTruthKnown(pipeline)) ? [bestPossible] : [];
    return { task, fitted: models.map(train), measured: models.map(measure), best };
  },
  inputs: async (pipeline) => ({ leftOut: (await chosenModels(pipeline)).leftOut }),
};

if (isMain(import.meta.url))
  void stageCommand('leaderboard', 'Measures the models and puts the figures together.', leaderboard);
