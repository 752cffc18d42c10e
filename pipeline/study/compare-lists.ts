import {
  type BootstrapOptions,
  type Compared,
  type ComparedRow,
  compareToFirst,
  type EvaluationTask,
  evaluate,
  intervalsOf,
  type MetricName,
} from '../../evaluation/index.js';
import type { Rankings } from '../../models/index.js';

/**
 * Compares several models' lists for the same queries, query by query: for each cut-off one row a model, first the one
 * that the others are compared with. All comparisons are corrected together.
 * @param lists by model's name, longer than the largest cut-off, as a tie at the cut-off could not be detected otherwise.
 * @param ks the cut-offs.
 */
export function compareLists(
  task: EvaluationTask,
  lists: Readonly<Record<string, Rankings>>,
  metric: MetricName,
  ks: readonly number[],
  options: BootstrapOptions,
): ComparedRow[] {
  const measured = Object.entries(lists).map(([name, rankings]) => {
    const columns = evaluate(task, rankings, { ks, metrics: [metric] });
    return { name, columns, figures: intervalsOf(columns, task.cluster, options) };
  });
  const groups = ks.map((k, i) =>
    measured.map(({ name, columns, figures }): Compared => {
      const { values } = columns[i]!;
      return { name, metric: `${metric}@${k}`, figure: figures[`${metric}@${k}`]!, values };
    }),
  );
  return compareToFirst(groups as [Compared, ...Compared[]][], task.cluster, options);
}
