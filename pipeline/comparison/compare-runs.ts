import { InputError } from '../../data/index.js';
import {
  type Compared,
  type Comparison,
  compareToFirst,
  type Interval,
  type QueryValues,
  readQueryValues,
} from '../../evaluation/index.js';
import type { Run } from '../files/run-folder.js';
import { comparedMetrics, ranked } from '../leaderboard/leading-metrics.js';
import { runTitle } from '../leaderboard/run-title.js';
import { assertSameQueries } from './assert-same-queries.js';
import { modelsOf, modelsOfBoth, type RunDifferences, runDifferences } from './run-differences.js';

/** A model in two runs, or the best model of each if these differ. */
export interface ComparedModel {
  /** The model's name in the first run and in the second. */
  readonly models: readonly [first: string, second: string];
  readonly metric: string;
  readonly first: Interval;
  readonly second: Interval;
  /** The second run's figure minus the first's, paired by query. */
  readonly difference: Comparison;
}

/** Two runs, model by model. */
export interface RunComparison {
  /** Dataset, protocol and part of both. */
  readonly title: string;
  /** The runs' folders. */
  readonly runs: readonly [first: string, second: string];
  readonly queries: number;
  readonly differences: RunDifferences;
  /** Models that only one of the runs has. */
  readonly alone: readonly [first: readonly string[], second: readonly string[]];
  readonly rows: readonly ComparedModel[];
}

/**
 * Compares two runs that asked the same queries: each shared model with itself, and the best of each run, by the protocol's two
 * leading metrics, query by query. All p-values are corrected together (Holm). Also reports other differences between the runs.
 * @throws InputError if the runs did not ask the same queries, or have no metric in common.
 */
export async function compareRuns(first: Run, second: Run): Promise<RunComparison> {
  await assertSameQueries(first, second);
  const asked = comparedMetrics(first.leaderboard);
  const metrics = asked.filter((metric) => metric in second.leaderboard.models[0]!.metrics);
  if (metrics.length === 0)
    throw new InputError(
      `the run has none of ${asked.join(', ')}`,
      { file: second.folder },
      'two runs with the same cut-offs (evaluation.ks)',
    );
  const pairs = pairsOf(first, second);
  const [own, others] = await Promise.all([
    readQueryValues(first.folder, [...new Set(pairs.map(([one]) => one))], metrics),
    readQueryValues(second.folder, [...new Set(pairs.map(([, other]) => other))], metrics),
  ]);
  const groups = metrics.flatMap((metric) =>
    pairs.map(([one, other]): [Compared, Compared] => [
      comparedOf(first, one, metric, own),
      comparedOf(second, other, metric, others),
    ]),
  );
  const { seed, evaluation } = first.config;
  const compared = compareToFirst(groups, own.cluster, { seed, resamples: evaluation.resamples });
  const shared = modelsOfBoth(first, second);
  const alone = (run: Run) => modelsOf(run).filter((model) => !shared.includes(model));
  return {
    title: runTitle(first),
    runs: [first.folder, second.folder],
    queries: first.leaderboard.queries,
    differences: runDifferences(first, second),
    alone: [alone(first), alone(second)],
    rows: groups.map(([one, other], group) => ({
      models: [one.name, other.name],
      metric: one.metric,
      first: one.figure,
      second: other.figure,
      difference: compared[2 * group + 1]!.difference!,
    })),
  };
}

/** The pair of best models, if these differ, then each model that both runs have, the first run's best first. */
function pairsOf(first: Run, second: Run): [string, string][] {
  const shared = modelsOfBoth(first, second);
  const best = [first, second].map(({ leaderboard }) => ranked(leaderboard)[0]!.model) as [string, string];
  const own = ranked(first.leaderboard).flatMap(({ model }): [string, string][] =>
    shared.includes(model) ? [[model, model]] : [],
  );
  return best[0] === best[1] ? own : [best, ...own];
}

function comparedOf(
  { leaderboard }: Run,
  name: string,
  metric: string,
  { valuesOf, weighingOf }: QueryValues,
): Compared {
  const { metrics } = leaderboard.models.find(({ model }) => model === name)!;
  return { name, metric, figure: metrics[metric]!, values: valuesOf(name, metric), ...weighingOf(metric) };
}
