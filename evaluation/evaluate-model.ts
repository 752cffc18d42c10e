import type { Test, Validation } from '../data/index.js';
import type { Rankings } from '../models/index.js';
import { type EvaluateOptions, evaluate } from './evaluate.js';
import { funnelProxies } from './funnel-proxies.js';
import type { BootstrapOptions } from './intervals/draws.js';
import type { Interval } from './intervals/interval.js';
import { intervalsOf } from './intervals/intervals-of.js';
import type { Catalogue } from './lists/catalogue.js';
import { coverage } from './lists/coverage.js';
import { listMetrics } from './lists/list-metrics.js';
import type { QueryColumn } from './query-column.js';
import type { EvaluationTask } from './task.js';

/** All metrics of one model's lists. */
export interface ModelEvaluation {
  readonly columns: readonly QueryColumn[];
  /** Each column's figure and the coverage at each cut-off, by names such as `ndcg@10`. */
  readonly metrics: Readonly<Record<string, Interval>>;
}

/**
 * Computes all metrics of a model's lists: accuracy, diversity, novelty, popularity bias, coverage and, for P-funnel, the
 * funnel proxies.
 * @param held the part that the task was made of; needed for P-funnel only.
 * @throws Error as {@link evaluate} does.
 */
export function evaluateModel(
  task: EvaluationTask,
  rankings: Rankings,
  catalogue: Catalogue,
  options: Pick<EvaluateOptions, 'ks' | 'ties'> & BootstrapOptions,
  held?: Validation | Test,
): ModelEvaluation {
  const { ks } = options;
  const columns = [
    ...evaluate(task, rankings, options),
    ...listMetrics(rankings, catalogue, ks),
    ...(task.protocol === 'funnel' && held ? funnelProxies(task, rankings, held, ks) : []),
  ];
  const metrics = intervalsOf(columns, task.cluster, options);
  for (const k of ks) metrics[`coverage@${k}`] = coverage(rankings, k, task.items, task.cluster, options);
  return { columns, metrics };
}
