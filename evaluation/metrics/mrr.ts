import type { Metric } from './metric.js';

/**
 * MRR@K, per query the reciprocal rank: 1 / (rank of the first target), 0 if it lies beyond K. The mean over queries
 * is the mean reciprocal rank.
 *
 * Source: Voorhees 1999, "The TREC-8 question answering track report"; cut at K as in Hidasi et al. 2016.
 */
export const mrr: Metric = (targets, query, k) => {
  const first = targets.ranks[targets.offsets[query]!]!;
  return first <= k ? 1 / first : 0;
};
