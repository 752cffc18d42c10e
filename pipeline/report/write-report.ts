import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import type { ChosenBackend } from '../../models/index.js';
import type { Config } from '../config/config.js';
import { manifestFile } from '../engine/manifest.js';
import type { Stage, StageCall, StageOutput } from '../engine/stage.js';
import { readDatasetFacts } from '../files/dataset-facts-file.js';
import { environmentOf } from '../files/environment.js';
import { historyName } from '../files/history-file.js';
import { predictionsFile } from '../files/measured-file.js';
import { writeRejectedFile } from '../files/rejected-file.js';
import { type RunConfig, runFormat } from '../files/run-config.js';
import { type Comparisons, comparisonsFile } from '../leaderboard/comparisons-file.js';
import { verdictTexts } from '../leaderboard/verdict-text.js';
import type { Draw } from './figure-html.js';
import { reportData } from './report-data.js';
import { reportPage } from './report-page.js';

export type ReportNeeds = {
  readonly [Name in 'ingest' | 'clean' | 'sessionize' | 'split' | 'task' | 'leaderboard']: Stage;
} & {
  /** One stage for every model. */
  readonly fitted: readonly Stage[];
  readonly measured: readonly Stage[];
};

/** The report's arguments beside the outputs of stages. */
export interface Reporting {
  readonly models: readonly string[];
  /** The backend of neural models; undefined where the run has none. */
  readonly backend: ChosenBackend | undefined;
  readonly draw: Draw;
}

/** Writes a run folder. */
export async function writeReport(
  folder: string,
  { inputs, needs, key, place, pipeline }: StageCall<Config, ReportNeeds>,
  { models, backend, draw }: Reporting,
): Promise<string> {
  const { config } = pipeline;
  const dataset = await readDatasetFacts(needs.ingest.folder);
  const runConfig: RunConfig = {
    format: runFormat,
    key,
    ...config,
    mapping: inputs.mapping,
    parameters: inputs.parameters,
  };
  const environment = environmentOf(config.seed, dataset.files, backend);
  for (const name of await readdir(needs.leaderboard.folder))
    if (name !== manifestFile) await cp(join(needs.leaderboard.folder, name), join(folder, name));
  await copyEach(models, needs.measured, predictionsFile, join(folder, 'predictions'));
  await copyEach(models, needs.fitted, historyName, join(folder, 'history'));
  await writeFile(join(folder, 'config.json'), `${JSON.stringify(runConfig, undefined, 2)}\n`);
  await writeFile(join(folder, 'environment.json'), `${JSON.stringify(environment, undefined, 2)}\n`);
  const rejects = (['ingest', 'clean', 'sessionize', 'split'] as const).map((stage) => ({
    stage,
    file: join(needs[stage].folder, 'rejected.parquet'),
  }));
  await writeRejectedFile(join(folder, 'rejected.parquet'), rejects, dataset);
  const data = await reportData(needs, folder, { config: runConfig, environment, draw });
  const comparisons: Comparisons = { verdicts: verdictTexts(data.compared), rows: data.compared };
  await writeFile(join(folder, comparisonsFile), `${JSON.stringify(comparisons, undefined, 2)}\n`);
  await writeFile(join(folder, 'report.html'), await reportPage(data));
  return relative(process.cwd(), join(place, 'report.html'));
}

/** Copies a file of each model's output, if it exists, into a folder, named after the model. */
async function copyEach(models: readonly string[], outputs: readonly StageOutput[], file: string, to: string) {
  for (const [i, model] of models.entries()) {
    const from = join(outputs[i]!.folder, file);
    if (!existsSync(from)) continue;
    await mkdir(to, { recursive: true });
    await cp(from, join(to, `${model}${extname(file)}`));
  }
}
