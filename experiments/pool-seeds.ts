import type { QueryColumn, QueryValues } from '../evaluation/index.js';

/** A model's values of a metric by query, with each query's cluster. */
export interface PooledValues extends Pick<QueryColumn, 'values' | 'denominators' | 'strata'> {
  readonly cluster: Int32Array;
}

/**
 * Puts the queries of runs with different seeds one after another: a visitor's queries of all seeds are one cluster. Where all seeds ask the
 * same, the figure is the mean over the seeds; P-joint cuts sessions elsewhere by each seed, and its figure is that of all lists together.
 * @param runs of the same log and protocol, whose clusters stand for the same visitors.
 */
export function poolSeeds(runs: readonly [QueryValues, ...QueryValues[]], model: string, metric: string): PooledValues {
  const floats = (of: (run: QueryValues) => Float64Array) => Float64Array.from(runs.flatMap((run) => [...of(run)]));
  const { denominators, strata } = runs[0].weighingOf(metric);
  return {
    values: floats((run) => run.valuesOf(model, metric)),
    cluster: Int32Array.from(runs.flatMap(({ cluster }) => [...cluster])),
    ...(denominators && { denominators: floats((run) => run.weighingOf(metric).denominators!) }),
    ...(strata && {
      strata: {
        code: Uint8Array.from(runs.flatMap((run) => [...run.weighingOf(metric).strata!.code])),
        weights: strata.weights.map((_, s) =>
          Math.max(...runs.map((run) => run.weighingOf(metric).strata!.weights[s]!)),
        ),
      },
    }),
  };
}
