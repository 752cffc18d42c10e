#!/usr/bin/env -S npx tsx
import { isMain } from '../command-line/cli.js';
import { stageCommand } from '../command-line/command.js';
import type { Stage } from '../engine/stage.js';
import type { CleanInputs } from './clean-log.js';
import { ingest } from './ingest.js';
import { settingsInUse } from './settings-in-use.js';

/** Removes duplicates, outliers and rare ids. Writes `events.arrow`, `rejected.parquet` with the reasons, and `counts.json`. */
export const clean: Stage<CleanInputs, { before: Stage }> = {
  name: 'clean',
  modules: ['pipeline/stages/clean-log.ts'],
  load: () => import('./clean-log.js'),
  needs: () => ({ before: ingest }),
  inputs: async (pipeline) => {
    const { rules: _, ...parameters } = (await settingsInUse(pipeline)).clean;
    return parameters;
  },
};

if (isMain(import.meta.url)) void stageCommand('clean', 'Takes out duplicates, outliers and rare ids.', clean);
