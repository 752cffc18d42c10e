import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  bootstrap,
  type Interval,
  type Leaderboard,
  parseFigures,
  type QueryValues,
  readQueryValues,
} from '../evaluation/index.js';
import type { Config, Pipeline } from '../pipeline/index.js';
import { findSource, leaderboard, leadingMetrics, resolveStage } from '../pipeline/index.js';
import { type PooledValues, poolSeeds } from './pool-seeds.js';

/** The measured figures of a model with given parameters. */
export interface MeasuredVariant extends PooledValues {
  /** The metric, e.g. `ndcg@10`. */
  readonly metric: string;
  readonly figure: Interval;
  /** Mean over the seeds. */
  readonly fitSeconds: number;
}

/**
 * Fits and measures a model with the given parameters through the pipeline's own stages, which reuse finished work.
 * @param seeds number of seeds, from the run's own upwards. Their queries are pooled.
 * @param metric the protocol's leading one by default.
 */
export async function measureVariant(
  pipeline: Pipeline,
  model: string,
  parameters: Config['parameters'][string],
  { seeds = 1, metric }: { readonly seeds?: number; readonly metric?: string | undefined },
): Promise<MeasuredVariant> {
  const { config, given: _, ...rest } = pipeline; // judged before; the data named below was not
  // A generated log depends on the seed: all seeds must be measured on the same log.
  const data = config.data ?? (await findSource(pipeline));
  const runs = [];
  for (let seed = config.seed; seed < config.seed + seeds; seed++) {
    const settings = { ...config, data, seed, models: [model], parameters: { [model]: parameters } };
    runs.push(await resolveStage({ ...rest, config: settings }, leaderboard));
  }
  const boards = await Promise.all(
    runs.map(
      async ({ folder }) => parseFigures(await readFile(join(folder, 'leaderboard.json'), 'utf8')) as Leaderboard,
    ),
  );
  const measured = metric ?? leadingMetrics(boards[0]!)[0];
  const read = await Promise.all(runs.map(({ folder }) => readQueryValues(folder, [model], [measured])));
  const { cluster, ...pooled } = poolSeeds(read as [QueryValues, ...QueryValues[]], model, measured);
  const options = { seed: config.seed, resamples: config.evaluation.resamples };
  const [figure] = bootstrap([{ metric: measured, k: 0, ...pooled }], cluster, options);
  const fitSeconds = boards.reduce((sum, { models }) => sum + models[0]!.fitSeconds, 0) / seeds;
  return { metric: measured, ...pooled, cluster, figure: figure!, fitSeconds };
}
