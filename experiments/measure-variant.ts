import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bootstrap, type Interval, type Leaderboard, parseFigures, readQueryValues } from '../evaluation/index.js';
import type { Config, Pipeline } from '../pipeline/index.js';
import { findSource, leaderboard, leadingMetrics, resolveStage } from '../pipeline/index.js';

/** The measured figures of a model with given parameters. */
export interface MeasuredVariant {
  /** The metric, e.g. `ndcg@10`. */
  readonly metric: string;
  /** Each query's mean over the seeds; NaN where it has no value. */
  readonly values: Float64Array;
  /** Each query's cluster, dense from 0. */
  readonly cluster: Int32Array;
  readonly figure: Interval;
  /** Mean over the seeds. */
  readonly fitSeconds: number;
}

/**
 * Fits and measures a model with the given parameters through the pipeline's own stages, which reuse finished work.
 * @param seeds number of seeds, from the run's own upwards. Each query's value is the mean over them.
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
  const { cluster } = read[0]!;
  const values = Float64Array.from(
    cluster,
    (_, query) => read.reduce((sum, one) => sum + one.valuesOf(model, measured)[query]!, 0) / seeds,
  );
  const options = { seed: config.seed, resamples: config.evaluation.resamples };
  const [figure] = bootstrap([{ metric: measured, k: 0, values }], cluster, options);
  const fitSeconds = boards.reduce((sum, { models }) => sum + models[0]!.fitSeconds, 0) / seeds;
  return { metric: measured, values, cluster, figure: figure!, fitSeconds };
}
