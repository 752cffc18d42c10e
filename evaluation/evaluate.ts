import type { Rankings } from '../models/index.js';
import { jointColumns } from './metrics/joint.js';
import { type MetricName, metrics } from './metrics/metrics.js';
import { type Ties, targetRanks } from './metrics/target-ranks.js';
import type { QueryColumn } from './query-column.js';
import type { EvaluationTask } from './task.js';

export interface EvaluateOptions {
  /** The cut-offs, e.g. 5, 10, 20. */
  readonly ks: readonly number[];
  /** P-joint takes the items as they are listed. */
  readonly ties?: Ties;
  /** All metrics by default; P-joint has metrics of its own instead. */
  readonly metrics?: readonly MetricName[];
}

/**
 * The accuracy of ranked lists: one column a metric and cut-off, one value a query.
 * @throws Error when the lists end before a cut-off although there are more candidates, or contain NaN or rising scores.
 */
export function evaluate(task: EvaluationTask, rankings: Rankings, options: EvaluateOptions): QueryColumn[] {
  const deepest = Math.max(...options.ks);
  if (rankings.k < deepest && rankings.k < task.items) {
    throw new Error(
      `lists of ${rankings.k} items can't be judged at ${deepest}: ask the model for at least ${deepest}`,
    );
  }
  const { asks } = task.queries;
  const targets = targetRanks(task, rankings, asks ? 'listed' : options.ties);
  const queries = task.targets.offsets.length - 1;
  if (asks && !options.metrics) return jointColumns(asks, targets, options.ks);
  const names = options.metrics ?? (Object.keys(metrics) as MetricName[]);
  return names.flatMap((metric) =>
    options.ks.map((k) => {
      const compute = metrics[metric];
      const values = new Float64Array(queries);
      for (let query = 0; query < queries; query++) values[query] = compute(targets, query, k);
      return { metric, k, values };
    }),
  );
}
