#!/usr/bin/env -S npx tsx
import { cp, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { chalk } from 'zx';
import { writeWhole } from '../../data/index.js';
import { isMain } from '../command-line/cli.js';
import { stageCommand } from '../command-line/command.js';
import { codeVersion } from '../engine/code-version.js';
import { root } from '../engine/root.js';
import { hash, type RunContext, type StageOutput } from '../engine/stage.js';
import { readDatasetFacts } from '../files/dataset-file.js';
import { environmentOf } from '../files/environment.js';
import { writeAllRejects } from '../files/rejected.js';
import { type RunConfig, readRunConfig, runFormat } from '../files/run-folder.js';
import { backendFor } from '../stages/backend.js';
import { chosenModels } from '../stages/chosen-models.js';
import { clean } from '../stages/clean.js';
import { evaluate } from '../stages/evaluate.js';
import { ingest } from '../stages/ingest.js';
import { sessionize } from '../stages/sessionize.js';
import { split } from '../stages/split.js';
import { reportData } from './report-data.js';
import { reportPage } from './report-page.js';

/** Puts the run folder together: the evaluation's tables, configuration, environment, rejects and `report.html`. */
export async function report(context: RunContext): Promise<StageOutput> {
  const { config, force, say } = context;
  if (config.out !== null) await readRunConfig(resolve(config.out), force); // before any work is done for it
  const { models } = await chosenModels(context); // so is a model that the data has nothing for
  const chosen = await backendFor(context, models); // and a backend that cannot be loaded
  const stages = {
    ingest: await ingest(context),
    clean: await clean(context),
    sessionize: await sessionize(context),
    split: await split(context),
    evaluate: await evaluate(context),
  };
  const key = hash([
    stages.evaluate.key,
    await codeVersion(
      ['pipeline/report/report-page.ts', 'pipeline/report/report-data.ts', 'pipeline/files/rejected.ts'],
      'pipeline/report/report.ts',
    ),
  ]);
  const dataset = await readDatasetFacts(stages.ingest.folder);
  const asked = config.on === 'test' ? config.protocol : `${config.protocol}-validation`;
  const name = `${dataset.name}-${asked}-${key.slice(0, 8)}`;
  const folder = config.out === null ? join(root, 'runs', name) : resolve(config.out);
  const runConfig: RunConfig = { format: runFormat, key, ...config };
  const done = await readRunConfig(folder, force);
  if (done?.key === key && !force) {
    say('report', chalk.gray(`unchanged, skipped (${relative(process.cwd(), folder)})`));
    return { key, folder };
  }
  const environment = environmentOf(config.seed, dataset.files, chosen);
  await writeWhole(folder, async (temporary) => {
    await cp(stages.evaluate.folder, temporary, { recursive: true });
    await writeFile(join(temporary, 'config.json'), `${JSON.stringify(runConfig, undefined, 2)}\n`);
    await writeFile(join(temporary, 'environment.json'), `${JSON.stringify(environment, undefined, 2)}\n`);
    const rejects = (['ingest', 'clean', 'sessionize', 'split'] as const).map((stage) => ({
      stage,
      file: join(stages[stage].folder, 'rejected.parquet'),
    }));
    await writeAllRejects(join(temporary, 'rejected.parquet'), rejects, dataset);
    await writeFile(join(temporary, 'report.html'), await reportPage(await reportData(stages, runConfig, environment)));
  });
  say('report', relative(process.cwd(), join(folder, 'report.html')));
  return { key, folder };
}

if (isMain(import.meta.url)) void stageCommand('report', 'Writes the run folder with report.html.', report);
