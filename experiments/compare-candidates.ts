import { availableParallelism } from 'node:os';
import { keepingNotes } from '../data/index.js';
import type { ComparedRow } from '../evaluation/index.js';
import type { ModelName, Parameters, Rankings } from '../models/index.js';
import {
  compareLists,
  fitPartsFor,
  ingest,
  makeTask,
  quietPipeline,
  readDatasetFacts,
  readFitted,
  readSplit,
  recommendAll,
  resolveStage,
  type Settings,
  split,
  train,
} from '../pipeline/index.js';

/** A model that generates candidates, and its parameters that differ from the defaults. */
export interface Generator {
  readonly model: ModelName;
  readonly parameters?: Parameters;
}

/** Generators that answered the same queries. */
export interface CandidatesCompared {
  /** For each number of candidates one row per generator: its recall, and the difference from the first generator's. */
  readonly rows: readonly ComparedRow[];
  /** By generator, the model's remarks on its fit and search, e.g. how much of the exact answer an approximate search finds. */
  readonly notes: Readonly<Record<string, readonly string[]>>;
}

/**
 * Measures models as generators of candidates that a finer model then ranks: the recall of the protocol's targets among
 * the first k items. Each model is compared with the first, query by query.
 * @param settings the pipeline's: data, protocol, `on`, seed …
 * @param generators by name.
 */
export async function compareCandidates(
  settings: Settings,
  generators: Readonly<Record<string, Generator>>,
  ks: readonly number[] = [100, 500],
): Promise<CandidatesCompared> {
  const pipeline = quietPipeline(settings);
  const { config } = pipeline;
  const parts = fitPartsFor(config, await readSplit((await resolveStage(pipeline, split)).folder));
  const task = makeTask(config, parts, await readDatasetFacts((await resolveStage(pipeline, ingest)).folder));
  const lists: Record<string, Rankings> = {};
  const notes: Record<string, readonly string[]> = {};
  for (const [name, { model, parameters = {} }] of Object.entries(generators)) {
    const own = quietPipeline({ ...settings, models: [model], parameters: { [model]: parameters } });
    const fitted = await readFitted((await resolveStage(own, train(model))).folder);
    const reporter = keepingNotes(model, own.reporter);
    const work = {
      seed: config.seed,
      reporter,
      threads: availableParallelism(),
      ...(own.abort && { abort: own.abort }),
    };
    // One more than the largest k: otherwise a tie at the end would go unnoticed.
    lists[name] = await recommendAll(fitted.model, task.queries, Math.max(...ks) + 1, work);
    notes[name] = [...new Set([...fitted.card.notes, ...reporter.notes])];
  }
  const options = { seed: config.seed, resamples: config.evaluation.resamples };
  return { rows: compareLists(task, lists, 'recall', ks, options), notes };
}
