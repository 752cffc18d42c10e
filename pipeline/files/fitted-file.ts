import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { factsOf, type Parameters, type Recommender } from '../../models/index.js';
import { historyName, writeHistory } from './history-file.js';

/** How a model's fitting went: `fit.json` beside the model's own file. */
export interface FitSummary {
  readonly model: string;
  readonly parameters: Parameters;
  readonly fitSeconds: number;
  readonly peakMemoryMB: number;
  /** What the model said of how it was fitted. */
  readonly notes: readonly string[];
}

/** Writes a fitted model into a folder, and how its fitting went. */
export async function writeFitted(folder: string, model: Recommender, summary: FitSummary): Promise<void> {
  await model.save(join(folder, 'model'));
  await writeFile(join(folder, 'fit.json'), JSON.stringify(summary));
  if (model.history) await writeHistory(join(folder, historyName), model.history);
}

/** Reads what {@link writeFitted} wrote. */
export async function readFitted(folder: string): Promise<FittedModel> {
  const fit = JSON.parse(await readFile(join(folder, 'fit.json'), 'utf8')) as FitSummary;
  const model = new (await factsOf(fit.model).load())(fit.parameters);
  await model.load(join(folder, 'model'));
  return { model, fit };
}

/** A fitted model, and how its fitting went. */
export interface FittedModel {
  readonly model: Recommender;
  readonly fit: FitSummary;
}
