#!/usr/bin/env -S npx tsx
import { isMain } from '../command-line/cli.js';
import { stageCommand } from '../command-line/command.js';
import type { Stage } from '../engine/stage.js';
import { clean } from './clean.js';
import type { SessionInputs } from './sessionize-log.js';
import { settingsInUse } from './settings-in-use.js';

/** Cuts visits into sessions. Writes `events.arrow`, and collapsed repeats to `rejected.parquet`. */
export const sessionize: Stage<SessionInputs, { before: Stage }> = {
  name: 'sessionize',
  modules: ['pipeline/stages/sessionize-log.ts'],
  load: () => import('./sessionize-log.js'),
  needs: () => ({ before: clean }),
  inputs: async (pipeline) => (await settingsInUse(pipeline)).sessions,
};

if (isMain(import.meta.url)) void stageCommand('sessionize', 'Cuts the visitors’ events into sessions.', sessionize);
