#!/usr/bin/env -S npx tsx
import { join, resolve } from 'node:path';
import type { Parameters } from '../../models/index.js';
import { isMain } from '../command-line/cli.js';
import { stageCommand } from '../command-line/command.js';
import type { Config } from '../config/config.js';
import { root } from '../engine/root.js';
import type { Pipeline, Stage } from '../engine/stage.js';
import { readDatasetFacts } from '../files/dataset-facts-file.js';
import { assertReplaceable } from '../files/run-config.js';
import { runName } from '../files/run-name.js';
import { drawInto } from '../report/draw-into.js';
import type { ReportNeeds } from '../report/write-report.js';
import { backendFor } from './backend.js';
import { chosenModels } from './chosen-models.js';
import { clean } from './clean.js';
import { ingest } from './ingest.js';
import { leaderboard } from './leaderboard.js';
import { measure } from './measure.js';
import { modelPlan } from './model-plan.js';
import { sessionize } from './sessionize.js';
import { mappingOf, sayWhatChanged } from './source.js';
import { split } from './split.js';
import { task } from './task.js';
import { train } from './train.js';

/** Writes the run folder: tables, configuration, environment, rejects and `report.html`. */
export const report: Stage<Config, ReportNeeds> = {
  name: 'report',
  modules: ['pipeline/report/write-report.ts', 'pipeline/figures/render-figure.ts'],
  load: async () => {
    const { writeReport } = await import('../report/write-report.js');
    return {
      work: async (folder, call) => {
        const { models } = await chosenModels(call.pipeline);
        const backend = await backendFor(call.pipeline, models);
        const what = await writeReport(folder, call, { models, backend, draw: drawInto(call.pipeline.config.cache) });
        await sayWhatChanged(call.pipeline, await readDatasetFacts(call.needs.ingest.folder));
        return what;
      },
    };
  },
  needs: async (pipeline) => {
    const { config, force } = pipeline;
    if (config.out !== null) await assertReplaceable(resolve(config.out), force); // before any work is done
    const { models } = await chosenModels(pipeline);
    const [fitted, measured] = [models.map(train), models.map(measure)];
    return { ingest, clean, sessionize, split, task, fitted, measured, leaderboard };
  },
  // The page and config.json show all settings; their paths are resolved, as relative ones depend on the working folder, and the
  // mapping is there as it was read, as its file may change.
  inputs: async (pipeline) => ({
    ...pipeline.config,
    mapping: await mappingOf(pipeline),
    parameters: await allParameters(pipeline),
    ...placesOf(pipeline.config),
  }),
  place: async ({ config, force }, needs, key) => {
    const { name } = await readDatasetFacts(needs.ingest.folder);
    const folder = config.out === null ? join(root, 'runs', runName(name, config, key)) : resolve(config.out);
    await assertReplaceable(folder, force);
    return folder;
  },
};

/** The parameters of each model, defaults filled in; for a model that was left out, the parameters as given. */
async function allParameters(pipeline: Pipeline): Promise<Config['parameters']> {
  const { config } = pipeline;
  const { models } = await chosenModels(pipeline);
  const plans = models.map(async (name) => {
    const { parameters } = await modelPlan(config.cache, name, (config.parameters[name] ?? {}) as Parameters);
    return [name, parameters] as const;
  });
  return { ...config.parameters, ...Object.fromEntries(await Promise.all(plans)) };
}

const placesOf = ({ data, out, cache }: Config): Pick<Config, 'data' | 'out' | 'cache'> => ({
  data: data === null ? null : resolve(data),
  out: out === null ? null : resolve(out),
  cache: resolve(root, cache),
});

if (isMain(import.meta.url)) void stageCommand('report', 'Writes the run folder with report.html.', report);
