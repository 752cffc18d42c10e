import type { Metric } from './metric.js';

/**
 * MAP@K, per query the average precision: the sum of Precision@r over the targets' ranks r ≤ K, divided by
 * min(K, targets), so that a perfect list scores 1 at any K. Gains are ignored: relevance is binary.
 *
 * Targets at ranks 1 and 4 of 3, K = 5: (1/1 + 2/4) / min(5, 3) = 0.5.
 *
 * Source: Manning, Raghavan, Schütze 2008, "Introduction to information retrieval", 8.4; the divisor as in protocols
 * that cut the list at K. trec_eval and RecTools divide by all targets (docs/definitions.md).
 */
export const map: Metric = ({ offsets, ranks }, query, k) => {
  const from = offsets[query]!;
  const to = offsets[query + 1]!;
  let sum = 0;
  for (let at = from; at < to && ranks[at]! <= k; at++) sum += (at - from + 1) / ranks[at]!;
  return sum / Math.min(k, to - from);
};
