#!/usr/bin/env -S npx tsx
import { isMain } from '../command-line/cli.js';
import { stageCommand } from '../command-line/command.js';
import type { Stage } from '../engine/stage.js';
import { ingest } from './ingest.js';
import { sessionize } from './sessionize.js';
import { settingsInUse } from './settings-in-use.js';
import type { SplitInputs, SplitNeeds } from './split-log.js';

/** Splits the log into train, validation and test, and verifies on the events that nothing leaks. */
export const split: Stage<SplitInputs, SplitNeeds> = {
  name: 'split',
  modules: ['pipeline/stages/split-log.ts'],
  load: () => import('./split-log.js'),
  needs: () => ({ loaded: ingest, before: sessionize }),
  inputs: async (pipeline) => {
    const { split: asked, protocol } = await settingsInUse(pipeline);
    return { asked, protocol };
  },
};

if (isMain(import.meta.url)) void stageCommand('split', 'Splits the log into train, validation and test.', split);
