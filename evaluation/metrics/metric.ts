import type { TargetRanks } from './target-ranks.js';

/** The value of one query's list cut at `k`, from the ranks of its targets. Requires at least one target and `k` ≥ 1. */
export type Metric = (targets: TargetRanks, query: number, k: number) => number;

/** The number of a query's targets among the first `k`. */
export function hitsWithin(targets: TargetRanks, query: number, k: number): number {
  const from = targets.offsets[query]!;
  const to = targets.offsets[query + 1]!;
  let at = from;
  while (at < to && targets.ranks[at]! <= k) at++;
  return at - from;
}
