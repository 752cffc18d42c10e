import { availableParallelism } from 'node:os';
import {
  evaluate,
  type Interval,
  intervalsOf,
  type PairedDifference,
  pairedDifference,
  type QueryColumn,
  withInterval,
} from '../evaluation/index.js';
import type { ModelName, Parameters } from '../models/index.js';
import {
  fitPartsFor,
  ingest,
  makeTask,
  Notes,
  quietContext,
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

/** How many of the items that were right a generator's candidates hold. */
export interface CandidateRow {
  readonly name: string;
  /** Recall by the number of candidates. */
  readonly recall: ReadonlyMap<number, Interval>;
  /** How far it is ahead of the first row; absent in that row itself. */
  readonly ahead?: ReadonlyMap<number, PairedDifference>;
  /** What the model said of its fit and its search: of an approximate search, how much of the exact answer it finds. */
  readonly notes: readonly string[];
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
): Promise<CandidateRow[]> {
  const rows: CandidateRow[] = [];
  let first: readonly QueryColumn[] | undefined;
  for (const [name, { model, parameters = {} }] of Object.entries(generators)) {
    const { config, ...context } = quietContext({ ...settings, models: [model], parameters: { [model]: parameters } });
    const run = { ...context, config };
    const parts = fitPartsFor(config, await readSplit((await resolveStage(run, split)).folder));
    const task = makeTask(config, parts, await readDatasetFacts((await resolveStage(run, ingest)).folder));
    const fitted = await readFitted((await resolveStage(run, train(model))).folder);
    const notes = new Notes(model, context.say);
    const work = {
      seed: config.seed,
      progress: context.progress,
      threads: availableParallelism(),
      note: notes.note,
      ...(context.signal && { signal: context.signal }),
    };
    // One more than is asked about: a tie at the end could not be told otherwise.
    const lists = await recommendAll(fitted.model, task.queries, Math.max(...ks) + 1, work);
    const columns = evaluate(task, lists, { ks, metrics: ['recall'] });
    const options = { seed: config.seed, resamples: config.evaluation.resamples };
    const figures = intervalsOf(columns, task.cluster, options);
    const ahead = first?.map(({ k, values }, i) => {
      return [k, pairedDifference(columns[i]!.values, values, task.cluster, options)] as const;
    });
    rows.push({
      name,
      recall: new Map(ks.map((k) => [k, figures[`recall@${k}`]!])),
      ...(ahead && { ahead: new Map(ahead) }),
      notes: [...new Set([...fitted.card.notes, ...notes.lines])],
    });
    first ??= columns;
  }
  return rows;
}

/** The rows for a table: each recall, and how far it is ahead of the first row's. */
export const candidateTable = (rows: readonly CandidateRow[]) =>
  rows.map(({ name, recall, ahead }) => ({
    name,
    ...Object.fromEntries(
      [...recall].flatMap(([k, figure]) => [
        [`recall@${k}`, withInterval(figure)],
        [`less ${rows[0]!.name}’s @${k}`, withInterval(ahead?.get(k))],
      ]),
    ),
  }));
