import { hitsWithin, type Metric } from './metric.js';

/**
 * Precision@K = (targets among the first K) / K: the share of the list that is relevant. A shorter list is still
 * divided by K, so that empty places bring no advantage.
 *
 * Source: Cremonesi, Koren, Turrin 2010, "Performance of recommender algorithms on top-n recommendation tasks".
 */
export const precision: Metric = (targets, query, k) => hitsWithin(targets, query, k) / k;
