import { hitsWithin, type Metric } from './metric.js';

/**
 * Recall@K = (targets among the first K) / (targets): the share of the targets that the list contains. With one target it
 * equals HitRate@K; with more than K targets it stays below 1.
 *
 * Source: Cremonesi, Koren, Turrin 2010, "Performance of recommender algorithms on top-n recommendation tasks".
 */
export const recall: Metric = (targets, query, k) =>
  hitsWithin(targets, query, k) / (targets.offsets[query + 1]! - targets.offsets[query]!);
