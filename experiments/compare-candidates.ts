import { availableParallelism } from 'node:os';
import { keepingNotes } from '../data/index.js';
import type { ComparedRow } from '../evaluation/index.js';
import type { ModelName, Parameters, Rankings } from '../models/index.js';
import {
  compareLists,
  quietPipeline,
  readFitted,
  readTask,
  recommendAll,
  resolveStage,
  type Settings,
  task,
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
 * @throws InputError for a parameter that a model does not have, before any is fitted.
 */
export async function compareCandidates(
  settings: Settings,
  generators: Readonly<Record<string, Generator>>,
  ks: readonly number[] = [100, 500],
): Promise<CandidatesCompared> {
  // One run: the stages before the models are resolved once.
  const run = quietPipeline(settings);
  const { config } = run;
  const pipelines = Object.entries(generators).map(([name, { model, parameters = {} }]) => {
    const own = quietPipeline({ ...settings, models: [model], parameters: { [model]: parameters } });
    return { name, model, pipeline: { ...own, done: run.done } };
  });
  const { task: asked } = await readTask((await resolveStage(run, task)).folder);
  const lists: Record<string, Rankings> = {};
  const notes: Record<string, readonly string[]> = {};
  for (const { name, model, pipeline } of pipelines) {
    const fitted = await readFitted((await resolveStage(pipeline, train(model))).folder);
    const reporter = keepingNotes(model, pipeline.reporter);
    const work = {
      seed: config.seed,
      reporter,
      threads: availableParallelism(),
      ...(pipeline.abort && { abort: pipeline.abort }),
    };
    // One more than the largest k: otherwise a tie at the end would go unnoticed.
    lists[name] = await recommendAll(fitted.model, asked.queries, Math.max(...ks) + 1, work);
    notes[name] = [...new Set([...fitted.card.notes, ...reporter.notes])];
  }
  const options = { seed: config.seed, resamples: config.evaluation.resamples };
  return { rows: compareLists(asked, lists, 'recall', ks, options), notes };
}
