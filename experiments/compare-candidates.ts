import { availableParallelism } from 'node:os';
import type { ComparedRow } from '../evaluation/index.js';
import type { ModelName, Parameters, Rankings } from '../models/index.js';
import {
  compareLists,
  fitPartsFor,
  ingest,
  makeTask,
  Notes,
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

/** A model that is to generate candidates, and what differs from its defaults. */
export interface Generator {
  readonly model: ModelName;
  readonly parameters?: Parameters;
}

/** Generators that were asked the same queries. */
export interface CandidatesCompared {
  /** For each number of candidates one row a generator: the recall, and how far it is ahead of the first generator's. */
  readonly rows: readonly ComparedRow[];
  /** By generator, what the model said of its fit and its search: of an approximate search, how much of the exact answer it finds. */
  readonly notes: Readonly<Record<string, readonly string[]>>;
}

/**
 * Measures models as generators of candidates, for a finer model to rank: the recall of the protocol's targets among so many
 * items, each model compared with the first, query by query.
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
    const said = new Notes(model, own.say);
    const work = {
      seed: config.seed,
      progress: own.progress,
      threads: availableParallelism(),
      note: said.note,
      ...(own.abort && { abort: own.abort }),
    };
    // One more than is asked about: a tie at the end could not be told otherwise.
    lists[name] = await recommendAll(fitted.model, task.queries, Math.max(...ks) + 1, work);
    notes[name] = [...new Set([...fitted.card.notes, ...said.lines])];
  }
  const options = { seed: config.seed, resamples: config.evaluation.resamples };
  return { rows: compareLists(task, lists, 'recall', ks, options), notes };
}
