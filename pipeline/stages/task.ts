#!/usr/bin/env -S npx tsx
import { isMain } from '../command-line/cli.js';
import { stageCommand } from '../command-line/command.js';
import type { Stage } from '../engine/stage.js';
import { ingest } from './ingest.js';
import { settingsInUse } from './settings-in-use.js';
import { split } from './split.js';
import type { TaskInputs, TaskNeeds } from './write-task.js';

/**
 * Makes the queries and targets of all models from the split, once for all of them. Writes `task.bin`, and the run folder's files
 * `targets.parquet`, `queries.parquet` and `items.parquet`.
 */
export const task: Stage<TaskInputs, TaskNeeds> = {
  name: 'task',
  modules: ['pipeline/stages/write-task.ts'],
  load: () => import('./write-task.js'),
  needs: () => ({ loaded: ingest, parted: split }),
  inputs: async (pipeline) => {
    const { protocol, on, seed, evaluation } = await settingsInUse(pipeline);
    const { keepSeen, gain, equalTimes } = evaluation;
    return { protocol, on, seed, evaluation: { keepSeen, gain, equalTimes } };
  },
};

if (isMain(import.meta.url)) void stageCommand('task', 'Makes the protocol’s queries and targets.', task);
