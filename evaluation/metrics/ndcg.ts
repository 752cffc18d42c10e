import type { Metric } from './metric.js';

/** 1 / log2(rank + 1) of the first ranks: computing a logarithm for each hit would take longer than all the rest. */
const discounts = Float64Array.from({ length: 1024 }, (_, rank) => (rank ? 1 / Math.log2(rank + 1) : 0));
const discount = (rank: number): number => (rank < discounts.length ? discounts[rank]! : 1 / Math.log2(rank + 1));

/**
 * NDCG@K = DCG@K / IDCG@K, where DCG@K = Σ gain / log2(rank + 1) over the targets within the first K, and IDCG@K is the
 * same sum with the largest gains at ranks 1 … min(K, targets).
 *
 * One target at rank 3, K = 10: (1 / log2 4) / 1 = 0.5.
 *
 * Source: Järvelin, Kekäläinen 2002, "Cumulated gain-based evaluation of IR techniques", with the discount log2(rank + 1)
 * of Burges et al. 2005, "Learning to rank using gradient descent", in place of theirs, which does not discount rank 2; linear
 * gain. See docs/definitions.md for other libraries' variants.
 */
export const ndcg: Metric = ({ offsets, ranks, gain, ideal }, query, k) => {
  const from = offsets[query]!;
  const to = offsets[query + 1]!;
  let sum = 0;
  for (let at = from; at < to && ranks[at]! <= k; at++) sum += gain[at]! * discount(ranks[at]!);
  if (sum === 0) return 0;
  let best = 0;
  for (let rank = 1; rank <= k && from + rank <= to; rank++) best += ideal[from + rank - 1]! * discount(rank);
  return sum / best;
};
